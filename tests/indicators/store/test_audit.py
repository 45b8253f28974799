from pathlib import Path

import pytest

from indicators.errors import StoreDamagedError
from indicators.store import Store
from indicators.store.audit import append, entries
from indicators.store.chain import START
from indicators.store.releases import newest, undo
from indicators.store.verify import verify
from tests.indicators.store.helpers import put, without_guards


def test_the_audit_begins_with_the_making_of_the_store(store: Store):
    (first,) = entries(store)
    assert (first.number, first.who, first.what) == (1, "lagesbild", "migrate")
    assert first.told() == {"from": 0, "to": 3, "releases": 0, "newest": START}


def test_each_release_is_told_of_in_its_own_transaction(store: Store):
    made = put(store, a="1")
    undone = undo(store, 1, who="bo", reason="fel")
    assert [(e.who, e.what, e.told()) for e in entries(store)[:2]] == [
        ("bo", "undo", {"release": 2, "hash": undone.hash}),
        ("ada", "publish", {"release": 1, "hash": made.hash}),
    ]


def test_an_entry_is_not_there_when_its_transaction_is_not(store: Store):
    def fail() -> None:
        with store.writing() as connection:
            append(connection, who="ada", what="test", details={})
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert len(entries(store)) == 1


def test_anything_can_be_told_of(store: Store):
    with store.writing() as connection:
        append(connection, who="åsa", what="snapshot", details={"namn": "ö\0\udcff"})
    assert entries(store)[0].told() == {"namn": "ö\0?"}
    assert verify(store).audited == 2


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET who = 'eva' WHERE number = 2",
        "UPDATE audit SET details = x'00' WHERE number = 2",
        "UPDATE audit SET number = 9 WHERE number = 2",
        "DELETE FROM audit WHERE number = 2",
    ],
)
def test_an_altered_audit_is_not_shown(lite: Store, file: Path, statement: str):
    put(lite, a="1")
    put(lite, a="2")
    without_guards(file, statement)
    for check in (entries, verify):
        with pytest.raises(StoreDamagedError, match=r"loggen|databasfilen"):
            check(lite)


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_releases_that_are_not_told_of_are_noticed(
    lite: Store, file: Path, kept: int, monkeypatch: pytest.MonkeyPatch
):
    put(lite, a="1")
    put(lite, a="2")
    without_guards(file, f"DELETE FROM audit WHERE number > {kept}")
    monkeypatch.setattr("indicators.store.verify._made_of", lambda _c: 0)
    monkeypatch.setattr("indicators.store.verify._should_be_made_of", lambda: 0)
    assert newest(lite)[0] == 2
    with pytest.raises(StoreDamagedError, match="loggen"):
        verify(lite)
