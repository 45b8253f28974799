"""What a snapshot says is what was published, cell by cell, and no more."""

from __future__ import annotations

import csv
import io
import re

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.model import NUMBERS, TOTAL
from indicators.texts import use_language
from lagesbild.errors import SnapshotError, UnknownChoiceError
from lagesbild.pack import labels
from lagesbild.paper.pdf import pdf
from lagesbild.snapshot.identity import as_id, identity, spaced
from lagesbild.snapshot.telling import withheld_sentence
from lagesbild.verdicts import letters, verdict_text
from tests.lagesbild.conftest import ROWS
from tests.lagesbild.snapshot.conftest import NORTH, freeze, freezer, publish
from tests.measures import SHARE


def published(root):
    return freezer(root).atlas.published


def as_number(text: str) -> float:
    return float(text) if text else float("nan")


@pytest.mark.parametrize("made", ["all_of_it", "group"])
def test_every_figure_of_the_data_is_the_published_one(made, request, small_root):
    table = published(small_root)
    key = ["indicator", "period", "geography", "area_code"]
    known = table[table["group"] == TOTAL].set_index(key)
    rows = list(
        csv.DictReader(io.StringIO(request.getfixturevalue(made).content["data"]))
    )
    assert rows
    for row in rows:
        true = known.loc[tuple(row[name] for name in key)]
        assert (row["status"], row["reason"]) == (true["status"], true["reason"])
        for name in NUMBERS:
            found, wanted = as_number(row[name]), true[name]
            assert found == pytest.approx(wanted, abs=1e-6, nan_ok=True)


def test_every_cell_of_the_tables_is_the_published_one(all_of_it, small_root):
    atlas = freezer(small_root).atlas
    assert len(all_of_it.content["tables"]) == 3  # areas, area groups, municipality
    for table in all_of_it.content["tables"]:
        one = atlas.find(table["level"], table["key"])
        written = labels(one)
        assert table["codes"] == list(one.table.index)
        own = table["rows"][: len(table["codes"])]
        assert [row[1] for row in own] == written["labels"]
        assert [row[2] for row in own] == written["bases"]


def test_the_tables_say_how_each_area_stands(place):
    publish(place, ROWS)
    first = freeze(place).content["tables"][0]
    one = freezer(place).atlas.find(first["level"], first["key"])
    assert first["verdicts"] == letters(one.comparisons)
    assert set(first["verdicts"]) != {"n"}
    assert first["columns"][-1] == "Jämfört med kommunen"
    words = [verdict_text(found.verdict) for found in one.comparisons]
    assert [row[-1] for row in first["rows"]] == [*words, ""]


def test_a_table_that_compares_nothing_has_no_column_for_it(place):
    last = freeze(place).content["tables"][-1]  # the municipality itself
    assert (last["verdicts"], len(last["columns"])) == ("", 3)


def test_every_cell_of_the_page_is_that_of_the_tables(all_of_it):
    page = all_of_it.file.decode()
    for table in all_of_it.content["tables"]:
        (body,) = re.findall(
            rf"<!--del:tabell:[^>]*{table['level']}-->\n.*?<tbody>\n(.*?)</tbody>",
            page,
            re.DOTALL,
        )
        rows = re.findall(r"<tr>(.*?)</tr>", body)
        assert [re.findall(r">([^<>]*)</t[hd]>", row) for row in rows] == table["rows"]


def test_nothing_withheld_is_anywhere_in_the_file(all_of_it, small_root):
    hidden = published(small_root).query("status == 'suppressed'")
    assert len(hidden) >= 2
    assert hidden[NUMBERS].isna().all(axis=None)
    page = all_of_it.file.decode()
    assert "2 av 120" not in page.replace("\N{NO-BREAK SPACE}", " ")
    rows = csv.DictReader(io.StringIO(all_of_it.content["data"]))
    withheld = [row for row in rows if row["status"] == "suppressed"]
    assert withheld
    assert all(not row[name] for row in withheld for name in NUMBERS)
    for table in all_of_it.content["tables"]:
        for letter, row in zip(table["classes"], table["rows"], strict=False):
            assert letter != "w" or row[1].startswith("Visas inte")


def test_what_is_withheld_is_said_with_its_areas(all_of_it):
    (first, *_rest) = all_of_it.content["withheld"]
    assert first.startswith("Trångbodda, 2024, DeSO: ")
    assert "Västra" in first


def test_a_map_in_words_names_every_area(all_of_it):
    for one in all_of_it.content["maps"]:
        words = " ".join(one["text"])
        assert all(name in words for name in ("Östra", "Västra", "Norra"))


def test_practice_data_is_marked_on_the_page_and_every_map_and_table(group):
    content = group.content
    assert content["practice"].startswith("Innehåller övningsdata")
    for part in (*content["maps"], *content["tables"]):
        assert part["practice"].startswith("Övningsdata")
    assert all("Övningsdata" in one["svg"] for one in content["maps"])
    page = group.file.decode()
    for part in page.split("<!--del:")[1:]:
        if part.startswith(("karta:", "tabell:", "omrade:", "inledning")):
            assert "vningsdata" in part


