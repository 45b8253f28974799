"""A real server and a real browser, once for all browser tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from re import Pattern

import pytest
from playwright.sync_api import (
    Browser,
    Frame,
    Locator,
    Page,
    expect,
    sync_playwright,
)
from playwright.sync_api import TimeoutError as TooLate

from tests.browser.places import write_workspace

ROOT = Path(__file__).parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
# Chromium must not look for anything outside by itself.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE = 120_000  # ms; the machine that runs the tests may be busy
CLOSED = 6_000  # ms after which a list without the option is taken to have closed
expect.set_options(timeout=60_000)


def find_browser() -> str | None:
    """Find a Chromium or Chrome that is installed already."""
    wanted = os.environ.get("LAGESBILD_BROWSER", "")
    found = next(filter(None, map(shutil.which, (wanted, *NAMES))), None)
    return found or next((app for app in APPS if Path(app).exists()), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)
            # Two browsers, two servers and their children share the cores: a test is
            # red when it fails twice, and the summary names each that needed it.
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        message = "no Chromium or Chrome found; set LAGESBILD_BROWSER to its path"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def serving(workspace: Path) -> Iterator[str]:
    """Serve a workspace on a free port of this machine until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    server = subprocess.Popen(
        [*command, "--server.port", str(port), "--server.address", "127.0.0.1"],
        cwd=ROOT,
        env=os.environ | {"LAGESBILD_WORKSPACE": str(workspace)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(f"{address}/_stcore/health", server)
        yield address
    finally:
        server.terminate()
        server.wait(60)


def _wait_until_ready(address: str, server: subprocess.Popen[bytes]) -> None:
    for _attempt in range(300):
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            assert server.poll() is None, "the server stopped before it was ready"
            time.sleep(0.2)
    raise AssertionError("the server did not get ready in a minute")


@pytest.fixture(scope="session")
def alvesta_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the shipped workspace, without what was published from it."""
    root = tmp_path_factory.mktemp("alvesta") / "data"
    shutil.copytree(ROOT / "data", root, ignore=shutil.ignore_patterns("var"))
    return root


@pytest.fixture(scope="session")
def alvesta(alvesta_folder: Path) -> Iterator[str]:
    with serving(alvesta_folder) as address:
        yield address


@pytest.fixture(scope="session")
def many_areas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """So many areas that the map is drawn on a canvas."""
    areas = {f"C{i:04}": f"Ruta {i}" for i in range(1200)}
    rows = [("2024", code, str(i % 30)) for i, code in enumerate(areas)]
    root = tmp_path_factory.mktemp("many") / "data"
    with serving(write_workspace(root, areas, {"many": {}}, {"many": rows})) as address:
        yield address


class Visit:
    """A page, with all it asked for and all the browser complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.hosts: set[str] = set()
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: self._asked(request.url))
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _asked(self, url: str) -> None:
        scheme, _sep, rest = url.partition("://")
        if scheme in ("http", "https", "ws", "wss"):
            self.hosts.add(rest.partition("/")[0])

    def _said(self, message) -> None:
        # Below a page's own address Streamlit looks for its server one level too deep
        # first, and the browser notes the 404; that is upstream's way of finding it.
        if message.type == "error" and "404" not in message.text:
            self.complaints.append(message.text)

    def frame(self) -> Frame:
        """Wait for the map to be painted, and give its frame."""
        self.page.locator(".karta[data-painted]").wait_for()
        return next(f for f in self.page.frames if "/underlag/" in f.url)

    def painted(self, key: str) -> None:
        """Wait until the map shows a series."""
        self.page.locator(f'.karta[data-painted="{key}"]').wait_for()


def click(target: Locator) -> None:
    """Click where a thing stands still: tables and pictures above it push it down."""
    target.wait_for()
    place = None
    while (now := target.bounding_box()) != place:
        place = now
        target.page.wait_for_timeout(400)
    target.click()


Name = str | Pattern[str]


def open_list(page: Page, label: Name, option: Name) -> Locator:
    """Open a list with a click, and give one of its options.

    A list closes when the page moves under it, as it does while tables come; then it
    is opened again, by keyboard.
    """
    box = page.get_by_role("combobox", name=label)
    wanted = page.get_by_role("option", name=option, exact=True)
    click(box)
    for _attempt in range(PATIENCE // CLOSED):
        try:
            wanted.wait_for(timeout=CLOSED)
        except TooLate:
            box.press("ArrowDown")
        else:
            return wanted
    raise AssertionError(f"the list has no option {option!r}")


def choose(page: Page, label: Name, option: Name) -> None:
    """Take an option of a list: two clicks."""
    open_list(page, label, option).click()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Visit]]:
    contexts = []

    def open_page(address: str, width: int = 1280, height: int = 800) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height})
        contexts.append(context)
        visit = Visit(context.new_page())
        visit.page.goto(address)
        return visit

    yield open_page
    for context in contexts:
        context.close()
