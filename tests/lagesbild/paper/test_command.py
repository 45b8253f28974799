"""The command line: the ending of a file says what a snapshot is written as."""

from __future__ import annotations

import pytest

from indicators.store import snapshots
from lagesbild.cli import main
from lagesbild.store_of import open_store_of


def create(root, out) -> int:
    told = ["snapshot", "create", "--title", "Höst", "--area", "norra"]
    return main(["--workspace", str(root), *told, "--out", str(out)])


@pytest.mark.parametrize(
    ("ending", "start"), [(".pdf", b"%PDF"), (".pptx", b"PK"), (".zip", b"PK")]
)
def test_a_snapshot_is_written_as_its_ending_says(root, tmp_path, ending, start):
    out = tmp_path / f"bild{ending}"
    assert create(root, out) == 0
    assert out.read_bytes().startswith(start)


def test_an_unknown_ending_freezes_nothing(root, tmp_path, capsys):
    assert create(root, tmp_path / "först.html") == 0
    assert create(root, tmp_path / "bild.docx") == 2
    assert ".pptx" in capsys.readouterr().err
    assert len(snapshots.listed(open_store_of(root))) == 1


def test_a_batch_prints_every_area_group(root, tmp_path):
    told = ["snapshot", "batch", "--title", "Höst", "--out", str(tmp_path / "alla")]
    assert main(["--workspace", str(root), *told, "--also", ".pdf"]) == 0
    made = {path.name for path in (tmp_path / "alla").iterdir()}
    assert {"norra.html", "norra.pdf"} <= made
