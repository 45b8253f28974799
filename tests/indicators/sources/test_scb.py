"""SCB's tables: the right cells, all of them, in one dataset, whatever the limits."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indicators.sources.errors import (
    ChangedError,
    CutOffError,
    DownError,
    ForbiddenError,
    MissingError,
    TooManyCellsError,
    UnknownSourceError,
)
from indicators.sources.jsonstat import assemble, read_cube
from indicators.sources.scb import fetch_table, fetch_table_v1
from indicators.sources.selection import Ask, cells, split
from tests.indicators.sources.pxweb import DIMENSIONS, Database
from tests.indicators.sources.service import Reply

ALVESTA = Ask("0764")
PATH = "BE/BE0101/BE0101Y/FolkmDesoAldKon"
OURS = tuple(code for code in DIMENSIONS["Region"] if code.startswith("0764"))


@pytest.fixture
def fetch(service):
    """Fetch through either version of the API."""

    def run(database, ask=ALVESTA, version=2, **outgoing):
        service.route = database.route if version == 2 else database.route_v1
        if version == 2:
            return fetch_table("TAB6574", ask, service.outgoing(**outgoing))
        return fetch_table_v1(PATH, ask, service.outgoing(**outgoing))

    return run


def by_key(content):
    """Give the value and the mark of each cell of a dataset."""
    cube = read_cube(json.loads(content), "")
    return {
        key: (value, cube.status.get(place))
        for place, (key, value) in enumerate(
            zip(product(*cube.codes.values()), cube.values, strict=True)
        )
    }


def truth(database, **wanted):
    """Say what the cells are, without asking anybody."""
    codes = {**database.codes, "Region": OURS, **wanted}
    return {
        key: (value, ".." if value is None else None)
        for key in product(*codes.values())
        for value in [database.value(key)]
    }


@pytest.mark.parametrize("version", [1, 2])
def test_all_of_the_municipality_comes_and_nothing_else(fetch, version):
    fetched = fetch(Database(), version=version)

    assert by_key(fetched.content) == truth(Database())
    assert fetched.sha256 == hashlib.sha256(fetched.content).hexdigest()
    assert fetched.source == "scb"
    assert fetched.media_type == "application/vnd.json-stat2+json"
    assert fetched.name in ("TAB6574.json", "FolkmDesoAldKon.json")


def test_every_answer_is_kept_the_metadata_first(fetch, service):
    fetched = fetch(Database(said=50, limit=50))

    assert [part.url.split("?")[0].rpartition("/")[2] for part in fetched.parts] == [
        "metadata",
        "config",
        *["data"] * (len(service.asked) - 2),
    ]
    assert len(fetched.parts) > 3
    assert fetched.url == fetched.parts[-1].url


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("limit", [1, 7, 20, 50])
def test_a_table_with_too_many_cells_comes_in_parts(fetch, service, version, limit):
    ask = replace(ALVESTA, periods=("2024",), choices={"Alder": ["0-4"]})
    fetched = fetch(Database(limit=limit), ask, version)

    assert by_key(fetched.content) == truth(Database(), Alder=("0-4",), Tid=("2024",))
    refused = fetch(Database(limit=limit, said=limit), ask, version)
    assert by_key(refused.content) == by_key(fetched.content)


sizes = st.lists(st.integers(1, 5), min_size=3, max_size=5)


@settings(max_examples=60, deadline=None)
@given(sizes=sizes, limit=st.integers(1, 200), sparse=st.booleans(), data=st.data())
def test_parts_of_any_cube_put_together_are_the_cube(sizes, limit, sparse, data):
    names = ["Region", "Tid", "Kon", "A", "B"][: len(sizes)]
    codes = {
        n: tuple(f"{n}{i}" for i in range(size))
        for n, size in zip(names, sizes, strict=True)
    }
    base = Database(codes=codes, sparse=sparse)
    questions = data.draw(st.permutations(split(codes, limit)))
    assert all(cells(question) <= limit for question in questions)

    parts = [read_cube(base.dataset(question), "") for question in questions]

    whole = by_key(json.dumps(base.dataset(codes)))
    assert by_key(assemble(parts, codes, "")) == whole


@pytest.mark.parametrize("change", [lambda p: p[1:], lambda p: [*p, p[0]]])
def test_a_part_that_is_missing_or_comes_twice_is_noticed(change):
    base = Database()
    questions = split(base.codes, 40)
    parts = [read_cube(base.dataset(question), "") for question in questions]

    with pytest.raises(ChangedError, match="en del av cellerna saknas"):
        assemble(change(parts), base.codes, "")


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(limit=st.integers(15, 400), said=st.none() | st.integers(15, 400))
def test_the_whole_comes_whatever_the_limit_and_whatever_is_said_of_it(
    fetch, service, limit, said
):
    service.reset()
    fetched = fetch(Database(limit=limit, said=said))

    assert by_key(fetched.content) == truth(Database())


def test_no_more_parts_are_asked_for_than_is_polite(fetch, service):
    with pytest.raises(TooManyCellsError, match=r"1 celler i taget.*Välj färre år"):
        fetch(Database(limit=1, said=1))
    assert len(service.asked) == 2


def test_a_service_that_refuses_every_part_is_left_alone(fetch, service):
    with pytest.raises((ForbiddenError, TooManyCellsError)):
        fetch(Database(limit=0))
    assert len(service.asked) <= 10


def test_when_a_later_part_fails_nothing_comes(fetch, service):
    base = Database(said=20, limit=20)
    good = base.route
    base.route = lambda asked: (
        Reply(status=500) if len(service.asked) > 6 else good(asked)
    )

    with pytest.raises(DownError):
        fetch(base)


def test_a_part_that_is_cut_off_is_asked_for_again(fetch, service):
    whole = fetch(Database()).content
    service.reset()
    service.faults = [Reply(Database().metadata(), cut=30)]

    assert fetch(Database()).content == whole
    service.reset()
    service.faults = [Reply(Database().metadata(), cut=30)] * 4
    with pytest.raises(CutOffError):
        fetch(Database())


def test_a_table_that_is_updated_while_we_read_it_is_not_mixed(fetch):
    times = ["1", "1", "2", "2"]

    with pytest.raises(ChangedError, match="uppdaterades medan den hämtades"):
        fetch(Database(said=50, limit=50, updated=times))


@pytest.mark.parametrize("version", [1, 2])
def test_a_table_that_has_moved_is_said_to_have(fetch, version):
    with pytest.raises(
        MissingError, match=r"tabellen finns inte längre.*TAB och siffror"
    ):
        fetch(Database(id="TAB1", path="/annat"), version=version)


@pytest.mark.parametrize("version", [1, 2])
def test_a_renamed_variable_is_named_and_the_new_one_suggested(fetch, version):
    codes = {("Kön" if n == "Kon" else n): c for n, c in DIMENSIONS.items()}
    ask = replace(ALVESTA, choices={"Kon": ["1+2"]})

    with pytest.raises(ChangedError, match=r"Kon finns inte.*heter den nu Kön\?.*Tid"):
        fetch(Database(codes=codes), ask, version)


def test_a_code_that_is_gone_is_named(fetch):
    ask = replace(ALVESTA, choices={"Alder": ["0-4", "0-19"]})

    with pytest.raises(
        ChangedError, match=r"Alder har inte längre 0-19; där finns 0-4"
    ):
        fetch(Database(), ask)


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("gone", ["Region", "Tid"])
def test_a_table_without_areas_or_periods_is_refused(fetch, gone, version):
    codes = {n: c for n, c in DIMENSIONS.items() if n != gone}

    with pytest.raises(ChangedError, match=f"variabeln {gone} finns inte"):
        fetch(Database(codes=codes), version=version)


@pytest.mark.parametrize("lost", ["Kon", "ContentsCode"])
def test_a_variable_summed_over_without_a_word_is_noticed(fetch, lost):
    with pytest.raises(ChangedError, match=f"{lost} saknas i svaret"):
        fetch(Database(lost=lost))


def test_areas_are_chosen_by_level_and_vintage(fetch):
    def regions(level, vintage, codes=DIMENSIONS):
        ask = replace(ALVESTA, level=level, vintage=vintage)
        fetched = fetch(Database(codes=codes), ask)
        return json.loads(fetched.content)["dimension"]["Region"]["category"]["index"]

    new = [code for code in OURS if code.endswith("_DeSO2025")]
    bare = {**DIMENSIONS, "Region": ("0764", "0764A0010", "0764B3010")}
    assert list(regions("deso", "2025")) == new
    assert list(regions("deso", "2018")) == ["0764A0010", "0764B3010"]
    assert list(regions("deso", "2025", bare)) == ["0764A0010", "0764B3010"]
    assert list(regions("regso", "")) == ["0764R001_RegSO2025"]
    assert list(regions("kommun", "2025")) == ["0764"]
    assert list(regions("", "2025")) == ["0764", *new, "0764R001_RegSO2025"]


def test_a_municipality_that_is_not_in_the_table_is_said_so(fetch):
    with pytest.raises(MissingError, match="inga sådana områden i kommun 2161"):
        fetch(Database(), Ask("2161"))


def test_years_are_chosen_and_those_not_yet_published_are_named(fetch):
    fetched = fetch(Database(), replace(ALVESTA, periods=("2023", "2024")))
    assert json.loads(fetched.content)["size"][-1] == 2

    with pytest.raises(
        MissingError, match="ingen uppgift för 2025; den har 2022 till 2024"
    ):
        fetch(Database(), replace(ALVESTA, periods=("2024", "2025")))


@pytest.mark.parametrize("version", [1, 2])
def test_the_last_period_is_found_in_whatever_order_the_table_has_them(fetch, version):
    codes = {**DIMENSIONS, "Tid": ("2024", "2025", "2023")}
    fetched = fetch(
        Database(codes=codes), replace(ALVESTA, periods=("latest",)), version
    )

    assert list(
        json.loads(fetched.content)["dimension"]["Tid"]["category"]["index"]
    ) == ["2025"]


def test_a_school_year_is_found_however_the_table_writes_it(fetch):
    codes = {**DIMENSIONS, "Tid": ("2022/2023", "2023/2024")}
    fetched = fetch(Database(codes=codes), replace(ALVESTA, periods=("2023/24",)))

    assert list(
        json.loads(fetched.content)["dimension"]["Tid"]["category"]["index"]
    ) == ["2023/2024"]


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("change", [{"bom": True}, {"sparse": True}])
def test_the_forms_that_services_differ_in_give_the_same(fetch, version, change):
    plain = fetch(Database(), version=version)

    assert fetch(Database(**change), version=version).content == plain.content


def test_areas_are_found_where_the_source_does_not_say_which_they_are(fetch):
    assert by_key(fetch(Database(geo=())).content) == truth(Database())


def test_a_long_question_is_posted_and_a_short_one_is_a_link(fetch, service):
    fetch(Database(), replace(ALVESTA, periods=("2024",)))
    assert service.asked[-1].method == "GET"
    assert service.asked[-1].query["valueCodes[Kon]"] == "1,2,1+2"
    assert service.asked[-1].query["outputFormat"] == "json-stat2"

    many = tuple(f"0764A{number:04}_DeSO2025" for number in range(120))
    fetch(Database(codes={**DIMENSIONS, "Region": many}))
    assert service.asked[-1].method == "POST"


def test_a_code_with_a_comma_or_a_star_is_posted(fetch, service):
    fetch(Database(codes={**DIMENSIONS, "Alder": ("0,5", "*")}))

    assert service.asked[-1].method == "POST"


def test_a_folder_is_no_table(fetch, service):
    base = Database()
    base.route_v1 = lambda asked: Reply([{"id": "BE0101", "type": "l", "text": "x"}])

    with pytest.raises(ChangedError, match="variables saknas"):
        fetch(base, version=1)


BROKEN = {
    "class": {"class": "collection"},
    "size": {"size": [1]},
    "value short": {"value": [1.0]},
    "value text": {"value": {"x": 1}},
    "value beyond": {"value": {"1000000": 1}},
    "value true": {"value": [True] * 189},
    "id": {"id": None},
    "dimension": {"dimension": []},
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=BROKEN)
def test_a_dataset_that_contradicts_itself_is_refused(service, change):
    base = Database()
    service.route = lambda asked: (
        Reply(json.loads(base.route(asked).content) | change)
        if asked.path.endswith("/data")
        else base.route(asked)
    )
    with pytest.raises(ChangedError, match=r"källan ser inte ut som förut: .*saknas"):
        fetch_table("TAB6574", ALVESTA, service.outgoing())


@pytest.mark.parametrize("name", ["TAB1/../x", "tab6574", "FolkmDesoAldKon", ""])
def test_only_what_looks_like_a_table_is_asked_for(service, name):
    with pytest.raises(UnknownSourceError, match="så ser ingen tabell ut"):
        fetch_table(name, ALVESTA, service.outgoing())
    with pytest.raises(UnknownSourceError):
        fetch_table_v1(f"BE/BE0101/../{name}", ALVESTA, service.outgoing())
    assert service.asked == []


def test_no_message_holds_a_figure(fetch, service):
    base = Database(codes={**DIMENSIONS, "Tid": ("2022",)})
    base.value = lambda key: 987654.25
    base.lost = "Kon"

    with pytest.raises(ChangedError) as caught:
        fetch(base)
    assert "987654" not in str(caught.value)
