"""PxWeb's own JSON: `columns` that say what keys and values are, and `data`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from indicators.formats.cube import require_size
from indicators.formats.json_text import text_of
from indicators.formats.model import Dataset, Dimension, Note, RefusedError
from indicators.texts import _

Json = Mapping[str, object]
_SEX = {"kon", "kön", "sex"}
_SEXES = {"1": "män", "2": "kvinnor", "1+2": "totalt", "tot": "totalt"}


def is_pxjson(tree: Json) -> bool:
    """Tell whether it has the two parts."""
    return isinstance(tree.get("columns"), list) and isinstance(tree.get("data"), list)


def read_pxjson(tree: Json) -> Dataset:
    """Read the table; it has codes but no words for them."""
    columns = [_column(column) for column in cast(list[object], tree["columns"])]
    keys = [dimension for dimension in columns if dimension.role != "contents"]
    contents = [dimension for dimension in columns if dimension.role == "contents"]
    data = cast(list[object], tree["data"])
    require_size([len(data), max(len(columns), 1)])
    rows = [_row(row, len(keys), len(contents)) for row in data]
    codes = [[str(row[i]) for row in rows] for i in range(len(keys))]
    values = [[row[len(keys) + i] for row in rows] for i in range(len(contents))]
    notes = [_name_sexes(d, found) for d, found in zip(keys, codes, strict=True)]
    names = {dimension.code: dimension.label for dimension in contents}
    return Dataset(
        keys,
        codes,
        Dimension("ContentsCode", "tabellinnehåll", "contents", names),
        values,
        notes=[note for note in notes if note],
    )


def _column(written: object) -> Dimension:
    if not isinstance(written, dict):
        raise _broken("columns")
    kind = {"t": "time", "c": "contents"}.get(str(written.get("type")), "")
    code, label = text_of(written.get("code")), text_of(written.get("text"))
    return Dimension(str(code), str(label), kind)


def _row(written: object, keys: int, values: int) -> list[str]:
    if not isinstance(written, dict):
        raise _broken("data")
    key, value = written.get("key", []), written.get("values", [])
    if not (isinstance(key, list) and isinstance(value, list)):
        raise _broken("data")
    if (len(key), len(value)) != (keys, values):
        raise _broken("data")
    return [text_of(cell) for cell in (*key, *value)]


def _name_sexes(dimension: Dimension, codes: list[str]) -> Note | None:
    """Put words for SCB's codes of sex, which the file doesn't have."""
    found = set(codes)
    if dimension.code.casefold() not in _SEX or not found <= set(_SEXES):
        return None
    dimension.labels.update(_SEXES)
    message = _("Koderna 1 och 2 har lästs som män och kvinnor, som SCB skriver dem.")
    return Note(message, column=dimension.name, needs_yes=bool(found & {"1", "2"}))


def _broken(what: str) -> RefusedError:
    message = _("Filen är inte en hel tabell i PxWebs JSON ({what}).")
    return RefusedError(message.format(what=what), _("Hämta den på nytt."))
