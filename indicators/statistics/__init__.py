"""What can be told apart, and what can't be said: intervals, comparisons, trends, gaps.

Everything is computed from published rows alone (`numerator`, `denominator`, `value`,
`status`, `reason`), so that nothing withheld can show through. See docs/statistics.md.

    interval(row, indicator, confidence=0.95) -> Interval | None
    compare(a, b, indicator, *, relation="separate" | "part" | "fixed") -> Comparison
    compare_with_whole(table, whole, indicator) -> list[Comparison]
    compare_each(table, beside, indicator, *, relation=…) -> list[Comparison]
    trend(rows, indicator, breaks=()) -> Trend      rows: one area, oldest period first
    gap(table, indicator, *, high=None, low=None) -> Gap           table: one period
    gaps(rows, indicator) -> dict[period, Gap]               rows: all periods
    fewer_persons(row, whole, indicator) -> (about, Interval) | None
    pools(periods, size, breaks=()) -> [periods]     which periods to put together
    pool(tables, indicator) -> DataFrame             tables: one for each period
    per_year(table, indicators) -> DataFrame         persons of several years, of one
"""

from indicators.statistics.comparison import compare, compare_each, compare_with_whole
from indicators.statistics.gaps import gap, gaps
from indicators.statistics.intervals import interval
from indicators.statistics.persons import fewer_persons
from indicators.statistics.pooling import pool
from indicators.statistics.results import (
    Comparison,
    Course,
    Gap,
    Interval,
    Trend,
    Verdict,
    Why,
)
from indicators.statistics.succession import (
    disjoint,
    earlier,
    era,
    named,
    overlap,
    poolable,
    pools,
)
from indicators.statistics.trends import trend
from indicators.statistics.yearly import per_year

__all__ = [
    "Comparison",
    "Course",
    "Gap",
    "Interval",
    "Trend",
    "Verdict",
    "Why",
    "compare",
    "compare_each",
    "compare_with_whole",
    "disjoint",
    "earlier",
    "era",
    "fewer_persons",
    "gap",
    "gaps",
    "interval",
    "named",
    "overlap",
    "per_year",
    "pool",
    "poolable",
    "pools",
    "trend",
]
