"""Cut values into the classes of a choropleth, and say what the classes mean."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from indicators.model import Status
from indicators.numbers import format_number
from indicators.texts import _

MOST_CLASSES = 5  # more than five shades can't be told apart in a legend
WITHHELD = "w"
NO_DATA = "m"

Floats = npt.NDArray[np.float64]


def classify(values: Floats, status: Collection[str], limits: Sequence[float]) -> str:
    """Give each value its class.

    Parameters
    ----------
    values : float array, n
        As published, in the indicator's unit; NaN where there is none.
    status : n strings
        See `indicators.model.Status`. A value counts only where this is "ok".
    limits : at most four numbers, ascending
        The inner limits. A value equal to a limit belongs to the class above it.

    Returns
    -------
    str of n characters
        "0" (lowest) … "4" (highest), "w" where withheld, "m" where missing.

    Examples
    --------
    >>> classify(np.array([4.9, 5.0, np.nan]), ["ok", "ok", "suppressed"], [5.0])
    '01w'
    """
    numbers = np.searchsorted(np.asarray(limits, float), values, side="right")
    letters = numbers.astype("U1")
    kinds = np.asarray(list(status), dtype=str)
    letters[(kinds == Status.MISSING) | np.isnan(values)] = NO_DATA
    letters[kinds == Status.SUPPRESSED] = WITHHELD
    return "".join(letters.tolist())


def class_labels(limits: Sequence[float], unit: str, decimals: int) -> list[str]:
    """Say in words which values each class holds, lowest class first.

    Examples
    --------
    >>> class_labels([5, 10], "%", 0)
    ['under 5 %', '5 till under 10 %', '10 % eller mer']
    """
    if not limits:
        return [_("alla värden")]
    written = [format_number(limit, _places(limit, decimals)) for limit in limits]
    labels = [_("under {limit} {unit}").format(limit=written[0], unit=unit)]
    labels += [
        _("{low} till under {high} {unit}").format(low=low, high=high, unit=unit)
        for low, high in pairwise(written)
    ]
    labels.append(_("{limit} {unit} eller mer").format(limit=written[-1], unit=unit))
    return [label.replace("  ", " ").strip() for label in labels]


def _places(limit: float, decimals: int) -> int:
    """Show a limit with all its decimals, and no more unless the indicator has them."""
    own = len(f"{limit:.10f}".rstrip("0").partition(".")[2])
    return max(own, decimals) if own else 0


def suggest_limits(values: Floats, classes: int = MOST_CLASSES) -> tuple[float, ...]:
    """Suggest class limits: quantiles, rounded to numbers that people can read.

    Parameters
    ----------
    values : float array
        Of all areas and periods together, so that the limits hold for all of them;
        NaN is left out.

    Returns
    -------
    tuple of at most `classes` - 1 ascending numbers
        Fewer where values are tied; none where all are equal. Every class holds at
        least one of the values.
    """
    known = np.sort(values[~np.isnan(values)])
    if known.size == 0 or known[0] == known[-1]:
        return ()
    quantiles = np.quantile(known, np.arange(1, classes) / classes)
    step = _readable_step(float(known[-1] - known[0]) / classes)
    rounded = np.unique(np.round(np.round(quantiles / step) * step, 10))
    filled = np.unique(np.searchsorted(rounded, known, side="right"))
    # A limit is kept when there is a value below it that no lower limit has taken.
    limits = tuple(float(rounded[i]) for i in filled[:-1] if i < rounded.size)
    return limits or (float(known[known > known[0]][0]),)


def _readable_step(width: float) -> float:
    """Round down to 1, 2 or 5 times a power of ten, a tenth of a class at most."""
    power = 10.0 ** np.floor(np.log10(width / 4))
    for factor in (5, 2):
        if factor * power <= width / 4:
            return float(factor * power)
    return float(power)
