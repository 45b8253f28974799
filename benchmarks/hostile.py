"""Hand hostile files to the running app and the command line, and watch what they do.

`python benchmarks/hostile.py` prints a table; `--write` puts it into `docs/hostile.md`.
Each file is dropped on the page *Uppdatera* of a server while a second session clicks
on, and then read by `lagesbild check` and `lagesbild init --areas`. A canary (a server,
and a file with a secret) tells whether anything got out. Needs Chromium.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import psutil  # noqa: E402

from benchmarks.documents import put  # noqa: E402
from benchmarks.hostile_files import AREAS, FILES, Canary, canary  # noqa: E402

MOST_SECONDS, MOST_MEMORY = 30.0, 50.0  # MB more in the server
PATIENCE = 120.0  # s; a busy machine is measured too
MB = 1e6
PERIODS = ("HT2021", "HT2022", "HT2023", "HT2024")
ORDINARY = b"omr\xc3\xa5deskod;\xc3\xa5r;andel\n0764A0010;2025;abc\n"
WORDS = {
    "sparse.xlsx": "workbook of two cells, as far apart as can be",
    "rows.xlsx": "workbook of ten million rows",
    "features.zip": "zipped shapefile of ten million areas",
    "virtual.geojson": "virtual layer (VRT) renamed .geojson",
    "virtual.gpkg": "the same, renamed .gpkg",
    "virtual.zip": "the same, as a .shp in a zip",
    "remote.geojson": "a /vsicurl/ path as the content",
    "deep.json": "JSON 500 000 levels deep",
    "deep.geojson": "GeoJSON with coordinates 200 000 levels deep",
    "empty.geojson": "GeoJSON of ten million empty features",
    "entities.xlsx": "workbook with an entity bomb",
    "outside.xlsx": "workbook whose cells are in other files",
    "entities.kml": "KML: entity bomb and network link",
    "outside.svg": "SVG whose text is in other files",
    "mistakes.csv": "CSV of 250 000 rows, all wrong",
}


class Watcher:
    """Looks at the memory of a process and, apart, of all its children."""

    def __init__(self, process: psutil.Process) -> None:
        self.process = process
        self.own = self.children = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def now(self) -> float:
        """Give the resident memory of the process itself, in MB."""
        return self.process.memory_info().rss / MB

    def reset(self) -> None:
        """Begin a new peak."""
        self.own, self.children = self.now(), 0.0

    def stop(self) -> None:
        """Look no longer."""
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.02):
            try:
                self.own = max(self.own, self.now())
                every = self.process.children(recursive=True)
                self.children = max(self.children, sum(_resident(one) for one in every))
            except psutil.NoSuchProcess:
                return


def _resident(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss / MB)
    except psutil.Error:
        return 0.0


def server_on(port: int) -> psutil.Process:
    """Find our own child that serves on a port."""
    for child in psutil.Process().children():
        if str(port) in child.cmdline():
            return child
    raise LookupError(port)


@dataclass(frozen=True)
class Outcome:
    """What a file did; memory in MB, `slowest` the other session's longest wait."""

    name: str
    size: int
    seconds: float
    said: str
    server: float | None = None
    children: float = 0.0
    slowest: float | None = None
    escaped: str = ""

    @property
    def reached(self) -> bool:
        """Whether it did no harm."""
        quiet = self.server is None or self.server < MOST_MEMORY
        return (
            bool(self.said)
            and quiet
            and self.seconds <= MOST_SECONDS
            and not self.escaped
        )


@dataclass
class Other:
    """Another session, that goes on clicking through the periods of the map."""

    page: object
    frame: object
    turn: int = 0

    def click(self) -> float:
        """Choose another period, wait until the server has answered; give seconds."""
        period = PERIODS[self.turn % len(PERIODS)]
        self.turn += 1
        start = time.perf_counter()
        self.frame.get_by_role("button", name=period).click()
        self.page.wait_for_url(re.compile(f"period={period}"), timeout=PATIENCE * 1000)
        return time.perf_counter() - start


def drop(page: object, name: str, content: bytes) -> None:
    """Drop a file on the page *Uppdatera*."""
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )


def drop_and_watch(
    page: object,
    other: Other,
    watcher: Watcher,
    name: str,
    content: bytes,
    bird: Canary,
) -> Outcome:
    """Drop a file, click on in the other session, and wait for the refusal."""
    watcher.reset()
    before, start, waits = watcher.now(), time.monotonic(), []
    drop(page, name, content)
    refusal = page.get_by_text(REFUSED).first
    while not refusal.is_visible() and time.monotonic() - start < PATIENCE:
        waits.append(other.click())
    seconds = time.monotonic() - start
    waits.append(other.click())
    text = page.inner_text("body")
    return Outcome(
        name,
        len(content),
        seconds,
        "refused" if refusal.is_visible() else "",
        watcher.own - before,
        watcher.children,
        max(waits),
        _escaped(bird, text),
    )


REFUSED = "Ingenting kan publiceras förrän felen är rättade"


def _escaped(bird: Canary, text: str) -> str:
    found = ["requests"] if bird.asked else []
    return ", ".join([*found, "the secret"] if bird.secret in text else found)


def run_command(arguments: list[str], name: str, size: int, bird: Canary) -> Outcome:
    """Run the command line, and take its largest memory with all its children's."""
    start = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-m", "lagesbild.cli", *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    watcher = Watcher(psutil.Process(child.pid))
    try:
        text = child.communicate(timeout=PATIENCE)[0].decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        text = "Traceback"  # it is a failure, whatever it would have said
    finally:
        child.kill()
        watcher.stop()
    refused = child.returncode in (10, 12) and "Traceback" not in text
    return Outcome(
        name,
        size,
        time.monotonic() - start,
        "refused" if refused else "",
        children=watcher.own + watcher.children,
        escaped=_escaped(bird, text),
    )


