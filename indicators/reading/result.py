"""What reading a file gives: the observations, or why there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

import pandas as pd

from indicators.errors import IndicatorFileError, Problem
from indicators.model import COLUMNS, NUMBERS
from indicators.reading.findings import Repair
from indicators.texts import _


@dataclass(frozen=True)
class Dialect:
    """How the file was written; "" and 0 for what wasn't found out.

    `decimal` is "," or "." or "" (no decimals in it); `header_row` is counted as a
    spreadsheet shows it; `layout` is "long" or "wide". `format` is one of
    `indicators.formats.Form`, `sheet` the one that was read of a workbook.
    """

    encoding: str = ""
    delimiter: str = ""
    decimal: str = ""
    line_ending: str = ""
    header_row: int = 0
    layout: str = ""
    format: str = "csv"
    sheet: str = ""


@dataclass(frozen=True)
class Reading:
    """A file as it was understood; nothing has been stored anywhere.

    `observations` has `indicators.model.COLUMNS`, in the order of the file, and no
    rows at all if there is any problem. `choices` has what could have been chosen: by
    the name of a column its categories, and by "sheet" the sheets. `headers` names
    every column, and `columns` has by role those that were read as it; `lacking` are
    the roles that none was found for and one is needed.
    """

    file: str
    observations: pd.DataFrame
    problems: tuple[Problem, ...]
    repairs: tuple[Repair, ...]
    dialect: Dialect
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()

    @property
    def questions(self) -> tuple[Repair, ...]:
        """The repairs that somebody has to say yes to."""
        return tuple(repair for repair in self.repairs if repair.needs_yes)

    def require(self, *, yes: bool) -> pd.DataFrame:
        """Give the observations, if nothing is wrong and `yes` was said where needed.

        Raises
        ------
        IndicatorFileError
            If there are problems, or questions and no yes.
        """
        if self.problems:
            raise IndicatorFileError(self.file, self.problems)
        if self.questions and not yes:
            ask = _("Stämmer det? Svara ja för att läsa in filen så.")
            asked = [
                Problem(repair.row, repair.column, repair.message, ask)
                for repair in self.questions
            ]
            raise IndicatorFileError(self.file, asked)
        return self.observations

    def as_dict(self) -> dict[str, object]:
        """Describe the reading for a program; without a single value."""
        table = self.observations
        return {
            "file": self.file,
            "dialect": asdict(self.dialect),
            "observations": len(table),
            "status": {
                str(k): int(v) for k, v in table["status"].value_counts().items()
            },
            "indicators": sorted(set(table["indicator"])),
            "periods": sorted(set(table["period"])),
            "geographies": sorted(set(table["geography"])),
            "problems": [asdict(problem) for problem in self.problems],
            "repairs": [asdict(repair) for repair in self.repairs],
            "choices": {name: list(every) for name, every in self.choices.items()},
            "columns": {role: list(every) for role, every in self.columns.items()},
        }


def no_observations() -> pd.DataFrame:
    """Make a table with the right columns and no rows."""
    return pd.DataFrame(
        {
            name: pd.Series(dtype="float64" if name in NUMBERS else "str")
            for name in COLUMNS
        }
    )
