"""Questions about parts that do not add up to the whole that the same file gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import pandas as pd

from indicators.levels import Division
from indicators.model import Indicator, Kind
from indicators.texts import _

NOISE_PER_PART = 3.0  # persons; SCB's Cell Key Method moves each count a little
SUMMED = {
    Kind.COUNT: ("value",),
    Kind.SHARE: ("numerator", "denominator"),
    Kind.RATE: ("numerator", "denominator"),
}
WHOLE = ["indicator", "period", "group", "what", "whole"]


def ask_about_sums(
    new: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    divisions: tuple[Division, ...],
) -> Iterator[tuple[str, str]]:
    """Compare counts given for a larger area with the sum of its parts, at any level.

    Parameters
    ----------
    new : DataFrame with `indicators.model.COLUMNS`, unprotected
    indicators : mapping from id to Indicator
    divisions : tuple of Division
        How each level makes up the one above it.

    Yields
    ------
    (str, str)
        Of which indicator, and the sentence; once for each indicator.
    """
    here = set(new["geography"])
    compared = [d for d in _through(divisions) if {d.geography, d.of} <= here]
    if not compared:
        return
    counts = _counts(new, indicators)
    off = pd.concat([_off(counts, division) for division in compared])
    for name, areas in off.groupby("indicator")["whole"]:
        text = _(
            "{name}: delarna blir tillsammans inte det som står för {areas}. "
            "Kontrollera om någon del saknas. Små skillnader är normala i "
            "SCB:s siffror från 2025."
        )
        listed = ", ".join(sorted(set(areas)))
        yield str(name), text.format(name=indicators[str(name)].name, areas=listed)


def _through(divisions: Sequence[Division]) -> list[Division]:
    """Add what makes up a level through the levels between: DeSO, and a municipality.

    A file most often has the areas and the municipality, and nothing between them.
    """
    found = list(divisions)
    known = {(one.geography, one.of) for one in found}
    for lower in found:  # which grows as we go
        for upper in divisions:
            pair = (upper.geography, lower.of)
            if upper.of == lower.geography and pair not in known:
                known.add(pair)
                found.append(Division(*pair, _joined(lower.members, upper.members)))
    return found


def _joined(lower: pd.Series[str], upper: pd.Series[str]) -> pd.Series[str]:
    both = _pairs(lower).merge(_pairs(upper), left_on="whole", right_on="part")
    # An area of two area groups is still only once in what both are parts of.
    both = both[["part_x", "whole_y"]].drop_duplicates()
    return both.set_index("part_x")["whole_y"]


def _pairs(members: pd.Series[str]) -> pd.DataFrame:
    return pd.DataFrame({"part": members.index, "whole": members.to_numpy()})


def _counts(new: pd.DataFrame, indicators: Mapping[str, Indicator]) -> pd.DataFrame:
    """Give what can be summed, a row for each count: `what` it is of, and `count`."""
    kinds = new["indicator"].map({name: one.kind for name, one in indicators.items()})
    tables = [
        new[is_summed].assign(what=what, count=new.loc[is_summed, what])
        for what in ("numerator", "denominator", "value")
        for is_summed in [kinds.map(lambda k, w=what: w in _summed(k)).astype(bool)]
    ]
    return pd.concat(tables, ignore_index=True)


def _summed(kind: Kind) -> tuple[str, ...]:
    return SUMMED.get(kind, ("denominator",))


def _off(counts: pd.DataFrame, division: Division) -> pd.DataFrame:
    """List `indicator` and `whole` where the parts make up something else."""
    parts = counts[counts["geography"] == division.of]
    wholes = counts[counts["geography"] == division.geography]
    belongs = parts.merge(
        _pairs(division.members), left_on="area_code", right_on="part"
    )
    sums = belongs.groupby(WHOLE)["count"].agg(["sum", "size", "count"])
    named = wholes.rename(columns={"area_code": "whole", "count": "given"})
    both = sums.join(named.set_index(WHOLE)["given"], how="inner").dropna()
    more = both["sum"] - both["given"]
    tolerance = NOISE_PER_PART * np.sqrt(both["size"] + 1)
    # Where a part is unknown, the others can still be too many.
    is_all_known = both["size"] == both["count"]
    is_off = (more > tolerance) | (is_all_known & (-more > tolerance))
    found: pd.DataFrame = both[is_off].reset_index()[["indicator", "whole"]]
    return found
