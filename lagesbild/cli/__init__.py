"""The command line: parse, call, print. Imports wait until a command needs them."""

from lagesbild.cli.line import main

__all__ = ["main"]
