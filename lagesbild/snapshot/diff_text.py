"""The differences as lines of text, under the name of their cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indicators.texts import _
from lagesbild.snapshot.difference import Cause, Difference, cause_text

MOST = 30  # areas of one measure with a new period: more are summed up in a line


def told(found: Sequence[Difference]) -> list[str]:
    """Write differences as lines, under the name of their cause."""
    lines = []
    for cause in Cause:
        own = [one for one in found if one.cause is cause]
        lines.append(f"{cause_text(cause)} ({len(own)})")
        lines += [f"  {text}" for text in _lines(own)]
    return lines


def _lines(own: Sequence[Difference]) -> Iterator[str]:
    """Give a line for each, and one for all areas of a measure where they are many."""
    many = _many(own)
    for one in own:
        if (one.subject, one.about) not in many:
            yield str(one)
    for (subject, periods), count in many.items():
        yield _(
            "{subject}: {periods} i {count} områden. Talen står i tabellen som --out "
            "skriver."
        ).format(subject=subject, periods=periods, count=count)


def _many(own: Sequence[Difference]) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for one in own:
        if one.cause is Cause.PERIOD and one.since:
            about = (one.subject, one.about)
            counts[about] = counts.get(about, 0) + 1
    return {about: count for about, count in counts.items() if count > MOST}
