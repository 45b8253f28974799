"""The commands about snapshots: create, list, verify, diff, withdraw, batch."""

from __future__ import annotations

import argparse
from pathlib import Path

from indicators.texts import _
from lagesbild.cli.common import Commands


def add_snapshot(commands: Commands) -> None:
    """Add `snapshot` with commands of its own."""
    words = _("Frys en ögonblicksbild, eller läs de som finns.")
    kinds = Commands(commands.add("snapshot", words))
    _add_create(kinds)
    kinds.add("list", _("Lista ögonblicksbilder, nyast först."), _list)
    verify = kinds.add("verify", _("Kontrollera en fil, utan nät."), _verify)
    verify.add_argument("file", type=Path, metavar=_("FIL"))
    diff = kinds.add("diff", _("Vad är nytt sedan sist, och varför?"), _diff)
    diff.add_argument("before", metavar="A", help=_("en fil eller ett id"))
    diff.add_argument("after", metavar="B", help=_("en fil eller ett id"))
    diff.add_argument("--out", type=Path, metavar=_("FIL"), help=_("skriv som html"))
    gone = kinds.add("withdraw", _("Dra tillbaka en, med ett skäl."), _withdraw)
    gone.add_argument("id", metavar="ID")
    gone.add_argument("--reason", required=True, help=_("varför"))
    _add_batch(kinds)


def _add_create(kinds: Commands) -> None:
    create = kinds.add("create", _("Frys det som är publicerat nu."), _create)
    create.add_argument("--title", required=True, help=_("rubriken"))
    create.add_argument(
        "--area",
        metavar=_("OMRÅDE"),
        help=_("namn eller kod på ett område eller en områdesgrupp; annars alla"),
    )
    create.add_argument(
        "--out",
        type=Path,
        metavar=_("FIL"),
        help=_("html, pdf, pptx, eller zip med kartorna"),
    )
    create.add_argument(
        "--release", type=int, metavar="N", help=_("en äldre publicering")
    )
    _shown_option(create)


def _add_batch(kinds: Commands) -> None:
    batch = kinds.add("batch", _("Frys varje områdesgrupp."), _batch)
    batch.add_argument(
        "--places",
        type=Path,
        metavar=_("MAPP"),
        help=_("frys varje arbetsyta i mappen, i stället för den i --workspace"),
    )
    batch.add_argument("--title", required=True, help=_("rubriken"))
    batch.add_argument("--out", type=Path, required=True, metavar=_("MAPP"))
    batch.add_argument(
        "--also",
        nargs="*",
        default=[],
        choices=[".pdf", ".pptx", ".zip"],
        help=_("gör också pdf, pptx eller en zip med kartorna"),
    )
    _shown_option(batch)


def _shown_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--show",
        nargs="*",
        default=[],
        metavar=_("MÅTT[/PERIOD]"),
        help=_("alla mått, senaste perioden, om inget anges"),
    )


def _create(options: argparse.Namespace) -> int:
    from lagesbild.snapshot.commands import create

    print(
        create(
            options.workspace,
            options.title,
            options.area,
            options.show,
            options.out,
            options.release,
        )
    )
    return 0


def _list(options: argparse.Namespace) -> int:
    from lagesbild.snapshot.commands import list_all

    print(list_all(options.workspace))
    return 0


def _verify(options: argparse.Namespace) -> int:
    from lagesbild.snapshot.commands import verify

    print(verify(options.file, options.workspace))
    return 0


def _diff(options: argparse.Namespace) -> int:
    from lagesbild.snapshot.commands import difference

    print(difference(options.workspace, options.before, options.after, options.out))
    return 0


def _withdraw(options: argparse.Namespace) -> int:
    from lagesbild.snapshot.commands import withdraw

    print(withdraw(options.workspace, options.id, options.reason))
    return 0


def _batch(options: argparse.Namespace) -> int:
    from lagesbild.snapshot.commands import make_batch, make_batches

    make = make_batch if options.places is None else make_batches
    root = options.places or options.workspace
    for file in make(root, options.title, options.show, options.out, options.also):
        print(file)
    return 0
