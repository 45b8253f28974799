"""The commands about files of values: check, publish, template, fetch."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from indicators.texts import _
from lagesbild.cli.common import Commands


def add_check(commands: Commands) -> None:
    """Add `check`."""
    parser = commands.add(
        "check", _("Läs och kontrollera en fil, spara inget."), _check
    )
    parser.add_argument("file", type=Path, metavar=_("FIL"))
    _reading_options(parser)
    parser.add_argument("--source", help=_("vems tecken för saknade värden som gäller"))
    parser.add_argument("--json", action="store_true", help=_("svara i JSON"))
    parser.add_argument(
        "--annotated",
        type=Path,
        metavar=_("NY_FIL"),
        help=_("skriv en kopia av filen med felen bredvid raderna"),
    )


def _check(options: argparse.Namespace) -> int:
    from lagesbild.checking import check

    code = check(
        options.workspace,
        options.file,
        asked=_asked(options),
        source=options.source,
        as_json=options.json,
    )
    if options.annotated is not None:
        _annotate(options)
    return code


def _annotate(options: argparse.Namespace) -> None:
    from lagesbild.annotate_process import write_annotated
    from lagesbild.asking import Asked

    made = write_annotated(
        options.workspace,
        options.file,
        options.annotated,
        Asked(**_asked(options)),
        options.source,
    )
    text = _("Ingen kopia har skrivits: det finns inga fel att skriva bredvid raderna.")
    if made is not None:
        text = _("Filen med felen utskrivna: {file}").format(file=made)
    print(text, file=sys.stderr)


def add_publish(commands: Commands) -> None:
    """Add `publish`."""
    parser = commands.add(
        "publish", _("Kontrollera, skydda, repetera och publicera filer."), _publish
    )
    parser.add_argument("files", type=Path, nargs="+", metavar=_("FIL"))
    _reading_options(parser)
    parser.add_argument("--message", required=True, help=_("varför du publicerar"))
    parser.add_argument(
        "--way",
        default="",
        choices=["coarser", "merged", "pooled", "rounded_3", "rounded_5"],
        help=_("en annan väg när skyddet kostar för mycket"),
    )
    parser.add_argument(
        "--yes",
        action="store_true",
        help=_("svara ja på frågorna, också om publicerade tal försvinner"),
    )


def _publish(options: argparse.Namespace) -> int:
    from lagesbild.asking import Asked
    from lagesbild.publish_files import publish_files

    return publish_files(
        options.workspace,
        options.files,
        message=options.message,
        yes=options.yes,
        asked=Asked(**_asked(options)),
        way=options.way,
    )


def _reading_options(parser: argparse.ArgumentParser) -> None:
    """Say how files are read where they don't show it themselves."""
    parser.add_argument("--indicator", metavar="ID", default="", help=_("måttets id"))
    parser.add_argument(
        "--sheet", metavar=_("BLAD"), default="", help=_("vilket blad i en arbetsbok")
    )
    parser.add_argument(
        "--choose",
        metavar=_("KOLUMN=VÄRDE"),
        action="append",
        default=[],
        help=_("vilka rader, där flera gäller samma område; kan skrivas flera gånger"),
    )
    parser.add_argument(
        "--columns",
        metavar=_("område=RUBRIK,…"),
        action="append",
        default=[],
        help=_(
            "vilken kolumn som är område, period, mått, grupp, täljare, nämnare eller "
            "värde; publish kommer ihåg det till nästa fil med samma namn och rubriker"
        ),
    )
    parser.add_argument(
        "--period",
        metavar="P",
        default="",
        help=_("vilken period alla rader gäller, i en fil som inte säger det"),
    )
    parser.add_argument(
        "--as-new", action="store_true", help=_("läs utan det som är ihågkommet")
    )


def _asked(options: argparse.Namespace) -> dict[str, Any]:
    """Give the options about reading by the names that `lagesbild.asking` has."""
    names = ("indicator", "sheet", "choose", "columns", "as_new", "period")
    return {name: getattr(options, name) for name in names}


def add_template(commands: Commands) -> None:
    """Add `template`."""
    parser = commands.add("template", _("Gör en tom fil att fylla i."), _template)
    parser.add_argument("--indicator", required=True, metavar="ID")
    parser.add_argument("--out", type=Path, required=True, metavar=_("FIL"))


def _template(options: argparse.Namespace) -> int:
    from lagesbild.commands import write_template

    write_template(options.workspace, options.indicator, options.out)
    print(options.out)
    return 0


def add_fetch(commands: Commands) -> None:
    """Add `fetch`."""
    parser = commands.add(
        "fetch", _("Hämta siffror eller områden från källan."), _fetch
    )
    parser.add_argument("what", choices=["scb", "kolada", "skolverket", "areas"])
    parser.add_argument("level", nargs="?", default="deso", choices=["deso", "regso"])
    parser.add_argument("--indicator", metavar="ID", help=_("måttets id"))
    parser.add_argument("--periods", nargs="*", default=[], metavar="P")
    parser.add_argument("--kommun", help=_("kommunens fyra siffror"))
    parser.add_argument("--vintage", default="2025", help=_("indelningens årgång"))
    parser.add_argument("--out", type=Path, metavar=_("FIL"))
    parser.set_defaults(refuse=parser.error)


def _fetch(options: argparse.Namespace) -> int:
    if options.what != "areas" and not options.indicator:
        options.refuse(_("ange vilket mått som ska hämtas: --indicator ID"))
    from lagesbild.fetching import fetch_areas_to_file, fetch_to_file
    from lagesbild.workspace import Workspace

    place = Workspace(options.workspace)
    if options.what == "areas":
        kommun = options.kommun or place.config.municipality
        path = fetch_areas_to_file(
            place, options.level, kommun, options.vintage, options.out
        )
    else:
        path = fetch_to_file(
            place, options.what, options.indicator, options.periods, options.out
        )
    print(path)
    return 0
