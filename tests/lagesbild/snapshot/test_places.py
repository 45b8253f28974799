"""The workspaces of many municipalities are frozen in one go."""

from __future__ import annotations

import json
import shutil
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from lagesbild.cli import main
from lagesbild.config import FILE
from lagesbild.errors import UnfinishedError
from lagesbild.snapshot import places
from lagesbild.snapshot.plan import PLAN
from tests.lagesbild.conftest import make_workspace
from tests.lagesbild.snapshot.conftest import NORTH, freezer


@pytest.fixture
def folder(tmp_path) -> Path:
    for name in ("alfa", "beta"):
        make_workspace(tmp_path / "orter" / name)
    return tmp_path / "orter"


@pytest.fixture
def run(folder, tmp_path, capsys):
    def command() -> tuple[int, list[str], str]:
        named = ["--places", str(folder), "--out", str(tmp_path / "ut")]
        code = main(["snapshot", "batch", "--title", "Höst", *named])
        out, err = capsys.readouterr()
        return code, out.split(), err

    return command


def test_each_is_frozen_in_a_folder_of_its_own_as_it_would_be_alone(
    run, folder, tmp_path
):
    code, out, err = run()
    assert code == 0
    assert err.splitlines() == ["1/2 alfa", "2/2 beta"]
    assert out == [str(tmp_path / "ut" / n / "norra.html") for n in ("alfa", "beta")]
    plan = json.loads((tmp_path / "ut" / "beta" / PLAN).read_text("utf-8"))
    said = {"who": plan["who"], "when": plan["when"]}
    alone = freezer(folder / "beta").freeze("Höst", [NORTH], **said)
    assert Path(out[1]).read_bytes() == alone.file


def test_one_that_can_not_be_read_stops_no_other_and_is_made_up_for(
    run, folder, tmp_path
):
    config = (folder / "alfa" / FILE).read_text("utf-8")
    (folder / "alfa" / FILE).write_text("name = \n", "utf-8")
    code, out, err = run()
    assert (code, out) == (13, [])
    assert "1/2 alfa lagesbild.toml är inte giltig TOML på rad 1." in err
    assert "1 arbetsyta kunde inte frysas: alfa. Rätta det som är fel" in err
    made = tmp_path / "ut" / "beta" / "norra.html"
    before = made.stat().st_mtime_ns

    (folder / "alfa" / FILE).write_text(config, "utf-8")
    code, out, _err = run()
    assert (code, len(out)) == (0, 2)
    assert made.stat().st_mtime_ns == before


def test_a_folder_without_workspaces_is_said(run, folder):
    for name in ("alfa", "beta"):
        shutil.rmtree(folder / name)
    code, _out, err = run()
    assert code == 13
    assert "I mappen orter finns ingen arbetsyta." in err


def test_a_process_that_ends_is_said(folder, monkeypatch):
    class Broken(places.ProcessPoolExecutor):
        def map(self, *_arguments, **_options):
            raise BrokenProcessPool

    monkeypatch.setattr(places, "ProcessPoolExecutor", Broken)
    with pytest.raises(UnfinishedError):
        list(places.freeze_places([folder / "alfa"], folder, places.Wanted("Höst")))
