"""The archive that a workbook is, opened without trusting what it says of itself."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from indicators.formats import limits
from indicators.formats.model import RefusedError
from indicators.texts import _

CHUNK = 1 << 16
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x07"
_ENTRY = 46  # bytes that each part has in the table of contents, at least


class Archive:
    """The parts of a zip file, each read in pieces and within the limits."""

    def __init__(self, content: bytes) -> None:
        _require_modest_contents(content)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
            raise damaged() from None
        parts = self._zip.infolist()
        self._parts = {part.filename.lstrip("/").casefold(): part for part in parts}
        if len(self._parts) < len(parts):
            raise damaged()
        self._left, self._tags = limits.UNPACKED, limits.TAGS

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._parts

    def read(self, name: str) -> Iterator[bytes]:
        """Give the content of a part piece by piece."""
        part = self._parts.get(name.casefold())
        if part is None:
            raise damaged()
        if part.flag_bits & 1:
            raise locked()
        suspect = part.file_size > limits.RATIO_FROM
        if suspect and part.file_size > limits.RATIO * max(part.compress_size, 1):
            raise too_large()
        try:
            with self._zip.open(part) as stream:
                while piece := stream.read(CHUNK):
                    self._count(piece)
                    yield piece
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            ValueError,
        ):
            raise damaged() from None

    def _count(self, piece: bytes) -> None:
        """Take what is read from what may be read of the whole archive."""
        self._left -= len(piece)
        self._tags -= piece.count(b"<")
        if self._left < 0 or self._tags < 0:
            raise too_large()


def _require_modest_contents(content: bytes) -> None:
    """Look at the size of the table of contents before it is read into memory."""
    end = content.rfind(_END, max(0, len(content) - (1 << 16) - 22))
    if end < 0 or len(content) < end + 22:
        raise damaged()
    if content[max(0, end - 20) :].startswith(_END64):
        raise too_large()
    size = int.from_bytes(content[end + 12 : end + 16], "little")
    if size > limits.PARTS * (_ENTRY + 200):
        raise too_large()


def damaged() -> RefusedError:
    """Say that it isn't a whole workbook."""
    return RefusedError(
        _("Filen är ett arkiv, men inte en hel Excel-arbetsbok (xlsx)."),
        _("Öppna den i Excel och spara den på nytt, som xlsx eller CSV UTF-8."),
    )


def too_large() -> RefusedError:
    """Say that there is more in it than any table of a municipality needs."""
    return RefusedError(
        _("Arbetsboken är orimligt stor när den packas upp."),
        _("Kopiera tabellen till en ny arbetsbok och spara den."),
    )


def locked() -> RefusedError:
    """Say that it has a password."""
    return RefusedError(
        _("Arbetsboken är skyddad med lösenord."),
        _("Öppna den i Excel, ta bort lösenordet och spara den på nytt."),
    )
