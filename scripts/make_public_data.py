"""Write `data/observations` for the open statistics, from a file of SCB's values.

    python scripts/make_public_data.py scb_observations.csv

The input has the columns `desokod, indikator, ar, varde`. An area that the source says
nothing about keeps its row, with no number in it.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

OBSERVATIONS = Path(__file__).parents[1] / "data" / "observations"
GEOGRAPHY = "deso-2025"
COLUMNS = ["period", "geography", "area_code", "numerator", "denominator", "value"]
INDICATORS = {  # our id: the name in the input
    "population": "pop",
    "low_economic_standard": "low_econ",
    "unemployment": "unemp",
    "employment": "employment",
    "median_income": "income_med",
    "higher_education": "higher_ed",
    "rented_dwellings": "renters",
    "flats": "flats",
    "one_person_households": "single",
}
COUNTS = {"population"}  # a number of persons is a numerator, all else a value alone


def main(source: Path) -> None:
    """Write one file for each indicator."""
    with source.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    areas = sorted({row["desokod"] for row in rows})
    for indicator, name in INDICATORS.items():
        values = {
            (row["ar"], row["desokod"]): row["varde"]
            for row in rows
            if row["indikator"] == name
        }
        write(indicator, areas, values)


def write(indicator: str, areas: list[str], values: dict[tuple[str, str], str]) -> None:
    """Write every area in every period that there is a value for."""
    periods = sorted({period for period, _ in values})
    with (OBSERVATIONS / f"{indicator}.csv").open(
        "w", encoding="utf-8", newline=""
    ) as f:
        writer = csv.writer(f, lineterminator="\n")
        writer.writerow(COLUMNS)
        for period in periods:
            for area in areas:
                value = values.get((period, area), "")
                numbers = (
                    [trim(value), "", ""] if indicator in COUNTS else ["", "", value]
                )
                writer.writerow([period, GEOGRAPHY, area, *numbers])


def trim(count: str) -> str:
    """Write 1046.0 as the number of persons that it is."""
    return count.removesuffix(".0")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