def by_command(folder: Path, bird: Canary) -> tuple[list[Outcome], list[Outcome]]:
    """Hand every file to `check`, and every file of areas to `init`."""
    checked, made = [], []
    address = f"/vsicurl/{bird.address}/areas.geojson"
    places = [(name, _write(folder / name, make(bird))) for name, make in AREAS.items()]
    places.append(
        ("mistakes.csv", _write(folder / "mistakes.csv", FILES["mistakes.csv"](bird)))
    )
    named = [(name, str(path), path.stat().st_size) for name, path in places]
    for name, path, size in [*named, (VSICURL, address, len(address))]:
        at = ["--workspace", str(ROOT / "data")]
        checked.append(run_command(["check", path, *at], name, size, bird))
        new = ["--name", "Ny", "--code-column", "kod"]
        if name in AREAS or name == VSICURL:
            asked = ["init", str(folder / "ny"), "--areas", path, *new]
            made.append(run_command(asked, name, size, bird))
    return checked, made


VSICURL = "a /vsicurl/ path as the name"


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@contextmanager
def analysts_server(folder: Path, port: int) -> Iterator[str]:
    """Serve a copy of the shipped workspace with the analyst's pages."""
    from benchmarks.servers import serve

    root = folder / "data"
    shutil.copytree(ROOT / "data", root, ignore=shutil.ignore_patterns("var"))
    environment = {"LAGESBILD_WORKSPACE": str(root), "LAGESBILD_ANALYST": "1"}
    with serve(ROOT / "app.py", port, environment, folder / "log") as server:
        yield server.address


def in_the_app(
    folder: Path, port: int, bird: Canary
) -> tuple[list[Outcome], list[str]]:
    """Drop every file on the page, each in a session of its own."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import FLAGS, find_browser

    outcomes, notes = [], []
    with analysts_server(folder, port) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(), args=list(FLAGS)
        )
        watcher = Watcher(server_on(port))
        other = other_session(browser.new_page(), address)
        notes.append(f"before anybody opened *Uppdatera*: {watcher.now():.0f} MB")
        _ordinary(browser, address)
        notes.append(f"after an ordinary file there: {watcher.now():.0f} MB")
        for name, make in FILES.items():
            page = browser.new_page()
            page.goto(f"{address}/uppdatera")
            page.locator("input[type=file]").wait_for(state="attached")
            outcomes.append(
                drop_and_watch(page, other, watcher, name, make(bird), bird)
            )
            page.close()
            print(outcomes[-1], file=sys.stderr)
        notes.append(f"after all of them: {watcher.now():.0f} MB")
        watcher.stop()
        browser.close()
    return outcomes, notes


def other_session(page: object, address: str) -> Other:
    """Open the map of an indicator with several periods."""
    page.goto(f"{address}/?indikator=absence_15")
    page.locator(".karta[data-painted]").wait_for(timeout=PATIENCE * 1000)
    frame = next(one for one in page.frames if "/underlag/" in one.url)
    return Other(page, frame)


def _ordinary(browser: object, address: str) -> None:
    page = browser.new_page()
    page.goto(f"{address}/uppdatera")
    drop(page, "low_economic_standard.csv", ORDINARY)
    page.get_by_text(REFUSED).first.wait_for(timeout=PATIENCE * 1000)
    page.close()


def report(
    app: list[Outcome], notes: list[str], checked: list[Outcome], made: list[Outcome]
) -> str:
    """Write all of it as Markdown."""
    lines = [
        f"Measured {time.strftime('%Y-%m-%d')} with `python benchmarks/hostile.py`, "
        f"Python {platform.python_version()}, {os.cpu_count()} cores shared with other "
        f"work (load {os.getloadavg()[0]:.1f}). Server memory: {'; '.join(notes)}.",
        "",
        "| dropped on *Uppdatera* | size | refused after | server memory + "
        "| child at most | other session waited at most | got out | wanted |",
        "|---|--:|--:|--:|--:|--:|---|---|",
        *(_row(one, with_server=True) for one in app),
        "",
        "| given to | file | size | refused after | memory at most, with child "
        "| got out | wanted |",
        "|---|---|--:|--:|--:|---|---|",
        *(f"| `check` {_row(one)}" for one in checked),
        *(f"| `init --areas` {_row(one)}" for one in made),
    ]
    return "\n".join(lines)


def _row(one: Outcome, *, with_server: bool = False) -> str:
    said = (
        f"{one.seconds:.1f} s" if one.said else f"**not refused** ({one.seconds:.0f} s)"
    )
    cells = [WORDS.get(one.name, one.name), _size(one.size), said]
    if with_server:
        cells.append(f"{one.server:.0f} MB")
    cells.append(f"{one.children:.0f} MB")
    if with_server:
        cells.append(f"{one.slowest:.1f} s")
    cells += [one.escaped or "nothing", "yes" if one.reached else "**no**"]
    return f"| {' | '.join(cells)} |"


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size > 1e5 else f"{size / 1e3:.1f} kB"


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--port", type=int, default=8620)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, canary(Path(name)) as bird:
        folder = Path(name)
        app, notes = in_the_app(folder, options.port, bird)
        text = report(app, notes, *by_command(folder, bird))
    print(text)
    if options.write:
        put(text, ROOT / "docs" / "hostile.md", "hostile.py")


if __name__ == "__main__":
    main()
