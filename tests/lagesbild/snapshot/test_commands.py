"""`lagesbild snapshot`, by its exit codes and what it prints."""

from __future__ import annotations

import filecmp
import json
import shutil
from functools import partial
from pathlib import Path

import pytest

from lagesbild.cli import main
from lagesbild.errors import SnapshotError
from lagesbild.paper import as_file
from lagesbild.snapshot.batch import batch
from lagesbild.snapshot.crew import several
from lagesbild.snapshot.manifest import check
from lagesbild.snapshot.plan import PLAN
from tests.lagesbild.conftest import ROWS
from tests.lagesbild.snapshot.conftest import NORTH, freezer, publish


@pytest.fixture
def run(place, capsys):
    def command(*arguments: object) -> tuple[int, str, str]:
        code = main(["snapshot", *map(str, arguments), "--workspace", str(place)])
        out, err = capsys.readouterr()
        return code, out, err

    return command


@pytest.fixture
def file(run, tmp_path) -> Path:
    path = tmp_path / "bild.html"
    assert run("create", "--title", "Läget", "--area", "norra", "--out", path)[0] == 0
    return path


def test_one_is_made_listed_and_verified(run, file):
    code, out, _err = run("verify", file)
    assert code == 0
    assert "delar stämmer med filens egen lista.\nDet som visas stämmer" in out
    assert out.strip().endswith("Den är densamma som i arkivet, tecken för tecken.")
    code, out, _err = run("list")
    assert out.split("\t")[0] == check(file.read_bytes()).id
    assert out.strip().endswith("Norra\tLäget")


def test_an_altered_file_is_refused_with_its_part_and_code_13(run, file):
    file.write_bytes(file.read_bytes().replace(b"<h1>L", b"<h1>M"))
    code, out, err = run("verify", file)
    assert (code, out) == (13, "")
    assert "Ändrad del: inledning." in err


def test_a_file_that_is_not_there_has_code_13(run, tmp_path):
    code, _out, err = run("verify", tmp_path / "saknas.html")
    assert code == 13
    assert "saknas.html går inte att öppna" in err


def test_an_area_that_is_not_there_is_named(run):
    code, _out, err = run("create", "--title", "Läget", "--area", "södra")
    assert code == 2
    assert "Området södra går inte att välja" in err


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("norra", "norra"),
        ("NORRA", "norra"),  # an area has that name, but a code goes before a name
        (" västra ", "0764A0020"),
        ("0764a0030", "0764A0030"),
    ],
)
def test_an_area_is_found_by_name_or_code_in_any_case(run, tmp_path, text, code):
    path = tmp_path / "d.html"
    assert run("create", "--title", "T", "--area", text, "--out", path)[0] == 0
    (one,) = check(path.read_bytes()).content["areas"]
    assert one["code"] == code


def test_a_name_of_several_areas_is_answered_with_their_codes(run, place):
    path = place / "lagesbild.toml"
    text = path.read_text("utf-8").replace('name = "Norra"', 'name = "Västra"')
    path.write_text(text, "utf-8")
    code, _out, err = run("create", "--title", "T", "--area", "västra")
    assert code == 2
    assert (
        "Flera områden heter västra. Skriv koden i stället: norra (Områdesgrupper), "
        "0764A0020 (DeSO)."
    ) in err


def test_only_what_is_chosen_is_in_it(run, tmp_path):
    path = tmp_path / "d.html"
    run("create", "--title", "Då", "--show", "trang/2023", "--out", path)
    content = check(path.read_bytes()).content
    assert [one["key"] for one in content["maps"]] == ["trang/2023"]


def test_two_are_compared_as_text_and_page(run, file, place, tmp_path):
    publish(place, ROWS)
    _code, out, _err = run("create", "--title", "Läget", "--area", "norra")
    later, page = out.split("\t")[0], tmp_path / "skillnad.html"
    code, out, _err = run("diff", file, later, "--out", page)
    assert code == 0
    assert "Visas inte längre, eller visas nu (" in out
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_one_is_withdrawn_once_and_with_a_reason(run, file):
    name = check(file.read_bytes()).id
    assert run("withdraw", name, "--reason", " ")[0] == 13
    assert run("withdraw", name, "--reason", "fel karta")[0] == 0
    assert "tillbakadragen: fel karta" in run("list")[1]
    code, _out, err = run("withdraw", name, "--reason", "igen")
    assert code == 13
    assert "redan tillbakadragen" in err
    assert run("create", "--title", "Läget", "--area", "norra")[0] == 13


def test_a_batch_is_the_same_as_one_by_one(run, place, tmp_path):
    code, out, err = run("batch", "--title", "Höst", "--out", tmp_path / "alla")
    assert code == 0
    assert "1/1 norra" in err
    plan = json.loads((tmp_path / "alla" / PLAN).read_text("utf-8"))
    alone = freezer(place).freeze("Höst", [NORTH], who=plan["who"], when=plan["when"])
    assert Path(out.strip()).read_bytes() == alone.file


def test_a_batch_goes_on_where_it_was(run, place, tmp_path):
    folder = tmp_path / "alla"
    run("batch", "--title", "Höst", "--out", folder)
    before = (folder / "norra.html").read_bytes()
    publish(place, ROWS)
    assert "(fanns redan)" in run("batch", "--title", "Höst", "--out", folder)[2]

    (folder / "norra.html").write_bytes(before[:-9])  # it was interrupted here
    assert "(fanns redan)" not in run("batch", "--title", "Höst", "--out", folder)[2]
    assert (folder / "norra.html").read_bytes() == before


def test_another_batch_is_not_mixed_in(run, tmp_path):
    run("batch", "--title", "Höst", "--out", tmp_path / "alla")
    code, _out, err = run("batch", "--title", "Vår", "--out", tmp_path / "alla")
    assert code == 13
    assert "en annan omgång" in err


def test_a_batch_can_write_more_of_the_same_content(place, tmp_path):
    writers = {".txt": lambda content: content["title"].encode()}
    (done,) = batch(freezer(place), tmp_path / "a", title="Höst", writers=writers)
    assert done.file.with_suffix(".txt").read_text() == "Höst"


def test_processes_of_a_crew_give_the_same_bytes_in_the_same_order(place, tmp_path):
    areas = [NORTH, *(("deso-2025", f"0764A00{n}0") for n in (1, 2, 3))]
    writers = {".pdf": partial(as_file, ending=".pdf")}
    asked = {"title": "Höst", "writers": writers, "areas": areas}
    one = list(batch(freezer(place), tmp_path / "a", **asked))
    (tmp_path / "b").mkdir()
    shutil.copy(tmp_path / "a" / PLAN, tmp_path / "b")
    with several(place, 1, 2) as crew:
        two = list(batch(freezer(place), tmp_path / "b", **asked, crew=crew))
    assert [done.area for done in one] == [done.area for done in two] == areas
    assert not any(done.was_there for done in two)
    names = [f"{code}{end}" for _level, code in areas for end in (".html", ".pdf")]
    same = [filecmp.cmp(tmp_path / "a" / n, tmp_path / "b" / n, False) for n in names]
    assert all(same)


def test_a_plan_that_is_damaged_is_said(place, tmp_path):
    (tmp_path / PLAN).write_text("{", "utf-8")
    with pytest.raises(SnapshotError, match="skadad"):
        list(batch(freezer(place), tmp_path, title="Höst"))
