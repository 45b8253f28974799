"""Any release can be undone, row by row, as long as its rows are still as it left them.

What an undo puts in force is made of rows that were published before, and nothing else.
"""

from __future__ import annotations

import re
import uuid
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.errors import ReleaseError
from indicators.model import COLUMNS
from indicators.store import Change, SourceFile, Store, open_store
from indicators.store.past import MAKEUP
from indicators.store.releases import (
    current,
    history,
    newest,
    publish,
    undo,
    undone_by,
)
from indicators.store.rows import rows_of
from indicators.store.verify import verify
from tests.indicators.store.helpers import table
from tests.indicators.store.test_laws import Model

Cell = tuple[str, str, str]  # indicator, period, area: what a row is about
HEADER = ",".join(COLUMNS) + "\n"


def line(cell: Cell, value: str) -> str:
    name, period, area = cell
    return f"{name},{period},total,deso,{area},,,{value},ok,\n"


def csv_of(name: str, cells: dict[Cell, str]) -> bytes:
    """Write the canonical table of an indicator."""
    lines = [line(cell, cells[cell]) for cell in sorted(cells) if cell[0] == name]
    return (HEADER + "".join(lines)).encode()


def put(store: Store, cells: dict[Cell, str], *files: SourceFile):
    """Publish whole tables of the indicators that there are cells of."""
    changes = [
        Change(name, csv_of(name, cells), sum(cell[0] == name for cell in cells))
        for name in sorted({cell[0] for cell in cells})
    ]
    return publish(store, changes, who="ada", message="ny", files=files)


def said(store: Store) -> dict[Cell, str]:
    """Read which values are in force."""
    return {
        (key[0], key[1], key[4]): row[7]
        for content in current(store).values()
        for key, row in (rows_of(content) or {}).items()
    }


def year(period: str, *values: str, name: str = "a") -> dict[Cell, str]:
    return {(name, period, f"0{n}"): value for n, value in enumerate(values)}


def test_what_came_after_in_other_rows_stays(store: Store):
    put(store, year("2024", "1", "2"))
    put(store, year("2024", "1", "2") | year("2025", "3", "4"))
    put(store, year("2024", "1", "2") | year("2025", "3", "4") | year("2026", "5"))
    made = undo(store, 2, who="bo", reason="fel")

    left = year("2024", "1", "2") | year("2026", "5")
    assert current(store) == {"a": csv_of("a", left)}
    assert made.tables[0][2] == 3
    assert verify(store).releases == 4


def test_an_undo_between_others_can_be_undone_too(store: Store):
    put(store, year("2025", "3"))
    every = year("2024", "1") | year("2025", "3")
    put(store, every)
    put(store, every | year("2026", "5"))
    undo(store, 2, who="bo", reason="fel")
    undo(store, 4, who="bo", reason="rätt ändå")

    assert current(store) == {"a": csv_of("a", every | year("2026", "5"))}
    assert undone_by(history(store)) == {4: 5}


def test_rows_that_a_release_changed_or_removed_come_back(store: Store):
    put(store, year("2024", "1", "2", "3"))
    put(store, year("2024", "1", "9"))
    put(store, year("2024", "7", "9"))
    undo(store, 2, who="bo", reason="fel")

    assert said(store) == year("2024", "7", "2", "3")


def test_the_releases_in_the_way_are_named_in_the_order_to_undo_them(store: Store):
    put(store, year("2024", "1", "1", "1"))
    put(store, year("2024", "2", "1", "1"))
    put(store, year("2024", "3", "2", "1"))  # stands in the way of 2
    put(store, year("2024", "3", "2", "2"))  # and this of nothing
    put(store, year("2024", "3", "3", "2"))  # and this of 3
    with pytest.raises(ReleaseError, match=r"i den här ordningen: 5, 3, 2\. Ingenting"):
        undo(store, 2, who="bo", reason="fel")

    for number in (5, 3, 2):
        undo(store, number, who="bo", reason="fel")
    assert said(store) == year("2024", "1", "1", "2")


def test_an_indicator_goes_when_nothing_is_left_of_it(store: Store):
    put(store, year("2024", "1"))
    put(store, year("2024", "1") | year("2025", "2"))
    put(store, {("a", "2025", "00"): "2"})  # takes 2024 away
    with pytest.raises(ReleaseError, match="3, 1"):
        undo(store, 1, who="bo", reason="fel")
    undo(store, 2, who="bo", reason="fel")
    assert current(store) == {"a": HEADER.encode()}
    undo(store, 3, who="bo", reason="fel")
    undo(store, 1, who="bo", reason="fel")
    assert current(store) == {}


def test_where_nothing_came_after_the_very_table_of_before_is_in_force(store: Store):
    put(store, year("2025", "1") | year("2024", "2"))
    odd = csv_of("a", year("2025", "1")).replace(b"1,ok", b"1.0,ok")
    publish(store, [Change("a", odd, 1)], who="ada", message="ny")
    put(store, year("2023", "1"))
    undo(store, 3, who="bo", reason="fel")

    assert current(store) == {"a": odd}


