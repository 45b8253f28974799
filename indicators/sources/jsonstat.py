"""JSON-stat 2: read the answers to the parts of a question, and make one cube of them.

The cube that comes out has all the values of the parts and no others, in one form:
`value` is a list, and each category has its `index` and `label`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Any

from indicators.sources.answers import (
    changed,
    is_number,
    lacking,
    require_dict,
    require_texts,
    some,
)
from indicators.texts import _

CELLS = ("value", "status")
MOST_CELLS = 2_000_000  # in one answer; PxWeb gives a tenth of that
Selection = Mapping[str, tuple[str, ...]]  # the codes of each dimension


@dataclass(frozen=True)
class Cube:
    """A dataset: its dimensions with their codes, and a value for each combination."""

    codes: dict[str, tuple[str, ...]]
    values: list[int | float | str | None] = field(repr=False)
    status: dict[int, str] = field(repr=False)
    raw: dict[str, Any] = field(repr=False)


def read_cube(data: Any, where: str) -> Cube:
    """Read a dataset; `ChangedError` if it is none or contradicts itself."""
    raw = require_dict(data, "dataset", where)
    if raw.get("class") != "dataset":
        raise lacking("dataset", where)
    codes = read_codes(raw, where)
    size = prod(len(values) for values in codes.values())
    if size > MOST_CELLS:
        raise lacking("value", where)
    found = raw.get("value")
    values = [None] * size if found is None else _listed(found, size, "value", where)
    if not all(v is None or isinstance(v, str) or is_number(v) for v in values):
        raise lacking("value", where)
    return Cube(codes, values, _status(raw.get("status"), size, where), raw)


def read_codes(raw: Mapping[str, Any], where: str) -> dict[str, tuple[str, ...]]:
    """Read the codes of each dimension, in the order in which the values stand."""
    ids = require_texts(raw.get("id"), "id", where)
    dimensions = require_dict(raw.get("dimension"), "dimension", where)
    codes = {name: _codes(dimensions.get(name), name, where) for name in ids}
    if [len(values) for values in codes.values()] != raw.get("size"):
        raise lacking("size", where)
    return codes


def _codes(dimension: Any, name: str, where: str) -> tuple[str, ...]:
    category = require_dict(dimension, name, where).get("category")
    category = require_dict(category, f"{name}.category", where)
    index = category.get("index", category.get("label"))
    if isinstance(index, dict) and "index" in category:
        places = {str(place): code for code, place in index.items()}
        codes = [places.get(str(place)) for place in range(len(index))]
    else:
        codes = list(index or ())
    named = require_texts(codes, f"{name}.index", where)
    if len(set(named)) != len(named):
        raise lacking(f"{name}.index", where)
    return tuple(named)


def _listed(found: Any, size: int, what: str, where: str) -> list[Any]:
    """Write out a list that may be given as an object with only some positions."""
    if isinstance(found, dict):
        values = [found.get(str(place)) for place in range(size)]
        if sum(str(place) in found for place in range(size)) == len(found):
            return values
    if isinstance(found, list) and len(found) == size:
        return found
    raise lacking(what, where)


def _status(found: Any, size: int, where: str) -> dict[int, str]:
    if found is None or found == {}:
        return {}
    if isinstance(found, str):
        return dict.fromkeys(range(size), found)
    marks = _listed(found, size, "status", where)
    return {place: str(mark) for place, mark in enumerate(marks) if mark is not None}


def assemble(parts: Sequence[Cube], selection: Selection, where: str) -> bytes:
    """Put cubes together into the one dataset that `selection` asks for.

    Raises
    ------
    ChangedError
        If a part has other dimensions than the question, a combination is missing or
        comes twice, or the table was updated while we read it.
    """
    _require_same(parts, selection, where)
    strides = _strides(selection)
    size = prod(len(codes) for codes in selection.values())
    values: list[Any] = [None] * size
    status: dict[int, str] = {}
    seen = bytearray(size)
    for part in parts:
        for source, target in enumerate(_places(part, selection, strides, where)):
            values[target] = part.values[source]
            seen[target] += 1
            if source in part.status:
                status[target] = part.status[source]
    if set(seen) - {1}:
        raise lacking(_("en del av cellerna"), where)
    return _written(parts, selection, values, status)


def _require_same(parts: Sequence[Cube], selection: Selection, where: str) -> None:
    for part in parts:
        if gone := selection.keys() ^ part.codes.keys():
            raise lacking(some(sorted(gone)), where)
    if len({str(part.raw.get("updated")) for part in parts}) > 1:
        raise changed(where, _("tabellen uppdaterades medan den hämtades"))


def _strides(selection: Selection) -> dict[str, int]:
    strides, step = {}, 1
    for name in reversed(list(selection)):
        strides[name] = step
        step *= len(selection[name])
    return strides


def _places(
    part: Cube, selection: Selection, strides: Mapping[str, int], where: str
) -> Iterator[int]:
    """Tell for each value of a part where it stands in the whole."""
    steps = []
    for name, codes in part.codes.items():
        index = {code: i * strides[name] for i, code in enumerate(selection[name])}
        if extra := [code for code in codes if code not in index]:
            raise changed(
                where, _("{codes} kom utan att efterfrågas").format(codes=some(extra))
            )
        steps.append([index[code] for code in codes])
    return map(sum, product(*steps))


def _written(
    parts: Sequence[Cube],
    selection: Selection,
    values: list[Any],
    status: Mapping[int, str],
) -> bytes:
    whole = merged(
        {key: value for key, value in part.raw.items() if key not in CELLS}
        for part in parts
    )
    whole["id"] = list(selection)
    whole["size"] = [len(codes) for codes in selection.values()]
    for name, codes in selection.items():
        category = whole["dimension"][name]["category"]
        category["index"] = {code: place for place, code in enumerate(codes)}
    whole["value"] = values
    if status:
        whole["status"] = {str(place): status[place] for place in sorted(status)}
    return json.dumps(whole, ensure_ascii=False, allow_nan=False).encode()


def merged(objects: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Merge objects into each other; where they can't be merged, keep the first."""
    whole: dict[str, Any] = {}
    for item in objects:
        for key, value in item.items():
            known = whole.get(key)
            if isinstance(value, dict) and (known is None or isinstance(known, dict)):
                whole[key] = merged([known or {}, value])
            else:
                whole.setdefault(key, value)
    return whole
