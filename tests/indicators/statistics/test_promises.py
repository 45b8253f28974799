"""What is promised about intervals and maps holds in simulation.

The big runs, of 10 000 maps each, are `benchmarks/certainty.py`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from indicators.model import Kind
from indicators.statistics import Verdict, compare_with_whole, interval
from indicators.statistics.intervals import events, wilson
from indicators.statistics.quantiles import two_sided
from tests.indicators.statistics.cases import RATE, SHARE, indicator

Z = two_sided(0.95)


@pytest.mark.parametrize("n", [10, 25, 100, 1000])
def test_the_interval_of_a_share_holds_the_truth_in_95_per_cent(n):
    rng = np.random.default_rng(n)
    shares = np.linspace(0.02, 0.98, 49)[:, None]
    k = rng.binomial(n, shares, (49, 2000)).astype(float)
    low, high = wilson(k, np.full_like(k, n), Z)
    assert 0.94 <= ((low <= shares) & (shares <= high)).mean() <= 0.97


@pytest.mark.parametrize("expected", [0.5, 2, 8, 15, 80])
def test_the_interval_of_events_never_promises_too_much(expected):
    k = np.random.default_rng(3).poisson(expected, 20_000).astype(float)
    low, high = events(k, Z)
    assert ((low <= expected) & (expected <= high)).mean() >= 0.945


@pytest.mark.parametrize(
    ("of", "truth", "least", "most"),
    [(SHARE, 0.2, 10, 40), (SHARE, 0.05, 20, 60), (SHARE, 0.5, 200, 400),
     (RATE, 0.03, 100, 500)],
)  # fmt: skip
def test_a_map_without_differences_says_clearly_in_one_of_twenty_at_most(
    of, truth, least, most
):
    rng = np.random.default_rng(2026)
    false = 0
    for _map in range(600):
        n = rng.integers(least, most, 13).astype(float)
        draw = rng.binomial if of is SHARE else lambda m, p: rng.poisson(m * p)
        k = draw(n.astype(int), truth).astype(float)
        found = compare_with_whole(_rows(k, n), _rows([k.sum()], [n.sum()]).iloc[0], of)
        false += any(one.verdict != Verdict.SAME for one in found)
    # 5 %, and three standard errors of 600 maps
    assert false / 600 <= 0.05 + 3 * (0.05 * 0.95 / 600) ** 0.5


def test_rounded_counts_call_nobody_different():
    # taken as exact, more than half of such maps had a false clear difference
    k = np.array([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5.0, 5.0])
    rows = _rows(k, np.full(13, 60.0))
    whole = _rows([10.0], [780.0]).iloc[0]
    exact = compare_with_whole(rows, whole, SHARE)
    assert any(one.verdict is Verdict.HIGHER for one in exact)
    rounded = compare_with_whole(rows.assign(reason="rounded_5"), whole, SHARE)
    assert {one.reason for one in rounded} == {"rounded"}
    about = compare_with_whole(rows.assign(reason="approximate"), whole, SHARE)
    assert {one.verdict for one in about} == {Verdict.NOT_COMPARED}
    assert interval(rows.assign(reason="rounded_3").iloc[0], SHARE) is None


def test_an_area_that_does_differ_is_seen():
    rng = np.random.default_rng(4)
    seen = 0
    for _map in range(100):
        k = rng.binomial(100, [0.5] + [0.2] * 12).astype(float)
        n = np.full(13, 100.0)
        found = compare_with_whole(
            _rows(k, n), _rows([k.sum()], [n.sum()]).iloc[0], SHARE
        )
        seen += found[0].verdict is Verdict.HIGHER
    assert seen >= 95


def test_without_counts_nobody_is_called_different_however_far_apart():
    rows = _rows([5.0, 95.0], [100.0, 100.0]).assign(
        numerator=np.nan, denominator=np.nan
    )
    whole = _rows([100.0], [200.0]).iloc[0]
    assert {one.verdict for one in compare_with_whole(rows, whole, SHARE)} == {
        Verdict.NOT_COMPARED
    }
    index = compare_with_whole(rows, whole, indicator(Kind.INDEX))
    assert {one.reason for one in index} == {"index"}


def _rows(k, n) -> pd.DataFrame:
    counts = pd.DataFrame({"numerator": k, "denominator": n}, dtype=float)
    value = 100 * counts["numerator"] / counts["denominator"]
    return counts.assign(value=value, status="ok")
