"""Questions about periods: whether they have begun, and are of a kind as before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from indicators.model import Indicator
from indicators.texts import Text, _

YEAR, TERM, SCHOOL_YEAR, POOLED, MONTH = (
    Text("år", "years"),
    Text("terminer", "terms"),
    Text("läsår", "school years"),
    Text("flera år tillsammans", "several years together"),
    Text("månader", "months"),
)
_SIGNS = {"T": TERM, "M": MONTH, "/": SCHOOL_YEAR, "-": POOLED}  # HT2024, 2025M01


def form_of(period: str) -> str:
    """Tell what kind of period it is, by a word."""
    return _form(period).sv


def _form(period: str) -> Text:
    return next((form for sign, form in _SIGNS.items() if sign in period), YEAR)


def in_time(period: str) -> tuple[date, str]:
    """Order periods by when they begin; of like ones the order is that of time."""
    return begins(period), period


def begins(period: str) -> date:
    """Tell the first day of a period; of years together, the last year's.

    An autumn term begins in the second half of its year, and so does a school year.
    """
    years = re.findall(r"\d{4}", period)
    if not years:
        return date.min
    month = re.search(r"M(\d\d)", period)
    is_autumn = period.startswith("HT") or "/" in period
    return date(int(years[-1]), int(month[1]) if month else 7 if is_autumn else 1, 1)


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
            if begins(period) > today:
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
