"""Questions about periods: whether they have begun, and are of a kind as before.

And what lets figures be held against those of a period before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from indicators.model import Indicator, Status
from indicators.periods import Span, in_time, span
from indicators.texts import Text, _

YEAR, TERM, SCHOOL_YEAR, POOLED, MONTH = (
    Text("år", "years"),
    Text("terminer", "terms"),
    Text("läsår", "school years"),
    Text("flera år tillsammans", "several years together"),
    Text("månader", "months"),
)
PLACE = ["indicator", "group", "geography", "area_code"]
_SIGNS = {"T": TERM, "M": MONTH, "/": SCHOOL_YEAR, "-": POOLED}  # HT2024, 2025M01


def form_of(period: str) -> str:
    """Tell what kind of period it is, by a word."""
    return _form(period).sv


def _form(period: str) -> Text:
    return next((form for sign, form in _SIGNS.items() if sign in period), YEAR)


def _has_begun(period: str, today: date) -> bool:
    """Tell whether a period has begun; of years together, the last of them."""
    first, end = span(period) or Span(0, 0)
    return max(first, end - 12) <= 12 * today.year + today.month - 1


def ask_about_periods(
    new: pd.DataFrame,
    old: pd.DataFrame,
    indicators: Mapping[str, Indicator],
    today: date,
) -> Iterator[tuple[str, str]]:
    """Ask about periods that begin after today, or are of a kind not had before."""
    for key, rows in new.groupby("indicator", sort=True):
        name = str(key)
        had = {form_of(one) for one in old.loc[old["indicator"] == name, "period"]}
        for period in sorted(set(rows["period"]), key=in_time):
            about = {"name": indicators[name].name, "period": period}
            if not _has_begun(period, today):
                text = _("{name} {period}: perioden har inte börjat. Stämmer den?")
                yield name, text.format(**about)
            if had and form_of(period) not in had:
                text = _(
                    "{name} {period}: måttet har hittills andra slags perioder, "
                    "{known}. Stämmer det?"
                )
                yield name, text.format(**about, known=_known(had))


def _known(forms: set[str]) -> str:
    every = (YEAR, TERM, SCHOOL_YEAR, POOLED, MONTH)
    return ", ".join(str(form) for form in every if form.sv in forms)


def beside(
    new: pd.DataFrame, every: pd.DataFrame, before: Mapping[tuple[str, str], str]
) -> pd.DataFrame:
    """Put beside each new figure that of the period before, where both are shown.

    Parameters
    ----------
    new, every : DataFrame with `indicators.model.COLUMNS`
    before : mapping from (indicator, period) to period
        What each is held against; those that are not there have none.

    Returns
    -------
    DataFrame with `indicators.model.COLUMNS`
        And `before`, `value_old` and `denominator_old`.
    """
    now = shown_only(new)
    own = zip(now["indicator"], now["period"], strict=True)
    now = now.assign(before=[before.get(key, "") for key in own])
    numbers = ["value", "denominator"]
    then = shown_only(every)[[*PLACE, "period", *numbers]]
    then = then.rename(columns={"period": "before"})
    return now.merge(then, on=[*PLACE, "before"], suffixes=("", "_old"))


def shown_only(table: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows that have a figure to show."""
    return table[table["status"] == Status.OK]
