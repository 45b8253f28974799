"""Indicators and published rows to test statistics with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from indicators.model import Indicator, Kind
from tests import measures

NAN = float("nan")


def indicator(kind: Kind = Kind.SHARE, **changes: Any) -> Indicator:
    return replace(
        measures.SHARE, **{"kind": kind, "class_limits": (20.0, 40.0)} | changes
    )


SHARE = indicator()
RATE = indicator(Kind.RATE)
MEAN = indicator(Kind.MEAN, spread=60.0, lowest=0.0, highest=340.0)


def row(k: float, n: float, kind: Kind = Kind.SHARE) -> dict[str, object]:
    """Make a published row with its count."""
    unit = {Kind.SHARE: 100.0, Kind.RATE: 1000.0}.get(kind, 1.0)
    value = k if kind is Kind.MEAN else unit * k / n
    count = NAN if kind is Kind.MEAN else k
    return {"numerator": count, "denominator": n, "value": value,
            "status": "ok", "reason": ""}  # fmt: skip


def bare(value: float, n: float) -> dict[str, object]:
    """Make a published row that lacks the count."""
    return {"numerator": NAN, "denominator": n, "value": value,
            "status": "ok", "reason": ""}  # fmt: skip


GONE = {"numerator": NAN, "denominator": NAN, "value": NAN,
        "status": "suppressed", "reason": "protected"}  # fmt: skip
MISSING = GONE | {"status": "missing", "reason": "not_available"}
SUMMED = GONE | {"status": "missing", "reason": "not_additive"}


def table(*rows: dict[str, object]) -> pd.DataFrame:
    codes = [f"a{i}" for i in range(len(rows))]
    return pd.DataFrame(list(rows), index=codes)


def years(*rows: dict[str, object], first: int = 2020) -> pd.DataFrame:
    return pd.DataFrame(
        [{"period": str(first + i)} | one for i, one in enumerate(rows)]
    )
