"""Whatever the dialect: what is read is what was written, or somebody is told."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.model import Kind, Reason
from indicators.reading import Reading, read_observations
from indicators.texts import Text
from tests import measures

AREAS = {"deso-2025": [f"0764A{i:03d}0" for i in range(1, 8)], "kommun": ["0764"]}
TRANG = replace(
    measures.SHARE,
    id="trang",
    name=Text("Trångbodda"),
    sector="nurtured",
    short=Text("Trångbodda"),
)
INDICATORS = {"trang": TRANG, "barn": replace(TRANG, id="barn", kind=Kind.COUNT)}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
MARKERS = {"<5": Reason.SMALL_COUNT, "x": Reason.SECRECY, "": Reason.NOT_AVAILABLE}


@dataclass(frozen=True)
class Dialect:
    encoding: str
    delimiter: str
    mark: str
    thousands: str
    ending: str
    titles: int
    padding: int
    decimals: int
    wide: bool
    order: tuple[int, ...]

    def number(self, value: float, decimals: int = 0) -> str:
        text = f"{value:,.{decimals}f}"
        signs = {",": self.thousands, ".": self.mark}
        return "".join(signs.get(c, c) for c in text)

    def save(self, rows: list[list[str]]) -> bytes:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator=self.ending)
        writer.writerows([["Trångbodda hushåll i Alvesta"]] * self.titles)
        for row in rows:
            order = [i for i in self.order if i < len(row)]
            writer.writerow([row[i] for i in order] + [""] * self.padding)
        return text.getvalue().encode(self.encoding)


dialects = st.builds(
    Dialect,
    encoding=st.sampled_from(ENCODINGS),
    delimiter=st.sampled_from(";,\t"),
    mark=st.sampled_from(",."),
    thousands=st.sampled_from(["", " ", "\u00a0", "'", ".", ","]),
    ending=st.sampled_from(["\n", "\r\n", "\r", "\r\r\n"]),
    titles=st.integers(0, 3),
    padding=st.integers(0, 2),
    decimals=st.integers(1, 4),
    wide=st.booleans(),
    order=st.permutations(range(8)).map(tuple),
).filter(lambda dialect: dialect.thousands != dialect.mark)


@st.composite
def observations(draw) -> dict[tuple[str, str], tuple[int, int] | str]:
    """Give some areas in some periods their counts, or a marker."""
    codes = draw(st.lists(st.sampled_from(AREAS["deso-2025"]), min_size=1, unique=True))
    periods = draw(st.sampled_from([["2024"], ["2023", "2024"], ["2022/23", "HT2024"]]))
    pairs = st.integers(1, 3_000_000).flatmap(
        lambda n: st.tuples(st.integers(0, n), st.just(n))
    )
    cell = pairs | st.sampled_from(sorted(MARKERS))
    return {(code, period): draw(cell) for code in codes for period in periods}


def shares(table: dict, dialect: Dialect) -> list[list[str]]:
    rows = [["områdeskod", "period", "täljare", "nämnare", "andel"]]
    for (code, period), cell in table.items():
        if isinstance(cell, str):
            rows.append([code, period, cell, cell, cell])
            continue
        share = dialect.number(100 * cell[0] / cell[1], dialect.decimals)
        counts = [dialect.number(count) for count in cell]
        rows.append([code, period, *counts, share])
    return rows


def wide_counts(table: dict, dialect: Dialect) -> list[list[str]]:
    periods = list(dict.fromkeys(period for _code, period in table))
    rows = [["deso", *periods]]
    for code in dict.fromkeys(code for code, _period in table):
        cells = [table[code, period] for period in periods]
        texts = [c if isinstance(c, str) else dialect.number(c[0]) for c in cells]
        rows.append([code, *texts])
    return rows


def is_same(table: dict, reading: Reading) -> bool:
    found = {
        (row.area_code, row.period): (row.numerator, row.value, row.reason)
        for row in reading.observations.itertuples()
    }
    return found.keys() == table.keys() and all(
        found[key][2] == MARKERS[cell]
        if isinstance(cell, str)
        else found[key][0] == cell[0]
        for key, cell in table.items()
    )


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(observations(), dialects)
def test_what_is_read_is_what_was_written_or_it_is_said(table, dialect):
    rows = (wide_counts if dialect.wide else shares)(table, dialect)
    name = "barn.csv" if dialect.wide else "trang.csv"

    reading = read_observations(
        dialect.save(rows), file=name, indicators=INDICATORS, areas=AREAS
    )

    told = bool(reading.problems or reading.questions)
    assert is_same(table, reading) or told
    if dialect.thousands not in (".", ","):
        assert not told  # nothing in the file is wrong or in doubt


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_give_problems_and_never_an_exception(content):
    reading = read_observations(
        content, file="trang.csv", indicators=INDICATORS, areas=AREAS
    )

    assert reading.problems
    assert reading.observations.empty


ODD = [
    "0764A0010", "764A0010", "0764", "2024", "22-maj", "2025-05-01", "01-apr", "1,234",
    "12,5 %", "0", "1E5", "#REF!", "..", "<5", "-", "cirka 5", "~100", '"', "'", "\x00",
]  # fmt: skip
cells = st.sampled_from(ODD)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(cells, min_size=3, max_size=6), max_size=6))
def test_odd_cells_in_any_place_never_make_an_exception(rows):
    lines = ["områdeskod;period;täljare;nämnare;andel", *map(";".join, rows)]

    reading = read_observations(
        "\n".join(lines).encode(), file="trang.csv", indicators=INDICATORS, areas=AREAS
    )

    assert reading.problems or len(reading.observations)
