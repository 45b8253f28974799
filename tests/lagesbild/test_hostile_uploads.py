"""Files made to harm, where the pages and the command line read them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from benchmarks.hostile_files import FILES, canary
from lagesbild import limited
from lagesbild.cli import main
from lagesbild.reader_process import read_apart
from tests.lagesbild.conftest import ROWS

MB = 1024**2
MOST_MEMORY = 50 * MB
PATIENCE = 120  # s; how long it takes, benchmarks/hostile.py measures
HOME = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bird(tmp_path_factory):
    with canary(tmp_path_factory.mktemp("kanarie")) as bird:
        yield bird


@pytest.fixture(scope="module")
def warm(shared_root):
    """Let everything that reading needs be loaded, before memory is measured."""
    assert not read_apart(shared_root, "trang.csv", ROWS.encode())[0].problems


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_upload_is_refused_and_harms_nothing(name, bird, warm, shared_root):
    content = FILES[name](bird)
    before = psutil.Process().memory_info().rss

    reading = read_apart(shared_root, f"trang_{name}", content)[0]

    assert reading.problems
    assert reading.observations.empty
    assert psutil.Process().memory_info().rss - before < MOST_MEMORY
    assert bird.asked == []
    assert bird.secret not in str(reading)


@pytest.mark.parametrize("start", ["/vsicurl/", "/vsicurl_streaming/", ""])
def test_the_name_of_an_upload_opens_nothing(start, bird, shared_root):
    name = f"{start}{bird.address}/trang.geojson"
    reading = read_apart(shared_root, name, b"x")[0]

    assert reading.problems
    assert bird.asked == []


def command(*arguments: object, root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lagesbild.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=HOME,
        timeout=PATIENCE,
        env=os.environ | {"LAGESBILD_WORKSPACE": str(root)},
    )


@pytest.mark.parametrize("name", ["sparse.xlsx", "virtual.geojson", "outside.xlsx"])
def test_the_command_line_refuses_it_too(name, bird, tmp_path, shared_root):
    path = tmp_path / name
    path.write_bytes(FILES[name](bird))

    checked = command("check", path, "--workspace", shared_root, root=shared_root)
    made = command(
        *("init", tmp_path / "ny", "--name", "Ny", "--areas", path),
        *("--code-column", "kod"),
        root=shared_root,
    )

    assert (checked.returncode, made.returncode) == (10, 12)
    assert not (tmp_path / "ny").exists()
    said = checked.stdout + checked.stderr + made.stdout + made.stderr
    assert "Traceback" not in said
    assert bird.secret not in said
    assert bird.asked == []


def test_publishing_on_the_command_line_is_stopped_in_time(
    root, tmp_path, monkeypatch, capsys
):
    monkeypatch.setattr(limited, "SECONDS", 0.01)
    path = tmp_path / "trang.csv"
    path.write_text(ROWS, "utf-8")
    given = ["publish", str(path), "--message", "x", "--yes", "--workspace", str(root)]

    assert main(given) == 10
    assert "Filen tog för lång tid att läsa och stoppades." in capsys.readouterr().err
    main(["releases", "--workspace", str(root)])
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_a_path_to_another_server_is_no_file(bird, tmp_path, shared_root):
    path = f"/vsicurl/{bird.address}/areas.geojson"
    checked = command("check", path, "--workspace", shared_root, root=shared_root)
    made = command(
        *("init", tmp_path / "ny", "--name", "Ny", "--areas", path),
        *("--code-column", "kod"),
        root=shared_root,
    )

    assert (checked.returncode, made.returncode) == (10, 12)
    assert bird.asked == []
