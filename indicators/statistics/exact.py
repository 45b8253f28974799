"""Exact two-sided tests of counts, for many areas at once.

A test is exact when it never calls a difference clear more often than it says, however
few persons there are. The p of a count is the probability of all counts that are no
more likely than the one found, as in R and scipy.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from indicators.statistics.quantiles import Floats

_TIE = 1 + 1e-7  # two counts as likely as each other, whatever the computer makes of it
_REACH = 12.0  # standard deviations; what lies beyond is less likely than 1e-30
_ROWS = 256  # at once, so that a country does not need a gigabyte


def two_shares(k1: Floats, n1: Floats, k2: Floats, n2: Floats) -> Floats:
    """Test whether two shares differ (Fisher): `k1` of `n1` against `k2` of `n2`."""
    k, n = k1 + k2, n1 + n2
    spread = n1 * n2 * k * (n - k) / (n**2 * np.maximum(n - 1, 1))

    def ratio(at: Floats, rows: slice) -> Floats:
        a, b, c = (x[rows, None] for x in (n1, n2, k))
        up = np.maximum(a - at, 0) * np.maximum(c - at, 0)
        return up / np.maximum((at + 1) * (b - c + at + 1), 0.5)

    return _by_parts(
        k1, np.maximum(0, k - n2), np.minimum(n1, k), n1 * k / n, spread, ratio
    )


def two_rates(k1: Floats, n1: Floats, k2: Floats, n2: Floats) -> Floats:
    """Test whether two rates differ: given all events, each is in one of the two."""
    return one_share(k1, k1 + k2, n1 / (n1 + n2))


def one_share(k: Floats, n: Floats, p: Floats) -> Floats:
    """Test `k` of `n` against a share `p` that is known (binomial)."""
    odds = p / np.maximum(1 - p, 1e-300)

    def ratio(at: Floats, rows: slice) -> Floats:
        return np.maximum(n[rows, None] - at, 0) * odds[rows, None] / (at + 1)

    return _by_parts(k, np.zeros_like(n), n, n * p, n * p * (1 - p), ratio)


def one_rate(k: Floats, expected: Floats) -> Floats:
    """Test `k` events against the number expected (Poisson)."""
    most = np.ceil(np.maximum(k, expected) + 60 + 40 * np.sqrt(expected))

    def ratio(at: Floats, rows: slice) -> Floats:
        return expected[rows, None] / (at + 1)

    return _by_parts(k, np.zeros_like(k), most, expected, expected, ratio)


def holm(p: Floats) -> Floats:
    """Correct several p for being several, so that not even one is likely false."""
    order = np.argsort(p, kind="stable")
    scaled = p[order] * np.arange(len(p), 0, -1)
    corrected = np.empty(len(p))
    corrected[order] = np.minimum(np.maximum.accumulate(scaled), 1.0)
    return corrected


def _by_parts(
    k: Floats,
    least: Floats,
    most: Floats,
    mean: Floats,
    spread: Floats,
    ratio: Callable[[Floats, slice], Floats],
) -> Floats:
    """Work some hundred rows at a time, within reach of the mean."""
    reach = np.ceil(_REACH * np.sqrt(spread)) + 40
    first = np.maximum(least, np.floor(mean - reach))
    last = np.minimum(most, np.ceil(mean + reach))
    p = np.empty(len(k))
    for start in range(0, len(k), _ROWS):
        rows = slice(start, start + _ROWS)
        width = int((last[rows] - first[rows]).max()) + 1
        at = first[rows, None] + np.arange(width)
        with np.errstate(divide="ignore"):
            up = np.log(ratio(at[:, :-1], rows))
        up = np.where(at[:, 1:] <= last[rows, None], up, -np.inf)
        p[rows] = _p(k[rows] - first[rows], up)
    return p


def _p(place: Floats, up: Floats) -> Floats:
    """Add up what is no more likely than the count at `place`.

    `up` is the logarithm of how much likelier each count is than the one before it.
    """
    count, width = up.shape[0], up.shape[1] + 1
    log = np.zeros((count, width))
    np.cumsum(up, axis=1, out=log[:, 1:])
    f = np.exp(log - log.max(axis=1, keepdims=True))
    within = np.clip(place, 0, width - 1).astype(int)
    found = np.where(place == within, f[np.arange(count), within], 0.0)
    rare = np.where(f <= found[:, None] * _TIE, f, 0.0).sum(axis=1)
    p: Floats = np.minimum(rare / f.sum(axis=1), 1.0)
    return p
