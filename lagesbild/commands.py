"""What the commands do, for the command line and for scripts alike."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from indicators.texts import _
from lagesbild.errors import UnknownChoiceError, WorkspaceError
from lagesbild.publishing import Desk
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
    """Write an empty file for an indicator, as its ending says; never over another."""
    from lagesbild.templates import FORMATS, template

    place = Workspace(workspace)
    if out.suffix not in FORMATS:
        raise UnknownChoiceError(_("Filändelsen"), out.suffix or out.name, FORMATS)
    if indicator not in place.indicators:
        raise UnknownChoiceError(_("Måttet"), indicator, list(place.indicators))
    content = template(place, place.indicators[indicator], out.suffix)
    # One with the same name is likely to be filled in already.
    if out.exists():
        message = _("{file} finns redan och skrivs inte över. Välj ett annat namn.")
        raise WorkspaceError(message.format(file=out.name))
    _write(out, content)


def draw_map(
    workspace: Path,
    indicator: str,
    period: str | None,
    level: str | None,
    out: Path,
    view: str = "level",
) -> None:
    """Draw one map to a file whose ending says how.

    `view` is `level`, or `certainty` for what can be told apart.
    """
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
        keys = tuple(one.key for one in mine)
        content = atlas.draw(level, keys, show=key, view=view)
    else:
        content = atlas.picture(level, key, out.suffix, view)
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
