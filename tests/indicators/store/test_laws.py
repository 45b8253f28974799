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
from indicators.store.releases import current, history, newest, publish, undo
from indicators.store.verify import verify

Tables = dict[str, bytes]
names = st.sampled_from(["a", "b", "å"])
contents = st.none() | st.sampled_from([b"", b"1\n", b"2\n", b"\x00\xff"])
releases = st.tuples(
    st.sampled_from(["publish", "import"]), st.dictionaries(names, contents, max_size=3)
)
steps = st.lists(releases | st.integers(1, 8), max_size=10)
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


def _require_as_model(store: Store, steps) -> None:
    model: list[Tables] = [{}]
    for step in steps:
        expected = _after(model, step)
        assert _done(store, step) == (expected is not None)
        if expected is not None:
            model.append(expected)
        assert current(store) == model[-1]
    assert [current(store, n) for n in range(len(model))] == model
    assert newest(store)[0] == len(model) - 1 == len(history(store))
    assert verify(store).newest == newest(store)[1]
    assert len(entries(store)) == len(model)


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


def _after(model: list[Tables], step) -> Tables | None:
    """What the tables should be; None where the store should refuse."""
    if isinstance(step, int):
        return _undone(model, step)
    wanted = _without_none(model[-1] | step[1])
    return None if wanted == model[-1] else wanted


def _undone(model: list[Tables], number: int) -> Tables | None:
    if number >= len(model):
        return None
    touched = _changed(model, number)
    if any(touched & _changed(model, n) for n in range(number + 1, len(model))):
        return None
    before = {name: model[number - 1].get(name) for name in touched}
    return _without_none(model[-1] | before)


def _changed(model: list[Tables], number: int) -> set[str]:
    before, after = model[number - 1], model[number]
    return {name for name in before | after if before.get(name) != after.get(name)}


def _without_none(tables) -> Tables:
    return {name: content for name, content in tables.items() if content is not None}
