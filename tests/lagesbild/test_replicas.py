"""Several servers over one PostgreSQL show the same, whoever has published."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest

from indicators.store import SourceFile
from indicators.store.releases import history
from lagesbild.prepared import INDEX
from lagesbild.preparing import find_file, open_prepared
from lagesbild.publishing import Desk
from lagesbild.store_of import STORE_VARIABLE
from lagesbild.workspace import Workspace
from tests.indicators.store.conftest import schema, server  # noqa: F401
from tests.lagesbild.conftest import ROWS

LATER = ROWS.replace("2023", "2025").replace("45;90", "80;90")


@pytest.fixture
def replicas(root, tmp_path, schema, monkeypatch):  # noqa: F811
    """Two servers' own copies of a workspace, with one store."""
    monkeypatch.setenv(STORE_VARIABLE, schema)
    return root, Path(shutil.copytree(root, tmp_path / "annan" / "plats"))


def shown(root: Path) -> tuple[object, ...]:
    """Name all that a server hands out: each name is the hash of its content."""
    now = open_prepared(root)
    return (
        [(one.id, one.keys, one.documents, one.packs) for one in now.levels.values()],
        now.standing,
    )


def publish(root: Path, rows: str) -> None:
    desk = Desk(Workspace(root))
    reading = desk.read("trang.csv", rows.encode())
    source = SourceFile.of("trang.csv", rows.encode())
    desk.publish(desk.draft([reading], [source], yes=True), message="Nytt")


def test_what_one_publishes_the_other_shows_and_what_it_undoes_too(replicas):
    one, other = replicas
    before = shown(one)
    assert shown(other) == before
    assert len(history(Desk(Workspace(one)).store)) == 1  # imported once, not twice

    publish(one, LATER)
    after = shown(one)
    assert after != before
    assert "trang/2025" in after[0][0][1]
    assert shown(other) == after

    Desk(Workspace(other)).undo(2, reason="Fel fil")
    assert shown(one)[0] == shown(other)[0] == before[0]


def test_a_page_from_one_server_finds_its_files_at_the_other(replicas):
    one, other = replicas
    open_prepared(other)
    for level in open_prepared(one).levels.values():
        for name, ending in ((level.document, ".html"), (level.pack, ".json")):
            here, there = (find_file(root, name, ending) for root in (one, other))
            assert here.read_bytes() == there.read_bytes()


def test_two_that_are_started_at_once_both_get_ready(replicas):
    found: dict[Path, object] = {}
    threads = [
        threading.Thread(target=lambda root=root: found.update({root: shown(root)}))
        for root in replicas
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(found) == 2
    assert found[replicas[0]] == found[replicas[1]]


def test_servers_that_share_a_folder_prepare_it_once(replicas, tmp_path):
    one, _other = replicas
    seen_elsewhere = tmp_path / "monterad"
    seen_elsewhere.symlink_to(one)
    first = open_prepared(one).folder
    made = (first / INDEX).stat().st_mtime_ns
    second = open_prepared(seen_elsewhere).folder

    assert second.name == first.name
    assert (second / INDEX).stat().st_mtime_ns == made


def test_what_another_has_cleared_away_is_made_again(replicas):
    one, _other = replicas
    folder = open_prepared(one).folder
    shutil.rmtree(folder)

    assert (open_prepared(one).folder / INDEX).is_file()
