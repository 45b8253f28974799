"""Read what an indicator is from `indicators/<id>.toml`, and write a first draft.

A definition is written by hand, by somebody who is not a programmer, so everything that
is wrong in a file is said at once, in words, and nothing is guessed.
"""

from __future__ import annotations

import dataclasses
import math
import re
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, cast

import tomli_w

from indicators.errors import DefinitionError
from indicators.model import Direction, Indicator, Kind, Origin, Protection
from indicators.texts import LANGUAGES, Text, _

MOST_LIMITS = 4  # five classes: more can't be told apart on a map
MOST_DECIMALS = 4
MOST_LETTERS = 32  # of a label for tight places
PARTS = ("numerator", "denominator")
IN_WORDS = {Kind.SHARE: PARTS, Kind.RATE: PARTS, Kind.MEAN: PARTS[1:]}
FIELDS = dataclasses.fields(Indicator)[1:]  # the id is the file's name


def read_definitions(folder: Path) -> dict[str, Indicator]:
    """Read every definition in `folder`, sorted by file name."""
    return {path.stem: read_definition(path) for path in sorted(folder.glob("*.toml"))}


def read_definition(path: Path) -> Indicator:
    """Read one definition; its file name without `.toml` is the indicator's id.

    Raises
    ------
    DefinitionError
        With all the problems of the file.
    """
    written = _read_toml(path)
    problems = _key_problems(written)
    if not re.fullmatch("[a-z0-9_]+", path.stem):
        problems.append(_("filnamnet får bara ha tecknen a–z, 0–9 och understreck"))
    values: dict[str, Any] = {}
    for key in written.keys() & READERS.keys():
        try:
            values[key] = READERS[key](written[key])
        except ValueError as wrong:
            problems.append(f"{key}: {wrong}")
    problems += _sense_problems(values)
    if problems:
        raise DefinitionError(path.name, sorted(problems))
    return Indicator(id=path.stem, **values)


def write_definition(indicator: Indicator) -> str:
    """Write `indicator` as TOML; `read_definition` gives the same one back."""
    values = {
        field.name: _plain(getattr(indicator, field.name))
        for field in FIELDS
        if getattr(indicator, field.name) != field.default
    }
    return tomli_w.dumps(values)


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return {"sv": value.sv, "en": value.en} if value.en else value.sv
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return str(value) if isinstance(value, StrEnum) else value


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        # Notepad may put a mark in front of UTF-8, which TOML does not allow
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        problem = _("filen går inte att läsa: {reason}").format(reason=error.strerror)
    except UnicodeDecodeError:
        problem = _("filen är inte sparad som UTF-8; spara om den")
    except ValueError as error:
        row = re.search(r"line (\d+)", str(error))  # else "at end of document"
        place = _("rad {row}").format(row=row[1]) if row else _("sista raden")
        problem = place + _(" går inte att tolka som TOML; saknas ett citattecken?")
    raise DefinitionError(path.name, [problem])


def _key_problems(written: Mapping[str, object]) -> list[str]:
    missing = [key for key in REQUIRED if key not in written]
    problems = [_("{key}: nyckeln saknas").format(key=key) for key in missing]
    for key in written.keys() - READERS.keys():
        near = get_close_matches(key, READERS, n=1)
        hint = _("; menas {near}?").format(near=near[0]) if near else ""
        problems.append(_("{key}: okänd nyckel").format(key=key) + hint)
    return problems


def _sense_problems(values: Mapping[str, Any]) -> list[str]:
    """Find what is wrong between values that are right one by one."""
    kind, origin = values.get("kind", Kind.INDEX), values.get("origin", Origin.PUBLIC)
    lowest, highest = values.get("lowest", -math.inf), values.get("highest", math.inf)
    problems = [
        _("{key}: måste stå i ord när kind är {kind}").format(key=key, kind=kind)
        for key in IN_WORDS.get(kind, ())
        if key not in values
    ]
    if "spread" in values and kind != Kind.MEAN:
        problems.append(_("spread: är bara för medelvärden (kind är mean)"))
    if lowest >= highest:
        problems.append(_("lowest: måste vara mindre än highest"))
    if not all(lowest < limit < highest for limit in values.get("class_limits", ())):
        problems.append(_("class_limits: ska ligga mellan lowest och highest"))
    if values.get("protection") == Protection.NONE and origin != Origin.PUBLIC:
        problems.append(_("protection: none är bara för öppen statistik (public)"))
    return problems


