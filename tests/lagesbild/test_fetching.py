"""From a public source into a file that can be published, by command and by page."""

from __future__ import annotations

import tomllib
from time import sleep

import pytest
import tomli_w
from streamlit.testing.v1 import AppTest

from indicators.sources import LATEST
from lagesbild.cli import main
from lagesbild.config import FILE
from lagesbild.fetching import fetch_apart, fetchable, not_fetchable, vintage_of
from lagesbild.workspace import Workspace
from tests.indicators.sources.pxweb import Database
from tests.indicators.sources.service import running
from tests.lagesbild.conftest import CODES, DEFINITION, LEVELS, ROWS, make_workspace

PUBLIC = DEFINITION.replace("local", "public").replace('"normal"', '"none"')
NEW = tuple(f"{code}_DeSO2025" for code in CODES)
OLD = (*CODES[:2], "0764A0090")
YEARS = ("2022", "2023", "2024", "2025")


class TwoVintages(Database):
    """A table whose older years are of an older division, as SCB's have been."""

    def value(self, key):
        region, year = key[0], key[-1]
        if (region in NEW) != (year in YEARS[2:]):
            return None
        return 20.5 + self.codes["Region"].index(region)


@pytest.fixture(scope="module")
def _service():
    with running() as service:
        yield service


@pytest.fixture
def service(_service):
    _service.reset()
    codes = {"Region": OLD + NEW, "ContentsCode": ("000007Y7",), "Tid": YEARS}
    _service.route = TwoVintages(codes=codes, id="TAB6685").route
    return _service


@pytest.fixture
def place(tmp_path, service):
    """Make a workspace that may ask, with more lines in its definition."""

    def make(more='source_id = "TAB6685"\n', *, enabled=True):
        root = make_workspace(tmp_path / "ort", ROWS, PUBLIC + more)
        allowed = {"enabled": enabled, "base_urls": {"scb": service.url}}
        with (root / FILE).open("a") as file:
            file.write(f"\n{tomli_w.dumps({'outgoing': allowed})}")
        return root

    return make


def regions(service):
    return service.asked[-1].query["valueCodes[Region]"].split(",")


def fetched_file(root, service, *options):
    out = root / "trang.json"
    command = ["fetch", "scb", "--indicator", "trang", "--out", str(out), *options]
    assert main(["--workspace", str(root), *command]) == 0
    return out


@pytest.mark.parametrize("periods", [[], ["--periods", "2025"], ["--periods", LATEST]])
def test_a_table_with_two_vintages_gives_a_file_without_errors(
    place, service, periods, capsys
):
    root = place()
    out = fetched_file(root, service, *periods)

    assert regions(service) == list(NEW)
    assert main(["--workspace", str(root), "check", str(out)]) == 0
    assert "Fel att rätta" not in capsys.readouterr().out


def test_the_latest_period_alone_can_be_asked_for(place, service):
    name, _content = fetch_apart(place(), "trang", (LATEST,))

    assert name == "trang.json"
    assert service.asked[-1].query["valueCodes[Tid]"] == "2025"


def test_all_periods_come_when_none_is_named(place, service):
    fetch_apart(place(), "trang", ())

    assert service.asked[-1].query["valueCodes[Tid]"] == ",".join(YEARS)


def test_areas_of_two_vintages_in_a_workspace_leave_the_choice_to_the_reader(place):
    root = place()
    assert vintage_of(Workspace(root)) == "2025"
    older = LEVELS["deso-2025"].replace('"2025"', '"2018"', 1)
    (root / "geography" / "deso-2018.toml").write_text(older, "utf-8")
    config = tomllib.loads((root / FILE).read_text("utf-8"))
    (root / FILE).write_text(tomli_w.dumps({"across": ["deso-2018"]} | config), "utf-8")

    assert vintage_of(Workspace(root)) == ""


def test_another_service_than_the_definitions_is_refused_before_anybody_is_asked(
    place, service, capsys
):
    root = place()
    command = ["fetch", "kolada", "--indicator", "trang"]

    assert main(["--workspace", str(root), *command]) == 2
    assert "Källan kolada går inte att välja" in capsys.readouterr().err
    assert service.asked == []


def test_what_names_no_table_that_can_be_asked_for_is_listed_with_the_reason(place):
    workspace = Workspace(place('source_id = "FolkmDesoAldKon"\n'))

    assert fetchable(workspace) == {}
    ((name, why),) = not_fetchable(workspace).items()
    assert name == "Trångbodda"
    assert "source_id är FolkmDesoAldKon" in why
    assert "Slå upp tabellen" in why


def test_what_nobody_has_verified_is_listed_with_the_reason(place):
    workspace = Workspace(place('source_id = "TAB6685"\nverified = false\n'))

    assert fetchable(workspace) == {}
    assert "är inte kontrollerad" in not_fetchable(workspace)["Trångbodda"]


def test_nothing_is_listed_where_requests_are_off_or_no_source_is_named(place):
    assert not_fetchable(Workspace(place('source_id = "X"\n', enabled=False))) == {}


def test_what_ships_can_be_fetched_wherever_it_names_a_table():
    from tests.browser.conftest import ROOT

    workspace = Workspace(ROOT / "data")
    workspace.config.__dict__["outgoing"] = {"enabled": True}

    assert not_fetchable(workspace) == {}
    assert {"population", "higher_education"} <= fetchable(workspace).keys()


def page(root: str) -> None:
    from pathlib import Path

    from lagesbild.publishing import Desk
    from lagesbild.views.from_source import offer_to_fetch
    from lagesbild.workspace import Workspace

    offer_to_fetch(Desk(Workspace(Path(root))))


def shown(root):
    arguments = {"root": str(root)}
    return AppTest.from_function(page, kwargs=arguments, default_timeout=60).run()


@pytest.mark.parametrize(
    ("choice", "years"), [(None, YEARS[-1:]), ("Alla som finns", YEARS)]
)
def test_the_page_fetches_the_latest_year_unless_all_are_chosen(
    place, service, choice, years
):
    app = shown(place())
    if choice:
        app.selectbox(key="years-to-fetch").select(choice)
    app.button(key="fetch").click().run()
    for _look in range(100):
        if app.success:
            break
        sleep(0.2)
        app.run()

    assert "Hämtad: trang" in app.success[0].value
    assert service.asked[-1].query["valueCodes[Tid]"] == ",".join(years)
    assert regions(service) == list(NEW)


def test_the_page_tells_what_it_cannot_fetch_and_why(place):
    app = shown(place('source_id = "FolkmDesoAldKon"\n'))

    assert not app.button
    said = app.caption[0].value.replace("\\", "")
    assert "Kan inte hämtas härifrån: Trångbodda – source_id är FolkmDesoAldKon" in said


def test_the_page_offers_nothing_where_requests_are_off(place):
    app = shown(place(enabled=False))

    assert not app.expander
