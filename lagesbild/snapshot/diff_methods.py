"""Definitions, class limits and borders that two snapshots describe differently."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.texts import _
from lagesbild.snapshot.diff_borders import differing_borders
from lagesbild.snapshot.difference import Cause, Difference
from lagesbild.snapshot.figures import Content


def differing_methods(before: Content, after: Content) -> Iterator[Difference]:
    """List what definitions, class limits and borders say differently."""
    yield from differing_borders(before, after)
    then = {one["indicator"]: one for one in before["definitions"]}
    for one in after["definitions"]:
        old = then.get(one["indicator"])
        if old is not None:
            yield from _definition(one["indicator"], old, one)


def _definition(indicator: str, old: Content, new: Content) -> Iterator[Difference]:
    then, now = dict(map(tuple, old["lines"])), dict(map(tuple, new["lines"]))
    then |= {_("Namn"): old["name"], _("Klasser"): old["classes"]}
    now |= {_("Namn"): new["name"], _("Klasser"): new["classes"]}
    for label in dict.fromkeys([*then, *now]):
        if then.get(label) != now.get(label):
            yield Difference(
                Cause.METHOD,
                indicator,
                new["name"],
                "",
                label,
                then.get(label, ""),
                now.get(label, ""),
            )
