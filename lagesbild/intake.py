"""Take in files that somebody hands us: whole, not too large, or said not to be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from indicators.errors import IndicatorFileError, Problem, ReleaseError
from indicators.texts import _

LARGEST_FILE = 20 * 1024**2  # of values


def require_small(name: str, content: bytes) -> None:
    """Raise `IndicatorFileError` if a file of values is larger than any should be."""
    if len(content) > LARGEST_FILE:
        message = _("Filen är större än 20 MB. Dela upp den.")
        remedy = _("Spara den som CSV från kalkylprogrammet och försök igen.")
        raise IndicatorFileError(name, [Problem(0, "", message, remedy)])


def read_files(paths: Sequence[Path]) -> dict[str, bytes]:
    """Read files by name, or say which one can't be opened."""
    found: dict[str, bytes] = {}
    for path in paths:
        if path.name in found:
            raise ReleaseError(
                _("Två filer heter {file}. Byt namn på den ena.").format(file=path.name)
            )
        found[path.name] = read_values(path)
    return found


def read_values(path: Path) -> bytes:
    """Read a file of values, or say that it can't be opened or is too large."""
    content = read_bytes(path, LARGEST_FILE + 1)
    require_small(path.name, content)
    return content


def read_bytes(path: Path, most: int = -1) -> bytes:
    """Read a file, `most` bytes of it, or say that it can't be opened."""
    try:
        with path.open("rb") as file:
            return file.read(most)
    except OSError as error:
        problem = Problem(
            0, "", _("Filen går inte att öppna."), _("Kontrollera namn och mapp.")
        )
        raise IndicatorFileError(path.name, [problem]) from error
