"""The commands about what was published: list, undo, prove, keep a copy."""

from __future__ import annotations

import argparse
from pathlib import Path

from indicators.texts import _
from lagesbild.cli.common import Commands


def add_releases(commands: Commands) -> None:
    """Add `releases`."""
    commands.add("releases", _("Lista allt som har publicerats."), _releases)


def _releases(options: argparse.Namespace) -> int:
    from lagesbild.desk import list_releases

    print(list_releases(options.workspace))
    return 0


def add_undo(commands: Commands) -> None:
    """Add `undo`."""
    parser = commands.add("undo", _("Ångra en publicering."), _undo)
    parser.add_argument("--reason", required=True, help=_("varför du ångrar"))
    parser.add_argument(
        "--release", type=int, metavar="N", help=_("senaste om inget anges")
    )


def _undo(options: argparse.Namespace) -> int:
    from lagesbild.desk import undo_release

    print(undo_release(options.workspace, options.release, options.reason))
    return 0


def add_audit(commands: Commands) -> None:
    """Add `audit`."""
    parser = commands.add("audit", _("Bevisa att inget litet antal syns."), _audit)
    parser.add_argument("--json", action="store_true", help=_("svara i JSON"))
    parser.add_argument(
        "--export", type=Path, metavar=_("MAPP"), help=_("en export i stället")
    )


def _audit(options: argparse.Namespace) -> int:
    from lagesbild.desk import audit_published

    return audit_published(options.workspace, options.export, as_json=options.json)


def add_verify(commands: Commands) -> None:
    """Add `verify`."""
    parser = commands.add("verify", _("Kontrollera allt som är lagrat."), _verify)
    parser.add_argument(
        "--expect", metavar="HASH", help=_("en kontrollsumma som ska finnas kvar")
    )


def _verify(options: argparse.Namespace) -> int:
    from lagesbild.desk import verify_store

    print(verify_store(options.workspace, options.expect))
    return 0


def add_backup(commands: Commands) -> None:
    """Add `backup`."""
    parser = commands.add("backup", _("Skriv en säkerhetskopia av lagret."), _backup)
    parser.add_argument("file", type=Path, metavar=_("FIL"))


def _backup(options: argparse.Namespace) -> int:
    from lagesbild.desk import backup_store

    print(backup_store(options.workspace, options.file))
    return 0


def add_restore(commands: Commands) -> None:
    """Add `restore`."""
    parser = commands.add("restore", _("Återställ lagret från en kopia."), _restore)
    parser.add_argument("file", type=Path, metavar=_("FIL"))
    parser.add_argument(
        "--yes",
        action="store_true",
        help=_("återställ också om nyare publiceringar försvinner"),
    )


def _restore(options: argparse.Namespace) -> int:
    from lagesbild.desk import restore_store

    return restore_store(options.workspace, options.file, yes=options.yes)
