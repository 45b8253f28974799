"""Which source an indicator is fetched from, by what its definition says."""

from __future__ import annotations

from pathlib import Path

import pytest

from indicators.definitions import read_definitions
from indicators.formats.json_text import load
from indicators.formats.jsonstat import read_jsonstat
from indicators.model import Direction, Indicator, Kind, Origin, Protection
from indicators.sources import can_fetch, fetch_indicator, service_of
from indicators.sources.errors import SourceOffError, UnknownSourceError
from indicators.texts import Text
from tests.indicators.sources.pxweb import Database
from tests.indicators.sources.test_kolada import Kolada

DATA = Path(__file__).parents[3] / "data" / "indicators"


def indicator(source_id):
    text = Text("x")
    return Indicator(
        "x", text, text, Kind.COUNT, text, Direction.NEUTRAL, "a", Origin.PUBLIC,
        Protection.NONE, text, (), text, source_id=source_id,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("source_id", "path"),
    [
        ("TAB6574", "/tables/TAB6574/metadata"),
        ("BE/BE0101/BE0101Y/FolkmDesoAldKon", "/BE/BE0101/BE0101Y/FolkmDesoAldKon"),
        ("START/AM/AM0207/X1", "/AM/AM0207/X1"),
        ("N15428", "/kpi/N15428"),
        ("U09800", "/kpi/U09800"),
        ("skolverket/gr/x1", "/v4/school-units"),
    ],
)
def test_the_id_says_whom_to_ask(service, source_id, path):
    assert can_fetch(indicator(source_id))
    with pytest.raises(Exception, match=r"finns inte|inget nyckeltal"):
        fetch_indicator(indicator(source_id), "0764", [], service.outgoing())
    assert service.paths == [path]


@pytest.mark.parametrize(
    "source_id", ["", "FolkmDesoAldKon", "N17461?", "tab6574", "BE/../x", "TAB6574 x"]
)
def test_an_id_that_nobody_has_verified_is_refused(service, source_id):
    assert not can_fetch(indicator(source_id))
    with pytest.raises(UnknownSourceError, match=r"går inte att fråga efter.*Slå upp"):
        fetch_indicator(indicator(source_id), "0764", [], service.outgoing())
    assert service.asked == []


@pytest.mark.parametrize("kommun", ["", "764", "Alvesta", "٠٧٦٤", "0764'"])
def test_a_municipality_is_four_digits(service, kommun):
    with pytest.raises(UnknownSourceError, match="fyra siffror"):
        fetch_indicator(indicator("TAB6574"), kommun, [], service.outgoing())


@pytest.mark.parametrize(
    ("source_id", "service"),
    [
        ("TAB6574", "scb"),
        ("BE/BE0101/BE0101Y/FolkmDesoAldKon", "scb"),
        ("N15428", "kolada"),
        ("skolverket/gr/x1", "skolverket"),
        ("FolkmDesoAldKon", ""),
    ],
)
def test_whom_a_definition_points_at_is_known_before_anybody_is_asked(
    source_id, service
):
    assert service_of(indicator(source_id)) == service


@pytest.mark.parametrize("source_id", ["TAB6574", "N15428", "skolverket/gr/x1"])
def test_nothing_is_fetched_unless_it_is_turned_on(service, source_id):
    off = service.outgoing(enabled=False)

    with pytest.raises(SourceOffError):
        fetch_indicator(indicator(source_id), "0764", [], off)
    assert service.asked == []


def test_a_table_is_fetched_as_chosen_and_the_reader_reads_it(service):
    service.route = Database(limit=3).route
    fetched = fetch_indicator(
        indicator("TAB6574"),
        "0764",
        ["2024"],
        service.outgoing(),
        level="deso",
        vintage="2025",
        choices={"Alder": ["totalt"], "Kon": ["1+2"]},
    )
    found = read_jsonstat(load(fetched.content))

    assert found.dimensions[0].role == "area"
    assert found.keys[0] == [
        f"0764{code}_DeSO2025" for code in ("A0010", "B3010", "C1010")
    ]
    assert [len(values) for values in found.values] == [3]


def test_a_key_figure_is_fetched_for_the_municipality_alone(service):
    service.route = Kolada()
    fetched = fetch_indicator(indicator("N15428"), "0764", ["2023"], service.outgoing())

    assert fetched.source == "kolada"
    assert service.paths[-1] == "/data/kpi/N15428/municipality/0764/year/2023"


def test_what_ships_names_its_tables_in_a_form_that_can_be_asked_for():
    definitions = read_definitions(DATA).values()

    named = [one for one in definitions if one.source_id]
    assert len(named) >= 10
    assert all(map(can_fetch, named))
