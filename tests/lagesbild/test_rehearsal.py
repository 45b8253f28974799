"""What publishing would change, said before it is done."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.model import COLUMNS, NUMBERS
from lagesbild.export import tidy_csv
from lagesbild.publishing import Desk
from lagesbild.rehearsal import rehearse
from lagesbild.rehearsal_words import foretold
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

    assert found.changed.count == 2
    assert found.class_changes == ("Västra 2024",)
    assert [period for period, _a, _b in found.sentences] == ["2024"]


def test_what_is_withheld_and_shown_again_is_named(change):
    found = change(published(10.0, None, 50.0), published(None, 30.0, 50.0))

    assert found.newly_withheld == ("Östra 2024",)
    assert found.newly_shown == ("Västra 2024",)
    assert found.class_changes == ()


def test_a_published_figure_that_is_not_in_the_file_vanishes(change):
    table = published(10.0, None, 50.0)
    found = change(table, table.iloc[:1])

    assert not found.is_empty
    assert found.vanished.count == 2
    assert found.vanished.areas == ("Västra 2024", "Norra 2024")
    assert found.changed.count == 0
    assert found.newly_shown == ()
    assert "2 tal som är publicerade försvinner: Västra 2024, Norra 2024." in foretold(
        found
    )


def test_a_figure_that_is_said_to_be_missing_vanishes_too(change):
    old = published(10.0, 20.0, 50.0)
    gone = [np.nan, np.nan, np.nan, "missing", "not_available"]
    new = old.copy()
    new.loc[1, [*NUMBERS, "status", "reason"]] = gone

    assert change(old, new).vanished.areas == ("Västra 2024",)
    assert change(new, new.drop(1)).is_empty


def test_a_whole_period_that_vanishes_counts_its_figures(change):
    old = pd.concat([published(1.0, 2.0, 3.0, period="2022"), published(1.0, 2.0, 3.0)])
    found = change(old, published(1.0, 2.0, 3.0))

    assert found.gone_periods == ("2022",)
    assert found.vanished.count == 3


def test_areas_that_come_into_a_published_period_are_named(change):
    table = published(10.0, 20.0, None)
    found = change(table.iloc[:1], table)

    assert found.added.areas == ("Västra 2024", "Norra 2024")
    assert (found.vanished.count, found.newly_withheld) == (0, ())


def test_the_figures_of_a_new_period_are_told_as_the_period(change):
    found = change(published(1.0, 2.0, 3.0, period="2022").iloc[:0], published(1, 2, 3))

    assert (found.new_periods, found.added.count) == (("2024",), 0)


def test_what_areas_have_together_is_no_loss_when_each_has_its_own(change):
    own = published(10.0, 20.0, 50.0)
    joint = own.iloc[:1].assign(area_code=f"{CODES[0]}+{CODES[1]}")
    together = pd.concat([published(None, None, 50.0), joint])
    apart = change(together, own)

    assert apart.vanished.count == 0
    assert apart.newly_shown == ("Östra 2024", "Västra 2024")
    assert change(own, together).added.count == 0
    assert not change(together, published(None, None, 50.0)).is_empty


def test_other_levels_are_counted_apart_from_the_file_s_own(change):
    def both(*values):
        own = published(*values)
        whole = own.iloc[:1].assign(geography="kommun-2025", area_code="0764")
        return pd.concat([own, whole])

    changed = change(both(1.0, 2.0, 3.0), both(4.0, 2.0, 3.0)).changed
    assert (changed.count, changed.further, changed.levels) == (1, 1, ("Kommun",))
    gone = change(both(1.0, 2.0, 3.0), published(1.0, 2.0, 3.0)).vanished
    assert (gone.count, gone.further) == (1, 0)
    assert gone.areas[0].endswith(" 2024")


def test_three_areas_of_a_period_make_the_others_vanish(root):
    desk = Desk(Workspace(root))
    part = "\n".join(ROWS.splitlines()[:2]).encode()
    found = desk.draft([desk.read("trang.csv", part)], []).rehearsal

    assert found.vanishing == 2
    assert "ingenting ändras" not in " ".join(found.sentences())
    assert "visas igen" not in " ".join(found.sentences())


@settings(deadline=None)
@given(
    was=st.lists(st.sampled_from([None, 1.0, 25.0, "nothing"]), min_size=3, max_size=3),
    will=st.lists(
        st.sampled_from([None, 1.0, 25.0, "nothing"]), min_size=3, max_size=3
    ),
)
def test_every_row_that_is_another_is_told_once(change, was, will):
    tables = []
    for values in (was, will):
        table = published(*(1.0 if v == "nothing" else v for v in values))
        tables.append(table[[v != "nothing" for v in values]])
    # Another period, so that there is a map before and after.
    always = published(1.0, 2.0, 3.0, period="2020")
    found = change(*(pd.concat([always, table]) for table in tables))
    pairs = list(zip(was, will, strict=True))
    is_new = set(was) == {"nothing"}

    assert found.vanished.count == sum(
        a != "nothing" and b == "nothing" for a, b in pairs
    )
    assert found.added.count == (not is_new) * sum(
        a == "nothing" and b != "nothing" for a, b in pairs
    )
    assert found.changed.count == sum(
        a != b and "nothing" not in (a, b) for a, b in pairs
    )
    assert found.is_empty == (was == will)


def test_periods_come_and_go(change):
    old, new = published(1.0, 2.0, 3.0, period="2022"), published(1.0, 2.0, 3.0)
    found = change(old, new)

    assert (found.new_periods, found.gone_periods) == (("2024",), ("2022",))
    assert (found.changed.count, found.sentences) == (0, ())


def test_another_group_of_persons_changes_figures_but_no_map(change):
    all_of_them = published(1.0, 2.0, 3.0)
    girls = published(1.0, 2.0, 3.0, group="girls")
    moved = published(50.0, 2.0, 3.0, group="girls")
    found = change(pd.concat([all_of_them, girls]), pd.concat([all_of_them, moved]))

    assert found.changed.count == 1
    assert found.class_changes == found.sentences == ()


def test_only_a_reason_that_changes_is_no_new_figure(change):
    old = published(10.0, None, 50.0)
    new = old.assign(reason=old["reason"].replace("protected", "secrecy"))

    assert change(old, new).changed.count == 0


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
