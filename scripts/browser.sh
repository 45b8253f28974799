#!/bin/sh
# The browser tests need a Chromium or Chrome. Use the one that is there; on Debian and
# its kin, as root, install it; anywhere else say what to do. Never fails: the tests do.
set -u
for name in "${LAGESBILD_BROWSER:-}" chromium chromium-browser google-chrome chrome; do
  [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && exit 0
done
for app in "/Applications/Google Chrome.app" "/Applications/Chromium.app"; do
  [ -d "$app" ] && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium for the browser tests ..."
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0
fi
echo "No Chromium or Chrome was found. Install one (Debian: sudo apt install chromium)," >&2
echo "or set LAGESBILD_BROWSER to its path. Without it the browser tests are skipped." >&2
exit 0
