"""Areas that are only shown together: what a map shows for each of them.

Where small areas are merged the published table has a row for `A+B`, and A and B are
withheld. A map has shapes for A and B alone: both get the value of `A+B`, and the words
say that it is the value of both. What compares areas leaves them out, since neither has
a figure of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from indicators.disclosure.merging import JOINT
from indicators.model import Status

MEMBERS = "members"


def joint_rows(table: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Give the rows of joint areas, once for each area that is in them.

    Parameters
    ----------
    table : DataFrame with `indicators.model.COLUMNS`, one indicator, period and level
    codes : sequence of str
        The areas of the map.

    Returns
    -------
    DataFrame
        As `table`, indexed by area code, with `members`: the codes of all areas that
        the row is of. Only of rows with a value.
    """
    if not any(JOINT in code for code in table["area_code"].tolist()):
        # As almost always; what follows takes longer than all the rest of a series.
        return table.iloc[:0].assign(members=[]).set_index("area_code")
    is_joint = table["area_code"].str.contains(JOINT, regex=False)
    is_joint &= (table["status"] == Status.OK) & ~table["area_code"].isin(list(codes))
    rows = table[is_joint]
    parts = rows["area_code"].str.split(JOINT, regex=False)
    each = rows.assign(members=parts, area_code=parts).explode("area_code")
    each = each[each["area_code"].isin(list(codes))]
    return each.drop_duplicates("area_code").set_index("area_code")


def with_joint(table: pd.DataFrame, joint: pd.DataFrame) -> pd.DataFrame:
    """Put the joint rows in the place of the areas that have no value of their own.

    Returns
    -------
    DataFrame
        As `table`, with `members`: empty where an area has its own value or none.
    """
    has_own = table.index[table["status"] == Status.OK]
    taken = joint[~joint.index.isin(has_own)]
    members = taken[MEMBERS].to_dict()
    shown = table.assign(members=[members.get(code, []) for code in table.index])
    shown.loc[taken.index, table.columns] = taken[table.columns]
    return shown
