"""Snapshots are written once, listed, withdrawn with a reason, and never deleted."""

from contextlib import closing
from pathlib import Path

import pytest

from indicators.errors import StoreDamagedError, StoreError
from indicators.store import Store, open_store
from indicators.store.audit import entries
from indicators.store.backup import backup, restore
from indicators.store.snapshots import (
    find,
    listed,
    read_content,
    withdraw,
)
from indicators.store.verify import verify
from tests.indicators.store.helpers import (
    as_version_1,
    put,
    put_snapshot,
    without_guards,
)

NAME = "a" * 16


def test_what_is_kept_is_read_back(store: Store):
    put(store, a="1")
    kept = put_snapshot(store)
    assert read_content(store, NAME) == f"<html>{NAME}".encode()
    assert find(store, NAME) == kept
    assert kept.told() == ["Ett mått.", "Två."]
    assert kept.about() == [("area-groups", "norra")]
    assert kept.size == len(f"<html>{NAME}")


def test_the_list_begins_with_the_newest(store: Store):
    put(store, a="1")
    put_snapshot(store, "b" * 16, created_at="2026-11-23T08:00:00+00:00")
    put_snapshot(store)
    assert [one.id[0] for one in listed(store)] == ["b", "a"]


def test_the_same_snapshot_is_written_once(store: Store):
    put(store, a="1")
    first = put_snapshot(store)
    again = put_snapshot(store, created_at="2027-01-01T00:00:00+00:00")
    assert again == first
    assert len(listed(store)) == 1


def test_a_snapshot_rests_on_a_release_that_is_there(store: Store):
    put(store, a="1")
    with pytest.raises(StoreError, match="publicering finns inte"):
        put_snapshot(store, release=2)
    assert listed(store) == []


def test_one_that_is_withdrawn_is_listed_with_its_reason_and_not_shown(store: Store):
    put(store, a="1")
    put_snapshot(store, withdrawn=True)
    (one,) = listed(store)
    assert one.withdrawn is not None
    assert (one.withdrawn.who, one.withdrawn.reason) == ("bo", "fel karta")
    with pytest.raises(StoreError, match="tillbakadragen"):
        read_content(store, NAME)


def test_what_is_withdrawn_stays_in_the_store(store: Store):
    put(store, a="1")
    put_snapshot(store, withdrawn=True)
    assert verify(store).tables == 2  # the published table and the snapshot's file


def test_one_that_is_withdrawn_is_not_made_again(store: Store):
    put(store, a="1")
    put_snapshot(store, withdrawn=True)
    with pytest.raises(StoreError, match="likadan ögonblicksbild är tillbakadragen"):
        put_snapshot(store)


@pytest.mark.parametrize(
    ("name", "reason", "said"),
    [(NAME, " ", "Skriv varför"), ("b" * 16, "fel", "ingen ögonblicksbild med id bbb")],
)
def test_withdrawing_needs_a_reason_and_a_snapshot(store: Store, name, reason, said):
    put(store, a="1")
    put_snapshot(store)
    with pytest.raises(StoreError, match=said):
        withdraw(store, name, who="bo", reason=reason)
    assert find(store, NAME).withdrawn is None


def test_it_is_withdrawn_once(store: Store):
    put(store, a="1")
    put_snapshot(store, withdrawn=True)
    with pytest.raises(StoreError, match="redan tillbakadragen"):
        withdraw(store, NAME, who="eva", reason="igen")


def test_the_audit_tells_of_both(store: Store):
    put(store, a="1")
    put_snapshot(store, withdrawn=True)
    said = [(one.what, one.who) for one in entries(store)[:2]]
    assert said == [("withdraw", "bo"), ("snapshot", "ada")]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM withdrawals",
        "UPDATE withdrawals SET reason = 'annat'",
        "UPDATE snapshots SET title = 'annat'",
        "UPDATE snapshots SET blob = (SELECT blob FROM release_tables)",
        "UPDATE snapshots SET size = 'x'",
    ],
)
def test_it_shows_when_somebody_did_it_all_the_same(file: Path, statement: str):
    with closing(open_store(file)) as store:
        put(store, a="1")
        put_snapshot(store, withdrawn=True)
    without_guards(file, statement)
    with closing(open_store(file)) as store, pytest.raises(StoreDamagedError):
        verify(store)


def test_a_snapshot_that_vanished_is_missed(file: Path):
    with closing(open_store(file)) as store:
        put(store, a="1")
        put_snapshot(store)
    without_guards(file, "DELETE FROM snapshots")
    with closing(open_store(file)) as store:
        assert listed(store) == []
        with pytest.raises(StoreDamagedError):
            verify(store)


def test_altered_bytes_are_not_handed_out(file: Path):
    with closing(open_store(file)) as store:
        put(store, a="1")
        kept = put_snapshot(store)
    without_guards(
        file, f"UPDATE blobs SET content = x'00' WHERE sha256 = '{kept.blob}'"
    )
    with closing(open_store(file)) as store, pytest.raises(StoreDamagedError):
        read_content(store, NAME)


def test_snapshots_come_back_from_a_backup(store: Store, place, tmp_path: Path):
    put(store, a="1")
    put_snapshot(store, withdrawn=True)
    put_snapshot(store, "b" * 16)
    copy = tmp_path / "kopia.sqlite"
    backup(store, copy)
    fresh = tmp_path / "ny.sqlite"
    restore(fresh, copy)
    with closing(open_store(fresh)) as restored:
        assert listed(restored) == listed(store)
        assert read_content(restored, "b" * 16) == read_content(store, "b" * 16)


def test_an_older_store_gets_room_for_snapshots(file: Path):
    with closing(open_store(file)) as store:
        put(store, a="1")
    as_version_1(file)
    with closing(open_store(file)) as store:
        put_snapshot(store)
        assert len(listed(store)) == 1
        verify(store)
