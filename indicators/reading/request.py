"""What the caller said of a file, beside its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from indicators.model import Indicator


@dataclass(frozen=True)
class Request:
    """What the file is called, and the sheet, rows and columns of it to read.

    `period` is of all rows, where the file doesn't say any. `keys` tells which names an
    indicator goes by: `headers.indicator_keys`. `indicator` is the one that the file is
    of if it says none itself: given, or told by its name; "" where nobody knows.
    """

    file: str
    keys: Mapping[str, str]
    sheet: str = ""
    choose: Mapping[str, str] | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    period: str = ""
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    indicator: str = ""

    @property
    def chosen(self) -> Mapping[str, str]:
        """Which category of which column to read."""
        return self.choose or {}