def test_the_standing_line_is_on_the_page_and_in_every_picture(group):
    line = "Kartan beskriver områden, inte personer."
    assert group.content["standing"].startswith(line)
    assert all(line in one["svg"] for one in group.content["maps"])


def test_the_summary_is_two_sentences(all_of_it, group):
    for made in (all_of_it, group):
        first, second = made.content["summary"]
        assert re.match(r"1 mått för (Småstad|Norra), som det var publicerat", first)
        assert second


def test_it_rests_on_one_release(place):
    first = freeze(place)
    publish(place, ROWS.replace("54;90", "60;90"))
    old, new = freezer(place, 1).freeze("Läget", who="Ada"), freeze(place)
    assert old.content["data"] == first.content["data"] != new.content["data"]
    assert (old.content["release"]["number"], new.content["release"]["number"]) == (
        1,
        2,
    )
    assert old.id == first.id != new.id


def test_a_release_that_is_not_there_is_refused(place):
    with pytest.raises(SnapshotError, match="ingen publicering 7"):
        freezer(place, 7).freeze("Läget")


def test_the_proof_is_named_by_its_certificates(all_of_it):
    proof = all_of_it.content["proof"]
    assert proof["safe"]
    assert re.fullmatch(r"[0-9a-f]{64}", proof["certificates"]["trang"])
    assert "inget skyddat antal går att räkna ut" in proof["text"]


@pytest.mark.parametrize(
    ("areas", "keys", "said"),
    [
        ([("deso-2025", "0764X")], [], "Området 0764X går inte att välja"),
        ([("nyko", "1")], [], "Indelningen nyko går inte att välja"),
        ([], ["trang/1999"], "Serien trang/1999 går inte att välja"),
    ],
)
def test_what_is_not_there_can_not_be_frozen(small_root, areas, keys, said):
    with pytest.raises(UnknownChoiceError, match=said):
        freezer(small_root).freeze("Läget", areas, keys)


def test_it_needs_a_title(small_root):
    with pytest.raises(SnapshotError, match="rubrik"):
        freezer(small_root).freeze("  ")


def test_the_id_follows_from_all_but_who_and_when(small_root, group):
    again = freezer(small_root).freeze("Läget", [NORTH], who="Eva", when="2030-01-01")
    other = freezer(small_root).freeze("Läge", [NORTH], who="Ada")
    assert again.id == group.id == identity(group.content)
    assert other.id != group.id


def test_an_older_period_can_be_chosen(small_root):
    made = freezer(small_root).freeze("Då", [NORTH], ["trang/2023"])
    assert [one["key"] for one in made.content["maps"]] == ["trang/2023"]


def test_it_is_in_the_language_spoken(small_root):
    use_language("en")
    made = freeze(small_root, NORTH)
    assert made.content["language"] == "en"
    assert made.content["maps"][0]["title"] == "Overcrowded"
    assert b'<html lang="en">' in made.file


@given(st.integers(0, 2**80 - 1))
def test_an_id_is_read_as_people_write_it(number):
    name = identity({"maps": [], "n": number})
    assert as_id(f" {spaced(name).upper().replace('0', 'O')} ") == name


@pytest.mark.parametrize("text", ["", "abc", "../../etc/passwd", "u" * 16, "a" * 17])
def test_what_is_no_id_is_not_read_as_one(text):
    assert as_id(text) == ""


def printed(made):
    return pypdf.PdfReader(io.BytesIO(pdf(made.content)))


def test_it_is_said_that_definitions_may_be_newer_than_the_figures(place):
    publish(place, ROWS)
    number = freezer(place).release.number
    for n in (number - 1, number):
        made = freezer(place, n).freeze("Läget", who="Ada")
        (said,) = [x for x in made.content["cannot_say"] if "syns det inte här" in x]
        assert said.startswith(f"Talen är de som gällde efter publicering {n}.")
        assert said in made.file.decode()
        text = "".join(page.extract_text() for page in printed(made).pages)
        assert "".join(said.split()) in "".join(text.replace("\u00ad", "").split())


def test_what_is_published_later_changes_nothing_in_an_older_snapshot(place):
    number, when = freezer(place).release.number, "2026-11-22T08:00:00+00:00"
    before = freezer(place, number).freeze("Läget", who="Ada", when=when).file
    publish(place, ROWS)
    assert freezer(place, number).freeze("Läget", who="Ada", when=when).file == before


@pytest.mark.parametrize(("areas", "more"), [(60, ""), (61, " och 1 till")])
def test_areas_that_are_not_shown_are_named_as_far_as_there_is_room(areas, more):
    names = [f"Område{i}" for i in range(areas)]
    said = withheld_sentence(SHARE, "2024", "DeSO", names)
    assert said.endswith(f"Område59{more}).")
    assert f"{areas} områden visas inte" in said
