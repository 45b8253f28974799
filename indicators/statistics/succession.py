"""Which periods share months, follow on each other, and may be put together.

Periods that share months must not be added: a moving three-year mean counts every child
up to three times and makes a trend out of nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from indicators.periods import Span, in_time, span
from indicators.statistics.results import Why

YEAR = 12  # months


def overlap(a: str, b: str) -> bool:
    """Tell whether two periods share any month; what can't be read may."""
    one, other = span(a), span(b)
    if one is None or other is None:
        return True
    return one.first < other.end and other.first < one.end


def disjoint(periods: Sequence[str]) -> tuple[str, ...]:
    """Pick periods that share no month, from the newest back; oldest first."""
    kept: list[str] = []
    newest_first = sorted(periods, key=lambda p: span(p) or Span(0, 0), reverse=True)
    for period in newest_first:
        if not any(overlap(period, other) for other in kept):
            kept.append(period)
    return tuple(reversed(kept))


def since(periods: Sequence[str], breaks: Sequence[str]) -> list[str]:
    """Keep the periods from the latest break on: a break is the first of the new."""
    starts = [where.first for where in map(span, breaks) if where is not None]
    if not starts:
        return list(periods)
    return [p for p in periods if (span(p) or Span(0, 0)).first >= max(starts)]


def era(period: str, breaks: Sequence[str]) -> int:
    """Count the breaks up to a period: figures of different eras don't compare."""
    here = span(period) or Span(0, 0)
    return sum(new.first <= here.first for new in map(span, breaks) if new)


def earlier(
    period: str, periods: Sequence[str], breaks: Sequence[str] = ()
) -> str | Why:
    """Find the latest period before one that it can be held against, or say why not.

    It is as long, begins in the same month and shares no month with it: an autumn term
    is held against the autumn before.

    Examples
    --------
    >>> earlier("HT2025", ["HT2024", "VT2025", "HT2025"])
    'HT2024'
    """
    now = span(period)
    before = [
        (where, one)
        for one in periods
        if now and (where := span(one)) and where.end <= now.first
        if (now.first - where.first) % 12 == 0
        if where.end - where.first == now.end - now.first
    ]
    if now is None or not before:
        return Why.NO_EARLIER
    where, found = max(before)
    new = [start for start in map(span, breaks) if start]
    parted = any(where.first < start.first <= now.first for start in new)
    return Why.BREAK if parted else found


def alike(periods: Sequence[str]) -> list[str]:
    """Keep periods like the latest: autumn terms are not followed by spring terms."""
    spans = [(period, where) for period in periods if (where := span(period))]
    if not spans:
        return []
    last = spans[-1][1]
    return [
        period
        for period, one in spans
        if one.end - one.first == last.end - last.first
        and (one.first - last.first) % YEAR == 0
    ]


def poolable(periods: Sequence[str]) -> list[str]:
    """Keep periods of a year at most, like the latest of these; oldest first."""
    spans = {period: span(period) for period in periods}
    short = [p for p, one in spans.items() if one and one.end - one.first <= YEAR]
    return alike(sorted(short, key=in_time))


def pools(
    periods: Sequence[str], size: int, breaks: Sequence[str] = ()
) -> list[tuple[str, ...]]:
    """Choose which periods to put together, so many at a time.

    All in a pool are of the same sort, a year apart, without a break of border or
    definition between them. No period is in two pools, and the newest are taken first:
    what is left over is at the beginning. Periods longer than a year, which are pooled
    already, are left alone.

    Returns
    -------
    list of tuple of str
        Oldest first, and so within each.

    Examples
    --------
    >>> pools(["2021", "2022", "2023", "2024", "2025"], 2)
    [('2022', '2023'), ('2024', '2025')]
    """
    return [
        tuple(run[end - size : end])
        for run in _in_a_row(poolable(periods), breaks)
        for end in sorted(range(len(run), size - 1, -size))
    ]


def _in_a_row(periods: Sequence[str], breaks: Sequence[str]) -> list[list[str]]:
    """Cut periods, oldest first, where one is missing or something is new."""
    new = [start.first for start in map(span, breaks) if start]
    runs: list[list[str]] = []
    last: Span | None = None
    for period in periods:
        now = span(period) or Span(0, 0)
        follows = last is not None and now.first - last.first == YEAR
        parted = last is not None and any(last.first < b <= now.first for b in new)
        if not follows or parted:
            runs.append([])
        runs[-1].append(period)
        last = now
    return runs


def named(pool: Sequence[str]) -> str:
    """Name periods in a row for people: `2022–2024`, `HT2023 + HT2024`.

    Terms one by one: between two autumns there is a spring that isn't in it.
    """
    spans = [span(period) or Span(0, 0) for period in pool]
    if any(one.end - one.first < YEAR for one in spans):
        return " + ".join(pool)
    return f"{pool[0]}–{pool[-1]}"
