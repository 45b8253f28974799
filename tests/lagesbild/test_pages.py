"""The pages as a session meets them: not only that they render, but that they react."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from indicators.store.releases import history
from lagesbild.publishing import Desk
from lagesbild.workspace import Workspace

ROOT = Path(__file__).parents[2]
VIEWS = ROOT / "lagesbild" / "views"


@pytest.fixture
def workspace(tmp_path, monkeypatch) -> Path:
    shutil.copytree(
        ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("var")
    )
    monkeypatch.setenv("LAGESBILD_WORKSPACE", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def app(workspace) -> AppTest:
    return AppTest.from_file(str(VIEWS / "frame.py"), default_timeout=60)


def map_data(app: AppTest) -> dict:
    (found,) = tables(app)
    return found


def _all(block):
    for child in block.children.values():
        yield child
        if hasattr(child, "children"):
            yield from _all(child)


def tables(app: AppTest) -> list[dict]:
    return [
        json.loads(json.loads(block.proto.json)["json"])
        for block in _all(app.main)
        if getattr(block, "type", "") == "bidi_component"
    ]


def test_the_map_opens_on_a_public_figure(app):
    app.run()

    assert not app.exception
    assert app.title[0].value == "Karta: Alvesta kommun"
    assert map_data(app)["key"] == "low_economic_standard/2024"


def test_another_indicator_changes_the_key_and_keeps_the_document(app):
    before = map_data(app.run())
    app.selectbox(key="indicator").set_value("absence_15").run()
    after = map_data(app)

    assert after["key"] == "absence_15/HT2025"
    assert after["document"] == before["document"]
    assert after["pack"] == before["pack"]


def test_a_change_sends_a_few_hundred_bytes_whatever_the_number_of_areas(app):
    data = map_data(app.run())
    changing = {name: data[name] for name in ("key", "view", "code", "turn")}

    assert len(json.dumps(changing)) < 200


def test_another_level_is_another_document(app):
    before = map_data(app.run())
    app.selectbox(key="level").set_value("area-groups").run()

    assert map_data(app)["document"] != before["document"]
    assert app.query_params["niva"] == "area-groups"


def test_choices_in_the_address_are_taken_if_they_exist(app):
    app.query_params["indikator"] = "kaa"
    app.query_params["period"] = "2022"
    app.run()
    assert map_data(app)["key"] == "kaa/2022"


def test_choices_in_the_address_that_do_not_exist_are_ignored(app):
    for name in ("indikator", "period", "niva", "vy", "omrade", "lang"):
        app.query_params[name] = "<script>"
    app.run()

    assert not app.exception
    assert map_data(app)["key"] == "low_economic_standard/2024"


def test_english_is_spoken_everywhere_and_keeps_the_choice(app):
    app.query_params["indikator"] = "absence_15"
    app.run()
    app.radio(key="language").set_value("en").run()

    assert map_data(app)["language"] == "en"
    assert map_data(app)["key"] == "absence_15/HT2025"
    assert app.title[0].value == "Map: Alvesta kommun"


def test_an_area_lists_its_indicators_by_sector_and_marks_practice_data(app):
    app.query_params["omrade"] = "vislanda"
    app.run()
    app.switch_page(str(VIEWS / "omrade.py")).run()
    cells = json.dumps(tables(app), ensure_ascii=False)

    assert not app.exception
    assert "övningsdata" in app.warning[0].value
    assert "18\u00a0%" in cells  # SCB: low economic standard in Vislanda, 2024
    assert '"practice": "Övningsdata' in cells
    assert '"bare": ["Trygg"' in cells  # a sector without measures


def test_what_is_held_against_is_chosen_where_it_matters_and_stays_in_the_address(app):
    app.query_params["indikator"] = "child_low_economic_standard"
    app.query_params["visa"] = "certainty"
    before = map_data(app.run())
    app.selectbox(key="beside").set_value("grupp").run()
    after = map_data(app)

    assert before["standard"]
    assert not after["standard"]
    assert before["beside"] != after["beside"]
    assert before["pack"] == after["pack"]
    assert app.query_params["jamfor"] == "grupp"
    app.selectbox(key="indicator").set_value("absence_15").run()
    assert map_data(app)["beside"] == after["beside"]


@pytest.mark.parametrize("asked", ["<script>", "0764X", "../index"])
def test_a_benchmark_that_is_not_there_is_the_municipality(app, asked):
    app.query_params["visa"] = "certainty"
    app.query_params["jamfor"] = asked
    assert map_data(app.run())["standard"]
    app.switch_page(str(VIEWS / "omrade.py")).run()
    assert not app.exception


def test_a_level_without_the_benchmark_shows_the_municipality(app):
    app.query_params["visa"] = "certainty"
    app.query_params["jamfor"] = "grupp"
    assert not map_data(app.run())["standard"]
    app.selectbox(key="level").set_value("area-groups").run()
    assert map_data(app)["standard"]


def test_an_area_is_not_held_against_itself(app):
    app.query_params["omrade"] = app.query_params["jamfor"] = "0764A0010"
    app.run()
    app.switch_page(str(VIEWS / "omrade.py")).run()
    choice = app.selectbox(key="beside_deso-2025")

    assert choice.value == ""
    assert "Västra Torsås" not in choice.options
    assert '"beside": "' not in json.dumps(tables(app), ensure_ascii=False)


def test_another_area_changes_the_page(app):
    app.run()
    app.switch_page(str(VIEWS / "omrade.py")).run()
    before = tables(app)
    app.selectbox(key="area").set_value(("deso-2025", "0764A0010")).run()

    assert tables(app) != before


def test_about_lists_every_definition_with_its_caveats(app, workspace):
    app.run()
    app.switch_page(str(VIEWS / "om.py")).run()
    names = {path.stem for path in (workspace / "indicators").glob("*.toml")}

    assert not app.exception
    assert len(app.expander) == len(names)


def test_protection_is_explained_for_every_measure_with_its_proof(app):
    app.run()
    app.switch_page(str(VIEWS / "skydd.py")).run()
    shown = json.dumps(tables(app), ensure_ascii=False)

    assert not app.exception
    assert len(app.expander) == 15
    assert "Merit" in shown  # the practice data has proofs
    assert "Nettoinkomst" not in shown  # official statistics have none


def test_new_figures_are_seen_without_a_restart(app, workspace):
    before = map_data(app.run())
    file = workspace / "observations" / "low_economic_standard.csv"
    file.write_text(file.read_text("utf-8").replace(",11.0", ",12.0"), "utf-8")
    app.run()

    assert map_data(app)["pack"] != before["pack"]


@pytest.mark.parametrize(
    ("file", "content", "words"),
    [
        ("observations/kaa.csv", "period;kod\n2024;0764X\n", "kaa.csv"),
        ("indicators/kaa.toml", "name = ", "kaa.toml"),
        ("lagesbild.toml", "name = 3", "lagesbild.toml"),
        ("geography/deso-2025.geojson", "{}", "deso-2025.geojson"),
    ],
)
def test_a_mistake_in_the_workspace_is_a_sentence_and_not_a_traceback(
    app, workspace, file, content, words
):
    (workspace / file).write_text(content, encoding="utf-8")
    app.run()

    assert not app.exception
    assert words in app.error[0].value.replace("\\", "")


@pytest.fixture
def published(workspace, monkeypatch) -> Desk:
    """A desk with three releases: shipped, a changed figure, and that one undone."""
    monkeypatch.setenv("LAGESBILD_ANALYST", "1")
    desk = Desk(Workspace(workspace))
    file = workspace / "observations" / "low_economic_standard.csv"
    content = file.read_text("utf-8").replace(",11.0", ",12.0", 1).encode()
    reading = desk.read(file.name, content)
    desk.publish(desk.draft([reading], [], yes=True), message="Rättelse")
    desk.undo(2, reason="Fel fil")
    return desk


def history_page(app: AppTest) -> AppTest:
    app.run()
    app.switch_page(str(VIEWS / "historik.py")).run()
    assert not app.exception
    return app


def words_of(app: AppTest) -> str:
    return " ".join(markdown.value for markdown in app.markdown).replace("\\", "")


def test_the_history_says_what_undid_what(app, published):
    (shown, *_rest) = tables(history_page(app))
    kinds = [row["cells"][3] for row in shown["rows"]]

    assert kinds == ["Ångrar 2", "Publicering, ångrad av 3", "Följer med"]


def test_nothing_is_chosen_to_be_undone_and_only_what_holds_can_be(app, published):
    history_page(app)
    choice = app.selectbox(key="undo_number-3")

    assert choice.value is None
    assert len(choice.options) == 1
    assert "Ångrar 2" in choice.options[0]
    app.text_input(key="undo_reason-3").set_value("Fel").run()
    app.button(key="undo").click().run()
    assert "Välj först vilken publicering" in app.error[0].value
    assert len(history(published.store)) == 3


def test_the_history_says_what_a_release_changed_without_a_value(app, published):
    history_page(app)
    app.selectbox(key="closer-3").set_value(1).run()
    said = words_of(app)

    assert "Det här ändrades" in said
    assert "ändrade tal: 1, och 1 i andra indelningar (RegSO 2025)" in said
    assert not re.search(r"\b1[12]\b", said)
    app.selectbox(key="closer-3").set_value(2).run()
    assert "nya perioder: " in words_of(app)
