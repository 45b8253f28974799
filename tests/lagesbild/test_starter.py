"""A workspace for other areas and other files: whole, or not at all."""

from __future__ import annotations

import shlex
import tomllib
from pathlib import Path
from zipfile import ZipFile

import geopandas as gpd
import pytest
import shapely
from shapely import box

from geo.errors import CoverageError, CrsError, GeographyError
from indicators.errors import IndicatorFileError, LagesbildError
from lagesbild import limited, reader_process
from lagesbild.cli import main
from lagesbild.errors import WorkspaceExistsError
from lagesbild.starter import Areas, start_workspace
from lagesbild.workspace import Workspace

ROWS = (
    "område;period;täljare;nämnare\n0764A0010;2024;10;60\n0764A0020;2024;20;70\n"
    "0764A0030;2024;30;90\n"
)


@pytest.fixture
def source(tmp_path, areas):
    """Write the three areas as the suffix says, in a CRS, outside the target."""

    def write(name: str, crs: str | None = "EPSG:3006", **columns) -> Areas:
        folder = tmp_path / "källa"
        folder.mkdir(exist_ok=True)
        table = areas.assign(**columns)
        table = table.set_crs(None, allow_override=True) if crs is None else (
            table.to_crs(crs))  # fmt: skip
        file = folder / name
        if file.suffix == ".zip":
            (folder / "del").mkdir()
            table.to_file(folder / "del" / "lager.shp", encoding="utf-8")
            with ZipFile(file, "w") as archive:
                for part in (folder / "del").iterdir():
                    archive.write(part, part.name)
        else:
            table.to_file(file)
        return Areas(file, "kod", "namn")

    return write


@pytest.fixture
def csv(tmp_path):
    def write(name: str, text: str = ROWS) -> Path:
        folder = tmp_path / "filer"
        folder.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
        return folder / name

    return write


def start(folder: Path, areas: Areas, *files: Path, yes: bool = True) -> Workspace:
    start_workspace(folder, "Ort", areas, files, yes=yes)
    return Workspace(folder)


@pytest.mark.parametrize(
    ("name", "crs"),
    [
        ("a.geojson", "EPSG:4326"),
        ("a.gpkg", "EPSG:3006"),
        ("a.gpkg", "EPSG:3021"),
        ("a.zip", "EPSG:3011"),
        ("a.zip", "EPSG:4326"),
    ],
)
def test_areas_in_any_common_form_become_a_workspace(
    name, crs, source, csv, areas, tmp_path
):
    workspace = start(tmp_path / "ort", source(name, crs), csv("andel.csv"))

    base = workspace.geographies["area-1"].areas
    assert base["name"].tolist() == ["Östra", "Västra", "Norra"]
    assert base.area.sum() == pytest.approx(areas.area.sum(), rel=1e-3)
    assert base.geometry.distance(areas.geometry).max() < 1
    assert workspace.protected()["numerator"].max() == 60
    assert list(workspace.geographies) == ["area-1", "kommun-1"]


@pytest.mark.parametrize("name", ["a.gpkg", "a.zip"])
@pytest.mark.filterwarnings("ignore:'crs' was not provided:UserWarning")
def test_a_layer_without_a_coordinate_system_is_refused_with_the_way_to_mend_it(
    name, source, tmp_path
):
    areas = source(name, None)
    with pytest.raises(CrsError, match=r"Ange det i QGIS: .* EPSG:3006"):
        start(tmp_path / "ort", areas)
    assert not (tmp_path / "ort").exists()


def left_behind(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"källa", "filer"}


@pytest.mark.parametrize("problem", ["column", "file", "observations", "overlap"])
def test_nothing_is_left_behind_when_something_is_wrong(problem, source, csv, tmp_path):
    columns = {"geometry": [box(470_000, 6_300_000, 471_000 + n, 6_301_000)
                            for n in (0, 9, 99)]}  # fmt: skip
    given = source("a.gpkg", **(columns if problem == "overlap" else {}))
    files = [csv("andel.csv")]
    if problem == "column":
        given = Areas(given.file, "finns_inte")
    if problem == "file":
        given = Areas(given.file.with_name("b.gpkg"), "kod")
    if problem == "observations":
        files.append(csv("dålig.csv", "hej\n"))

    with pytest.raises((GeographyError, IndicatorFileError)):
        start(tmp_path / "ort", given, *files)

    assert left_behind(tmp_path) == set()


