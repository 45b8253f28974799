"""Printing in a process of its own: the same bytes, and the same refusals."""

from __future__ import annotations

import subprocess
import sys

import pytest

from lagesbild.errors import UnfinishedError
from lagesbild.paper import as_file
from lagesbild.paper.apart import as_file_apart
from lagesbild.paper.errors import PaperError


def test_a_child_prints_the_same(said):
    assert as_file_apart(said, ".pdf") == as_file(said, ".pdf")


def test_what_a_child_can_not_print_is_said_in_its_words(said):
    broken = {**said, "maps": [{**said["maps"][0], "svg": "<svg"}]}
    with pytest.raises(PaperError, match="Utskriften kunde inte göras"):
        as_file_apart(broken, ".pdf")


def test_a_child_that_breaks_is_an_unfinished_work():
    with pytest.raises(UnfinishedError):
        as_file_apart({"language": "sv"}, ".pdf")


def test_printing_loads_neither_tables_nor_shapes():
    parts = ("apart", "pdf", "slides", "pictures")
    heavy = ("pandas", "geopandas", "scipy", "numpy")
    program = f"import sys, {', '.join(f'lagesbild.paper.{part}' for part in parts)}\n"
    program += f"print([name for name in {heavy} if name in sys.modules])"
    said = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "[]"
