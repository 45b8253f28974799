"""The commands that take out what is published: export, map, kit."""

from __future__ import annotations

import argparse
from pathlib import Path

from indicators.texts import _
from lagesbild.cli.common import Commands


def add_export(commands: Commands) -> None:
    """Add `export`."""
    parser = commands.add("export", _("Skriv alla publicerade tal till CSV."), _export)
    parser.add_argument("folder", type=Path, metavar=_("MAPP"))
    parser.add_argument(
        "--with-areas",
        action="store_true",
        help=_("ta med områden och definitioner, för lagesbild init --from"),
    )


def _export(options: argparse.Namespace) -> int:
    from lagesbild.commands import export_all

    folder, with_areas = options.folder, options.with_areas
    for path in export_all(options.workspace, folder, with_areas=with_areas):
        print(path)
    return 0


def add_map(commands: Commands) -> None:
    """Add `map`."""
    parser = commands.add("map", _("Rita en karta som html, png eller svg."), _map)
    parser.add_argument("--indicator", required=True, metavar="ID")
    parser.add_argument("--period", metavar="P", help=_("senaste om inget anges"))
    parser.add_argument(
        "--level", metavar=_("INDELNING"), help=_("finaste om inget anges")
    )
    parser.add_argument(
        "--view",
        choices=["level", "certainty"],
        default="level",
        help=_("nivå, eller säkerhet: vad som går att skilja från kommunen"),
    )
    parser.add_argument("--out", type=Path, required=True, metavar=_("FIL"))


def _map(options: argparse.Namespace) -> int:
    from lagesbild.commands import draw_map

    draw_map(
        options.workspace,
        options.indicator,
        options.period,
        options.level,
        options.out,
        options.view,
    )
    print(options.out)
    return 0


def add_kit(commands: Commands) -> None:
    """Add `kit`."""
    parser = commands.add("kit", _("Gör ett mötespaket att skriva ut."), _kit)
    parser.add_argument(
        "--indicators",
        nargs="*",
        default=[],
        metavar="ID",
        help=_("vilka mått som blir kartor; ett för varje livsområde om inget anges"),
    )
    parser.add_argument(
        "--level",
        default="",
        metavar=_("INDELNING"),
        help=_("vems blad och kort; områdesgrupperna om inget anges"),
    )
    parser.add_argument("--out", type=Path, required=True, metavar=_("FIL"))


def _kit(options: argparse.Namespace) -> int:
    from lagesbild.commands import print_kit

    print_kit(options.workspace, options.indicators, options.level, options.out)
    print(options.out)
    return 0
