"""Definitions, class limits and borders that two snapshots describe differently."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.texts import _
from lagesbild.snapshot.difference import Cause, Difference
from lagesbild.snapshot.figures import Content


def differing_methods(before: Content, after: Content) -> Iterator[Difference]:
    """List what definitions, class limits and borders say differently."""
    then = {one["indicator"]: one for one in before["definitions"]}
    for one in after["definitions"]:
        old = then.get(one["indicator"])
        if old is not None:
            yield from _definition(one["indicator"], old, one)
    yield from _boundaries(before, after)


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


def _boundaries(before: Content, after: Content) -> Iterator[Difference]:
    """List borders described differently.

    A division that only one of the two shows is no change: it shows more, or less.
    """
    then, now = (
        {text.partition(":")[0]: text for text in one["boundaries"]}
        for one in (before, after)
    )
    pairs = [(then[name], now[name]) for name in then if name in now]
    gone = [text for name, text in then.items() if name not in now]
    new = [text for name, text in now.items() if name not in then]
    subject = _("Områden och gränser")
    for old_text, new_text in [*pairs, *zip(gone, new, strict=False)]:
        if old_text != new_text:
            yield Difference(Cause.METHOD, "", subject, "", "", old_text, new_text)
