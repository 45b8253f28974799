"""Find what in a table of observations can't be, and what is only unusual.

Each check looks at a whole table with `indicators.model.COLUMNS`. Some of what it finds
is wrong for certain (`errors`), some only worth saying or asking (`unusual_counts`,
`absent_areas`). No message contains a value.

`places`, where the table comes from a file, has the same index as the table, and the
columns `row` (where a spreadsheet shows the observation) and `numerator`, `denominator`
and `value` (the headers of the columns they stand in).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import cast

import numpy as np
import pandas as pd

from indicators.errors import Problem
from indicators.model import KEY, NUMBERS, Indicator, Kind
from indicators.problems import always, same_problem
from indicators.texts import _, ngettext

Indicators = Mapping[str, Indicator]
KEY_SHOWN = ("area_code", "period")
SWAPPED = 0.8  # of the rows; the others have as many as there are


def errors(
    table: pd.DataFrame, indicators: Indicators, places: pd.DataFrame | None = None
) -> list[Problem]:
    """Find all that is certainly wrong, by row."""
    found = [
        *duplicates(table, places),
        *above_denominator(table, indicators, places),
        *negative_counts(table, places),
        *impossible_values(table, indicators, places),
    ]
    return sorted(found, key=lambda problem: problem.row)


def duplicates(
    table: pd.DataFrame, places: pd.DataFrame | None = None
) -> list[Problem]:
    """Find observations of the same thing as one above."""
    again = table.index[table.duplicated(KEY)]
    message = _("Området finns flera gånger för samma period och grupp.")
    remedy = _("Ta bort den ena raden.")
    if places is None or again.empty:
        return _problems(table, places, again, "", message, remedy)
    message = _("{code} för {period} finns redan på rad {row}.")
    first = places["row"].groupby([table[key] for key in KEY]).transform("first")
    codes, periods = (table.loc[again, name].to_numpy() for name in KEY_SHOWN)
    before = first[again].to_numpy()

    def say(n: int) -> tuple[str, str]:
        about = {"code": codes[n], "period": periods[n], "row": before[n]}
        return message.format(**about), remedy

    return same_problem(places.loc[again, "row"].to_numpy(np.intp), "", say)


def above_denominator(
    table: pd.DataFrame, indicators: Indicators, places: pd.DataFrame | None = None
) -> list[Problem]:
    """Find shares of more than all; where nearly all are so, the two are swapped."""
    shares = [name for name, one in indicators.items() if one.kind is Kind.SHARE]
    some = table[table["indicator"].isin(shares)]
    some = some[some["numerator"].notna() & some["denominator"].notna()]
    found = []
    for name, rows in some.groupby("indicator", sort=False):
        where = rows.index[rows["numerator"] > rows["denominator"]]
        differ = int((rows["numerator"] != rows["denominator"]).sum())
        message = _("Täljaren är större än nämnaren.")
        remedy = _("Rätta den som är fel.")
        if len(where) > 1 and len(where) >= SWAPPED * differ:
            message = _("Täljare och nämnare verkar ha bytt plats för {indicator}.")
            message = message.format(indicator=name)
            remedy = _("Byt rubrikerna på de två kolumnerna.")
            where = where[:1]
        found += _problems(table, places, where, "numerator", message, remedy)
    return found


def negative_counts(
    table: pd.DataFrame, places: pd.DataFrame | None = None
) -> list[Problem]:
    """Find numerators and denominators below zero."""
    message = _("Antalet är mindre än noll.")
    remedy = _("Rätta det, eller lämna cellen tom om uppgiften saknas.")
    found = []
    for column in ("numerator", "denominator"):
        where = table.index[table[column] < 0]
        found += _problems(table, places, where, column, message, remedy)
    return found


def impossible_values(
    table: pd.DataFrame, indicators: Indicators, places: pd.DataFrame | None = None
) -> list[Problem]:
    """Find values below the lowest or above the highest that can be."""
    found = []
    said = (table["numerator"] < 0) | (table["denominator"] < 0)  # by another check
    for name, rows in table[~said].groupby("indicator", sort=False):
        indicator = indicators[str(name)]
        lowest, highest = _limits(indicator)
        # A computed share of all may be 100.00000000000001.
        outside = ~rows["value"].between(lowest - 1e-9, highest + 1e-9)
        outside &= rows["value"].notna()
        if indicator.kind is Kind.SHARE:
            outside &= ~(rows["numerator"] > rows["denominator"])
        message = _outside(lowest, highest)
        remedy = _("Rätta värdet, eller gränserna i indikatorns definition.")
        where = rows.index[outside]
        found += _problems(table, places, where, "value", message, remedy)
    return found


def _outside(lowest: float, highest: float) -> str:
    text = _("Värdet kan inte vara mindre än {lowest} eller större än {highest}.")
    if np.isinf(highest):
        text = _("Värdet kan inte vara mindre än {lowest}.")
    if np.isinf(lowest):
        text = _("Värdet kan inte vara större än {highest}.")
    return text.format(lowest=f"{lowest:g}", highest=f"{highest:g}")


def _limits(indicator: Indicator) -> tuple[float, float]:
    """Tell what a value can be: as defined, or as follows from its kind."""
    lowest, highest = indicator.lowest, indicator.highest
    if lowest is None:
        counted = indicator.kind in (Kind.SHARE, Kind.RATE, Kind.COUNT)
        lowest = 0.0 if counted else -np.inf
    if highest is None:
        highest = 100.0 if indicator.kind is Kind.SHARE else np.inf
    return lowest, highest


def unusual_counts(
    table: pd.DataFrame, indicators: Indicators, places: pd.DataFrame | None = None
) -> list[Problem]:
    """Find counts with decimals: hours may have them, persons don't."""
    means = [id_ for id_, one in indicators.items() if one.kind is Kind.MEAN]
    found = []
    for column in ("numerator", "denominator"):
        part = (table[column] % 1).fillna(0) != 0
        if column == "numerator":  # the sum behind a mean needn't be whole
            part &= ~table["indicator"].isin(means)
        for identity, rows in table[part].groupby("indicator", sort=False):
            message = ngettext(
                "{count} antal för {indicator} har decimaler. Är det personer som "
                "räknas ska antalet vara helt.",
                "{count} antal för {indicator} har decimaler. Är det personer som "
                "räknas ska antalen vara hela.",
                len(rows),
            ).format(count=len(rows), indicator=identity)
            found += _problems(table, places, rows.index[:1], column, message, "")
    return found


