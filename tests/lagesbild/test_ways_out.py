"""A way out is priced for the analyst, chosen, and published like anything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lagesbild.cli import main
from lagesbild.config import GROUPS
from lagesbild.publishing import Desk
from lagesbild.workspace import Workspace

FEW = """\
område;period;täljare;nämnare
0764A0010;2025;2;100
0764A0020;2025;30;120
0764A0030;2025;45;90
"""


def draft(root: Path, way: str = ""):
    desk = Desk(Workspace(root))
    reading = desk.read("trang.csv", FEW.encode())
    return desk, desk.draft([reading], [], yes=True, way=way)


def test_every_way_is_priced_with_what_taking_it_costs(root):
    desk = Desk(Workspace(root))
    reading = desk.read("trang.csv", FEW.encode())
    offers = {one.kind: one for one in desk.ways_out([reading], yes=True)["trang"]}

    assert {"coarser", "rounded_5"} <= set(offers)
    assert offers["rounded_5"].withheld == 0
    assert offers["rounded_5"].changed >= 1
    made = draft(root, "coarser")[1].controls["trang"]
    assert made.withheld == offers["coarser"].withheld >= 3


def test_the_way_taken_is_what_is_published(root):
    desk, made = draft(root, "rounded_5")
    desk.publish(made, message="Avrundat")
    table = desk.published()
    new = table[table["period"] == "2025"].set_index(["geography", "area_code"])

    assert set(new["reason"]) == {"rounded_5"}
    assert new.loc[("deso-2025", "0764A0010"), "numerator"] in (0, 5)
    parts = new.loc["deso-2025", "numerator"]
    assert new.loc[("kommun-2025", "0764"), "numerator"] == parts.sum()
    assert new.loc[(GROUPS, "norra"), "numerator"] == parts.iloc[:2].sum()


def test_the_same_counts_are_rounded_the_same_way_every_time(root):
    one, other = (draft(root, "rounded_5")[1].after for _time in range(2))
    assert one.equals(other)
    secret = root / "var" / "rounding-secret"
    assert len(secret.read_bytes()) == 32
    assert secret.stat().st_mode & 0o077 == 0


def test_the_command_line_takes_a_way_and_what_it_published_is_safe(
    root, tmp_path, capsys
):
    file = tmp_path / "trang.csv"
    file.write_text(FEW, "utf-8")
    place = ["--workspace", str(root)]
    told = ["--message", "Grövre", "--yes", "--way", "coarser"]

    assert main(["publish", str(file), *told, *place]) == 0
    assert main(["audit", *place]) == 0
    table = Desk(Workspace(root)).published()
    new = table[(table["period"] == "2025") & (table["geography"] == "deso-2025")]
    assert set(new["status"]) == {"suppressed"}
    capsys.readouterr()


def test_an_unknown_way_is_refused(root):
    with pytest.raises(SystemExit):
        main(["publish", "x.csv", "--message", "m", "--way", "gissa"])


def page() -> None:
    import streamlit as st

    from indicators.disclosure.alternatives import Alternative
    from lagesbild.views.ways_out import choose_way

    offers = {
        "trang": [
            Alternative("coarser", True, 12, 340, 12),
            Alternative("pooled", False, 0, 0),
            Alternative("rounded_5", True, 0, 0, 0, 7, 3),
        ]
    }
    st.write(repr(choose_way(offers, {"trang": "Trångbodda"}, "way")))


def test_the_page_shows_each_open_way_with_its_price_and_gives_the_choice():
    app = AppTest.from_function(page).run()
    (radio,) = app.radio
    options = [one.replace("\\", "") for one in radio.options]

    assert len(options) == 3
    assert options[1].startswith("Avrunda små antal till 0 eller 5: 0 tal visas inte")
    assert "7 tal ändras, med högst 3" in options[1]
    assert "12 tal visas inte (340" in options[2]
    assert app.markdown[0].value == "''"
    radio.set_value("coarser").run()
    assert app.markdown[0].value == "'coarser'"


def failed():
    from lagesbild.views.protecting import say_that_it_fails

    say_that_it_fails(True)
    say_that_it_fails(False)


def test_who_has_no_choice_is_not_told_to_choose():
    app = AppTest.from_function(failed).run()
    assert "Välj ett annat sätt" in app.warning[0].value
    assert "Välj" not in app.error[0].value
    assert "täljare" in app.error[0].value
