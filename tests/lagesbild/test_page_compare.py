"""The page Jämför as a session meets it: what is chosen is in the address."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild.preparing import open_prepared
from lagesbild.side_by_side import first_measure
from tests.lagesbild.test_pages import ROOT, VIEWS, tables

ASKED = "0764A0010~kaa~2023~area-groups~vislanda~2022"


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """Prepare the shipped workspace once: nothing here changes it."""
    place = tmp_path_factory.mktemp("page") / "data"
    shutil.copytree(ROOT / "data", place, ignore=shutil.ignore_patterns("var"))
    open_prepared(place)
    return place


def start(app: AppTest) -> dict:
    (found,) = [one for one in tables(app) if "start" in one]
    return found["start"]


@pytest.fixture
def compare(root, monkeypatch):
    monkeypatch.setenv("LAGESBILD_WORKSPACE", str(root))
    app = AppTest.from_file(str(VIEWS / "frame.py"), default_timeout=180)

    def open_page(**address: str) -> AppTest:
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        app.switch_page(str(VIEWS / "jamfor.py")).run()
        assert not app.exception
        return app

    return open_page


def test_what_the_address_asks_for_is_where_the_page_begins(compare):
    app = compare(
        flik="two",
        niva="regso-2025",
        indikator="absence_15",
        indikator2="kaa",
        period="HT2023",
        period2="2022",
        ihop="2",
    )
    found = start(app)
    assert found["tab"] == "two"
    assert found["level"] == "regso-2025"
    assert (found["indicator"], found["period"]) == ("absence_15", "HT2023")
    assert (found["second"], found["period2"]) == ("kaa", "2022")
    assert found["pool"] == "2"


def test_the_choices_survive_the_language_and_another_page(compare):
    app = compare(flik="gaps", indikator="absence_15", indikator2="kaa")
    before = start(app)
    app.radio(key="language").set_value("en").run()
    assert start(app) == before
    app.switch_page(str(VIEWS / "om.py")).run()
    app.switch_page(str(VIEWS / "jamfor.py")).run()
    assert start(app) == before
    assert app.query_params["flik"] == "gaps"


def test_the_question_is_in_the_address_and_is_asked_again_from_it(compare):
    app = compare(fraga=ASKED)
    assert app.selectbox(key="compare_first").value == "0764A0010"
    assert app.selectbox(key="compare_own").value == "2023"
    assert app.query_params["fraga"] == ASKED
    app.selectbox(key="compare_own").set_value("2022").run()
    assert app.query_params["fraga"] == ASKED.replace("~2023~", "~2022~")


def test_another_first_area_is_compared_with_itself_anew(compare):
    app = compare(fraga=ASKED)
    app.selectbox(key="compare_first").set_value("0764A0020").run()
    code, measure, _own, level, other, _theirs = app.query_params["fraga"].split("~")
    assert (code, measure) == ("0764A0020", "kaa")
    assert (level, other) == ("deso-2025", "0764A0020")


COUNTY = """
[[benchmarks]]
code = "07"
name = "Kronobergs län"
source = "Regionens register"

[[benchmarks]]
code = "lika"
name = "Liknande kommuner"
relation = "separate"
"""
CROWDED = "overcrowding_norm2_0_17"


@pytest.fixture
def with_county(compare, tmp_path, monkeypatch):
    """The shipped workspace with two more things to compare with."""
    place = tmp_path / "data"
    shutil.copytree(ROOT / "data", place, ignore=shutil.ignore_patterns("var"))
    with (place / "lagesbild.toml").open("a", encoding="utf-8") as file:
        file.write(COUNTY)
    for measure, period in ((CROWDED, "2025"), ("kaa", "2025")):
        path = place / "observations" / f"{measure}.csv"
        lines = path.read_text("utf-8").rstrip("\n").splitlines()
        lines += [f"{period},benchmarks,{one},4000,40000," for one in ("07", "lika")]
        path.write_text("\n".join(lines) + "\n", "utf-8")
    with (place / "indicators" / "kaa.toml").open("a", encoding="utf-8") as file:
        file.write("only_within = true\n")
    monkeypatch.setenv("LAGESBILD_WORKSPACE", str(place))
    return compare


@pytest.mark.parametrize(
    ("measure", "other", "answer", "why"),
    [
        (CROWDED, "", "Ja", "är en del av hela kommunen"),
        (CROWDED, "07", "Ja, men med försiktighet", "olika källor"),
        (CROWDED, "lika", "Ja", "samma mått och samma källa"),
        ("kaa", "lika", "Nej", "räkna måttet på ett annat sätt"),
    ],
)
def test_an_area_may_be_asked_about_beside_what_it_is_held_against(
    with_county, measure, other, answer, why
):
    asked = f"0764C1030~{measure}~2025~benchmarks~{other}~2025"
    app = with_county(fraga=asked)
    said = [*app.info, *app.warning, *app.success]
    assert any(f"**{answer}**" in one.value for one in said)
    assert any(why in one.value for one in app.markdown)
    assert app.query_params["fraga"] == asked
    offered = app.selectbox(key="compare_with_deso-2025_0764C1030").options
    assert offered[-3:] == ["Hela kommunen", "Kronobergs län", "Liknande kommuner"]


def test_what_does_not_exist_is_left_out(compare):
    wrong = "<script>~x"
    app = compare(
        flik=wrong,
        niva=wrong,
        indikator=wrong,
        indikator2=wrong,
        period=wrong,
        period2=wrong,
        vy=wrong,
        ihop=wrong,
        omrade=wrong,
        fraga=wrong,
    )
    assert not app.exception
    assert app.query_params["fraga"].startswith("0764")
    assert "script" not in app.query_params["fraga"]


def test_one_begins_with_a_measure_that_has_a_course_over_time(root):
    prepared = open_prepared(root)
    level = prepared.levels["deso-2025"]
    assert len(level.periods(prepared.config.start)) == 1
    first = first_measure(prepared)
    assert len(level.periods(first)) > 1
    assert prepared.gaps(level.id)[first][-1]["number"] is not None
