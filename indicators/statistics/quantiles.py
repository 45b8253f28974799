"""The normal and the chi-squared distribution, as far as they are needed.

Closed forms and a short series, so that nobody needs scipy to run the product; the
tests compare them with scipy.
"""

from __future__ import annotations

import math
from functools import cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
CONFIDENCE = 0.95
_ROOT_HALF = math.sqrt(0.5)


@cache
def two_sided(confidence: float) -> float:
    """Give how many standard errors an interval reaches each way: 1.96 for 0.95."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def p_of(z: Floats) -> Floats:
    """Give the two-sided p of distances in standard errors."""
    return np.array([math.erfc(abs(one) * _ROOT_HALF) for one in np.ravel(z)])


@cache
def chi_squared(probability: float, freedom: float) -> float:
    """Give the value that a chi-squared variable stays below with `probability`."""
    if probability <= 0 or freedom <= 0:
        return 0.0
    low, high = 0.0, freedom + 10.0
    while _gamma_below(freedom / 2, high / 2) < probability:
        low, high = high, 2 * high
    for _step in range(200):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if _gamma_below(freedom / 2, middle / 2) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _gamma_below(shape: float, x: float) -> float:
    """Give the regularised lower incomplete gamma function, by its power series."""
    if x <= 0:
        return 0.0
    term = total = 1.0 / shape
    step = shape
    while term > total * 1e-17:
        step += 1
        term *= x / step
        total += term
    return min(total * math.exp(shape * math.log(x) - x - math.lgamma(shape)), 1.0)
