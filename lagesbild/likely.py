"""What a figure is likely between, in words and as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from indicators.model import Indicator
from indicators.statistics import interval
from indicators.texts import _
from lagesbild.sentences.counts import is_shown
from lagesbild.words import number_text, value_text


def likely(row: Mapping[Any, Any], indicator: Indicator) -> dict[str, Any]:
    """Tell the interval of a published row.

    Returns
    -------
    dict
        `interval`, the words; `low` and `high`, in the indicator's unit. Nothing in
        them where there is no figure, or nobody knows what is behind it.
    """
    found = interval(row, indicator) if is_shown(row) else None
    if found is None:
        return {"interval": "", "low": None, "high": None}
    low = number_text(found.low, indicator, row["denominator"])
    high = value_text(found.high, indicator, row["denominator"])
    text = _("troligen mellan {low} och {high}").format(low=low, high=high)
    return {"interval": text, "low": found.low, "high": found.high}
