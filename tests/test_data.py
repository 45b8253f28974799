"""The shipped observations: complete, possible, and small where reality is small."""

from __future__ import annotations

import csv
import json
import re
import runpy
import tomllib
from pathlib import Path

import pytest

from indicators.definitions import read_definitions
from indicators.model import Kind

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
SCB = ROOT.parent / "shared" / "data" / "alvesta" / "scb_observations.csv"
COLUMNS = ["period", "geography", "area_code", "numerator", "denominator", "value"]
INDICATORS = read_definitions(DATA / "indicators")
PRACTICE = [one.id for one in INDICATORS.values() if one.is_practice]
AREAS = {
    feature["properties"]["desokod"]
    for feature in json.loads((DATA / "geography" / "deso-2025.geojson").read_bytes())[
        "features"
    ]
}
each = pytest.mark.parametrize("indicator", INDICATORS.values(), ids=lambda one: one.id)


def rows_of(indicator_id: str) -> list[dict[str, str]]:
    path = DATA / "observations" / f"{indicator_id}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def counts_of(indicator_id: str) -> list[tuple[int, int]]:
    rows = rows_of(indicator_id)
    return [(int(row["numerator"]), int(row["denominator"])) for row in rows]


def test_every_indicator_has_observations_and_the_other_way_round():
    files = {path.stem for path in (DATA / "observations").glob("*.csv")}
    assert files == INDICATORS.keys()
    assert len(files) >= 15


@each
def test_a_file_has_the_agreed_form(indicator):
    raw = (DATA / "observations" / f"{indicator.id}.csv").read_bytes()
    assert raw.decode("utf-8").split("\n")[0] == ",".join(COLUMNS)
    assert b"\r" not in raw
    assert raw.endswith(b"\n")


@each
def test_every_area_has_one_row_in_every_period(indicator):
    rows = rows_of(indicator.id)
    keys = [(row["period"], row["area_code"]) for row in rows]
    periods = {row["period"] for row in rows}
    assert {row["geography"] for row in rows} == {"deso-2025"}
    assert sorted(keys) == sorted((p, area) for p in periods for area in AREAS)
    assert all(re.fullmatch(r"HT20\d\d|20\d\d(/\d\d)?", period) for period in periods)


@each
def test_a_number_stands_where_its_kind_has_it(indicator):
    has = {
        Kind.COUNT: {("numerator",)},
        Kind.SHARE: {("numerator", "denominator"), ("value",), ()},
        Kind.MEAN: {("denominator", "value")},
        Kind.INDEX: {("value",)},
    }[indicator.kind]
    filled = {tuple(c for c in COLUMNS[3:] if row[c]) for row in rows_of(indicator.id)}
    assert filled <= has


@each
def test_numbers_are_possible(indicator):
    for row in rows_of(indicator.id):
        numerator, denominator, value = (float(row[c] or "nan") for c in COLUMNS[3:])
        assert not numerator > denominator
        assert not numerator < 0
        assert not denominator <= 0
        assert not value < indicator.lowest
        assert not value > (indicator.highest or float("inf"))


@pytest.mark.parametrize("indicator_id", PRACTICE)
def test_practice_data_has_five_periods(indicator_id):
    assert len({row["period"] for row in rows_of(indicator_id)}) == 5


def test_the_only_area_without_a_value_is_the_one_scb_leaves_out():
    blank = [
        (indicator, row["period"], row["area_code"])
        for indicator in INDICATORS
        for row in rows_of(indicator)
        if not any(row[column] for column in COLUMNS[3:])
    ]
    assert blank == [("flats", "2025", "0764A0050")]


@pytest.mark.parametrize("indicator_id", ["absence_15", "kaa"])
def test_small_groups_occur(indicator_id):
    assert any(numerator < 5 for numerator, _ in counts_of(indicator_id))


def test_small_groups_occur_among_those_not_eligible():
    counts = counts_of("upper_secondary_eligibility")
    assert any(0 < of - eligible < 5 for eligible, of in counts)
    assert any(of < 10 for _, of in counts)


@pytest.mark.parametrize(
    ("indicator_id", "low", "high"),
    [
        ("child_low_economic_standard", 10, 20),
        ("overcrowding_norm2_0_17", 8, 18),
        ("absence_15", 10, 18),
        ("upper_secondary_eligibility", 78, 92),
        ("kaa", 3, 7),
    ],
)
def test_the_municipality_as_a_whole_is_at_a_likely_level(indicator_id, low, high):
    counts = counts_of(indicator_id)
    share = 100 * sum(n for n, _ in counts) / sum(of for _, of in counts)
    assert low < share < high


def test_cohorts_fit_into_one_another():
    older = counts_of("child_low_economic_standard")
    younger = counts_of("overcrowding_norm2_0_17")
    assert all(b < a for (_, a), (_, b) in zip(older, younger, strict=True))


@each
def test_every_class_of_the_map_is_used(indicator):
    values = [
        float(row["value"] or row["numerator"] or "nan")
        if not row["denominator"] or row["value"]
        else indicator.multiplier * int(row["numerator"]) / int(row["denominator"])
        for row in rows_of(indicator.id)
    ]
    used = {sum(value >= limit for limit in indicator.class_limits) for value in values}
    assert used == set(range(len(indicator.class_limits) + 1))


def test_the_practice_script_writes_the_same_bytes_again(tmp_path):
    main = runpy.run_path(str(ROOT / "scripts" / "make_practice_data.py"))["main"]
    main(tmp_path)
    assert sorted(path.stem for path in tmp_path.iterdir()) == sorted(PRACTICE)
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (DATA / "observations" / path.name).read_bytes()


@pytest.mark.skipif(not SCB.exists(), reason="the file from SCB is not here")
def test_public_values_are_those_of_scb():
    names = runpy.run_path(str(ROOT / "scripts" / "make_public_data.py"))["INDICATORS"]
    with SCB.open(encoding="utf-8", newline="") as file:
        source = {
            (row["indikator"], row["ar"], row["desokod"]): float(row["varde"])
            for row in csv.DictReader(file)
        }
    ours = {
        (name, row["period"], row["area_code"]): float(row["value"] or row["numerator"])
        for indicator, name in names.items()
        for row in rows_of(indicator)
        if row["value"] or row["numerator"]
    }
    assert ours == {key: source[key] for key in source if key[0] in names.values()}


def test_groups_cover_every_area_once_and_sectors_exist():
    workspace = tomllib.loads((DATA / "lagesbild.toml").read_text(encoding="utf-8"))
    grouped = [area for group in workspace["groups"] for area in group["areas"]]
    sectors = {sector["id"] for sector in workspace["sectors"]}
    assert sorted(grouped) == sorted(AREAS)
    assert len(sectors) == 9
    assert {indicator.sector for indicator in INDICATORS.values()} <= sectors
    assert workspace["geography"] == "deso-2025"


def test_places_lie_in_or_near_the_municipality():
    workspace = tomllib.loads((DATA / "lagesbild.toml").read_text(encoding="utf-8"))
    assert len(workspace["places"]) == 10
    for place in workspace["places"]:
        assert 56.55 < place["latitude"] < 57.2
        assert 14.2 < place["longitude"] < 14.8
        assert place["size"] in {"large", "medium", "small"}
