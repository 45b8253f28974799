"""Which small areas are shown together, and what they add up to."""

from __future__ import annotations

import pandas as pd

from indicators.disclosure.policy import Rule
from indicators.disclosure.primary import is_small
from indicators.disclosure.structure import Area
from indicators.model import COLUMNS, KEY, NUMBERS, Reason, Status

JOINT = "+"  # between the codes of areas that are only shown together


def joint_sums(table: pd.DataFrame) -> list[tuple[Area, tuple[Area, ...]]]:
    """Read off the codes which areas are shown together."""
    areas = table[["geography", "area_code"]].drop_duplicates()
    joint = areas[areas["area_code"].str.contains(JOINT, regex=False)]
    return [
        ((geography, code), tuple((geography, one) for one in code.split(JOINT)))
        for geography, code in sorted(joint.itertuples(index=False, name=None))
    ]


def joined(observations: pd.DataFrame, parts: list[Area], rule: Rule) -> dict[str, str]:
    """Say in which joint area each area ends up, the smallest joined first."""
    rows = observations[observations["area_code"].isin([code for _g, code in parts])]
    rows = rows[rows["geography"] == parts[0][0]]
    wide = rows.pivot_table(index="area_code", columns=["period", "group"],
                            values=NUMBERS[:2], aggfunc="sum")  # fmt: skip
    if not set(NUMBERS[:2]) <= set(wide.columns.get_level_values(0)):
        return {}
    joint: dict[str, list[str]] = {code: [code] for code in sorted(wide.index)}

    def smallness(code: str) -> float:
        inside, people = (
            wide.loc[joint[code], name].to_numpy(float).sum(axis=0)
            for name in NUMBERS[:2]
        )
        return float(is_small(inside, people, rule).sum())

    people = rows.groupby("area_code")["denominator"].sum()
    while len(joint) > 1:
        first = max(joint, key=lambda code: (smallness(code), code))
        if not smallness(first):
            break
        others = [code for code in joint if code != first]
        other = min(others, key=lambda code: (-smallness(code), people[code], code))
        joint[min(first, other)] = joint.pop(first) + joint.pop(other)
    return {code: JOINT.join(sorted(some)) for some in joint.values() for code in some}


def added_up(table: pd.DataFrame) -> pd.DataFrame:
    """Add up the rows of one cell; a sum with a part known only about is so itself."""
    weighted = table.assign(
        weighted=table["value"] * table["denominator"],
        about=table["reason"] == Reason.APPROXIMATE,
    )
    groups = weighted.groupby(KEY, sort=True)
    sums = groups[["numerator", "denominator", "weighted"]].sum(min_count=1)
    total = groups["value"].sum()
    mean = sums["weighted"] / sums["denominator"]
    sums = sums.assign(
        value=mean.where(sums["denominator"].notna(), total),
        status=Status.OK,
        reason=groups["about"].any().map({True: Reason.APPROXIMATE, False: ""}),
    )
    return sums.reset_index()[COLUMNS]