def test_what_the_reader_asks_is_not_answered_for_the_user(source, csv, tmp_path):
    file = csv("andel.csv", ROWS.replace("10;60", "10;60,5"))
    areas = source("a.gpkg")
    with pytest.raises(IndicatorFileError, match="Svara ja"):
        start(tmp_path / "ort", areas, file, yes=False)
    assert left_behind(tmp_path) == set()

    assert not start(tmp_path / "ort", areas, file).protected().empty


def test_a_file_that_takes_too_long_is_stopped_once(source, csv, tmp_path, monkeypatch):
    read, asked = limited.read_limited, []
    monkeypatch.setattr(limited, "SECONDS", 0.01)
    monkeypatch.setattr(
        reader_process, "read_limited", lambda *a: asked.append(a) or read(*a)
    )
    areas = source("a.gpkg")
    with pytest.raises(IndicatorFileError, match="tog för lång tid"):
        start(tmp_path / "ort", areas, csv("andel.csv"))

    assert len(asked) == 1
    assert left_behind(tmp_path) == set()


@pytest.mark.parametrize("what", ["folder", "file"])
def test_what_is_there_already_is_never_written_over(what, source, tmp_path):
    target = tmp_path / "ort"
    if what == "file":
        target.write_text("kvar", "utf-8")
    else:
        target.mkdir()
        (target / "viktigt.txt").write_text("kvar", "utf-8")
    areas = source("a.gpkg")

    with pytest.raises(WorkspaceExistsError, match="finns redan"):
        start(target, areas)

    kept = target if what == "file" else target / "viktigt.txt"
    assert kept.read_text("utf-8") == "kvar"
    assert left_behind(tmp_path) == {"ort"}


def test_an_empty_folder_may_be_used(source, tmp_path):
    (tmp_path / "ort").mkdir()
    assert start(tmp_path / "ort", source("a.gpkg")).config.name == "Ort"


def test_the_folder_one_stands_in_may_be_used(source, tmp_path, monkeypatch):
    areas = source("a.gpkg")
    (tmp_path / "ort").mkdir()
    monkeypatch.chdir(tmp_path / "ort")
    try:
        start_workspace(Path(), "Ort", areas)
    except LagesbildError:
        assert list((tmp_path / "ort").iterdir()) == []  # refused in words is well too
    else:
        assert (tmp_path / "ort" / "lagesbild.toml").is_file()


def test_larger_areas_become_a_level_of_their_own(source, tmp_path):
    areas = source("a.gpkg", ovan=["N", "N", "S"])
    areas = Areas(areas.file, "kod", "namn", "ovan", vintage="2025", level="deso")
    workspace = start(tmp_path / "ort", areas)

    assert list(workspace.geographies) == [
        "deso-2025", "parent-2025", "kommun-2025",
    ]  # fmt: skip
    assert workspace.codes["parent-2025"] == ["N", "S"]
    assert workspace.config.municipality == "0764"


def test_codes_without_a_common_beginning_get_a_municipality_too(source, tmp_path):
    workspace = start(tmp_path / "ort", source("a.gpkg", kod=["A", "B", "C"]))
    assert workspace.config.municipality == "kommun"
    assert workspace.codes["kommun-1"] == ["kommun"]


def test_overlaps_are_mended_when_asked_and_it_is_said(source, tmp_path):
    shapes = [box(470_000 + 1000 * i, 6_300_000, 471_000.1 + 1000 * i, 6_301_000)
              for i in range(3)]  # fmt: skip
    areas = source("a.gpkg", geometry=shapes)
    with pytest.raises(CoverageError):
        start(tmp_path / "ort", areas)

    mended = Areas(areas.file, "kod", "namn", repair=True)
    notes = start_workspace(tmp_path / "ort", "Ort", mended)

    assert notes
    base = Workspace(tmp_path / "ort").geographies["area-1"].areas
    assert shapely.coverage_is_valid(base.geometry.to_numpy())


# --- files to begin with ---


