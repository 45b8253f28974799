"""Whether what came is the data that was asked for, and not a notice about it."""

from __future__ import annotations

import json
import math
from collections.abc import Collection
from typing import Any, NoReturn, TypeGuard

from indicators.errors import SHOWN
from indicators.sources.errors import ChangedError, CutOffError, WrongContentError
from indicators.texts import _

EXCERPT = 2000
_MARKUP = (b"<",)
_ENDS = (b"}", b"]")


def decode_json(content: bytes, media_type: str, where: str) -> Any:
    """Read JSON, with or without a byte order mark.

    Raises
    ------
    CutOffError
        If it has a beginning but no end.
    WrongContentError
        If it is something else: a web page, an exception report, text.
    """
    body = content.removeprefix(b"\xef\xbb\xbf").strip()
    if body.startswith(_MARKUP) or media_type in ("text/html", "text/xml"):
        raise WrongContentError(where, body[:EXCERPT])
    if body[:1] in (b"{", b"[") and not body.endswith(_ENDS):
        raise CutOffError(where)
    try:
        return json.loads(
            body.decode("utf-8"),
            parse_constant=_refuse,
            parse_float=_finite,
            object_pairs_hook=_once,
        )
    except json.JSONDecodeError as error:
        if body.startswith((b"{", b"[")) and error.pos >= len(error.doc) - 1:
            raise CutOffError(where) from None
    except (ValueError, RecursionError):
        pass  # another encoding, NaN, a key twice, or lists in lists in lists
    raise WrongContentError(where) from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _refuse("a key twice")


def changed(where: str, what: str) -> ChangedError:
    """Say that the source has another form than the one we know."""
    return ChangedError(
        where,
        _("källan ser inte ut som förut: {what}.").format(what=what),
        _(
            "Jämför med källans webbplats och ändra definitionen eller urvalet. Hittar "
            "du inget fel där, hör av dig till den som förvaltar Lägesbild."
        ),
    )


def require_dict(value: Any, what: str, where: str) -> dict[str, Any]:
    """Take an object of JSON, or say that `what` is missing."""
    if isinstance(value, dict):
        return value
    raise lacking(what, where)


def require_dicts(value: Any, what: str, where: str) -> list[dict[str, Any]]:
    """Take a list of objects, or say that `what` is missing."""
    if isinstance(value, list) and all(isinstance(row, dict) for row in value):
        return value
    raise lacking(what, where)


def require_texts(value: Any, what: str, where: str) -> list[str]:
    """Take a list of texts, or say that `what` is missing."""
    if isinstance(value, list) and all(isinstance(text, str) for text in value):
        return value
    raise lacking(what, where)


def lacking(what: str, where: str) -> ChangedError:
    """Say that `what` is not where it used to be in the answer."""
    return changed(where, _("{what} saknas i svaret").format(what=what))


def is_number(value: Any) -> TypeGuard[int | float]:
    """Tell numbers from true and false, which Python takes for 1 and 0."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def some(codes: Collection[str]) -> str:
    """Write the first of `codes` as they stand, and count the others."""
    shown = [code[:40] if code.isprintable() else "?" for code in codes][:SHOWN]
    hidden = len(codes) - len(shown)
    text = ", ".join(shown) or "–"
    return text + (_(" och {count} till").format(count=hidden) if hidden > 0 else "")
