"""JSON, with its numbers as they are written."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from indicators.formats import limits
from indicators.formats.model import Number, RefusedError, number_in
from indicators.texts import _

# A string that never ends is one too, so that each letter is looked at once.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{}]', re.S)
_STEP = {"[": 1, "{": 1, "]": -1, "}": -1}


def load(content: bytes) -> object:
    """Read JSON: numbers become `Number`, and are never rounded on the way."""
    try:
        text = content.decode(json.detect_encoding(content)).lstrip("\ufeff")
        _require_modest(text)
        return json.loads(
            text,
            parse_int=number_in,
            parse_float=number_in,
            parse_constant=str,
            object_pairs_hook=_object,
        )
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        raise RefusedError(
            _("Filen är en skadad eller avklippt JSON-fil."), _("Hämta den på nytt.")
        ) from None


def _require_modest(text: str) -> None:
    """Refuse what is too long, or too deep for anything to follow it down."""
    if text.count(",") > limits.ITEMS:
        raise RefusedError(
            _("JSON-filen är orimligt stor."),
            _("Välj bara kommunens områden och de år som behövs, och hämta på nytt."),
        )
    depth = 0
    for match in _TOKEN.finditer(text):
        depth += _STEP.get(match[0], 0)
        if depth > limits.DEPTH:
            raise RefusedError(
                _("JSON-filen är djupare än någon tabell."),
                _("Hämta den på nytt från källan."),
            )


def _object(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise RefusedError(
            _("JSON-filen säger samma sak två gånger på ett ställe."),
            _("Hämta den på nytt från källan."),
        )
    return found


def text_of(value: object) -> str:
    """Give a single value as a cell; nothing for null."""
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Number):
        return value
    # A number may be within quotes; a NUL would be taken for our own mark.
    return number_in(str(value).replace("\x00", ""))


def unknown_json() -> RefusedError:
    """Say which JSON can be read."""
    return RefusedError(
        _("JSON-filen är inte av ett slag som går att läsa."),
        _("Hämta den som JSON-stat 2, PxWeb JSON, Kolada JSON eller CSV."),
    )
