"""The command line: exit codes, data on stdout, messages on stderr."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from lagesbild import commands, intake, limited
from lagesbild.cli import main
from tests.lagesbild.conftest import DEFINITION, ROWS

ROOT = Path(__file__).parents[2]
HEADER = "område;period;täljare;nämnare\n"


@pytest.fixture
def run(shared_root, capsys):
    """Run a command on the tiny workspace; give its code, stdout and stderr."""

    def command(*arguments: object, workspace: Path = shared_root):
        code = main(["--workspace", str(workspace), *map(str, arguments)])
        return code, *capsys.readouterr()

    return command


@pytest.fixture
def file(tmp_path):
    def write(rows: str, name: str = "trang.csv") -> Path:
        (tmp_path / name).write_text(HEADER + rows, "utf-8")
        return tmp_path / name

    return write


# --- check ---


def test_a_sound_file_is_checked_and_nothing_is_stored(run, file, shared_root):
    before = {p: p.stat().st_mtime_ns for p in shared_root.rglob("*")}
    rows = "".join(f"0764A00{n}0;2025;10;90\n" for n in (1, 2, 3))

    code, out, err = run("check", file(rows))

    assert (code, err) == (0, "")
    assert "3 värden kan läsas in." in out
    assert out.endswith("Ingenting har sparats.\n")
    assert {p: p.stat().st_mtime_ns for p in shared_root.rglob("*")} == before


def test_all_that_is_wrong_in_a_file_is_said_and_ends_with_10(run, file):
    code, out, _err = run("check", file("9999X0010;2025;10;90\n0764A0010;igår;10;90\n"))
    assert code == 10
    assert "rad 2" in out
    assert "rad 3" in out


@pytest.mark.parametrize("rows", ["0764A0010;2025;10;90\n", "9999X0010;2025;10;90\n"])
def test_a_program_can_read_what_was_found(rows, run, file):
    code, out, err = run("check", file(rows), "--json")
    found = json.loads(out)

    assert (code == 10) is bool(found["problems"])
    assert err == ""
    assert found["file"] == "trang.csv"


def test_no_value_of_a_file_is_in_what_is_said_of_it(run, file):
    path = file("0764A0010;2025;13571;13579\n9999X0010;2025;13573;13579\n")
    said = "".join(map(str, run("check", path) + run("check", path, "--json")))
    assert "1357" not in said


def test_a_file_that_is_not_there_ends_with_10(run, tmp_path):
    code, out, err = run("check", tmp_path / "saknas.csv")
    assert (code, out) == (10, "")
    assert "Filen går inte att öppna" in err


def test_an_unknown_indicator_ends_with_2_and_names_those_there_are(run, file):
    code, out, err = run("check", file(""), "--indicator", "finns_inte")
    assert (code, out) == (2, "")
    assert "Välj bland: trang." in err


def test_a_file_that_is_too_large_is_refused_before_it_is_read(run, file, monkeypatch):
    path = file("0764A0010;2025;10;90\n")
    monkeypatch.setattr(intake, "LARGEST_FILE", path.stat().st_size - 1)
    monkeypatch.setattr(limited, "Run", lambda: pytest.fail("read"))

    code, out, err = run("check", path)

    assert (code, out) == (10, "")
    assert "Filen är större än 20 MB." in err


def test_a_file_without_end_is_refused(run):
    code, _out, err = run("check", "/dev/zero")
    assert code == 10
    assert "20 MB" in err


def test_a_file_that_takes_too_long_is_stopped_and_said(run, file, monkeypatch):
    monkeypatch.setattr(limited, "SECONDS", 0.01)
    code, out, err = run("check", file("0764A0010;2025;10;90\n"))
    assert (code, out) == (10, "")
    assert "tog för lång tid att läsa" in err


def test_a_reader_that_fails_is_said_without_what_it_said(run, file, monkeypatch):
    monkeypatch.setattr(limited, "ONE_THREAD", {"PYTHONPATH": "", "PYTHONHOME": "/x"})
    code, out, err = run("check", file("0764A0010;2025;10;90\n"))
    assert (code, out) == (10, "")
    assert "krävde för mycket minne, eller är trasig" in err
    assert "Traceback" not in err


def test_what_is_wrong_with_very_many_rows_is_counted(run, file):
    rows = "".join(f"0764A0010;2025;abc{n};90\n" for n in range(1500))
    path = file(rows.replace("2025;", "2025;0;"))  # a cell more than the header has
    code, out, _err = run("check", path)

    assert code == 10
    assert "1500 fel:" in out
    assert "500 rader till, från den här och nedåt, har fel av samma slag." in out


# --- map ---


@pytest.mark.parametrize(
    ("ending", "begins"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".html", b"<!DOC")]
)
def test_a_map_is_drawn_as_the_ending_says(ending, begins, run, tmp_path):
    out = tmp_path / f"karta{ending}"
    code, said, err = run("map", "--indicator", "trang", "--out", out)

    assert (code, said, err) == (0, f"{out}\n", "")
    assert out.read_bytes().startswith(begins)


def test_the_latest_period_is_drawn_if_none_is_given(run, tmp_path):
    for name, period in {"a": [], "b": ["--period", "2024"]}.items():
        run("map", "--indicator", "trang", *period, "--out", tmp_path / f"{name}.svg")
    run("map", "--indicator", "trang", "--period", "2023", "--out", tmp_path / "c.svg")

    a, b, c = ((tmp_path / f"{name}.svg").read_bytes() for name in "abc")
    assert a == b != c


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--indicator", "x"], "Välj bland: trang."),
        (["--indicator", "trang", "--period", "1999"], "Välj bland: 2023, 2024."),
        (["--indicator", "trang", "--level", "län"], "deso-2025, kommun-2025"),
    ],
)
def test_what_is_not_there_ends_with_2_and_writes_nothing(
    arguments, said, run, tmp_path
):
    out = tmp_path / "karta.svg"
    code, data, err = run("map", *arguments, "--out", out)
    assert (code, data) == (2, "")
    assert said in err
    assert not out.exists()


def test_an_unknown_ending_ends_with_2(run, tmp_path):
    code, _out, err = run("map", "--indicator", "trang", "--out", tmp_path / "k.pdf")
    assert code == 2
    assert ".html, .png, .svg" in err


def test_a_folder_that_is_not_there_is_said(run, tmp_path):
    out = tmp_path / "saknas" / "karta.svg"
    code, _out, err = run("map", "--indicator", "trang", "--out", out)
    assert code == 12
    assert "karta.svg går inte att skriva" in err


def test_an_indicator_without_values_at_a_level_is_said(with_rows, run, tmp_path):
    rows = HEADER + "0764;2024;100;300\n"  # the municipality alone
    where = {"workspace": with_rows(rows)}
    asked = ["map", "--indicator", "trang", "--level", "deso-2025"]

    code, _out, err = run(*asked, "--out", tmp_path / "k.svg", **where)

    assert code == 2
    assert err


# --- export and init ---


def test_the_files_that_were_written_are_listed(run, tmp_path):
    code, out, err = run("export", tmp_path / "ut")
    assert (code, err) == (0, "")
    assert [Path(line).name for line in out.splitlines()] == [
        "observations.csv", "areas.csv", "manifest.json",
    ]  # fmt: skip
    assert all(Path(line).is_file() for line in out.splitlines())


def test_a_folder_in_use_ends_with_12(run, tmp_path):
    (tmp_path / "x.txt").write_text("kvar", "utf-8")
    code, out, err = run("export", tmp_path)
    assert (code, out) == (12, "")
    assert "är inte tom" in err


def test_a_folder_that_can_not_be_made_is_said_in_words(run, tmp_path):
    (tmp_path / "fil").write_text("kvar", "utf-8")
    code, _out, err = run("export", tmp_path / "fil" / "ut")
    assert code == 12
    assert "fil" in err


def test_a_workspace_is_made_and_can_be_used(run, areas, tmp_path):
    areas.to_file(tmp_path / "a.gpkg")
    made = tmp_path / "ort"
    code, out, _err = run(
        "init", made, "--name", "Ort", "--areas", tmp_path / "a.gpkg",
        "--code-column", "kod", "--name-column", "namn",
    )  # fmt: skip

    assert (code, out) == (0, f"{made}\n")
    assert run("export", tmp_path / "ut", workspace=made)[0] == 0


def test_areas_that_can_not_be_used_end_with_12(run, tmp_path):
    code, out, err = run(
        "init", tmp_path / "ort", "--name", "Ort", "--areas", tmp_path / "nej.gpkg",
        "--code-column", "kod",
    )  # fmt: skip
    assert (code, out) == (12, "")
    assert err
    assert not (tmp_path / "ort").exists()


# --- usage, language, start ---


def test_a_folder_that_is_no_workspace_ends_with_12(run, tmp_path):
    code, out, err = run("export", tmp_path / "ut", workspace=tmp_path)
    assert (code, out) == (12, "")
    assert "ingen arbetsyta" in err


@pytest.mark.parametrize(
    "arguments", [[], ["flyg"], ["map"], ["check"], ["--lang", "fi", "check", "x"]]
)
def test_a_command_that_is_not_understood_ends_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as e:
        main(arguments)
    assert e.value.code == 2
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("", "lagesbild: Det här saknas: KOMMANDO."),
        ("publish x.csv", "lagesbild publish: Det här saknas: --message."),
        ("releases --x", "Det här känns inte igen: --x."),
        ("flyg", "KOMMANDO: ”flyg” finns inte. Välj bland serve, init,"),
        ("serve --port abc", "--port: ”abc” går inte att läsa."),
        ("serve --port", "--port: värdet saknas."),
        ("check x.csv --s x", "--s: skriv ut hela ordet. Det kan vara --s"),
        ("fetch scb", "ange vilket mått som ska hämtas: --indicator ID"),
        ("--lang en serve --port", "--port: the value is missing."),
    ],
)
def test_what_is_wrong_with_a_command_is_said_in_the_language_spoken(
    arguments, said, capsys
):
    with pytest.raises(SystemExit, match="2"):
        main(arguments.split())
    err = capsys.readouterr().err
    assert said in err
    assert not re.search("error:|are required|expected|choose from", err)


@pytest.mark.parametrize(
    "arguments", [["--lang", "en"], ["--lang=en"]], ids=["apart", "together"]
)
def test_messages_are_in_the_language_asked_for(arguments, tmp_path, capsys):
    before = main(["--workspace", str(tmp_path), *arguments, "export", "x"])
    first = capsys.readouterr().err
    after = main(["--workspace", str(tmp_path), "export", "x", *arguments])

    assert before == after == 12
    assert first == capsys.readouterr().err
    assert "workspace" in first.lower()


def test_the_version_is_that_of_the_installed_package(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    written = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert capsys.readouterr().out == f"lagesbild {written['project']['version']}\n"


def test_the_language_asked_for_is_also_that_of_the_help(capsys):
    texts = []
    for arguments in (["--help"], ["--lang", "en", "--help"]):
        with pytest.raises(SystemExit) as e:
            main(arguments)
        assert e.value.code == 0
        texts.append(capsys.readouterr().out)
    assert "Lokal lägesbild" in texts[0]
    assert "show" not in texts[0]
    assert "arguments" not in texts[0]
    assert "Starta webbsidan" not in texts[1]


def test_options_stand_before_or_after_the_command(shared_root, tmp_path, capsys):
    where = ["--workspace", str(shared_root)]
    assert main([*where, "export", str(tmp_path / "a")]) == 0
    assert main(["export", str(tmp_path / "b"), *where]) == 0


def test_the_server_is_started_with_the_workspace_and_the_port(
    shared_root, monkeypatch
):
    seen = {}

    def call(command, env, cwd):
        seen.update(command=command, env=env, cwd=cwd)
        return 0

    monkeypatch.setattr(commands.subprocess, "call", call)

    assert main(["serve", "--workspace", str(shared_root), "--port", "8599"]) == 0
    assert seen["command"][-2:] == ["--server.port", "8599"]
    assert seen["env"]["LAGESBILD_WORKSPACE"] == str(shared_root)
    assert Path(seen["command"][4]).samefile(ROOT / "app.py")


def test_no_server_is_started_for_a_folder_that_is_no_workspace(tmp_path, monkeypatch):
    monkeypatch.setattr(commands.subprocess, "call", lambda *a, **k: pytest.fail("up"))
    assert main(["serve", "--workspace", str(tmp_path)]) == 12


def test_a_bug_is_a_bug(shared_root, monkeypatch, tmp_path):
    monkeypatch.setattr(commands, "export_all", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        main(["--workspace", str(shared_root), "export", str(tmp_path / "ut")])


HEAVY = ("pandas", "geopandas", "numpy", "shapely", "streamlit", "folium", "starlette")


def test_help_and_check_wait_for_nothing_heavy():
    code = (
        "import sys, contextlib, io, lagesbild.cli, lagesbild.checking\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        "    try: lagesbild.cli.main(['--help'])\n"
        "    except SystemExit: pass\n"
        f"print([name for name in {HEAVY} if name in sys.modules])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT
    )
    assert run.stdout.strip() == "[]", run.stderr


# --- how a file is to be read ---

ODD = "Nyckel;Tidpunkt;Täljare;Nämnare;Utfall\n" + "".join(
    f"0764A00{n}0;2025;{n}0;100;{n}0\n" for n in (1, 2, 3)
)
MATCHED = "område=Nyckel,period=Tidpunkt,värde=Utfall"


@pytest.fixture
def odd(tmp_path):
    (tmp_path / "trang.csv").write_text(ODD, "utf-8")
    return tmp_path / "trang.csv"


def test_columns_are_matched_by_an_option(run, odd):
    code, out, _err = run("check", odd, "--columns", MATCHED)

    assert code == 0
    assert "Kolumner: område = Nyckel; period = Tidpunkt; täljare = Täljare" in out
    assert "värde = Utfall." in out


def test_a_file_that_says_nothing_tells_how_to_say_it(run, odd):
    code, out, _err = run("check", odd)

    assert code == 10
    assert '--columns "område=Nyckel,period=…"' in out
    assert "De heter: Nyckel, Tidpunkt, Täljare, Nämnare, Utfall." in out


def test_a_file_of_no_known_indicator_tells_how_to_say_it(run, odd):
    path = odd.rename(odd.with_name("uttag.csv"))
    assert "--indicator" in run("check", path, "--columns", MATCHED)[1]
    code, _out, _err = run("check", path, "--columns", MATCHED, "--indicator", "trang")
    assert code == 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--columns", "Nyckel"], "--columns Nyckel går inte att förstå"),
        (["--columns", "färg=Nyckel"], "färg går inte att välja. Välj bland: område"),
        (["--columns", "värde=A,value=B"], "säger två gånger vad som är värde"),
        (["--choose", "Huvudman"], "Skriv till exempel --choose Huvudman=Samtliga"),
    ],
)
def test_an_option_that_cannot_be_understood_ends_with_2(options, message, run, odd):
    code, out, err = run("check", odd, *options)
    assert (code, out) == (2, "")
    assert message in err


def test_a_header_may_have_a_comma_in_it(run, odd):
    odd.write_text(ODD.replace("Utfall", '"Utfall, procent"'), "utf-8")
    matched = MATCHED.replace("Utfall", "Utfall, procent")
    assert run("check", odd, "--columns", matched)[0] == 0


def test_rows_and_sheets_are_chosen_by_options(run, odd):
    rows = "".join(f"0764A00{n}0;2025;{w};10;100\n" for n in (1, 2, 3) for w in "AB")
    odd.write_text("område;period;Huvudman;täljare;nämnare\n" + rows, "utf-8")

    code, out, _err = run("check", odd)
    assert code == 10
    assert '--choose "Huvudman=A"' in out
    assert run("check", odd, "--choose", "Huvudman=B")[0] == 0
    assert "inget blad" not in run("check", odd, "--sheet", "Blad2")[1]


def test_what_was_said_when_publishing_is_remembered_for_next_year(run, root, odd):
    message = ["--message", "Nytt", "--yes"]
    assert run("publish", odd, *message, workspace=root)[0] == 10
    code, _out, err = run(
        "publish", odd, *message, "--columns", MATCHED, workspace=root
    )
    assert code == 0, err

    later = odd.with_name("trang-2026.csv")
    later.write_text(ODD.replace(";2025;", ";2026;"), "utf-8")
    code, out, _err = run("check", later, workspace=root)
    assert code == 0
    assert "Läst som förra gången: område = Nyckel" in out
    assert run("check", later, "--as-new", workspace=root)[0] == 10
    assert run("publish", later, *message, workspace=root)[0] == 0


# --- publishing, and what needs a yes ---


def test_figures_that_would_vanish_need_a_yes(run, root, file):
    part = file("0764A0010;2024;12;100\n")
    asked = ["publish", part, "--message", "Nytt"]
    code, out, err = run(*asked, workspace=root)

    assert (code, out) == (10, "")
    assert "2 tal som är publicerade försvinner: Västra 2024, Norra 2024." in err
    assert "Lägg till --yes om de ska försvinna" in err
    assert len(run("releases", workspace=root)[1].splitlines()) == 1

    assert run(*asked, "--yes", workspace=root)[0] == 0
    assert len(run("releases", workspace=root)[1].splitlines()) == 2


def test_a_whole_file_needs_only_a_yes_to_publishing(run, root, file):
    rows = "".join(f"0764A00{n}0;2025;10;90\n" for n in (1, 2, 3))
    code, _out, err = run("publish", file(rows), "--message", "Nytt", workspace=root)

    assert code == 2
    assert "försvinn" not in err


def test_a_question_names_the_option_that_answers_it(run, root, file):
    rows = "".join(f"764A00{n}0;2025;10;90\n" for n in (1, 2, 3))
    asked = ["publish", file(rows), "--message", "Nytt"]
    code, out, err = run(*asked, workspace=root)

    assert (code, out) == (10, "")
    assert "förlorat sin inledande nolla" in err
    assert "Stämmer det? Lägg till --yes" in err
    assert "Svara ja" not in err
    assert run(*asked, "--yes", workspace=root)[0] == 0


def test_publishing_says_how_small_groups_are_protected(run, root, file):
    rows = "0764A0010;2025;3;100\n0764A0020;2025;60;120\n0764A0030;2025;45;90\n"
    arguments = ["publish", file(rows), "--message", "Nytt"]
    _code, _out, err = run(*arguments, workspace=root)

    said = err.partition("Så skyddas små grupper:")[2]
    assert re.search(r"Trångbodda: [1-9] tal visas inte\. .* Bevis: [0-9a-f]{12}", said)
    assert said.index("Bevis") < said.index("Det här ändras om du publicerar:")


def test_publishing_says_when_figures_get_the_mark_of_practice_data(
    run, with_rows, file
):
    marked = DEFINITION.replace('origin = "local"', 'origin = "practice"')
    rows = "".join(f"0764A00{n}0;2025;10;90\n" for n in (1, 2, 3))
    arguments = ["publish", file(rows), "--message", "Nytt"]
    _code, _out, err = run(*arguments, workspace=with_rows(ROWS, marked))

    assert "Trångbodda är märkt som övningsdata" in err
    assert "indicators/trang.toml" in err


def test_a_repair_is_said_with_its_column(run, root, file):
    rows = "0764A0010;2025;..;..\n0764A0020;2025;60;120\n0764A0030;2025;45;90\n"
    arguments = ["publish", file(rows), "--message", "Nytt"]
    _code, _out, err = run(*arguments, workspace=root)
    said = [line for line in err.splitlines() if "två punkter" in line]

    assert len(said) == 2
    assert "kolumn täljare" in said[0]
    assert "kolumn nämnare" in said[1]


# --- undoing ---


@pytest.mark.parametrize("number", ["0", "-1", "99"])
def test_a_release_that_is_not_there_is_not_undone(number, run, root):
    code, out, err = run(
        "undo", "--reason", "Fel", f"--release={number}", workspace=root
    )

    assert (code, out) == (15, "")
    assert f"Det finns ingen publicering {number}." in err
    assert len(run("releases", workspace=root)[1].splitlines()) == 1


def test_undoing_without_a_reason_asks_why_it_is_undone(run, root):
    code, out, err = run("undo", "--reason", "", workspace=root)

    assert (code, out) == (15, "")
    assert "Skriv varför du ångrar." in err


# --- restoring ---


def test_newer_releases_leave_only_if_somebody_says_yes(run, root, file, tmp_path):
    copy = tmp_path / "copy.sqlite"
    for year in (2025, 2026, 2027):
        rows = "".join(f"0764A00{n}0;{year};10;90\n" for n in (1, 2, 3))
        arguments = ["publish", file(rows), "--message", "Nytt", "--yes"]
        assert run(*arguments, workspace=root)[0] == 0
        if year == 2025:
            assert run("backup", copy, workspace=root)[0] == 0
    code, out, err = run("restore", copy, workspace=root)

    assert (code, out) == (10, "")
    assert "2 publiceringar finns inte i kopian" in err
    assert "kartan: 3, 4." in err
    assert "Lägg till --yes" in err
    assert len(run("releases", workspace=root)[1].splitlines()) == 4

    code, out, err = run("restore", copy, "--yes", workspace=root)
    (kept,) = (root / "var").glob("lagesbild-before-*.sqlite")
    assert code == 0
    assert f"Lagret som det var finns kvar: {kept}" in out
    assert len(run("releases", workspace=root)[1].splitlines()) == 2


def test_a_backup_that_has_everything_is_restored_without_a_question(
    run, root, tmp_path
):
    run("releases", workspace=root)
    assert run("backup", tmp_path / "copy.sqlite", workspace=root)[0] == 0
    code, _out, err = run("restore", tmp_path / "copy.sqlite", workspace=root)

    assert (code, err) == (0, "")


def test_a_file_that_is_no_backup_is_named(run, root, tmp_path):
    (tmp_path / "README.md").write_text("# Text\n" * 300)
    code, _out, err = run("restore", tmp_path / "README.md", workspace=root)

    assert code == 15
    assert "Det går inte att återställa från README.md" in err
