"""A visitor in headless Chromium: what is pressed, when it is painted, what it weighs.

All times are the browser's own: from the input event of a press, or the start of a
navigation, to the second animation frame after the new colours were set, that is, when
the frame that shows them has been handed over.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, Request, WebSocket, sync_playwright

VIEWPORT = {"width": 1300, "height": 900}
SETTLING = 400  # ms after a change, until the next, in which late bytes are counted too
QUIET = 25.0  # per cent of all cores
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")

WATCH = (Path(__file__).parent / "watch.js").read_text("utf-8")


@dataclass
class Traffic:
    """Bytes over WebSockets (as the page sees them) and HTTP (with headers)."""

    frames: int = 0
    requests: list[Request] = field(default_factory=list)

    def follow(self, page: Page) -> None:
        """Count from now on."""
        page.on("websocket", self._socket)
        page.on("requestfinished", self._request)

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framesent", self._frame)
        socket.on("framereceived", self._frame)

    def _request(self, request: Request) -> None:
        self.requests.append(request)

    def _frame(self, payload: str | bytes) -> None:
        content = payload.encode() if isinstance(payload, str) else payload
        self.frames += len(content)

    def take(self) -> int:
        """Give the bytes since the last time."""
        requests, self.requests[:] = list(self.requests), []
        total = self.frames + sum(_weight(request) for request in requests)
        self.frames = 0
        return total


def _weight(request: Request) -> int:
    return sum(request.sizes().values())


@dataclass
class Change:
    """One change: how long until it was painted, and how many bytes it took."""

    milliseconds: float
    size: int


class Visitor:
    """Someone who opens a page with a selectbox and waits for what it shows."""

    def __init__(
        self, browser: Browser, address: str, patience: float, *, watched: bool = False
    ) -> None:
        self.context = browser.new_context(
            viewport=VIEWPORT, locale="sv-SE", service_workers="block"
        )
        self.context.set_default_timeout(patience * 1000)
        self.context.add_init_script(WATCH)
        if watched:
            self.context.add_init_script("window === top && bench.watch()")
        self.page = self.context.new_page()
        self.traffic = Traffic()
        self.traffic.follow(self.page)
        self.shown = ""
        self.patience = patience
        self.address = address

    def arrive(self) -> float:
        """Open the page with an empty cache; give the milliseconds to the first map."""
        wait_for_quiet()
        self.page.goto(self.address, wait_until="commit")
        told = self._painting(pressed=False)
        return told["at"] - told["start"]

    def choose(self, name: str) -> Change:
        """Choose an option of the page's first selectbox, with the mouse."""
        box = self.page.get_by_test_id("stSelectbox").first
        box.get_by_role("combobox").click()
        option = self.page.get_by_role("option", name=name, exact=True)
        option.hover()
        return self._change(option.click)

    def press(self, number: int) -> Change:
        """Press a period button inside our map document."""
        frame = next(f for f in self.page.frames if "/underlag/" in f.url)
        button = frame.locator("#periods button").nth(number)
        button.hover()
        return self._change(button.click)

    def _change(self, act: Callable[[], None]) -> Change:
        self.page.wait_for_timeout(SETTLING)
        wait_for_quiet()
        self.traffic.take()
        self.page.evaluate("bench.arm()")
        act()
        told = self._painting(pressed=True)
        self.page.wait_for_timeout(SETTLING)
        return Change(told["at"] - told["pressed"], self.traffic.take())

    def _painting(self, *, pressed: bool) -> dict:
        told = self.page.evaluate(
            "([key, press, patience]) => bench.painting(key, press, patience)",
            [self.shown, pressed, self.patience * 1000],
        )
        self.shown = told["key"]
        return told

    def leave(self) -> None:
        """Close the page and forget its cache."""
        self.context.close()


def wait_for_quiet() -> None:
    """Wait, two seconds at most, until nothing much else runs on this machine."""
    for _ in range(5):
        if psutil.cpu_percent(0.4) <= QUIET:
            return


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a headless Chromium; LAGESBILD_BROWSER names another than the usual."""
    names = (os.environ.get("LAGESBILD_BROWSER", ""), *BROWSERS)
    found = next(
        (path for name in names if name and (path := shutil.which(name))), None
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox"]
        )
        yield browser
        browser.close()


def switch_in_file(browser: Browser, address: str, repeats: int) -> list[float]:
    """Choose indicators inside an exported map; give each change's milliseconds."""
    page = browser.new_page(viewport=VIEWPORT)
    page.goto(address)
    script = """(value) => new Promise((done) => {
      const list = document.getElementById("indicator");
      lagesbild.on("series", () => requestAnimationFrame(() => requestAnimationFrame(
        () => done(performance.now() - begun))));
      list.value = value;
      const begun = performance.now();
      list.dispatchEvent(new Event("change"));
    })"""
    count = page.locator("#indicator option").count()
    times = []
    for number in range(repeats + 1):
        page.wait_for_timeout(SETTLING)
        times.append(page.evaluate(script, str(number % min(count, 4))))
    page.close()
    return times[1:]


def as_environment(names: list[str]) -> str:
    """Write names for an environment variable."""
    return json.dumps(names, ensure_ascii=False)
