"""The commands to begin with: serve, init, catalogue."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from shlex import quote

from indicators.texts import _
from lagesbild.cli.common import Commands


def add_serve(commands: Commands) -> None:
    """Add `serve`."""
    parser = commands.add("serve", _("Starta webbsidan."), _serve)
    parser.add_argument("--port", type=int, default=8501, metavar="N")
    parser.add_argument(
        "--analyst",
        action="store_true",
        help=_("visa sidorna Uppdatera och Historik för alla som når servern"),
    )


def _serve(options: argparse.Namespace) -> int:
    from lagesbild.commands import serve

    return serve(options.workspace, options.port, analyst=options.analyst)


def add_init(commands: Commands) -> None:
    """Add `init`."""
    parser = commands.add("init", _("Skapa en arbetsyta för egna områden."), _init)
    parser.add_argument("folder", type=Path, metavar=_("MAPP"))
    parser.add_argument(
        "--from",
        dest="export",
        type=Path,
        metavar=_("MAPP"),
        help=_("en export (--with-areas), i stället för --areas och det andra"),
    )
    parser.add_argument("--name", help=_("kommunens namn"))
    parser.add_argument("--areas", type=Path, help=_("fil med områden"))
    parser.add_argument("--code-column", help=_("kolumn med koder"))
    parser.set_defaults(refuse=parser.error)
    parser.add_argument("--name-column", help=_("kolumn med namn"))
    parser.add_argument("--parent-column", help=_("kolumn med nivån ovanför"))
    parser.add_argument("--vintage", default="", help=_("indelningens årgång"))
    parser.add_argument("--level", default="area", help=_("nivåns namn, t.ex. deso"))
    parser.add_argument("--layer", help=_("lager, om filen har flera"))
    parser.add_argument(
        "--repair", action="store_true", help=_("laga glapp och överlapp")
    )
    parser.add_argument(
        "--observations",
        type=Path,
        nargs="*",
        default=[],
        help=_("CSV-filer med värden; en startdefinition görs för var och en"),
    )
    parser.add_argument("--yes", action="store_true", help=_("svara ja på frågorna"))


def _init(options: argparse.Namespace) -> int:
    from lagesbild.catalogue import catalogue_in_short
    from lagesbild.starter import Areas, start_workspace

    if options.export is not None:
        return _init_from(options)
    if not (options.name and options.areas and options.code_column):
        options.refuse(_("ange --name, --areas och --code-column, eller --from"))
    areas = Areas(
        file=options.areas,
        code_column=options.code_column,
        name_column=options.name_column,
        parent_column=options.parent_column,
        vintage=options.vintage,
        level=options.level,
        layer=options.layer,
        repair=options.repair,
    )
    notes = start_workspace(
        options.folder, options.name, areas, options.observations, yes=options.yes
    )
    for note in [*notes, catalogue_in_short()]:
        print(note, file=sys.stderr)
    print(options.folder)
    return 0


def _init_from(options: argparse.Namespace) -> int:
    from lagesbild.moving import start_from_export

    start_from_export(options.folder, options.export)
    print(_next_step(options.folder, options.export), file=sys.stderr)
    print(options.folder)
    return 0


def _next_step(folder: Path, export: Path) -> str:
    """Tell how the figures of an export get into the workspace made of it."""
    words = _(
        "Områden och definitioner finns nu här, men inga siffror. Läs in dem så här:\n"
        "  lagesbild publish {file} --workspace {folder} --message {message}"
    )
    return words.format(
        file=quote(str(export / "observations.csv")),
        folder=quote(str(folder)),
        message=quote(_("Första publiceringen")),
    )


def add_catalogue(commands: Commands) -> None:
    """Add `catalogue`."""
    parser = commands.add(
        "catalogue", _("Lista färdiga definitioner, eller ta in dem."), _catalogue
    )
    parser.add_argument("what", choices=["list", "add"])
    parser.add_argument("indicators", nargs="*", metavar="ID", help=_("måttets id"))


def _catalogue(options: argparse.Namespace) -> int:
    from lagesbild.catalogue import add_from_catalogue, list_catalogue
    from lagesbild.workspace import Workspace

    place = Workspace(options.workspace)
    if options.what == "list":
        print(list_catalogue(place.config.sectors, place.indicators))
        return 0
    written, notes = add_from_catalogue(place, options.indicators)
    for note in notes:
        print(note, file=sys.stderr)
    for path in written:
        print(path)
    return 0
