"""Areas that are only shown together, in words."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.texts import _, ngettext
from lagesbild.sentences.counts import in_order


def together(names: Sequence[str]) -> str:
    """Write "A och B tillsammans"."""
    *others, last = in_order(names)
    return _("{areas} och {last} tillsammans").format(
        areas=", ".join(others), last=last
    )


def with_members(value: str, names: Sequence[str]) -> str:
    """Add to a value whose it is, where it is that of several areas."""
    if not names:
        return value
    return _("{value} ({areas})").format(value=value, areas=together(names))


def only_together(names: Sequence[str]) -> str:
    """Say of some areas that they share one value."""
    return _("{areas} har ett gemensamt värde, för att skydda små grupper.").format(
        areas=together(names)
    )


def how_many_together(count: int) -> str:
    """Say how many areas of a map are not shown by themselves."""
    return ngettext(
        "{count} område visas bara tillsammans med ett annat.",
        "{count} områden visas bara tillsammans med andra.",
        count,
    ).format(count=count)
