"""Kolada's key figures: every page and batch, or nothing."""

from __future__ import annotations

import json

import pytest

from indicators.formats.json_text import load
from indicators.formats.kolada import is_kolada, read_kolada
from indicators.sources.errors import (
    ChangedError,
    DownError,
    MissingError,
    UnknownSourceError,
)
from indicators.sources.kolada import fetch_kpis
from tests.indicators.sources.service import Reply

TITLES = {"N15428": "Elever i åk 9 behöriga till yrkesprogram", "U09800": "Idrott"}


class Kolada:
    """Answers as v3 does, `per_page` rows at a time, turning pages by itself."""

    def __init__(self, rows=None, per_page=5000, onward="next_url"):
        self.rows = rows
        self.per_page = per_page
        self.onward = onward

    def __call__(self, asked):
        parts = asked.path.strip("/").split("/")
        if parts[0] == "kpi":
            known = [k for k in parts[1].split(",") if k in TITLES]
            rows = [{"id": k, "title": TITLES[k]} for k in known]
        else:
            wanted = [part.split(",") for part in parts[2::2]]
            assert all(len(ids) <= 25 for ids in wanted)
            rows = self.rows if self.rows is not None else list(self._rows(*wanted))
        return self._page(rows, int(asked.query["page"]))

    def _rows(self, kpis, units, years=("2022", "2023")):
        for kpi in kpis:
            for unit in units:
                for year in years:
                    yield row(kpi, unit, int(year))

    def _page(self, rows, page):
        start = (page - 1) * self.per_page
        shown = rows[start : start + self.per_page]
        more = start + self.per_page < len(rows)
        onward = f"http://api.kolada.se/v3/?page={page + 1}" if more else None
        return Reply({"count": len(shown), "values": shown, self.onward: onward})


def row(kpi="N15428", unit="0764", year=2023, **changes):
    value = {"count": 1, "gender": "T", "status": "", "value": 74.1, **changes}
    women = {"count": 1, "gender": "K", "status": "Missing", "value": None}
    return {
        "kpi": kpi,
        "municipality": unit,
        "period": year,
        "values": [value, women],
    }


@pytest.fixture
def fetch(service):
    def run(kolada, kpis=("N15428",), units=("0764",), years=("2022", "2023")):
        service.route = kolada
        return fetch_kpis(kpis, units, years, service.outgoing())

    return run


def test_the_last_year_of_each_key_figure_can_be_asked_for(fetch):
    rows = [row(year=2022), row(year=2023), row("U09800", year=2021)]
    content = json.loads(fetch(Kolada(rows), tuple(TITLES), years=("latest",)).content)

    assert [(one["kpi"], one["period"]) for one in content["values"]] == [
        ("N15428", 2023), ("U09800", 2021),
    ]  # fmt: skip


def test_the_figures_come_with_titles_and_genders_and_nothing_for_the_missing(fetch):
    content = json.loads(fetch(Kolada()).content)

    assert content["count"] == 2
    assert content["kpis"] == {"N15428": TITLES["N15428"]}
    assert content["values"] == [row(year=2022), row(year=2023)]


def test_the_reader_reads_what_was_fetched(fetch):
    content = load(fetch(Kolada(), ("N15428", "U09800")).content)

    assert is_kolada(content)
    found = read_kolada(content)
    assert found.keys[0] == ["N15428"] * 4 + ["U09800"] * 4
    assert found.values == [["74.1", ""] * 4]
    assert not any("sidor" in note.message for note in found.notes)


@pytest.mark.parametrize("onward", ["next_page", "next_url"])
@pytest.mark.parametrize("per_page", [1, 2, 3, 100])
def test_all_pages_are_turned_at_our_own_address(fetch, service, per_page, onward):
    units = ["0764", "0780", "0000"]
    fetched = fetch(Kolada(per_page=per_page, onward=onward), units=units)

    assert json.loads(fetched.content)["count"] == 6
    assert len(fetched.parts) == len(service.asked)


def test_no_more_than_25_codes_are_asked_for_at_a_time(fetch, service):
    units = [f"{number:04}" for number in range(60)]
    years = [str(year) for year in range(1990, 2020)]
    fetched = fetch(Kolada(), units=units, years=years)

    assert json.loads(fetched.content)["count"] == 60 * 30
    assert len(service.asked) == 1 + 3 * 2


def test_without_years_all_that_there_are_come(fetch, service):
    assert json.loads(fetch(Kolada(), years=()).content)["count"] == 2
    assert service.paths[-1] == "/data/kpi/N15428/municipality/0764"


def test_a_key_figure_that_is_gone_is_named(fetch, service):
    with pytest.raises(MissingError, match=r"inget nyckeltal N02904.*ersatts"):
        fetch(Kolada(), ("N15428", "N02904"))
    assert len(service.asked) == 1

    with pytest.raises(MissingError, match="inget nyckeltal N15428"):
        fetch(lambda asked: Reply(status=404))


def test_a_key_figure_without_values_here_is_said_so(fetch):
    with pytest.raises(MissingError, match="inga värden för N15428"):
        fetch(Kolada(rows=[]))


def test_a_value_that_has_been_taken_away_is_missing(fetch):
    content = json.loads(fetch(Kolada(rows=[row(isdeleted=True)])).content)

    assert content["values"][0]["values"][0]["value"] is None


def test_when_the_last_page_fails_nothing_comes(fetch, service):
    kolada = Kolada(per_page=1)
    down = Reply(status=500)

    with pytest.raises(DownError):
        fetch(lambda asked: down if asked.query["page"] == "2" else kolada(asked))


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([row(unit="0780")], "gäller annat än frågan"),
        ([row(), row()], "samma uppgift kommer flera gånger"),
        ([row(value="74,1")], "value saknas"),
        ([row(value=True)], "value saknas"),
        ([row(gender="X")], "gender saknas"),
        ([row() | {"values": None}], "values saknas"),
        (["N15428"], "values saknas"),
    ],
)
def test_an_answer_in_another_form_is_refused(fetch, rows, words):
    with pytest.raises(ChangedError, match=words):
        fetch(Kolada(rows=rows))


def test_pages_that_never_end_are_not_turned_for_ever(fetch, service):
    def endless(asked):
        if asked.path.startswith("/kpi/"):
            return Kolada()(asked)
        year = 1000 + int(asked.query["page"])
        return Reply({"values": [row(year=year)], "next_page": "x"})

    with pytest.raises(ChangedError, match="sista sidan saknas"):
        fetch(endless, years=())
    assert len(service.asked) == 201


@pytest.mark.parametrize(
    ("kpis", "units", "years", "words"),
    [
        (["N1542"], ["0764"], [], "inga koder ut i Kolada: N1542"),
        (["N15428"], ["0764/x"], [], "0764/x"),
        ([], ["0764"], [], "inga koder"),
        (["N15428"], ["0764"], ["2023/24"], "2023/24 är inget år"),
        (["N15428"], ["0764"], ["i fjol"], "i fjol är inget år"),
    ],
)
def test_only_what_kolada_can_have_is_asked_for(
    fetch, service, kpis, units, years, words
):
    with pytest.raises(UnknownSourceError, match=words):
        fetch(Kolada(), kpis, units, years)
    assert service.asked == []
