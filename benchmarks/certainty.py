"""What the intervals and verdicts promise, measured: coverage, false alarms, power.

python benchmarks/certainty.py            # the tables of docs/statistics.md
python benchmarks/certainty.py --maps 500 # quicker
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace

import numpy as np
import pandas as pd

from indicators.model import Kind
from indicators.statistics import Verdict, compare, compare_with_whole, gap, trend
from indicators.statistics.intervals import events, wilson
from indicators.statistics.quantiles import two_sided
from tests.measures import SHARE

SEED = 20_261_122
AREAS = 13
Z = two_sided(0.95)
RATE = replace(SHARE, kind=Kind.RATE)
MEAN = replace(SHARE, kind=Kind.MEAN, spread=60.0)
rng = np.random.default_rng(SEED)


def share_coverage(draws: int) -> None:
    """Tell how often the interval of a share holds the truth, for p 0.02-0.98."""
    shares = np.linspace(0.02, 0.98, 97)
    print("| n | mean | lowest p | Wald, mean |\n|---|---|---|---|")
    for n in (10, 15, 25, 50, 100, 250, 500, 1000):
        k = rng.binomial(n, shares[:, None], (len(shares), draws)).astype(float)
        low, high = wilson(k, np.full_like(k, n), Z)
        inside = ((low <= shares[:, None]) & (shares[:, None] <= high)).mean(axis=1)
        p = k / n
        half = Z * np.sqrt(p * (1 - p) / n)
        wald = (np.abs(p - shares[:, None]) <= half).mean()
        print(f"| {n} | {inside.mean():.1%} | {inside.min():.1%} | {wald:.1%} |")


def rate_coverage(draws: int) -> None:
    """Tell how often the interval of a number of events holds the expected number."""
    print("\n| expected events | coverage |\n|---|---|")
    for expected in (0.5, 1, 2, 5, 10, 20, 50, 200):
        k = rng.poisson(expected, draws).astype(float)
        low, high = events(k, Z)
        print(f"| {expected} | {((low <= expected) & (expected <= high)).mean():.1%} |")


def counted(k: np.ndarray, n: np.ndarray, kind: Kind) -> pd.DataFrame:
    """Make a published table of counts."""
    unit = 100.0 if kind is Kind.SHARE else 1000.0
    return pd.DataFrame(
        {"numerator": k, "denominator": n, "value": unit * k / n, "status": "ok"}
    )


def averaged(mean: np.ndarray, n: np.ndarray) -> pd.DataFrame:
    """Make a published table of means, rounded to whole points."""
    return pd.DataFrame(
        {"numerator": np.nan, "denominator": n, "value": mean.round(), "status": "ok"}
    )


def one_map(
    kind: Kind, n: np.ndarray, truth: np.ndarray
) -> tuple[pd.DataFrame, pd.Series]:
    """Draw one map and the municipality that its areas make up."""
    if kind is Kind.MEAN:
        mean = truth + 60.0 * rng.standard_normal(len(n)) / np.sqrt(n)
        table = averaged(mean, n)
        whole = averaged(np.array([(mean * n).sum() / n.sum()]), np.array([n.sum()]))
    else:
        draw = rng.binomial(n, truth) if kind is Kind.SHARE else rng.poisson(n * truth)
        table = counted(draw.astype(float), n.astype(float), kind)
        total = np.array([draw.sum()], float), np.array([n.sum()], float)
        whole = counted(*total, kind)
    return table, whole.iloc[0]


def clear(found: list) -> int:
    """Count the areas that are called clearly higher or lower."""
    return sum(one.verdict in (Verdict.HIGHER, Verdict.LOWER) for one in found)


def alarms(maps: int) -> None:
    """Tell how often a map says *clearly* anywhere although nothing differs."""
    cases = [
        (Kind.SHARE, SHARE, 0.05, (20, 60)),
        (Kind.SHARE, SHARE, 0.2, (10, 40)),
        (Kind.SHARE, SHARE, 0.2, (200, 600)),
        (Kind.SHARE, SHARE, 0.5, (30, 30)),
        (Kind.SHARE, SHARE, 0.9, (15, 60)),
        (Kind.RATE, RATE, 0.03, (100, 500)),
        (Kind.MEAN, MEAN, 220.0, (10, 60)),
    ]
    print(f"\n{maps} maps of {AREAS} areas without any difference")
    print("| what | persons in an area | truth | maps with a false *clearly* |")
    print("|---|---|---|---|")
    for kind, indicator, truth, (least, most) in cases:
        false = 0
        for _map in range(maps):
            n = rng.integers(least, most + 1, AREAS)
            table, whole = one_map(kind, n, np.full(AREAS, truth))
            false += clear(compare_with_whole(table, whole, indicator)) > 0
        print(f"| {kind} | {least}-{most} | {truth} | {false / maps:.2%} |")


def uncorrected(maps: int) -> None:
    """Tell what the same maps would say without correction, for comparison."""
    false = 0
    for _map in range(maps):
        n = rng.integers(200, 601, AREAS)
        table, whole = one_map(Kind.SHARE, n, np.full(AREAS, 0.2))
        false += (
            clear(
                [
                    compare(row, whole, SHARE, relation="part")
                    for _i, row in table.iterrows()
                ]
            )
            > 0
        )
    print(f"each area by itself, 200-600 persons: {false / maps:.1%} of {maps} maps")


def siblings(maps: int) -> None:
    """Tell what comes of children who share the answer with a brother or sister."""
    false = {1.0: 0, 2.0: 0}
    for _map in range(maps):
        n = 2.0 * rng.integers(100, 301, AREAS)
        k = 2.0 * rng.binomial((n / 2).astype(int), 0.2)
        whole = counted(np.array([k.sum()]), np.array([n.sum()]), Kind.SHARE).iloc[0]
        table = counted(k, n, Kind.SHARE)
        for cluster in false:
            of = replace(SHARE, cluster=cluster)
            false[cluster] += clear(compare_with_whole(table, whole, of)) > 0
    print("\n200-600 children, two and two with the same answer, nothing differs:")
    for cluster, count in false.items():
        print(
            f"cluster = {cluster:g}: a false *clearly* on {count / maps:.1%} of {maps}"
        )


def power(maps: int) -> None:
    """Tell how often an area that does differ is seen."""
    print("\n| persons | share elsewhere 20 %, here | seen |\n|---|---|---|")
    for people in (25, 50, 100, 250, 500):
        for here in (0.30, 0.40, 0.60):
            truth = np.full(AREAS, 0.2)
            truth[0] = here
            n = np.full(AREAS, people)
            seen = 0
            for _map in range(maps):
                found = compare_with_whole(*one_map(Kind.SHARE, n, truth), SHARE)
                seen += found[0].verdict is Verdict.HIGHER
            print(f"| {people} | {here:.0%} | {seen / maps:.0%} |")


def others(maps: int) -> None:
    """Tell how often a gap, and a trend, is claimed although there is none."""
    gap_claims = trend_claims = 0
    for _map in range(maps):
        n = rng.integers(50, 400, AREAS)
        table, _whole = one_map(Kind.SHARE, n, np.full(AREAS, 0.2))
        low = gap(table, SHARE).interval
        gap_claims += low is not None and low.low > 0
        years, _whole = one_map(Kind.SHARE, np.full(5, 150), np.full(5, 0.2))
        rows = years.assign(period=["2020", "2021", "2022", "2023", "2024"])
        trend_claims += trend(rows, SHARE).course in ("rising", "falling")
    print(
        f"\ngap above zero although nothing differs: {gap_claims / maps:.2%} of {maps}"
    )
    print(f"trend although nothing changes: {trend_claims / maps:.2%} of {maps}")


def speed() -> None:
    """Tell how long a map takes, of a municipality and of the country."""
    for count in (AREAS, 6160):
        n = rng.integers(200, 600, count)
        table, whole = one_map(Kind.SHARE, n, np.full(count, 0.2))
        start = time.perf_counter()
        compare_with_whole(table, whole, SHARE)
        print(
            f"{count} areas compared in {1000 * (time.perf_counter() - start):.0f} ms"
        )


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--maps", type=int, default=10_000)
    maps = parser.parse_args().maps
    share_coverage(maps)
    rate_coverage(10 * maps)
    alarms(maps)
    uncorrected(maps // 10)
    siblings(maps // 2)
    power(maps // 10)
    others(maps)
    print()
    speed()


if __name__ == "__main__":
    main()
