"""Skolverket's figures per school: as they stand, with the right mark for each gap."""

from __future__ import annotations

import csv
import io

import pytest

from indicators.model import Direction, Indicator, Kind, Origin, Protection, Reason
from indicators.reading import read_observations
from indicators.sources.errors import (
    ChangedError,
    DownError,
    MissingError,
    UnknownSourceError,
)
from indicators.sources.skolverket import ACCEPT, fetch_schools
from indicators.texts import Text
from tests.indicators.sources.service import Reply

MERIT = "averageGradesMeritRating9thGrade"
PUPILS = "totalNumberOfPupils"
SCHOOLS = ["76400001", "76400002", "76400003"]


def figure(value, kind="EXISTS", period="2023/24"):
    return {"timePeriod": period, "value": value, "valueType": kind}


class Skolverket:
    """Answers as version 4 does, `size` schools a page."""

    def __init__(self, statistics, schools=SCHOOLS, size=100):
        self.statistics = statistics
        self.schools = schools
        self.size = size

    def __call__(self, asked):
        if asked.headers["Accept"] != ACCEPT:
            return Reply(status=406)
        if asked.path == "/v4/school-units":
            assert asked.query["geographicalAreaCode"] == "0764"
            return self._units(int(asked.query["page"]))
        school = asked.path.split("/")[3]
        if school not in self.statistics:
            return Reply({"status": "NOT_FOUND"}, status=404)
        return enveloped(self.statistics[school])

    def _units(self, page):
        shown = self.schools[page * self.size : (page + 1) * self.size]
        units = [{"code": code, "name": f"Skola {code}"} for code in shown]
        return enveloped(
            {
                "_embedded": {"listedSchoolUnits": units},
                "page": {
                    "size": self.size,
                    "totalElements": len(self.schools),
                    "totalPages": -(-len(self.schools) // self.size),
                    "number": page,
                },
            }
        )


def enveloped(body):
    return Reply({"status": "OK", "message": "", "body": body}, type=ACCEPT)


@pytest.fixture
def fetch(service):
    def run(skolverket, metrics=(MERIT,), form="gr", periods=()):
        service.route = skolverket
        return fetch_schools("0764", form, metrics, service.outgoing(), periods)

    return run


def rows(fetched):
    text = fetched.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def test_each_school_and_year_is_a_row_with_the_figure_as_it_stands(fetch, service):
    series = [figure("238,7"), figure("201,0", period="2022/23")]
    fetched = fetch(Skolverket({SCHOOLS[0]: {MERIT: series, PUPILS: []}}))

    assert rows(fetched)[1] == {
        "områdeskod": "76400001",
        "läsår": "2023/24",
        "indikator": f"skolverket/gr/{MERIT}",
        "grupp": "",
        "värde": "238,7",
        "värdetyp": "EXISTS",
    }
    assert len(fetched.parts) == 2  # the list, and the one school with statistics
    assert len(service.asked) == 4


@pytest.mark.parametrize(
    ("periods", "known"),
    [
        ((), ["2022/23", "2023/24"]),
        (("2022/23",), ["2022/23"]),
        (("latest",), ["2023/24"]),
    ],
)
def test_the_school_years_asked_for_come_and_no_others(fetch, periods, known):
    series = [figure("238,7"), figure("201,0", period="2022/23")]
    fetched = fetch(Skolverket({SCHOOLS[0]: {MERIT: series}}), periods=periods)

    assert sorted(one["läsår"] for one in rows(fetched)) == known


def test_a_school_year_that_is_not_there_is_named(fetch):
    with pytest.raises(MissingError, match=r"ingen uppgift för 2024/25; .*2023/24"):
        fetch(
            Skolverket({SCHOOLS[0]: {MERIT: [figure("238,7")]}}), periods=("2024/25",)
        )


@pytest.mark.parametrize(
    ("item", "written"),
    [
        (figure("cirka 340"), "cirka 340"),
        (figure("~100", "ROUNDED_OFF_DUE_TO_FEW_PUPILS_NOT_ELIGIBLE"), "~100"),
        (figure("-4,5"), "-4,5"),
        (figure(".."), ".."),
        (figure(None, "MISSING"), "."),
        (figure("..", "MISSING"), ".."),
        (figure("12,0", "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS"), ".."),
        (figure(".", "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS"), ".."),
        (figure("*", "TEACHERS_EXCLUDED_DUE_TO_NO_REQUIRED_LEGITIMATION"),
         "ej tillämpligt"),
    ],
)  # fmt: skip
def test_a_gap_keeps_its_reason(fetch, item, written):
    fetched = fetch(Skolverket({SCHOOLS[0]: {MERIT: [item]}}))

    assert [row["värde"] for row in rows(fetched)] == [written]


@pytest.mark.parametrize(
    "item",
    [
        figure(None),
        figure("bra"),
        figure("=1+1"),
        figure("1", "NEW_TYPE"),
        figure("1", period="i fjol"),
        {"timePeriod": "2023/24"},
    ],
)
def test_a_figure_of_a_new_kind_is_refused(fetch, item):
    with pytest.raises(ChangedError):
        fetch(Skolverket({SCHOOLS[0]: {MERIT: [item]}}))


def test_the_reader_reads_what_was_fetched(fetch):
    series = [figure("238,7"), figure(None, "MISSING", "2022/23")]
    few = [figure("..", "OMITTED_DUE_TO_BASED_ON_FEW_PUPILS")]
    fetched = fetch(Skolverket({SCHOOLS[0]: {MERIT: series}, SCHOOLS[1]: {MERIT: few}}))
    name = Text("Meritvärde")
    merit = Indicator(
        "merit", name, name, Kind.INDEX, name, Direction.HIGHER, "a", Origin.PUBLIC,
        Protection.PUPILS, Text("Skolverket"), (), name,
        source_id=f"skolverket/gr/{MERIT}",
    )  # fmt: skip
    reading = read_observations(
        fetched.content,
        file=fetched.name,
        indicators={"merit": merit},
        areas={"skola-2025": SCHOOLS},
        source=fetched.source,
    )

    assert reading.problems == ()
    found = reading.observations.set_index(["area_code", "period"])["reason"].to_dict()
    assert found == {
        ("76400001", "2023/24"): Reason.NONE,
        ("76400001", "2022/23"): Reason.NOT_AVAILABLE,
        ("76400002", "2023/24"): Reason.SECRECY,
    }


@pytest.mark.parametrize("size", [1, 2, 100])
def test_all_pages_of_schools_are_turned(fetch, size):
    every = {code: {MERIT: [figure("1")]} for code in SCHOOLS}

    assert [
        r["områdeskod"] for r in rows(fetch(Skolverket(every, size=size)))
    ] == SCHOOLS


def test_programmes_of_upper_secondary_school_are_rows_of_their_own(fetch):
    programmes = [{"programCode": code, "x1": [figure("1")]} for code in ("EK", "NA")]
    fetched = fetch(
        Skolverket({SCHOOLS[0]: {"programMetrics": programmes}}), ["x1"], "gy"
    )

    assert [row["grupp"] for row in rows(fetched)] == ["EK", "NA"]


def test_no_more_than_ten_calls_are_made_in_ten_seconds(fetch, service):
    schools = [f"7640{number:04}" for number in range(40)]
    every = {code: {MERIT: [figure("1")]} for code in schools}
    fetch(Skolverket(every, schools))

    assert service.clock.seconds >= 40


def test_when_one_school_fails_nothing_comes(fetch):
    skolverket = Skolverket({code: {MERIT: [figure("1")]} for code in SCHOOLS})
    down = Reply(status=503)

    with pytest.raises(DownError):
        fetch(lambda asked: down if SCHOOLS[2] in asked.path else skolverket(asked))


def test_a_metric_that_is_gone_is_named(fetch):
    with pytest.raises(ChangedError, match=f"ingen skola har måttet {MERIT}"):
        fetch(Skolverket({SCHOOLS[0]: {PUPILS: [figure("cirka 340")]}}))


def test_a_municipality_without_such_schools_is_said_so(fetch):
    with pytest.raises(MissingError, match="inga sådana skolor"):
        fetch(Skolverket({}, schools=[]))


def test_schools_lost_between_pages_are_noticed(fetch):
    twice = [SCHOOLS[0], SCHOOLS[0]]

    with pytest.raises(ChangedError, match="en del av skolorna saknas"):
        fetch(Skolverket({}, schools=twice))


@pytest.mark.parametrize(
    ("form", "metrics"), [("vux", [MERIT]), ("gr", []), ("gr", ["a/../b"])]
)
def test_only_what_skolverket_can_have_is_asked_for(fetch, service, form, metrics):
    with pytest.raises(UnknownSourceError, match="inga mått ut hos Skolverket"):
        fetch(Skolverket({}), metrics, form)
    assert service.asked == []
