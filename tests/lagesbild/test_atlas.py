"""Everything that a reader sees of a workspace, made once and kept until it changes."""

from __future__ import annotations

import hashlib
import json
import threading
from pathlib import Path

import pytest

from indicators.texts import use_language
from lagesbild.atlas import Atlas
from lagesbild.errors import UnknownChoiceError
from lagesbild.workspace import Workspace

HEADER = "område;period;täljare;nämnare;värde\n"


@pytest.fixture(scope="module")
def atlas(shared_root) -> Atlas:
    return Atlas(Workspace(shared_root))


def test_levels_are_offered_finest_first(atlas):
    assert list(atlas.levels) == ["deso-2025", "kommun-2025", "area-groups"]
    assert atlas.workspace.municipality == ("kommun-2025", "0764")


def test_a_series_is_found_by_its_key_or_those_there_are_are_named(atlas):
    assert atlas.find("deso-2025", "trang/2023").period == "2023"
    with pytest.raises(UnknownChoiceError, match="trang/2023, trang/2024"):
        atlas.find("deso-2025", "trang/1999")
    with pytest.raises(UnknownChoiceError, match="deso-2025, kommun-2025"):
        atlas.series("län")


def test_two_processes_make_the_same_bytes(atlas, root):
    other = Atlas(Workspace(root))
    for level in atlas.levels:
        assert atlas.document(level).name == other.document(level).name
        assert atlas.pack(level).name == other.pack(level).name


def test_a_parcel_is_made_once(atlas):
    assert atlas.document("deso-2025") is atlas.document("deso-2025")
    assert atlas.pack("deso-2025") is atlas.pack("deso-2025")


def test_each_language_has_its_own_parcels(atlas):
    swedish = atlas.document("deso-2025"), atlas.pack("deso-2025")
    use_language("en")
    english = atlas.document("deso-2025"), atlas.pack("deso-2025")

    assert not {p.name for p in swedish} & {p.name for p in english}
    assert b'<html lang="en">' in english[0].content
    assert json.loads(english[1].content)["indicators"][0]["name"] == "Overcrowded"


def test_a_document_has_no_value_and_a_drawn_one_has_only_those_asked_for(atlas):
    empty = atlas.document("deso-2025").content.decode()
    drawn = atlas.draw("deso-2025", ("trang/2023",)).decode()

    assert "trang/202" not in empty
    assert '"trang/2023"' in drawn
    assert '"trang/2024"' not in drawn


def test_a_series_is_written_as_a_tidy_file(atlas):
    lines = atlas.csv("deso-2025", 0).content.decode().splitlines()
    assert len(lines) == 4
    assert lines[1] == "trang,2023,total,deso-2025,0764A0010,10,100,10,ok,"


def test_many_visitors_at_once_get_the_same(root):
    atlas, names = Atlas(Workspace(root)), []

    def visit():
        use_language("sv")
        names.append((atlas.pack("deso-2025").name, atlas.document("deso-2025").name))

    threads = [threading.Thread(target=visit) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names) == 6
    assert len(set(names)) == 1


# --- indicators at the edge ---


def cells(*rows: str) -> str:
    return HEADER + "".join(
        f"0764A00{n}0;2024;{row}\n" for n, row in enumerate(rows, start=1)
    )


EDGES = {
    "all missing": (cells("..;..;..", "..;..;..", "..;..;.."), "mmm"),
    "all withheld": (cells("1;90;", "2;80;", "0;70;"), "www"),
    "all equal": (cells("45;90;", "45;90;", "45;90;"), "222"),
    "one area": (cells("45;90;"), "2mm"),
}


@pytest.mark.parametrize("edge", EDGES)
def test_an_indicator_at_the_edge_is_drawn_in_every_form(edge, with_rows):
    rows, classes = EDGES[edge]
    atlas = Atlas(Workspace(with_rows(rows)))
    level = next(iter(atlas.levels))
    (one,) = atlas.series("deso-2025")

    assert level == "deso-2025"
    assert one.classes == classes
    assert atlas.picture(level, one.key, ".svg").startswith(b"<svg")
    assert atlas.draw(level, (one.key,)).startswith(b"<!DOCTYPE html>")
    assert json.loads(atlas.pack(level).content)["series"][0]["classes"] == classes


def test_a_workspace_without_observations_still_has_a_map(root):
    (root / "observations" / "trang.csv").unlink()
    atlas = Atlas(Workspace(root))

    assert list(atlas.levels) == ["deso-2025"]
    assert atlas.indicators == {}
    assert atlas.document("deso-2025").content
    assert json.loads(atlas.pack("deso-2025").content)["series"] == []


def test_an_area_with_a_hostile_name_is_only_text_in_the_document(root):
    path = root / "geography" / "deso-2025.geojson"
    evil = "</script><script>alert(1)</script><!-- ${1} `x` \u2028"
    collection = json.loads(path.read_text("utf-8"))
    collection["features"][0]["properties"]["namn"] = evil
    path.write_text(json.dumps(collection), "utf-8")
    atlas = Atlas(Workspace(root))

    page = atlas.draw("deso-2025", ("trang/2024",)).decode()
    picture = atlas.picture("deso-2025", "trang/2024", ".svg").decode()

    assert "alert(1)</script>" not in page
    assert "<script>alert" not in picture
    assert page.count("</script>") == page.count("<script")


def test_the_shipped_map_is_the_same_in_every_run():
    data = Path(__file__).parents[2] / "data"
    names = {
        hashlib.sha256(Atlas(Workspace(data)).draw("regso-2025")).hexdigest()
        for _run in range(2)
    }
    assert len(names) == 1
