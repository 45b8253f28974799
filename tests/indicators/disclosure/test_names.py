"""Cells are found by their names."""

from __future__ import annotations

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.disclosure.names import CELL, Names, listed

# Few words, so that most names share some with others, in whatever column.
NAMES = st.tuples(*[st.sampled_from(["a", "b", "ä", ""])] * 4)


def table(names: list[tuple[str, ...]]) -> pd.DataFrame:
    return pd.DataFrame(names, columns=CELL, dtype=str)


@settings(deadline=None)
@given(st.lists(NAMES, unique=True), st.lists(NAMES))
def test_each_name_is_found_where_it_is_and_no_other(known, wanted):
    found = Names(table(known)).find(table(wanted))
    where = {name: at for at, name in enumerate(known)}
    assert found.tolist() == [where.get(name, -1) for name in wanted]


@settings(deadline=None)
@given(st.lists(NAMES))
def test_names_are_unique_if_no_row_is_there_twice(names):
    assert Names(table(names)).is_unique == (len(set(names)) == len(names))
    assert listed(table(names)) == names
