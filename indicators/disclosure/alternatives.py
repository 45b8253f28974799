"""What could be done instead where protection fails, and the price of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from indicators.disclosure.policy import Rule
from indicators.disclosure.structure import Sums
from indicators.disclosure.ways import Taken, Way, changes, take

Price = tuple[bool, int, int]  # is it possible, values withheld, inhabitants
Try = Callable[[Taken], Price]


@dataclass(frozen=True)
class Alternative:
    """A way out (`ways.Way`), whether it is open, and what it costs.

    `withheld` counts the values that are withheld, among them `given_up` the ones that
    this way gives up to begin with (finer areas; for pooled years the single ones,
    which are not counted as withheld). `changed` counts those that are shown but
    altered, by at most `most_changed`.
    """

    kind: str
    is_possible: bool
    withheld: int
    inhabitants: int
    given_up: int = 0
    changed: int = 0
    most_changed: int = 0


def alternatives(
    observations: pd.DataFrame, rule: Rule, sums: Sums, secret: bytes, attempt: Try
) -> tuple[Alternative, ...]:
    """Work out the price of every way out that there is for such a table.

    Parameters
    ----------
    observations : DataFrame with `indicators.model.COLUMNS`, unprotected
    attempt : function
        Protects what is taken instead against everything published earlier.
    """
    found = []
    for way in Way:
        taken = take(way, observations, sums, rule, secret)
        if taken is not None:
            price = attempt(taken)
            altered = changes(taken, rule)
            found.append(Alternative(str(way), *price, taken.given_up, *altered))
    return tuple(found)
