"""An area group that is given other areas: its older figures stay those of the old."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from indicators.model import Status
from indicators.store import SourceFile
from indicators.store.releases import newest
from lagesbild.cli import main
from lagesbild.config import GROUPS
from lagesbild.makeup import Makeup, by_their_areas, makeups, without_others
from lagesbild.publishing import Desk
from lagesbild.snapshot.making import Freezer
from lagesbild.workspace import Workspace

SHIPPED = Path(__file__).parents[2] / "data"
MOVED = "0764A0050"  # from Landsbygden to Moheda
SMALL = 5
NEW = """\
område;period;täljare;nämnare
0764A0010;2025;12;100
0764A0020;2025;36;120
0764A0030;2025;54;90
"""


def moved(root: Path) -> None:
    """Give two groups of Alvesta other areas."""
    file = root / "lagesbild.toml"
    text = file.read_text("utf-8").replace(f', "{MOVED}"]', "]")
    file.write_text(text.replace('"0764B2020"]', f'"0764B2020", "{MOVED}"]'), "utf-8")


def other_areas(root: Path) -> Desk:
    """Give the only group of the tiny municipality other areas."""
    file = root / "lagesbild.toml"
    text = file.read_text("utf-8")
    file.write_text(text.replace('"0764A0020"]', '"0764A0030"]'), "utf-8")
    return Desk(Workspace(root))


def published_by_hand(root: Path) -> Desk:
    desk = Desk(Workspace(root))
    content = NEW.encode()
    source = SourceFile.of("trang.csv", content)
    draft = desk.draft([desk.read("trang.csv", content)], [source])
    desk.publish(draft, message="Nytt")
    return desk


def of_groups(desk: Desk, period: str) -> int:
    table = desk.published()
    return int(((table["geography"] == GROUPS) & (table["period"] == period)).sum())


@pytest.fixture(scope="module")
def alvesta(tmp_path_factory):
    root = tmp_path_factory.mktemp("alvesta") / "data"
    shutil.copytree(SHIPPED, root, ignore=shutil.ignore_patterns("var"))
    before = Desk(Workspace(root)).published()
    moved(root)
    desk = Desk(Workspace(root))
    return before, desk.published(), desk


def counts(table, indicator):
    rows = table[(table["indicator"] == indicator) & (table["geography"] == GROUPS)]
    shown = rows[(rows["area_code"] == "landsbygden") & (rows["status"] == Status.OK)]
    return shown.set_index("period")[["numerator", "denominator"]]


@pytest.mark.parametrize("indicator", ["kaa", "absence_15"])
def test_what_a_group_had_less_what_it_has_gives_no_small_count_away(
    alvesta, indicator
):
    before, after, desk = alvesta
    old, new = counts(before, indicator), counts(after, indicator)
    left = (old - new).dropna()

    assert (left["numerator"] >= SMALL).all()
    assert (left["denominator"] - left["numerator"] >= SMALL).all()
    # Without what was published before, more of it would be shown.
    alone = desk.workspace.protected([indicator])
    assert len(counts(alone, indicator)) > len(new)


def test_the_audit_knows_the_groups_that_were(alvesta, capsys):
    _before, _after, desk = alvesta
    assert main(["audit", "--workspace", str(desk.workspace.root)]) == 0


def test_older_figures_are_told_of_the_areas_that_they_are_sums_of(root):
    published_by_hand(root)
    desk = other_areas(root)
    told = {code for table in desk.ledger()["trang"] for code in table["area_code"]}

    assert "0764A0010+0764A0020" in told


def test_a_figure_of_other_areas_is_not_shown_as_the_groups_own(root):
    assert of_groups(published_by_hand(root), "2025") == 1
    assert of_groups(other_areas(root), "2025") == 0


def test_nor_is_it_published_again_with_the_next_file(root):
    published_by_hand(root)
    desk = other_areas(root)
    content = NEW.replace("2025", "2026").encode()
    source = SourceFile.of("trang.csv", content)
    desk.publish(
        desk.draft([desk.read("trang.csv", content)], [source]), message="Nästa"
    )

    assert of_groups(desk, "2026") == 1
    assert of_groups(desk, "2025") == 0


def test_nor_is_it_frozen(root):
    number, _hash = newest(published_by_hand(root).store)
    other_areas(root)
    table = Freezer(Workspace(root), number).atlas.published
    assert not (table["geography"] == GROUPS).any()


def test_with_the_same_areas_nothing_is_left_out_or_renamed(root):
    desk = published_by_hand(root)
    then, table = next(iter(makeups(desk.store).values())), desk.published()
    assert without_others(table, then, desk.makeup).equals(table)
    assert by_their_areas(table, then, desk.makeup).equals(table)
    assert by_their_areas(table, None, desk.makeup).equals(table)


def test_a_makeup_is_read_back_as_it_was():
    made = Makeup("deso-2025", {"norra": ("a", "b"), "öst": ("c",)})
    assert Makeup.read(made.content) == made
    assert made.others_in(made) == set()
    assert made.others_in(Makeup("deso-2018", made.groups)) == {"norra", "öst"}
    assert made.others_in(Makeup(made.of, {"norra": ("a",)})) == {"norra", "öst"}
