"""Make up `data/observations` for the practice indicators.

    python scripts/make_practice_data.py

No figure here is about a real child. The areas are as large as in reality, and levels
lean on the areas' published economic standard, so that maps look like maps of a
municipality and small groups occur where they would. Same seed, same bytes.
"""

from __future__ import annotations

import csv
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

OBSERVATIONS = Path(__file__).parents[1] / "data" / "observations"
GEOGRAPHY = "deso-2025"
COLUMNS = ["period", "geography", "area_code", "numerator", "denominator", "value"]
SEED = 764
YEARS = ["2021", "2022", "2023", "2024", "2025"]
TERMS = ["HT2021", "HT2022", "HT2023", "HT2024", "HT2025"]
SCHOOL_YEARS = ["2020/21", "2021/22", "2022/23", "2023/24", "2024/25"]
COHORTS = {  # the share of residents who are of the age: the lowest area, the highest
    "0-19": (0.205, 0.255),
    "0-17": (0.184, 0.230),
    "16-19": (0.041, 0.049),
    "years 7-9": (0.027, 0.033),
    "year 9": (0.0095, 0.0125),
}

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True)
class Recipe:
    """How the figures of one indicator are made up.

    `level` is that of a middling area: log odds for shares, points for the merit value.
    `slope` is the change with one standard deviation of (the logarithm of) low economic
    standard, `spread` the areas' own deviation, and `drift` the change in a year.
    """

    periods: list[str]
    cohort: str
    level: float
    slope: float
    spread: float
    drift: float


SHARES = {
    "child_low_economic_standard": Recipe(YEARS, "0-19", -1.85, 0.55, 0.15, 0.02),
    "overcrowding_norm2_0_17": Recipe(YEARS, "0-17", -2.25, 0.60, 0.20, 0.02),
    "absence_15": Recipe(TERMS, "years 7-9", -1.90, 0.22, 0.10, 0.02),
    "kaa": Recipe(YEARS, "16-19", -3.15, 0.25, 0.12, 0.0),
    "upper_secondary_eligibility": Recipe(
        SCHOOL_YEARS, "year 9", 1.85, -0.40, 0.15, -0.01
    ),
}
MERIT = Recipe(SCHOOL_YEARS, "year 9", 221.0, -9.0, 3.0, 0.3)
MERIT_DEVIATION = 20.0  # among pupils; in reality more, but then only chance would show
WANDER = 0.25  # how much an area leaves its own course in a year, in its spread


def main(folder: Path = OBSERVATIONS) -> None:
    """Write one file for each indicator into `folder`."""
    residents = read("population", "numerator")
    hardship = read("low_economic_standard", "value")
    areas = sorted(residents)
    hard = np.log([hardship[area] for area in areas])
    hard = (hard - hard.mean()) / hard.std()
    rng = np.random.default_rng(SEED)
    sizes = cohort_sizes(rng, np.array([residents[area] for area in areas]))
    for indicator, recipe in SHARES.items():
        of = sizes[recipe.cohort]
        counts = rng.binomial(of, 1 / (1 + np.exp(-levels(rng, recipe, hard))))
        write(folder / f"{indicator}.csv", recipe, areas, of, numerator=counts)
    of = sizes[MERIT.cohort]
    means = rng.normal(levels(rng, MERIT, hard), MERIT_DEVIATION / np.sqrt(of))
    write(folder / "merit_value.csv", MERIT, areas, of, value=means)


def cohort_sizes(rng: np.random.Generator, residents: Floats) -> dict[str, Counts]:
    """Make up how many of each age there are, as (periods, areas).

    An area with many young children has many of all ages, so that the cohorts fit into
    one another; small cohorts vary more from year to year than large ones.
    """
    young = rng.uniform(0, 1, len(residents))
    trend = rng.normal(0, 0.008, len(residents)) * np.arange(-2, 3)[:, None]
    sizes = {}
    for cohort, (low, high) in COHORTS.items():
        expected = residents * (low + (high - low) * young) * (1 + trend)
        sizes[cohort] = np.rint(rng.normal(expected, 0.4 * np.sqrt(expected)))
    return {cohort: size.astype(np.int64) for cohort, size in sizes.items()}


def levels(rng: np.random.Generator, recipe: Recipe, hard: Floats) -> Floats:
    """Make up the underlying level, as (periods, areas)."""
    own = rng.normal(0, recipe.spread, len(hard))
    shape = (len(recipe.periods), len(hard))
    wander = rng.normal(0, WANDER * recipe.spread, shape)
    drift = recipe.drift * np.arange(len(recipe.periods))[:, None]
    return np.asarray(recipe.level + recipe.slope * hard + own + drift + wander)


def read(indicator: str, column: str) -> dict[str, float]:
    """Read the latest number of each area from what the other script wrote."""
    with (OBSERVATIONS / f"{indicator}.csv").open(encoding="utf-8", newline="") as file:
        return {row["area_code"]: float(row[column]) for row in csv.DictReader(file)}


def write(
    path: Path,
    recipe: Recipe,
    areas: list[str],
    denominator: Counts,
    *,
    numerator: Counts | None = None,
    value: Floats | None = None,
) -> None:
    """Write one indicator; shares leave the value to be worked out by the reader."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for at, of in np.ndenumerate(denominator):
            count = "" if numerator is None else numerator[at]
            mean = "" if value is None else f"{value[at]:.1f}"
            key = recipe.periods[at[0]], GEOGRAPHY, areas[at[1]]
            writer.writerow([*key, count, of, mean])


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
