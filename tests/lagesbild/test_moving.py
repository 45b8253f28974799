"""An export, taken elsewhere, is published there as the same bytes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pandas as pd
import pytest

from indicators.errors import LagesbildError
from indicators.store.releases import current
from lagesbild.cli import main
from lagesbild.moving import start_from_export, workspace_parts
from lagesbild.publishing import Desk
from lagesbild.workspace import Workspace
from tests.lagesbild.conftest import ROWS

DATA = Path(__file__).parents[2] / "data"
FEW = ROWS.replace("0010;2024;12;100", "0010;2024;3;100")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory):
    """The shipped workspace, without what has been published in it."""
    root = tmp_path_factory.mktemp("alvesta") / "data"
    return shutil.copytree(DATA, root, ignore=shutil.ignore_patterns("var"))


def tables(root: Path) -> dict[str, bytes]:
    return dict(current(Desk(Workspace(root)).store))


def move(root: Path, to: Path) -> tuple[Path, Path]:
    """Export a workspace, make one of the export, and publish its figures there."""
    there, export = to / "ny", to / "export"
    assert main(["export", str(export), "--with-areas", "--workspace", str(root)]) == 0
    assert main(["init", str(there), "--from", str(export)]) == 0
    figures = str(export / "observations.csv")
    asked = ["publish", figures, "--message", "Flyttat", "--workspace", str(there)]
    assert main([*asked, "--yes"]) == 0
    return there, export


@pytest.mark.parametrize("name", ["shipped", "withheld"])
def test_an_export_is_published_elsewhere_as_the_same_bytes(
    name, with_rows, request, tmp_path
):
    root = with_rows(FEW) if name == "withheld" else request.getfixturevalue(name)
    there, export = move(root, tmp_path)

    assert tables(there) == tables(root)
    again = tmp_path / "igen"
    assert main(["export", str(again), "--with-areas", "--workspace", str(there)]) == 0
    for path in export.rglob("*"):
        if path.is_file():
            assert (again / path.relative_to(export)).read_bytes() == path.read_bytes()


def test_what_is_withheld_stays_withheld_for_the_same_reason(with_rows, tmp_path):
    there, export = move(with_rows(FEW), tmp_path)
    before = pd.read_csv(export / "observations.csv", dtype=str, keep_default_na=False)
    after = Desk(Workspace(there)).published()

    hidden = before["status"] == "suppressed"
    assert hidden.any()
    assert (
        (before.loc[hidden, ["numerator", "denominator", "value"]] == "")
        .to_numpy()
        .all()
    )
    key = ["indicator", "period", "group", "geography", "area_code"]
    both = before[hidden].merge(after, on=key, suffixes=("", "_there"))
    assert len(both) == hidden.sum()
    assert (both["status_there"] == "suppressed").all()
    assert (both["reason_there"] == both["reason"]).all()
    assert both["value_there"].isna().all()


def test_the_audit_of_what_was_moved_finds_nothing(with_rows, tmp_path):
    there, _export = move(with_rows(FEW), tmp_path)

    assert main(["audit", "--workspace", str(there)]) == 0


def test_addresses_and_other_local_settings_stay_at_home(root, tmp_path):
    config = root / "lagesbild.toml"
    config.write_text(
        'address = "https://intern.example"\n'
        + (DATA / "lagesbild.toml").read_text("utf-8").split("[[groups]]")[0]
        + '[outgoing]\nenabled = true\nkey = "hemlig"\n',
        "utf-8",
    )
    text = b"".join(workspace_parts(root).values())
    assert b"hemlig" not in text
    assert b"intern.example" not in text
    assert b"Alvesta" in text


def test_figures_that_were_read_in_do_not_go_along_as_they_were(root, tmp_path):
    assert (
        main(["export", str(tmp_path / "e"), "--with-areas", "--workspace", str(root)])
        == 0
    )

    names = [path.name for path in (tmp_path / "e").rglob("*") if path.is_file()]
    assert sorted(names) == [
        "areas.csv", "deso-2025.geojson", "deso-2025.toml", "kommun-2025.toml",
        "lagesbild.toml", "manifest.json", "manifest.json", "observations.csv",
        "trang.toml",
    ]  # fmt: skip


def test_an_export_that_was_changed_is_refused(root, tmp_path, capsys):
    export = tmp_path / "e"
    main(["export", str(export), "--with-areas", "--workspace", str(root)])
    (export / "workspace" / "indicators" / "trang.toml").write_text("x", "utf-8")

    assert main(["init", str(tmp_path / "ny"), "--from", str(export)]) != 0
    assert "ingen hel export" in capsys.readouterr().err
    assert not (tmp_path / "ny").exists()


@pytest.mark.parametrize(
    "name", ["workspace/../../evil.toml", "workspace/indicators/../../evil", "/evil"]
)
def test_nothing_is_written_where_a_manifest_wants_it(name, root, tmp_path):
    export = tmp_path / "e"
    main(["export", str(export), "--with-areas", "--workspace", str(root)])
    listed = export / "workspace" / "manifest.json"
    manifest = json.loads(listed.read_text("utf-8"))
    manifest["files"][name] = {"sha256": "0" * 64, "bytes": 0}
    listed.write_text(json.dumps(manifest), "utf-8")

    start_from_export(tmp_path / "ny", export)
    assert not list(tmp_path.rglob("evil*"))


def test_a_folder_with_something_in_it_is_left_alone(root, tmp_path):
    main(["export", str(tmp_path / "e"), "--with-areas", "--workspace", str(root)])
    with pytest.raises(LagesbildError):
        start_from_export(root, tmp_path / "e")


def test_init_needs_an_export_or_areas(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["init", str(tmp_path / "ny"), "--name", "Ny"])

    assert ended.value.code == 2
    assert "--from" in capsys.readouterr().err


def test_an_export_without_areas_says_what_to_do(root, tmp_path, capsys):
    main(["export", str(tmp_path / "e"), "--workspace", str(root)])

    assert main(["init", str(tmp_path / "ny"), "--from", str(tmp_path / "e")]) != 0
    assert "--with-areas" in capsys.readouterr().err
