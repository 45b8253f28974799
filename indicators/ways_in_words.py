"""The ways out of a protection that is dear or impossible, in words."""

from __future__ import annotations

from indicators.disclosure.alternatives import Alternative
from indicators.disclosure.control import Infeasible
from indicators.disclosure.ways import Way
from indicators.texts import _, ngettext

WORDS = {
    Way.COARSER: lambda: _("visa bara större områden"),
    Way.MERGED: lambda: _("slå ihop grannområden"),
    Way.POOLED: lambda: _("lägg ihop flera år"),
    Way.ROUNDED_3: lambda: _("avrunda små antal till 0 eller 3"),
    Way.ROUNDED_5: lambda: _("avrunda små antal till 0 eller 5"),
}


def describe(other: Alternative) -> str:
    """Say what a way out is and what it costs, in one line."""
    price = ngettext(
        "{way}: {count} tal visas inte ({people} invånare eller elever)",
        "{way}: {count} tal visas inte ({people} invånare eller elever)",
        other.withheld,
    ).format(
        way=WORDS[Way(other.kind)](), count=other.withheld, people=other.inhabitants
    )
    if other.changed:
        price += _(", {count} tal ändras, med högst {most}").format(
            count=other.changed, most=other.most_changed
        )
    if other.kind in (Way.ROUNDED_3, Way.ROUNDED_5):
        price += _(", och inga skillnader prövas: antalen är inte exakta")
    if other.kind == Way.POOLED:
        price += _(", {count} tal för enstaka år utgår").format(count=other.given_up)
    return price


def open_ways(found: Infeasible) -> list[str]:
    """Say what could be done instead of publishing all, and what each would cost."""
    return [
        f"{describe(other)} (--way {other.kind})"
        for other in found.alternatives
        if other.is_possible
    ]
