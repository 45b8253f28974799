"""JSON-stat 2, and the dataset of version 1, as PxWeb and Eurostat write it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from indicators.formats.cube import flatten, require_size, short_of_cells
from indicators.formats.json_text import text_of
from indicators.formats.model import Dataset, Dimension, Note, RefusedError
from indicators.texts import _, ngettext

Json = Mapping[str, object]
_ROLES = {"geo": "area", "time": "time", "metric": "contents"}


def is_jsonstat(tree: Json) -> bool:
    """Tell whether it says that it is JSON-stat."""
    return "dimension" in _dataset(tree) or tree.get("class") in (
        "dataset",
        "collection",
        "dimension",
    )


def read_jsonstat(tree: Json) -> Dataset:
    """Read the one dataset of a file."""
    tree = _dataset(tree)
    if tree.get("class", "dataset") != "dataset":
        raise _broken("class")
    described = _mapping(tree, "dimension")
    about = tree if "id" in tree else described  # version 1 has them one level down
    names = [text_of(name) for name in _sequence(about, "id")]
    roles = _roles(about.get("role"))
    parts = [_dimension(name, _mapping(described, name), roles) for name in names]
    sizes = [len(codes) for _dimension_, codes in parts]
    if [str(size) for size in _sequence(about, "size")] != list(map(str, sizes)):
        raise _broken("size")
    size = require_size(sizes)
    cells, notes = _cells(tree, size)
    metric = [i for i, name in enumerate(names) if roles.get(name) == "contents"]
    return flatten(
        [dimension for dimension, _codes in parts],
        [codes for _dimension_, codes in parts],
        cells,
        metric[0] if len(metric) == 1 else None,
        Dimension("value", text_of(tree.get("label"))),
        table=_table(tree),
        notes=notes,
    )


def _dataset(tree: Json) -> Json:
    inner = tree.get("dataset")
    return cast(Json, inner) if isinstance(inner, dict) else tree


def _roles(written: object) -> dict[str, str]:
    if not isinstance(written, dict):
        return {}
    return {
        text_of(name): role
        for key, role in _ROLES.items()
        if isinstance(written.get(key), list)
        for name in written[key]
    }


def _dimension(
    name: str, tree: Json, roles: Mapping[str, str]
) -> tuple[Dimension, list[str]]:
    category = _mapping(tree, "category")
    labels = category.get("label")
    labels = labels if isinstance(labels, dict) else {}
    index = category.get("index", list(labels))
    if isinstance(index, dict):
        places = {code: text_of(place) for code, place in index.items()}
        codes = sorted(places, key=lambda code: (len(places[code]), places[code]))
        if [places[code] for code in codes] != list(map(str, range(len(codes)))):
            raise _broken(f"{name}: index")
    elif isinstance(index, list):
        codes = [str(text_of(code)) for code in index]
    else:
        raise _broken(f"{name}: index")
    if len(set(codes)) < len(codes):
        raise _broken(f"{name}: index")
    label = text_of(tree.get("label"))
    words = {code: str(text_of(labels.get(code))) or code for code in codes}
    return Dimension(name, label, roles.get(name, ""), words), codes


def _cells(tree: Json, size: int) -> tuple[list[str], list[Note]]:
    """Give all cells: a marker stands where there is no value and the file says why."""
    values = _spread(tree.get("value"), size, "value")
    status = tree.get("status")
    if isinstance(status, str):
        status = [status] * size
    marks = _spread(status, size, "status") if status is not None else [""] * size
    both = [m for v, m in zip(values, marks, strict=True) if v and m]
    notes = []
    if both:
        message = ngettext(
            "{count} värde har en markering hos källan ({marks}). Det har lästs ändå.",
            "{count} värden har en markering hos källan ({marks}). De har lästs ändå.",
            len(both),
        )
        marks_seen = ", ".join(sorted({mark[:10] for mark in both})[:5])
        notes.append(Note(message.format(count=len(both), marks=marks_seen)))
    return [v or m for v, m in zip(values, marks, strict=True)], notes


def _spread(written: object, size: int, what: str) -> list[str]:
    """Lay out cells that come as a list, or by their number where few have one."""
    if isinstance(written, list):
        if len(written) != size:
            raise short_of_cells()
        return [text_of(cell) for cell in written]
    if not isinstance(written, dict):
        raise _broken(what)
    cells = [""] * size
    for key, cell in written.items():
        if not (key.isascii() and key.isdigit() and len(key) < 10 and int(key) < size):
            raise _broken(what)
        cells[int(key)] = text_of(cell)
    return cells


def _table(tree: Json) -> str:
    extension = tree.get("extension")
    px = extension.get("px") if isinstance(extension, dict) else None
    return str(text_of(px.get("tableid"))) if isinstance(px, dict) else ""


def _mapping(tree: Json, key: str) -> Json:
    found = tree.get(key)
    if not isinstance(found, dict):
        raise _broken(key)
    return cast(Json, found)


def _sequence(tree: Json, key: str) -> Sequence[object]:
    found = tree.get(key)
    if not isinstance(found, list):
        raise _broken(key)
    return cast(Sequence[object], found)


def _broken(what: str) -> RefusedError:
    message = _("Filen är inte en hel tabell i JSON-stat ({what}).")
    return RefusedError(message.format(what=what[:40]), _("Hämta den på nytt."))
