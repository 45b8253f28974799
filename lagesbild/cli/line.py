"""Parse what was written on the command line, run it, and give its exit code."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import pairwise

from indicators.errors import LagesbildError
from indicators.texts import LANGUAGES, _, use_language
from lagesbild.cli import files, releases, snapshots, starting, taking_out
from lagesbild.cli.common import Commands, ShowVersion, common_options
from lagesbild.cli.parsing import Parser

WRITTEN = ("title", "message", "reason")  # options that are a person's own words
IN_ORDER = (  # as the help lists them
    starting.add_serve,
    starting.add_init,
    files.add_check,
    files.add_publish,
    files.add_template,
    starting.add_catalogue,
    releases.add_releases,
    releases.add_undo,
    releases.add_audit,
    releases.add_verify,
    releases.add_backup,
    releases.add_restore,
    files.add_fetch,
    taking_out.add_export,
    taking_out.add_map,
    snapshots.add_snapshot,
    taking_out.add_kit,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0, 2 for usage, or the error's own."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    use_language(_asked_language(arguments))
    options = _parser().parse_args(arguments)
    _advise(options)
    try:
        return int(options.run(options))
    except LagesbildError as error:
        print(error, file=sys.stderr)
        return error.exit_code


def _advise(options: argparse.Namespace) -> None:
    """Say what could be worded with more care; never stop for it."""
    texts = [getattr(options, name, None) or "" for name in WRITTEN]
    if not any(texts):
        return
    from lagesbild.wording import advice_lines

    for line in advice_lines(" ".join(texts), options.workspace):
        print(line, file=sys.stderr)


def _asked_language(arguments: Sequence[str]) -> str:
    """Find `--lang` before parsing, so that the help is in that language too."""
    for flag, value in pairwise(arguments):
        if flag == "--lang":
            return value
    return next((a[7:] for a in arguments if a.startswith("--lang=")), LANGUAGES[0])


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="lagesbild",
        description=_("Lokal lägesbild: områden, mått och kartor för en kommun."),
        parents=[common_options()],
    )
    words = _("visa programmets version och sluta")
    parser.add_argument("--version", action=ShowVersion, nargs=0, help=words)
    commands = Commands(parser)
    for add in IN_ORDER:
        add(commands)
    return parser
