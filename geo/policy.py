"""The content security policy of a page that carries all it needs inside itself."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence


def content_policy(html: str) -> str:
    """Allow exactly the scripts and styles that stand in `html`, and nothing else."""
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    styles = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    return (
        "default-src 'none'; img-src data:; font-src data:; "
        "base-uri 'none'; form-action 'none'; "
        f"script-src {_hashes(scripts)}; style-src {_hashes(styles)}"
    )


def stated_policy(html: bytes) -> str:
    """Read the policy that a page of ours states about itself, near its beginning."""
    found = re.search(
        rb'http-equiv="Content-Security-Policy" content="([^"]+)"', html[:20_000]
    )
    return found[1].decode() if found else "default-src 'none'"


def _hashes(blocks: Sequence[str]) -> str:
    digests = (hashlib.sha256(block.encode()).digest() for block in blocks)
    return " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)
