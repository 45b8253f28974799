"""Whatever a table is saved as, the same observations come out, or somebody is told."""

from __future__ import annotations

import csv
import io
import json
import random

import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.model import COLUMNS, Reason, Status
from indicators.reading import read_observations
from lagesbild.export import tidy_csv
from tests.indicators.formats import builders as b
from tests.indicators.formats.make_corpus import statistics, workbooks
from tests.indicators.test_reading_laws import INDICATORS

AREAS = {"deso-2025": [f"0764A{i:03d}0" for i in range(1, 8)], "kommun": ["0764"]}
MARKS = ["..", "x", "..."]
shares = st.one_of(
    st.integers(2, 100),
    st.floats(1.5, 100, allow_subnormal=False).map(lambda x: round(x, 6)),
    st.sampled_from(MARKS),
)


@st.composite
def tables(draw) -> tuple[list[str], list[str], dict[tuple[str, str], object]]:
    codes = draw(st.lists(st.sampled_from(AREAS["deso-2025"]), min_size=1, unique=True))
    years = draw(st.lists(st.sampled_from(["2019", "2023"]), min_size=1, unique=True))
    cells = {(code, year): draw(shares) for code in codes for year in years}
    return codes, years, cells


def as_csv(codes, years, cells) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["region", "period", "värde"])
    writer.writerow(["0764", "1999", "1,5"])  # settles the comma
    for (code, year), cell in cells.items():
        text = cell if isinstance(cell, str) else f"{cell:f}".replace(".", ",")
        writer.writerow([code, year, text])
    return out.getvalue().encode()


def as_xlsx(codes, years, cells) -> bytes:
    rows = [[code, int(year), cell] for (code, year), cell in cells.items()]
    first = ["0764", 1999, (0.015, b.PERCENT)]
    return b.workbook({"Data": [["region", "period", "värde"], first, *rows]})


def as_cube(codes, years, cells) -> tuple[dict, dict]:
    every = {"region": {c: c for c in ["0764", *codes]}}
    every["Tid"] = {year: year for year in ["1999", *years]}
    blank = {(code, year): "..." for code in every["region"] for year in every["Tid"]}
    return every, blank | cells | {("0764", "1999"): 1.5}


def as_jsonstat(codes, years, cells) -> bytes:
    return b.jsonstat(*as_cube(codes, years, cells), {"time": ["Tid"]})


def as_px(codes, years, cells) -> bytes:
    return b.px(*as_cube(codes, years, cells))


def as_pxjson(codes, years, cells) -> bytes:
    columns = [("region", "region", "d"), ("Tid", "år", "t"), ("A", "Andel", "c")]
    rows = [(key, [str(cell)]) for key, cell in cells.items()]
    return b.pxjson(columns, [(("0764", "1999"), ["1.5"]), *rows])


WRITERS = [as_csv, as_xlsx, as_jsonstat, as_px, as_pxjson]


def observed(content: bytes, wanted: set[tuple[str, str]]) -> dict:
    reading = read_observations(
        content, file="trang", indicators=INDICATORS, areas=AREAS
    )
    assert not reading.problems
    assert not reading.questions
    return {
        (row.area_code, row.period): (row.value, row.status, row.reason)
        for row in reading.observations.fillna(-1).itertuples()
        if (row.area_code, row.period) in wanted
    }


@settings(max_examples=40, deadline=None)
@given(tables())
def test_the_same_table_gives_the_same_in_every_form(table):
    codes, years, cells = table
    expected = {
        key: (-1, Status.SUPPRESSED, Reason.SECRECY)
        if cell == "x"
        else (-1, Status.MISSING, Reason.NOT_AVAILABLE)
        if isinstance(cell, str)
        else (float(cell), Status.OK, Reason.NONE)
        for key, cell in cells.items()
    }

    for write in WRITERS:
        assert observed(write(codes, years, cells), set(cells)) == expected, write


SHOWN = {Status.OK: ["", "approximate"]}
SHOWN[Status.MISSING] = ["not_available", "not_applicable", "no_row", "not_additive"]
SHOWN[Status.SUPPRESSED] = ["secrecy", "small_count", "nearly_all", "protected"]


@st.composite
def published(draw) -> pd.DataFrame:
    rows = []
    for indicator in draw(st.sampled_from([["trang"], ["barn"], ["trang", "barn"]])):
        for code in AREAS["deso-2025"][: draw(st.integers(1, 7))]:
            status = draw(st.sampled_from(list(Status)))
            reason = draw(st.sampled_from(SHOWN[status]))
            n = draw(st.integers(1, 5_000))
            k = draw(st.integers(0, n))
            numbers = (k, n, 100 * k / n) if indicator == "trang" else (k, None, k)
            if status is not Status.OK:
                numbers = (None, None, None)
            period = draw(st.sampled_from(["2024", "2023-2024", "HT2024", "2023/24"]))
            group = draw(st.sampled_from(["total", "kvinnor"]))
            key = (indicator, period, group, "deso-2025", code)
            rows.append((*key, *numbers, str(status), reason))
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return frame.astype(dict.fromkeys(["numerator", "denominator", "value"], float))


@settings(max_examples=40, deadline=None)
@given(published())
def test_what_is_exported_is_read_back_as_it_was(table):
    reading = read_observations(
        tidy_csv(table), file="observations.csv", indicators=INDICATORS, areas=AREAS
    )

    assert not reading.problems
    assert not reading.questions
    assert tidy_csv(reading.observations) == tidy_csv(table)


FILES = sorted((workbooks() | statistics()).items())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), st.randoms(use_true_random=False), st.integers(1, 6))
def test_a_damaged_file_gives_problems_or_questions_and_never_an_exception(
    file: tuple[str, bytes], chance: random.Random, times: int
):
    name, content = file
    damaged = bytearray(content)
    for _i in range(times):
        at = chance.randrange(len(damaged))
        damaged[at : at + chance.randrange(3)] = chance.randbytes(chance.randrange(3))

    reading = read_observations(
        bytes(damaged), file=name, indicators=INDICATORS, areas=AREAS
    )

    assert reading.problems or len(reading.observations)


def replaced(tree: object, at: int, by: object) -> tuple[object, int]:
    """Put something else in the place of the n-th part of a tree of JSON."""
    if at == 0:
        return by, -1
    at -= 1
    if isinstance(tree, dict):
        for key, part in tree.items():
            new, at = replaced(part, at, by)
            if at < 0:
                return tree | {key: new}, at
    elif isinstance(tree, list):
        for i, part in enumerate(tree):
            new, at = replaced(part, at, by)
            if at < 0:
                return [*tree[:i], new, *tree[i + 1 :]], at
    return tree, at


TREES = [c for name, c in FILES if name.endswith(".json") and len(c) < 5_000]
ODD = [None, True, "", "x", -1, 1e300, [], {}, [[]], {"a": None}, "\x00" + "1"]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TREES), st.integers(0, 80), st.sampled_from(ODD))
def test_json_of_another_shape_never_makes_an_exception(content, at, by):
    try:
        tree = json.loads(content)
    except ValueError:
        return  # it is damaged already
    changed, _left = replaced(tree, at, by)

    reading = read_observations(
        json.dumps(changed).encode(), file="x", indicators=INDICATORS, areas=AREAS
    )

    assert reading.problems or len(reading.observations)
