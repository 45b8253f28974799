"""What the commands do, for the command line and for scripts alike."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from indicators.errors import IndicatorFileError, Problem
from indicators.reading import Reading
from indicators.texts import _, ngettext
from lagesbild.asking import NOTHING, Asked, how_read, ways_on
from lagesbild.errors import UnknownChoiceError, WorkspaceError
from lagesbild.publishing import Desk, read_bytes
from lagesbild.recipes import NOTHING as AS_IT_STANDS
from lagesbild.recipes import Recipe, read_by, read_file
from lagesbild.workspace import Workspace

PICTURES = (".html", ".png", ".svg")


def serve(workspace: Path, port: int, *, analyst: bool = False) -> int:
    """Start the web page for a workspace and wait until it is stopped."""
    Workspace(workspace).config  # noqa: B018  a missing workspace is said before the server is up
    entry = Path(__file__).parent.parent / "app.py"
    environment = os.environ | {"LAGESBILD_WORKSPACE": str(workspace.resolve())}
    environment["LAGESBILD_ANALYST"] = "1" if analyst else ""
    command = [sys.executable, "-m", "streamlit", "run", str(entry)]
    try:
        return subprocess.call(  # noqa: S603  our own entry file
            [*command, "--server.port", str(port)], env=environment, cwd=entry.parent
        )
    except KeyboardInterrupt:
        return 0


def check(
    workspace: Path,
    file: Path,
    *,
    asked: Asked = NOTHING,
    source: str | None = None,
    as_json: bool = False,
) -> int:
    """Read a file, print all that is wrong and all that was put right, store nothing.

    Returns
    -------
    int
        0, or the exit code of `IndicatorFileError` if there are problems.
    """
    place = Workspace(workspace)
    recipes = asked.recipes(place, file.name)
    content = read_bytes(file)
    reading, recipe = read_by(
        recipes, lambda recipe: read_file(place, file.name, content, recipe, source)
    )
    if as_json:
        print(json.dumps(reading.as_dict(), ensure_ascii=False, indent=2))  # noqa: T201
    else:
        print(report(reading, recipe))  # noqa: T201
    return IndicatorFileError.exit_code if reading.problems else 0


def report(reading: Reading, recipe: Recipe = AS_IT_STANDS) -> str:
    """Write what was found in a file: its form, its problems, its repairs."""
    lines = [form_of(reading), *how_read(reading, recipe)]
    lines += _section(
        ngettext("{count} fel:", "{count} fel:", len(reading.problems)),
        reading.problems,
    )
    lines += ways_on(reading)
    asked = reading.questions
    lines += _section(_("Att svara ja på ({count}):"), [_said(r) for r in asked])
    rest = [repair for repair in reading.repairs if not repair.needs_yes]
    lines += _section(_("Rättat eller noterat ({count}):"), [_said(r) for r in rest])
    if not reading.problems:
        count = len(reading.observations)
        lines.append(
            ngettext(
                "{count} värde kan läsas in.", "{count} värden kan läsas in.", count
            ).format(count=count)
        )
    lines.append(_("Ingenting har sparats."))
    return "\n".join(lines)


def form_of(reading: Reading) -> str:
    """Say in a line how a file was written."""
    found = reading.dialect
    if found.format in ("csv", "xlsx") and not found.header_row:
        text = "{file}."  # it has no table
    elif found.format == "csv":
        text = _(
            "{file}: {encoding}, avgränsningstecken {delimiter}, rubrik på rad {row}."
        )
    elif found.format == "xlsx":
        text = _("{file}: Excel, bladet {sheet}, rubrik på rad {row}.")
    else:
        text = _("{file}: {format}.")
    return text.format(
        file=reading.file,
        encoding=found.encoding or "?",
        delimiter={"\t": _("tabb")}.get(found.delimiter, found.delimiter or "?"),
        row=found.header_row,
        sheet=found.sheet,
        format=found.format or _("okänd form"),
    )


def _section(heading: str, entries: object) -> list[str]:
    listed = [f"  {entry}" for entry in entries]  # type: ignore[attr-defined]
    return [heading.format(count=len(listed)), *listed] if listed else []


def _said(repair: object) -> Problem:
    return Problem(repair.row, repair.column, repair.message)  # type: ignore[attr-defined]


def export_all(
    workspace: Path, folder: Path, *, with_areas: bool = False
) -> list[Path]:
    """Write all published tables of a workspace to an empty folder.

    With `with_areas`, all that `lagesbild init --from` needs goes along.
    """
    from lagesbild.export import areas_table, export
    from lagesbild.moving import workspace_parts

    place = Workspace(workspace)
    practice = {i.id for i in place.indicators.values() if i.is_practice}
    areas = areas_table(place.geographies, place.divisions())
    parts = workspace_parts(workspace) if with_areas else {}
    return export(folder, Desk(place).published(), areas, practice, parts)


def write_template(workspace: Path, indicator: str, out: Path) -> None:
    """Write an empty file for an indicator, as its ending says."""
    from lagesbild.templates import FORMATS, template

    place = Workspace(workspace)
    if out.suffix not in FORMATS:
        raise UnknownChoiceError(_("Filändelsen"), out.suffix or out.name, FORMATS)
    if indicator not in place.indicators:
        raise UnknownChoiceError(_("Måttet"), indicator, list(place.indicators))
    _write(out, template(place, place.indicators[indicator], out.suffix))


def draw_map(
    workspace: Path, indicator: str, period: str | None, level: str | None, out: Path
) -> None:
    """Draw one map to a file whose ending says how."""
    from lagesbild.atlas import Atlas

    if out.suffix not in PICTURES:
        raise UnknownChoiceError(_("Filändelsen"), out.suffix or out.name, PICTURES)
    atlas = Atlas(Workspace(workspace))
    level = level or next(iter(atlas.levels))
    if indicator not in atlas.indicators:
        raise UnknownChoiceError(_("Måttet"), indicator, list(atlas.indicators))
    mine = [one for one in atlas.series(level) if one.indicator.id == indicator]
    if not mine:
        raise UnknownChoiceError(_("Indelningen"), level, atlas.levels_of(indicator))
    key = f"{indicator}/{period}" if period else mine[-1].key
    if key not in {one.key for one in mine}:
        raise UnknownChoiceError(_("Perioden"), str(period), [s.period for s in mine])
    if out.suffix == ".html":
        content = atlas.draw(level, tuple(one.key for one in mine), show=key)
    else:
        content = atlas.picture(level, key, out.suffix)
    _write(out, content)


def print_kit(
    workspace: Path, indicators: Sequence[str], level: str, out: Path
) -> None:
    """Print the meeting kit of a workspace as a PDF."""
    from lagesbild.atlas import Atlas
    from lagesbild.paper.kit import kit

    if out.suffix != ".pdf":
        raise UnknownChoiceError(_("Filändelsen"), out.suffix or out.name, [".pdf"])
    _write(out, kit(Atlas(Workspace(workspace)), indicators, level))


def _write(out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise WorkspaceError(
            _("{file} går inte att skriva. Kontrollera att mappen finns.").format(
                file=out.name
            )
        ) from error
