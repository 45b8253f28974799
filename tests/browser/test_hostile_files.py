"""Files made to harm, dropped on the running app while somebody else uses it."""

from __future__ import annotations

import shutil

import pytest

from benchmarks.hostile import (
    MOST_MEMORY,
    Watcher,
    drop,
    drop_and_watch,
    other_session,
    server_on,
)
from benchmarks.hostile_files import FILES, canary
from tests.browser.conftest import ROOT, serving

DROPPED = (
    "sparse.xlsx",
    "features.zip",
    "virtual.geojson",
    "remote.geojson",
    "deep.json",
    "entities.xlsx",
    "outside.svg",
    "mistakes.csv",
)
REFUSED = "Ingenting kan publiceras"


@pytest.fixture(scope="module")
def bird(tmp_path_factory):
    with canary(tmp_path_factory.mktemp("kanarie")) as bird:
        yield bird


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    root = tmp_path_factory.mktemp("desk") / "data"
    shutil.copytree(ROOT / "data", root, ignore=shutil.ignore_patterns("var"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LAGESBILD_ANALYST", "1")
        with serving(root) as address:
            yield address


@pytest.fixture
def watcher(desk, visit):
    """Watch the server, once it has read an ordinary file with mistakes."""
    page = visit(f"{desk}/uppdatera").page
    drop(page, "low_economic_standard.csv", "kod;år;andel\n1;2025;x\n".encode())
    page.get_by_text(REFUSED).first.wait_for()
    watcher = Watcher(server_on(int(desk.rpartition(":")[2])))
    yield watcher
    watcher.stop()


def test_hostile_files_harm_neither_the_server_nor_anybody_else(
    visit, desk, bird, watcher
):
    # How long each takes, and how long the other waits, benchmarks/hostile.py measures.
    other = other_session(visit(desk).page, desk)
    for name in DROPPED:
        seen = visit(f"{desk}/uppdatera")
        seen.page.locator("input[type=file]").wait_for(state="attached")
        done = drop_and_watch(seen.page, other, watcher, name, FILES[name](bird), bird)

        assert done.said == "refused", name
        assert done.server < MOST_MEMORY, name
        assert done.escaped == "", name
        assert seen.hosts == {desk.removeprefix("http://")}
        assert seen.complaints == []
        seen.page.close()
