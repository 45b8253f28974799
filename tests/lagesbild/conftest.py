"""A tiny municipality to test with: three areas, two levels, one group of two."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import box

from indicators.texts import use_language

MAIN = sys.modules["__main__"]
EAST, NORTH = 470_000, 6_300_000
CODES = ("0764A0010", "0764A0020", "0764A0030")
CONFIG = """\
name = "Småstad"
geography = "deso-2025"
municipality = "0764"

[[groups]]
id = "norra"
name = "Norra"
areas = ["0764A0010", "0764A0020"]

[[sectors]]
id = "context"
name = { sv = "Förutsättningar", en = "Context" }
"""
LEVELS = {
    "deso-2025": """\
level = "deso"
vintage = "2025"
name = { sv = "DeSO", en = "DeSO areas" }
description = "Små områden."
file = "deso-2025.geojson"
code_column = "kod"
name_column = "namn"
parent = "kommun-2025"
parent_column = "kommun"
source = "Påhittad"
""",
    "kommun-2025": """\
level = "kommun"
vintage = "2025"
name = { sv = "Kommun", en = "Municipality" }
description = "Hela kommunen."
dissolve_of = "deso-2025"
code_column = "kommun"
source = "Påhittad"
""",
}
DEFINITION = """\
name = { sv = "Trångbodda", en = "Overcrowded" }
short = "Trångbodda"
definition = "Påhittad."
numerator = "Trångbodda"
denominator = "Alla"
kind = "share"
unit = "%"
direction = "lower"
sector = "context"
origin = "local"
protection = "normal"
source = "Kommunen"
class_limits = [20, 40]
"""
ROWS = """\
område;period;täljare;nämnare
0764A0010;2023;10;100
0764A0020;2023;30;120
0764A0030;2023;45;90
0764A0010;2024;12;100
0764A0020;2024;36;120
0764A0030;2024;54;90
"""


def squares(**columns: object) -> gpd.GeoDataFrame:
    """Make three square kilometres beside each other."""
    names = {"kod": CODES, "namn": ["Östra", "Västra", "Norra"], "kommun": "0764"}
    shapes = [
        box(EAST + 1000 * i, NORTH, EAST + 1000 * (i + 1), NORTH + 1000)
        for i in range(3)
    ]
    return gpd.GeoDataFrame(names | columns, geometry=shapes, crs="EPSG:3006")


def make_workspace(root: Path, rows: str = ROWS, definition: str = DEFINITION) -> Path:
    """Write a whole workspace into a new folder."""
    for part in ("geography", "indicators", "observations"):
        (root / part).mkdir(parents=True)
    (root / "lagesbild.toml").write_text(CONFIG, "utf-8")
    for name, text in LEVELS.items():
        (root / "geography" / f"{name}.toml").write_text(text, "utf-8")
    degrees = squares().to_crs("EPSG:4326")
    path = root / "geography" / "deso-2025.geojson"
    path.write_text(degrees.to_json(to_wgs84=True), "utf-8")
    (root / "indicators" / "trang.toml").write_text(definition, "utf-8")
    (root / "observations" / "trang.csv").write_text(rows, "utf-8")
    return root


@pytest.fixture(autouse=True)
def own_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let new processes import what began these tests.

    A page that was run by `AppTest` stays there instead, and they would run it again.
    """
    monkeypatch.setitem(sys.modules, "__main__", MAIN)


@pytest.fixture(autouse=True)
def swedish() -> Iterator[None]:
    """Begin and end every test in Swedish."""
    use_language("sv")
    yield
    use_language("sv")


@pytest.fixture(scope="session")
def areas() -> gpd.GeoDataFrame:
    """Three areas with `kod`, `namn` and `kommun`, in SWEREF 99 TM."""
    return squares()


@pytest.fixture(scope="session")
def shared_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny workspace, for tests that only read it."""
    return make_workspace(tmp_path_factory.mktemp("delad") / "ort")


@pytest.fixture
def root(shared_root: Path, tmp_path: Path) -> Path:
    """The tiny workspace, for tests that change it."""
    store = shutil.ignore_patterns("var")
    return shutil.copytree(shared_root, tmp_path / "ort", ignore=store)


@pytest.fixture
def with_rows(tmp_path: Path) -> Callable[..., Path]:
    """Make the tiny workspace with other observations, or another definition."""

    def make(rows: str, definition: str = DEFINITION) -> Path:
        return make_workspace(tmp_path / "annan", rows, definition)

    return make


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> object:
        return json.loads(self.body)


@pytest.fixture(scope="session")
def fetch() -> Callable[..., Answer]:
    """Ask an ASGI app for a path, without a network."""

    def get(app, path: str, **headers: str) -> Answer:
        # In a thread of its own: the browser tests keep an event loop in this one.
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(asyncio.run, _ask(app, path, headers)).result()

    return get


async def _ask(app, path: str, headers: Mapping[str, str]) -> Answer:
    sent: list[dict] = []
    plain, _mark, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": plain,
        "raw_path": plain.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "server": ("localhost", 80),
        "client": ("localhost", 1),
        "headers": [
            (name.replace("_", "-").encode(), value.encode())
            for name, value in headers.items()
        ],
    }

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    await app(scope, receive, send)
    start, *bodies = sent
    return Answer(
        start["status"],
        {k.decode().lower(): v.decode() for k, v in start["headers"]},
        b"".join(message.get("body", b"") for message in bodies),
    )
