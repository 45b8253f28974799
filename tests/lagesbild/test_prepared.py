"""What readers fetch is made ahead, apart from the server, and anew after a change."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lagesbild.errors import PreparationError
from lagesbild.preparing import find_file, open_prepared, prepared_folder


def test_it_is_made_once_and_again_when_a_file_changes(root):
    before = open_prepared(root)
    assert open_prepared(root) is before

    path = root / "observations" / "trang.csv"
    path.write_text(path.read_text("utf-8").replace(";54;", ";55;"), "utf-8")
    after = open_prepared(root)

    assert after.folder != before.folder
    assert after.levels["deso-2025"].pack != before.levels["deso-2025"].pack
    assert after.levels["deso-2025"].document == before.levels["deso-2025"].document


def test_what_was_given_out_before_a_change_can_still_be_fetched(root):
    name = open_prepared(root).levels["deso-2025"].pack
    path = root / "observations" / "trang.csv"
    path.write_text(path.read_text("utf-8").replace(";54;", ";55;"), "utf-8")
    open_prepared(root)

    assert find_file(root, name, ".json") is not None


def test_a_mistake_is_said_in_its_own_words_and_mending_it_is_enough(root):
    path = root / "observations" / "trang.csv"
    right = path.read_bytes()
    path.write_bytes(b"hej")
    with pytest.raises(PreparationError, match="värden kan inte läsas"):
        open_prepared(root)

    path.write_bytes(right)
    assert open_prepared(root).indicators


def test_nothing_half_made_is_left(root):
    (root / "observations" / "trang.csv").write_bytes(b"hej")
    with pytest.raises(PreparationError):
        open_prepared(root)

    folder = prepared_folder(root)
    assert not folder.exists() or list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["..", "../x", "index", "A" * 32, "0" * 31])
def test_only_names_that_we_give_out_are_looked_for(name, root):
    assert find_file(root, name, ".json") is None


def test_the_server_loads_neither_shapes_nor_tables():
    code = (
        "import sys, lagesbild.web, lagesbild.preparing, lagesbild.profile;"
        "heavy = {'pandas', 'geopandas', 'shapely', 'folium'} & set(sys.modules);"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_level_knows_its_areas_and_the_periods_of_an_indicator(root):
    level = open_prepared(root).levels["deso-2025"]

    assert level.codes == ("0764A0010", "0764A0020", "0764A0030")
    assert level.periods("trang") == ["2023", "2024"]
    assert level.periods("tran") == []
