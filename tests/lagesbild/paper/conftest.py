"""What a snapshot of the tiny municipality says, and ways to look into a PDF."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from indicators.texts import use_language
from lagesbild.snapshot.making import Freezer
from lagesbild.workspace import Workspace

WHEN = "2026-11-22T10:00:00+00:00"


@pytest.fixture(scope="session")
def freeze(shared_root: Path) -> Callable[..., dict[str, Any]]:
    """Freeze the tiny municipality, or an area of it, and give what it says."""
    freezer = Freezer(Workspace(shared_root))

    def make(
        *areas: tuple[str, str], title: str = "Inför mötet", spoken: str = "sv"
    ) -> dict[str, Any]:
        use_language(spoken)
        made = freezer.freeze(title, areas, who="Kommunen", when=WHEN)
        use_language("sv")
        return made.content

    return make


@pytest.fixture(scope="session")
def said(freeze: Callable[..., dict[str, Any]]) -> dict[str, Any]:
    """What a snapshot of one area group says."""
    return freeze(("area-groups", "norra"))


def practised(said: dict[str, Any]) -> dict[str, Any]:
    """Mark content as practice data."""
    return {**said, "practice": "Innehåller övningsdata."}


@pytest.fixture(scope="session")
def practice(said: dict[str, Any]) -> dict[str, Any]:
    """The same content, if its figures were made up."""
    return practised(said)


@pytest.fixture(scope="session")
def opened() -> Callable[[bytes], pypdf.PdfReader]:
    """Open a PDF."""
    return lambda data: pypdf.PdfReader(io.BytesIO(data), strict=True)


@pytest.fixture(scope="session")
def tags() -> Callable[[pypdf.PdfReader], list[dict[str, Any]]]:
    """List all structure elements of a PDF, in reading order."""

    def walk(node: Any) -> Iterator[dict[str, Any]]:
        node = node.get_object()
        if isinstance(node, list):
            for part in node:
                yield from walk(part)
        elif isinstance(node, dict):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from walk(node["/K"])

    return lambda pdf: list(walk(pdf.trailer["/Root"]["/StructTreeRoot"]))
