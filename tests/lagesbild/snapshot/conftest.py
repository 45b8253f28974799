"""A snapshot of the tiny workspace, made once, and a place to make more."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware

from indicators.store.releases import newest
from indicators.texts import use_language
from lagesbild.headings import Headings
from lagesbild.publishing import Desk
from lagesbild.snapshot.making import Freezer, Frozen
from lagesbild.web import ROUTES, WORKSPACE_VARIABLE
from lagesbild.workspace import Workspace
from tests.lagesbild.conftest import DEFINITION, ROWS, make_workspace

WHEN = "2026-11-22T08:00:00+00:00"
NORTH = ("area-groups", "norra")
PRACTICE = DEFINITION.replace('origin = "local"', 'origin = "practice"')
# The middle area has too few to be shown, and another is hidden to protect it.
SMALL = ROWS.replace("2024;36;120", "2024;2;120")


def freezer(root: Path, number: int | None = None) -> Freezer:
    """Open a workspace to make snapshots of."""
    return Freezer(Workspace(root), number)


def freeze(root: Path, *areas: tuple[str, str], title: str = "Läget") -> Frozen:
    """Make a snapshot."""
    return freezer(root).freeze(title, areas, who="Ada", when=WHEN)


def publish(root: Path, rows: str, message: str = "nya tal") -> int:
    """Publish other figures for the one indicator, and tell which release it is."""
    desk = Desk(Workspace(root))
    desk.import_shipped()
    reading = desk.read("trang.csv", rows.encode())
    desk.publish(desk.draft([reading], [], yes=True), message=message)
    return newest(desk.store)[0]


@pytest.fixture(scope="session")
def small_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of practice data in which something is withheld; only read."""
    use_language("sv")
    return make_workspace(tmp_path_factory.mktemp("liten") / "ort", SMALL, PRACTICE)


@pytest.fixture(scope="session")
def all_of_it(small_root: Path) -> Frozen:
    """A snapshot of the whole municipality, with something withheld."""
    use_language("sv")
    return freeze(small_root)


@pytest.fixture(scope="session")
def group(small_root: Path) -> Frozen:
    """A snapshot of an area group."""
    use_language("sv")
    return freeze(small_root, NORTH)


@pytest.fixture
def place(small_root: Path, tmp_path: Path) -> Path:
    """The same workspace, to be changed."""
    return shutil.copytree(
        small_root, tmp_path / "ort", ignore=shutil.ignore_patterns("var")
    )


@pytest.fixture
def app(place: Path, monkeypatch: pytest.MonkeyPatch) -> Starlette:
    """What answers the links to snapshots of that workspace."""
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(place))
    return Starlette(routes=ROUTES, middleware=[Middleware(Headings)])
