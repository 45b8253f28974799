"""A parser that speaks the language of the rest: argparse alone knows only English."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

from indicators.texts import _


class Parser(argparse.ArgumentParser):
    """As argparse's, with headings, help and complaints in the language spoken."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"add_help": False, "formatter_class": Formatter})
        words = _("visa den här hjälpen och sluta")
        self.add_argument("-h", "--help", action="help", help=words)

    def format_help(self) -> str:
        """Write the help, with headings that people understand."""
        text = super().format_help()
        for ours, theirs in (
            (_("att ange:"), "positional arguments:"),
            (_("tillval:"), "options:"),
        ):
            text = text.replace(f"\n{theirs}\n", f"\n{ours}\n")
        return text

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, and end with 2."""
        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {_said(message)}\n")


class Formatter(argparse.HelpFormatter):
    """Begins with our word for usage."""

    def add_usage(
        self, usage: Any, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        """Add the line that shows how a command is written."""
        begin = _("så här:") + " " if prefix is None else prefix
        super().add_usage(usage, actions, groups, begin)


def _said(message: str) -> str:
    """Say what argparse complains of; what isn't known here stays as it is."""
    for pattern, words in (
        (r"the following arguments are required: (?P<names>.+)",
         _("Det här saknas: {names}.")),
        (r"unrecognized arguments: (?P<names>.+)",
         _("Det här känns inte igen: {names}.")),
        (r"argument (?P<name>.+?): invalid choice: '?(?P<value>.*?)'? "
         r"\(choose from (?P<known>.+)\)",
         _("{name}: ”{value}” finns inte. Välj bland {known}.")),
        (r"argument (?P<name>.+?): expected .*arguments?",
         _("{name}: värdet saknas.")),
        (r"argument (?P<name>.+?): invalid \w+ value: '(?P<value>.*)'",
         _("{name}: ”{value}” går inte att läsa.")),
        (r"ambiguous option: (?P<name>\S+) could match (?P<known>.+)",
         _("{name}: skriv ut hela ordet. Det kan vara {known}.")),
    ):  # fmt: skip
        if found := re.fullmatch(pattern, message):
            told = found.groupdict()
            told["known"] = told.get("known", "").replace("'", "")
            return words.format(**told)
    return message
