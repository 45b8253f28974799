"""What publishing would change, said before it is done."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from indicators.model import COLUMNS, NUMBERS
from lagesbild.export import tidy_csv
from lagesbild.publishing import Desk
from lagesbild.rehearsal import rehearse
from lagesbild.workspace import Workspace
from tests.lagesbild.conftest import CODES, ROWS

HIDDEN = [np.nan, np.nan, np.nan, "suppressed", "protected"]


def published(*values, period="2024", group="total"):
    """Make a published table of the three areas; None is withheld."""
    rows = [
        ["trang", period, group, "deso-2025", code]
        + (HIDDEN if v is None else [v * 3.0, 300.0, v, "ok", ""])
        for code, v in zip(CODES, values, strict=True)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


@pytest.fixture(scope="module")
def change(shared_root):
    """Rehearse going from one table to another."""
    place = Workspace(shared_root)
    return lambda before, after: rehearse(place, before, after, ["trang"]).changes[0]


def test_the_same_table_changes_nothing(change):
    table = published(10.0, None, 50.0)

    assert change(table, table).is_empty
    assert change(table, table.sample(frac=1, random_state=1)).is_empty


def test_a_figure_that_is_written_the_same_is_the_same(change):
    third = published(100 / 3, 10.0, 50.0)

    assert change(third.round(6), third).is_empty


def test_the_file_that_was_published_changes_nothing_when_it_comes_again(root):
    desk = Desk(Workspace(root))
    reading = desk.read("trang.csv", ROWS.encode())
    reading = reading[0] if isinstance(reading, tuple) else reading

    (found,) = desk.draft([reading], []).rehearsal.changes
    assert found.is_empty


def test_a_figure_that_moves_is_counted_and_its_colour_named(change):
    found = change(published(10.0, 30.0, 50.0), published(10.0, 45.0, 51.0))

    assert found.changed_values == 2
    assert found.class_changes == ("Västra 2024",)
    assert [period for period, _a, _b in found.sentences] == ["2024"]


def test_what_is_withheld_and_shown_again_is_named(change):
    found = change(published(10.0, None, 50.0), published(None, 30.0, 50.0))

    assert found.newly_withheld == ("Östra 2024",)
    assert found.newly_shown == ("Västra 2024",)
    assert found.class_changes == ()


def test_periods_come_and_go(change):
    old, new = published(1.0, 2.0, 3.0, period="2022"), published(1.0, 2.0, 3.0)
    found = change(old, new)

    assert (found.new_periods, found.gone_periods) == (("2024",), ("2022",))
    assert (found.changed_values, found.sentences) == (0, ())


def test_another_group_of_persons_changes_figures_but_no_map(change):
    all_of_them = published(1.0, 2.0, 3.0)
    girls = published(1.0, 2.0, 3.0, group="girls")
    moved = published(50.0, 2.0, 3.0, group="girls")
    found = change(pd.concat([all_of_them, girls]), pd.concat([all_of_them, moved]))

    assert found.changed_values == 1
    assert found.class_changes == found.sentences == ()


def test_only_a_reason_that_changes_is_no_new_figure(change):
    old = published(10.0, None, 50.0)
    new = old.assign(reason=old["reason"].replace("protected", "secrecy"))

    assert change(old, new).changed_values == 0


def test_it_holds_no_value(change, shared_root):
    place = Workspace(shared_root)
    before, after = published(11.25, 30.0, 50.0), published(77.75, 30.0, 50.0)
    found = rehearse(place, before, after, ["trang"])
    found = replace(
        found, changes=tuple(replace(one, sentences=()) for one in found.changes)
    )

    text = " ".join(found.sentences()) + str(found.as_dict())
    assert not any(part in text for part in ("11", "77", "75"))


def test_the_tables_are_left_as_they_are(change):
    before, after = published(100 / 3, None, 50.0), published(1 / 3, 2.0, None)
    copies = tidy_csv(before), tidy_csv(after), after[NUMBERS].to_numpy().tobytes()
    change(before, after)

    assert copies == (
        tidy_csv(before), tidy_csv(after), after[NUMBERS].to_numpy().tobytes()
    )  # fmt: skip
