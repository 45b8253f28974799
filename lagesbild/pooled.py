"""Periods put together, two and two or three and three: figures with more behind them.

Made from what is published, so that nothing withheld can be in them: where a period is
not shown for an area, nothing that it is part of is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import pandas as pd

from geo.geometry import SVG_UP_TO
from indicators.model import Indicator, Status
from indicators.statistics import Why, era, named, pool, poolable, pools
from indicators.texts import _
from lagesbild.likely import likely
from lagesbild.pack import series_entry
from lagesbild.portrait.measures import Measure
from lagesbild.series import Series
from lagesbild.verdicts import reason_text

SIZES = (2, 3)  # periods
SHOWN_APART = (Why.ROUNDED, Why.NO_COUNTS, Why.TOO_FEW)


@dataclass(frozen=True)
class Pools:
    """One indicator at one level, with its periods put together."""

    series: Sequence[Series]  # one for each period, oldest first

    @property
    def indicator(self) -> Indicator:
        """What is measured."""
        return self.series[0].indicator

    @cached_property
    def sizes(self) -> dict[int, list[Series]]:
        """The series by how many periods at a time, where any area has a figure."""
        found = {size: list(map(_pool, self.together(size))) for size in SIZES}
        return {size: some for size, some in found.items() if any(map(_says, some))}

    def together(self, size: int) -> list[list[Series]]:
        """List which series are put together, so many at a time."""
        by_period = {one.period: one for one in self.series}
        chosen = pools(list(by_period), size, self.indicator.breaks)
        return [[by_period[period] for period in some] for some in chosen]

    def left(self, size: int) -> list[str]:
        """List the periods of the same sort that are in none of them."""
        used = {one.period for some in self.together(size) for one in some}
        return [one for one in poolable(self._periods) if one not in used]

    @property
    def others(self) -> list[str]:
        """List the periods of other sorts than the latest: springs, not autumns."""
        own = poolable(self._periods)
        return [one for one in self._periods if one not in own]

    @property
    def _periods(self) -> list[str]:
        return [one.period for one in self.series]


def pools_of(known: Sequence[Measure]) -> list[Pools]:
    """Put the periods of a level's indicators together; each needs two at least.

    A level with so many areas that its map names none has nothing.
    """
    return [
        Pools(one.series)
        for one in known
        if len(one.series) > 1 and len(one.latest.codes) <= SVG_UP_TO
    ]


def pooled_words(known: Sequence[Pools]) -> dict[str, dict[str, Any]]:
    """Say what can be put together and what that means, in the language spoken now.

    Returns
    -------
    dict from indicator to dict
        `why`: a sentence, where nothing can. Else `note`, what putting together does to
        this measure; `sizes`: for each number of periods at a time, as text, the
        periods that are in none for being too few, in words; and `others`, those that
        are of another sort.
    """
    return {
        one.indicator.id: {
            "why": "" if one.sizes else _why(one),
            "note": _note(one.indicator) if one.sizes else "",
            "sizes": {str(size): ", ".join(one.left(size)) for size in one.sizes},
            "others": ", ".join(one.others),
        }
        for one in known
    }


def pooled_entries(
    known: Sequence[Pools],
) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Write the series that came out, by indicator and number of periods (as text).

    As the pack has them (`lagesbild.pack`), in the language spoken now; the labels say
    what each figure is likely between, and `parted` is true where a border or the
    definition is new since the one before.
    """
    return {
        one.indicator.id: {str(size): _entries(one, size) for size in one.sizes}
        for one in known
        if one.sizes
    }


def _pool(some: Sequence[Series]) -> Series:
    """Make one series of several."""
    first = some[0]
    table = pool([one.table for one in some], first.indicator)
    return Series(
        first.indicator,
        named([one.period for one in some]),
        table.rename_axis("area_code").reset_index(),
        first.codes,
        _whole([one.whole for one in some], first.indicator),
        first.names,
        _twins(some),
    )


def _whole(rows: Sequence[pd.Series | None], indicator: Indicator) -> pd.Series | None:
    known = [one.to_frame().T for one in rows if one is not None]
    return pool(known, indicator).iloc[0] if len(known) == len(rows) else None


def _twins(some: Sequence[Series]) -> dict[str, tuple[Series, str]]:
    """Put together what larger areas have their verdicts from (`Series.twins`)."""
    made: dict[tuple[int, ...], Series] = {}
    found = {}
    for code, (_other, twin) in some[0].twins.items():
        others = [one.twins[code][0] for one in some if code in one.twins]
        if len(others) == len(some):
            which = tuple(map(id, others))
            if which not in made:
                made[which] = _pool(others)
            found[code] = made[which], twin
    return found


def _says(one: Series) -> bool:
    return bool((one.table["status"] == Status.OK).any())


def _entries(one: Pools, size: int) -> list[dict[str, Any]]:
    breaks = one.indicator.breaks
    eras = [era(some[0].period, breaks) for some in one.together(size)]
    parted = [False, *(a != b for a, b in pairwise(eras))]
    return [
        _entry(each) | {"parted": new}
        for each, new in zip(one.sizes[size], parted, strict=True)
    ]


def _entry(one: Series) -> dict[str, Any]:
    entry = series_entry(one, 0)
    rows: Sequence[Mapping[Any, Any]] = one.table.to_dict("records")
    entry["labels"] = [
        _label(text, likely(row, one.indicator)["interval"], why)
        for text, row, why in zip(
            entry["labels"], rows, one.found["why"].tolist(), strict=True
        )
    ]
    del entry["bases"]  # of averages nobody would recognise the counts
    return entry


def _label(text: str, between: str, why: Why) -> str:
    """Say what it is likely between, or why periods that are shown give none."""
    if why in SHOWN_APART:
        return _("Kan inte läggas ihop: {why}").format(why=reason_text(why))
    return f"{text} ({between})" if between else text


def _note(indicator: Indicator) -> str:
    if indicator.new_persons:
        return _(
            "Varje period räknar nya personer. Sammanlagt ligger fler bakom talen, och "
            "därför blir de säkrare."
        )
    return _(
        "Det är till stor del samma personer i varje period. Det sammanlagda talet är "
        "ett genomsnitt: det svänger mindre, men det räknas inte som säkrare än talet "
        "för en period."
    )


def _why(one: Pools) -> str:
    """Say why nothing can be put together: the reason of most areas."""
    some = next(iter(one.together(min(SIZES))), None)
    if some is None:
        return _(
            "Perioderna kan inte läggas ihop: det finns inte två i rad av samma slag, "
            "räknade på samma sätt."
        )
    found = pool([each.table for each in some], one.indicator)["why"]
    ((why, _count),) = Counter(found).most_common(1)
    return _("Perioderna kan inte läggas ihop: {why}.").format(
        why=reason_text(Why(why))
    )
