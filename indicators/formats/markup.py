"""XML as events: no document type, so no entities, and no references to elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from xml.parsers import expat

from indicators.formats.model import RefusedError
from indicators.formats.zipped import damaged
from indicators.texts import _


class Target(Protocol):
    """What is told of each element."""

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """Hear of an element; the name has its prefix."""

    def end(self, name: str, /) -> None:
        """Hear of its end."""

    def data(self, text: str, /) -> None:
        """Hear of the text between."""


def walk(pieces: Iterable[bytes], target: Target) -> None:
    """Tell `target` of the elements in order; refuse what isn't plain XML."""
    # The standard library's parser, with what `defusedxml` would forbid forbidden.
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = target.start
    parser.EndElementHandler = target.end
    parser.CharacterDataHandler = target.data
    parser.StartDoctypeDeclHandler = _refuse
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError):
        raise damaged() from None


def local(name: str) -> str:
    """Take off the prefix that some programs write: `x:row`."""
    return name[name.rfind(":") + 1 :]


def _refuse(*_what: object) -> None:
    raise RefusedError(
        _("Arbetsboken innehåller en dokumenttyp, vilket inget kalkylprogram skriver."),
        _("Kopiera tabellen till en ny arbetsbok och spara den."),
    )
