"""What the commands have in common: options that each takes, and how one is added."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from indicators.texts import LANGUAGES, _

Command = Callable[[argparse.Namespace], int]


class Commands:
    """Commands side by side, of which one has to be chosen."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._kinds = parser.add_subparsers(required=True, metavar=_("KOMMANDO"))

    def add(
        self, name: str, words: str, run: Command | None = None
    ) -> argparse.ArgumentParser:
        """Add one that `run` does, or that has commands of its own."""
        made = self._kinds.add_parser(
            name, help=words, description=words, parents=[_again()]
        )
        if run is not None:
            made.set_defaults(run=run)
        return made


class ShowVersion(argparse.Action):
    """Say which version this is; it is only looked up when somebody asks."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        _namespace: argparse.Namespace,
        _values: object,
        _option: str | None = None,
    ) -> None:
        """Print it, and end."""
        from importlib.metadata import version

        print(parser.prog, version("lagesbild"))
        parser.exit()


def common_options() -> argparse.ArgumentParser:
    """Make the options that stand before any command."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--lang", choices=LANGUAGES, default=LANGUAGES[0])
    common.add_argument(
        "--workspace", type=Path, default=Path("data"), metavar=_("MAPP")
    )
    return common


def _again() -> argparse.ArgumentParser:
    """Accept the common options after the command too, without undoing those before."""
    again = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    again.add_argument("--lang", choices=LANGUAGES)
    again.add_argument("--workspace", type=Path, metavar=_("MAPP"))
    return again
