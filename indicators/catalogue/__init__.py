"""Definitions that come with the product, most of them without values.

A municipality copies those it needs into its own workspace, where they are its own to
change. They say exactly what is measured, so that two municipalities that use the same
name mean the same thing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from indicators.definitions import read_definitions
from indicators.model import Indicator

FOLDER = Path(__file__).parent


@cache
def catalogue() -> Mapping[str, Indicator]:
    """Read every definition of the catalogue, sorted by id."""
    return MappingProxyType(read_definitions(FOLDER))


def definition_as_written(identity: str) -> bytes:
    """Give the file of a definition byte for byte, with its comments."""
    return (FOLDER / f"{catalogue()[identity].id}.toml").read_bytes()