def absent_areas(
    table: pd.DataFrame, areas: Mapping[str, Collection[str]]
) -> list[Problem]:
    """Find areas of a geography that others in the table are of, but with no row."""
    periods: dict[tuple[str, str, tuple[str, ...]], dict[str, None]] = {}
    by = ["indicator", "geography", "period", "group"]
    for key, codes in table.groupby(by, sort=False)["area_code"]:
        name, geography, period, _group = cast("tuple[str, str, str, str]", key)
        absent = tuple(sorted(set(areas.get(geography, ())) - set(codes)))
        if absent:
            periods.setdefault((name, geography, absent), {})[period] = None
    message = _("{count} av {all} områden i {geography} saknas för {what}: {codes}.")
    found = []
    for (name, geography, absent), seen in periods.items():
        counts = {"count": len(absent), "all": len(set(areas[geography]))}
        what = f"{name} {', '.join(seen)}"
        where = {"geography": geography, "codes": ", ".join(absent), "what": what}
        found.append(Problem(0, "", message.format(**counts, **where)))
    return found


def _problems(
    table: pd.DataFrame,
    places: pd.DataFrame | None,
    where: pd.Index,
    column: str,
    message: str,
    remedy: str,
) -> list[Problem]:
    """Say the same of each observation in `where`, by its row or else by its name."""
    if places is not None:
        rows = places.loc[where, "row"].to_numpy(np.intp)
        headers = places.loc[where, column].to_numpy() if column else np.array([""])
        return [
            problem
            for header in dict.fromkeys(headers)
            for problem in same_problem(
                rows[headers == header] if column else rows,
                str(header),
                always(message, remedy),
            )
        ]
    about = table.loc[where, ["indicator", "period", "area_code"]]
    words = (_("täljare"), _("nämnare"), _("värde"))
    names = dict(zip(NUMBERS, words, strict=True))
    return [
        Problem(0, names.get(column, ""), f"{' '.join(key)}: {message}", remedy)
        for key in about.itertuples(index=False)
    ]