@pytest.mark.parametrize(
    "odd",
    [
        table("1"),
        b"\xff",
        b"\0",
        b"",
        csv_of("a", year("2024", "1")) * 2,
        (HEADER + line(("a", "2024", "00"), "1") * 2).encode(),
        (HEADER + line(("a", "2024", "00"), '"1"')).encode(),
        (HEADER + "a,2024\n").encode(),
    ],
)
def test_a_table_that_is_not_canonical_is_only_undone_as_a_whole(
    lite: Store, odd: bytes
):
    publish(lite, [Change("a", odd, 1)], who="ada", message="ny")
    put(lite, year("2025", "1"))
    put(lite, year("2025", "1") | year("2026", "2"))
    with pytest.raises(ReleaseError, match="3, 2, 1"):
        undo(lite, 1, who="bo", reason="fel")
    with pytest.raises(ReleaseError, match="3, 2"):
        undo(lite, 2, who="bo", reason="fel")
    undo(lite, 3, who="bo", reason="fel")
    undo(lite, 2, who="bo", reason="fel")
    assert current(lite) == {"a": odd}


def test_a_table_that_was_put_together_has_the_proof_that_was_made_last(store: Store):
    proofs = [SourceFile(f"certificate:{n}", d * 64, 2) for n in "ab" for d in "12"]
    put(store, year("2024", "1"), proofs[0])
    put(store, year("2024", "1") | year("2025", "2"), proofs[0])
    put(store, year("2024", "1") | year("2025", "2") | year("2026", "3"), *proofs[1:])

    assert undo(store, 2, who="bo", reason="fel").files == (proofs[1],)
    assert undo(store, 4, who="bo", reason="rätt ändå").files == ()


def test_where_the_groups_became_others_a_release_is_only_undone_as_a_whole(
    store: Store,
):
    then, now = (SourceFile(MAKEUP, digit * 64, 2) for digit in "12")
    put(store, year("2024", "1", "2"), then)
    put(store, year("2025", "3"), now)
    put(store, year("2025", "3") | year("2026", "4"), now)
    put(store, year("2025", "3") | year("2026", "4") | year("2027", "5"), now)
    with pytest.raises(ReleaseError, match="4, 3, 2"):
        undo(store, 2, who="bo", reason="fel")
    made = undo(store, 3, who="bo", reason="fel")

    assert made.files == (now,)


cells = st.tuples(
    st.sampled_from("ab"), st.sampled_from(["2024", "2025"]), st.sampled_from("12")
)
edits = st.dictionaries(cells, st.none() | st.sampled_from("789"), max_size=3)
law = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
histories = st.lists(edits | st.integers(-7, -1), min_size=4, max_size=14)


@law
@given(steps=histories)
def test_undoing_does_what_it_does_to_a_dictionary_of_cells(tmp_path: Path, steps):
    """The model knows cells only, and where each came from; see `test_laws.Model`."""
    with closing(open_store(tmp_path / f"{uuid.uuid4()}.sqlite")) as store:
        model = _played(store, steps)
        assert [_said_at(store, n) for n in range(len(model.tables))] == model.tables
        assert set(undone_by(history(store))) == model.undone
        assert verify(store).newest == newest(store)[1]


@law
@given(steps=histories)
def test_an_undo_shows_no_row_that_was_not_published(tmp_path: Path, steps):
    with closing(open_store(tmp_path / f"{uuid.uuid4()}.sqlite")) as store:
        _played(store, steps)
        public: set[bytes] = set()
        for release in reversed(history(store)):
            lines = {
                row
                for content in current(store, release.number).values()
                for row in content.splitlines()
            }
            assert release.undoes is None or lines <= public
            public |= lines


@law
@given(steps=histories, number=st.integers(1, 14))
def test_the_order_that_is_named_leads_to_the_undo(tmp_path: Path, steps, number: int):
    with closing(open_store(tmp_path / f"{uuid.uuid4()}.sqlite")) as store:
        _played(store, steps)
        try:
            undo(store, number, who="bo", reason="fel")
        except ReleaseError as error:
            order = re.search(r"ordningen: ([\d, ]+)\.", str(error))
            for one in order[1].split(", ") if order else []:
                undo(store, int(one), who="bo", reason="fel")


def _played(store: Store, steps) -> Model:
    model = Model()
    for step in steps:
        if isinstance(step, int):
            asked = max(len(model.tables) + step, 1)
            wanted = model.after(asked)
        else:
            asked, wanted = step, model.after(("publish", step))
        assert _done(store, asked, model) == wanted
        assert said(store) == model.tables[-1]
    return model


def _done(store: Store, step, model: Model) -> bool:
    now = model.tables[-1]
    try:
        if isinstance(step, int):
            undo(store, step, who="ada", reason="fel")
        else:
            publish(store, _tables(step, now), who="ada", message="ny")
    except ReleaseError:
        return False
    return True


def _tables(step, now) -> list[Change]:
    here = {cell[0] for cell in now}
    return [
        Change(name, csv_of(name, now) if name in here else None)
        for name in sorted({cell[0] for cell in step})
    ]


def _said_at(store: Store, number: int) -> dict[Cell, str]:
    return {
        (key[0], key[1], key[4]): row[7]
        for content in (current(store, number) if number else {}).values()
        for key, row in (rows_of(content) or {}).items()
    }
