"""*Historik* and `undo`: any release, and what is said of it afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild.cli import main
from lagesbild.proofs import standing
from lagesbild.publishing import Desk
from lagesbild.workspace import Workspace

VIEWS = Path(__file__).parents[2] / "lagesbild" / "views"
YEAR = """\
område;period;täljare;nämnare
0764A0010;{year};12;100
0764A0020;{year};{count};120
0764A0030;{year};54;90
"""


def publish(desk: Desk, year: int, count: int = 36) -> None:
    content = YEAR.format(year=year, count=count).encode()
    reading = desk.read("trang.csv", content)
    desk.publish(desk.draft([reading], [], yes=True), message=f"År {year}")


@pytest.fixture
def desk(root) -> Desk:
    """A desk with three releases: shipped (2023, 2024), 2025 and 2026."""
    made = Desk(Workspace(root))
    publish(made, 2025)
    publish(made, 2026)
    return made


@pytest.fixture
def app(desk, root, monkeypatch) -> AppTest:
    """The page *Historik* of that desk."""
    monkeypatch.setenv("LAGESBILD_WORKSPACE", str(root))
    monkeypatch.setenv("LAGESBILD_ANALYST", "1")
    app = AppTest.from_file(str(VIEWS / "frame.py"), default_timeout=120).run()
    return app.switch_page(str(VIEWS / "historik.py")).run()


def words_of(app: AppTest) -> str:
    return " ".join(one.value for one in app.markdown).replace("\\", "")


def undo_on(app: AppTest, number: int, releases: int) -> AppTest:
    app.selectbox(key=f"undo_number-{releases}").set_value(number)
    app.text_input(key=f"undo_reason-{releases}").set_value("Fel fil")
    return app.button(key="undo").click().run()


def test_an_earlier_release_is_undone_and_the_history_says_what_that_changed(app, desk):
    undo_on(app, 2, 3)

    assert not app.exception
    assert "De tal som den ändrade är som före den" in app.success[0].value
    assert set(desk.published()["period"]) == {"2023", "2024", "2026"}
    app.selectbox(key="closer-4").set_value(0).run()
    told = words_of(app).partition("Det här ändrades")[2]
    assert "Trångbodda: perioder som försvann: 2025" in told
    assert "2026" not in told


def test_what_cannot_be_undone_yet_is_said_with_what_to_undo_first(app, desk):
    publish(desk, 2025, 48)
    app.run()
    undo_on(app, 2, 4)

    assert "Ångra i den här ordningen: 4, 2." in app.error[0].value.replace("\\", "")
    assert "2025" in set(desk.published()["period"])


def test_the_command_undoes_an_earlier_release_too(desk, root, capsys):
    arguments = ["undo", "--reason", "Fel", "--workspace", str(root), "--release"]
    assert main([*arguments, "2"]) == 0
    assert "(ångrar 2)" in capsys.readouterr().out
    assert set(desk.published()["period"]) == {"2023", "2024", "2026"}
    assert main([*arguments, "4"]) == 0  # and the undo can be undone
    assert set(desk.published()["period"]) == {"2023", "2024", "2025", "2026"}


def test_the_proof_and_the_groups_go_along_with_a_table_put_together(desk):
    before = standing(desk.store).proofs
    made = desk.undo(2, reason="Fel")

    assert standing(desk.store).proofs == before
    assert before
    assert [file.name for file in made.files] == [
        "area-groups.json",
        "certificate:trang",
    ]
    assert "norra" in set(desk.published()["area_code"])