def definition(workspace: Workspace, name: str) -> dict:
    path = workspace.root / "indicators" / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def test_each_file_gets_a_definition_with_limits_from_what_is_shown(
    source, csv, tmp_path
):
    notes = start_workspace(
        tmp_path / "ort", "Ort", source("a.gpkg"), [csv("andel.csv")], yes=True
    )
    written = definition(Workspace(tmp_path / "ort"), "andel")

    assert (written["kind"], written["origin"]) == ("share", "local")
    assert written["protection"] == "normal"
    assert written["class_limits"]
    assert "indicators/andel.toml" in notes[-1]


def test_what_the_file_withholds_is_still_withheld(source, csv, tmp_path):
    file = csv("andel.csv", ROWS.replace("10;60", "<5;60"))
    published = start(tmp_path / "ort", source("a.gpkg"), file).protected()

    first = published[published["area_code"] == "0764A0010"].iloc[0]
    assert first["status"] == "suppressed"


def test_groups_of_persons_are_kept(source, csv, tmp_path):
    rows = "område;period;grupp;täljare;nämnare\n" + "".join(
        f"0764A00{n}0;2024;{group};10;40\n"
        for n in (1, 2, 3)
        for group in ("flickor", "pojkar")
    )
    published = start(
        tmp_path / "ort", source("a.gpkg"), csv("andel.csv", rows)
    ).protected()
    assert set(published["group"]) == {"flickor", "pojkar"}


@pytest.mark.parametrize("name", ["åäö.csv", "§.csv", "2024.csv", "Ny fil (1).csv"])
def test_a_file_may_be_called_anything(name, source, csv, tmp_path):
    workspace = start(tmp_path / "ort", source("a.gpkg"), csv(name))
    assert len(workspace.indicators) == 1
    assert not workspace.protected().empty


def test_two_files_do_not_become_one(source, csv, tmp_path):
    # "Barn 1" and "barn-1" are spelled alike when only a-z, 0-9 and _ are left.
    files = [csv("Barn 1.csv"), csv("barn-1.csv", ROWS.replace("10;60", "11;60"))]
    areas = source("a.gpkg")
    try:
        workspace = start(tmp_path / "ort", areas, *files)
    except LagesbildError:
        assert left_behind(tmp_path) == set()
    else:
        assert len(workspace.indicators) == 2


def test_a_bare_value_with_decimals_keeps_them(source, csv, tmp_path):
    rows = "område;period;värde\n0764A0010;2024;3,42\n0764A0020;2024;3,91\n"
    file = csv("betyg.csv", rows + "0764A0030;2024;4\n")
    workspace = start(tmp_path / "ort", source("a.gpkg"), file)
    observed = workspace.observations()["value"].tolist()
    assert observed == [3.42, 3.91, 4]

    written = definition(workspace, "betyg")
    shown = workspace.protected()
    shown = shown[(shown["status"] == "ok") & (shown["geography"] == "area-1")]
    if not shown.empty:  # else all is withheld, and the notes say how to mend it
        assert written.get("decimals", 0) >= 1
        assert shown["value"].nunique() == 3


def test_a_workspace_of_an_export_tells_how_its_figures_are_read(
    with_rows, tmp_path, capsys
):
    there, export = tmp_path / "ny ort", tmp_path / "ex 1"
    rows = with_rows(ROWS)
    assert main(["export", str(export), "--with-areas", "--workspace", str(rows)]) == 0
    capsys.readouterr()

    assert main(["init", str(there), "--from", str(export)]) == 0
    told = capsys.readouterr()
    assert told.out == f"{there}\n"
    _words, command = told.err.strip().split("\n")
    program, *arguments = shlex.split(command)
    assert (program, arguments[0]) == ("lagesbild", "publish")
    assert main([*arguments, "--yes"]) == 0


def test_the_same_areas_and_files_give_the_same_workspace(source, csv, tmp_path):
    areas, file = source("a.gpkg"), csv("andel.csv")
    one, two = (start(tmp_path / name, areas, file) for name in ("ett", "två"))

    names = [p.relative_to(one.root) for p in sorted(one.root.rglob("*.*"))]
    assert names == [p.relative_to(two.root) for p in sorted(two.root.rglob("*.*"))]
    for name in names:
        if name.suffix != ".gpkg":  # which holds the time it was written
            assert (one.root / name).read_bytes() == (two.root / name).read_bytes()
    assert gpd.read_file(one.root / "geography" / "areas.gpkg").equals(
        gpd.read_file(two.root / "geography" / "areas.gpkg")
    )
