"""Any sequence of publishing, undoing and importing gives the tables one expects."""

from __future__ import annotations

import uuid
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.errors import ReleaseError
from indicators.store import Change, Store, open_store
from indicators.store.audit import entries
from indicators.store.releases import (
    current,
    history,
    newest,
    publish,
    undo,
    undone_by,
)
from indicators.store.verify import verify

Tables = dict[str, bytes]
names = st.sampled_from(["a", "b", "å"])
contents = st.none() | st.sampled_from([b"", b"1\n", b"2\n", b"\x00\xff"])
releases = st.tuples(
    st.sampled_from(["publish", "import"]), st.dictionaries(names, contents, max_size=3)
)
steps = st.lists(releases | st.integers(1, 8), max_size=10)
few_tables = st.dictionaries(
    st.sampled_from(["a", "b"]), st.sampled_from([b"1", b"2", b"3"]), min_size=1
)
few = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@few
@given(steps=steps)
def test_the_store_does_what_a_list_of_dictionaries_does(tmp_path: Path, steps):
    with closing(open_store(tmp_path / f"{uuid.uuid4()}.sqlite")) as store:
        _require_as_model(store, steps)


@settings(few, max_examples=1)
@given(steps=st.lists(releases | st.integers(1, 8), min_size=25, max_size=25))
def test_the_law_holds_on_both_kinds_of_database(store: Store, steps):
    _require_as_model(store, steps)


@few
@given(
    steps=st.lists(
        st.tuples(st.just("publish"), few_tables)
        | st.integers(-4, -1)  # counted from the newest
        | st.integers(-4, -1),
        min_size=6,
        max_size=16,
    )
)
def test_undoing_goes_back_and_forth_as_far_as_one_likes(tmp_path: Path, steps):
    with closing(open_store(tmp_path / f"{uuid.uuid4()}.sqlite")) as store:
        _require_as_model(store, steps)


@few
@given(texts=st.lists(st.sampled_from("123"), min_size=1, max_size=6))
def test_everything_can_be_undone_from_the_last_to_the_first(tmp_path: Path, texts):
    with closing(open_store(tmp_path / f"{uuid.uuid4()}.sqlite")) as store:
        for n, text in enumerate(texts):
            change = Change("a", f"{n} {text}".encode())
            publish(store, [change], who="ada", message="ny")
        for number in range(len(texts), 0, -1):
            undo(store, number, who="ada", reason="fel")
            left = texts[: number - 1]
            wanted = {"a": f"{len(left) - 1} {left[-1]}".encode()} if left else {}
            assert current(store) == wanted


def _require_as_model(store: Store, steps) -> None:
    model = Model()
    for asked in steps:
        step = asked
        if isinstance(asked, int) and asked < 0:
            step = max(len(model.tables) + asked, 1)
        expected = model.after(step)
        assert _done(store, step) == expected
        assert current(store) == model.tables[-1]
    releases = len(model.tables) - 1
    assert [current(store, n) for n in range(releases + 1)] == model.tables
    assert newest(store)[0] == releases == len(history(store))
    assert verify(store).newest == newest(store)[1]
    assert len(entries(store)) == len(model.tables)
    assert set(undone_by(history(store))) == model.undone


def _done(store: Store, step) -> bool:
    try:
        if isinstance(step, int):
            undo(store, step, who="ada", reason="fel")
        else:
            kind, tables = step
            changes = [Change(*change) for change in tables.items()]
            publish(store, changes, who="ada", message="ny", kind=kind)
    except ReleaseError:
        return False
    return True


class Model:
    """What should be in force, and by which release each table came to be."""

    def __init__(self) -> None:
        self.tables: list[Tables] = [{}]
        self.origin: list[dict[str, int]] = [{}]
        self.target: dict[int, int] = {}
        self.undone: set[int] = set()

    def after(self, step) -> bool:
        """Take a step; False where the store should refuse."""
        return self._undo(step) if isinstance(step, int) else self._publish(step[1])

    def _publish(self, tables) -> bool:
        wanted = _without_none(self.tables[-1] | tables)
        if wanted == self.tables[-1]:
            return False
        self.tables.append(wanted)
        new = dict.fromkeys(self._changed(len(self.tables) - 1), len(self.tables) - 1)
        self.origin.append(self.origin[-1] | new)
        return True

    def _undo(self, number: int) -> bool:
        if number >= len(self.tables) or number in self.undone:
            return False
        touched = self._changed(number)
        now, then = self.origin[-1], self.origin[number]
        if any(now[name] != then[name] for name in touched):
            return False
        tables, origin = self.tables[number - 1], self.origin[number - 1]
        self.tables.append(
            _without_none(self.tables[-1] | {n: tables.get(n) for n in touched})
        )
        self.origin.append(now | {name: origin.get(name, 0) for name in touched})
        self.target[len(self.tables) - 1] = number
        self._toggle(number)
        return True

    def _toggle(self, number: int) -> None:
        """Undo a release, and with it whatever it had undone, and so on."""
        self.undone ^= {number}
        if number in self.target:
            self._toggle(self.target[number])

    def _changed(self, number: int) -> set[str]:
        before, after = self.tables[number - 1], self.tables[number]
        return {n for n in before | after if before.get(n) != after.get(n)}


def _without_none(tables) -> Tables:
    return {name: content for name, content in tables.items() if content is not None}
