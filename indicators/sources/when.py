"""Which periods to ask for, written as the source writes them or as we do."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from indicators.periods import in_time, parse_period
from indicators.sources.answers import some
from indicators.sources.errors import MissingError, UnknownSourceError
from indicators.texts import _

LATEST = "latest"  # instead of a period: the last that the source has


def with_latest(periods: Sequence[str], known: Collection[str]) -> tuple[str, ...]:
    """Put the last of the known periods where `LATEST` is asked for."""
    last = max(known, key=in_time, default="")
    return tuple(last if period == LATEST else period for period in periods)


def choose_periods(
    values: Sequence[str], periods: Sequence[str], where: str
) -> tuple[str, ...]:
    """Choose periods, written as in the table or as we write them."""
    if not periods:
        return tuple(values)
    ours = {code: _our_form(code) for code in values}
    known = set(ours) | set(ours.values())
    periods = with_latest(periods, ours.values())
    if gone := [period for period in periods if period not in known]:
        raise MissingError(
            where,
            _(
                "tabellen har ingen uppgift för {gone}; den har {first} till {last}."
            ).format(
                gone=some(gone),
                first=min(values, default="–"),
                last=max(values, default="–"),
            ),
            _("Siffrorna kan vara opublicerade ännu, eller finnas i en annan tabell."),
        )
    wanted = set(periods)
    return tuple(code for code in values if wanted & {code, ours[code]})


def _our_form(code: str) -> str:
    period = parse_period(code)
    return period.text if period else code


def kolada_year(period: str) -> str:
    """Write a period as Kolada does, or say that it isn't a whole year."""
    found = parse_period(period)
    if found is None or not found.text.isdigit():
        raise UnknownSourceError(
            "Kolada",
            _("perioden {period} är inget år.").format(period=some([period])),
            _("Kolada har bara hela år: skriv till exempel 2023."),
        )
    return found.text