def _require(is_right: bool, message: str) -> None:
    if not is_right:
        raise ValueError(message)


def _list(value: object) -> list[object]:
    _require(isinstance(value, list), _("ska vara en lista inom hakparenteser"))
    return cast(list[object], value)


def _string(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(_("ska vara text inom citattecken, och inte tom"))
    return value


def _text(value: object, longest: float = math.inf) -> Text:
    parts: dict[str, Any] = value if isinstance(value, dict) else {"sv": value}
    is_text = "sv" in parts and parts.keys() <= set(LANGUAGES)
    _require(is_text, _("ska vara text, på bara svenska eller med nycklarna sv och en"))
    length = max(len(_string(part)) for part in parts.values())
    _require(length <= longest, _("får ha högst {n} tecken").format(n=longest))
    return Text.of(parts)


def _phrase(value: object) -> Text:
    text = _text(value)
    has_place = all(part.count("{n}") == 1 for part in (text.sv, text.en) if part)
    rest = (text.sv + text.en).replace("{n}", "")
    is_right = has_place and not set(rest) & set("{}")
    _require(is_right, _("ska ha {n} en gång, där antalet ska stå"))
    return text


def _number(value: object) -> float:
    if type(value) in (int, float) and math.isfinite(number := float(str(value))):
        return number
    raise ValueError(_("ska vara ett tal med decimalpunkt, till exempel 7.5"))


def _spread(value: object) -> float:
    spread = _number(value)
    _require(spread > 0, _("ska vara större än noll"))
    return spread


def _yes_or_no(value: object) -> bool:
    _require(isinstance(value, bool), _("ska vara true eller false"))
    return bool(value)


def _cluster(value: object) -> float:
    cluster = _number(value)
    _require(cluster >= 1, _("ska vara minst ett"))
    return cluster


def _decimals(value: object) -> int:
    is_right = type(value) is int and 0 <= value <= MOST_DECIMALS
    _require(is_right, _("ska vara ett heltal, 0–{most}").format(most=MOST_DECIMALS))
    return int(str(value))


def _limits(value: object) -> tuple[float, ...]:
    limits = tuple(_number(part) for part in _list(value))
    most = _("får ha högst {most} inre gränser").format(most=MOST_LIMITS)
    _require(len(limits) <= MOST_LIMITS, most)
    _require(list(limits) == sorted(set(limits)), _("ska stå i stigande ordning"))
    return limits


def _day(value: object) -> str:
    with suppress(ValueError):
        return date.fromisoformat(str(value)).isoformat()
    raise ValueError(_("ska vara ett datum, till exempel 2026-01-31"))


def _choice(choices: type[StrEnum], value: object) -> StrEnum:
    allowed = ", ".join(choices)
    _require(value in list(choices), _("ska vara något av {a}").format(a=allowed))
    return choices(str(value))


# What can't be used is a ValueError that says why
READERS: dict[str, Callable[[object], object]] = {
    **dict.fromkeys(("name", "definition", "unit", "source"), _text),
    **dict.fromkeys(("numerator", "denominator", "people"), _text),
    "phrase": _phrase,
    **dict.fromkeys(("sector", "age_span", "source_id", "licence", "owner"), _string),
    **dict.fromkeys(("lowest", "highest"), _number),
    "spread": _spread,
    "cluster": _cluster,
    **dict.fromkeys(("numerator_from", "denominator_from"), _string),
    **dict.fromkeys(("reviewed", "next_review"), _day),
    "kind": partial(_choice, Kind),
    "direction": partial(_choice, Direction),
    "origin": partial(_choice, Origin),
    "protection": partial(_choice, Protection),
    "class_limits": _limits,
    "short": partial(_text, longest=MOST_LETTERS),
    "decimals": _decimals,
    **dict.fromkeys(("verified", "new_persons", "only_within"), _yes_or_no),
    "caveats": lambda value: tuple(_text(part) for part in _list(value)),
    "breaks": lambda value: tuple(_string(part) for part in _list(value)),
}
REQUIRED = [field.name for field in FIELDS if field.default is dataclasses.MISSING]
