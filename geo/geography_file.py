"""The description of a geography, `<level>-<vintage>.toml`, before shapes are read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.errors import GeographyError
from indicators.errors import listed
from indicators.texts import Text, _

_REQUIRED = ("level", "vintage", "name", "description", "code_column", "source")
_OPTIONAL = (
    "licence",
    "file",
    "layer",
    "dissolve_of",
    "name_column",
    "parent",
    "parent_column",
)
_BILINGUAL = ("name", "description")
_ID = re.compile(r"[a-z0-9_]+(-[a-z0-9_]+)+")


@dataclass(frozen=True)
class GeographyFile:
    """What a TOML file says about a geography, before any shape is read.

    Exactly one of `file` and `dissolve_of` is given. `parent` and `parent_column` are
    given both or neither.
    """

    id: str
    level: str
    vintage: str
    name: Text
    description: Text
    code_column: str
    source: str
    licence: str = ""
    file: str = ""
    layer: str | None = None
    dissolve_of: str = ""
    name_column: str | None = None
    parent: str | None = None
    parent_column: str | None = None


def read_geography_file(path: Path) -> GeographyFile:
    """Read the description of a geography.

    Raises
    ------
    GeographyError
        With everything that is wrong in the file, listed.
    """
    content = _parse(path)
    problems = [
        *_wrong_keys(content),
        *_wrong_values(content),
        *_wrong_shapes(content, path.parent),
        *_wrong_id(content, path.stem),
    ]
    require_none(path.name, problems)
    texts = {key: Text.of(content[key]) for key in _BILINGUAL}
    return GeographyFile(id=path.stem, **{**content, **texts})


def require_none(file: str, problems: list[str]) -> None:
    """Raise `GeographyError` with all `problems` of one file, if there are any."""
    if problems:
        raise GeographyError(
            _("Indelningen {file} kan inte användas:").format(file=file)
            + "\n"
            + listed(problems)
        )


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        problem = _("Filen är inte skriven i UTF-8. Spara den i UTF-8.")
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problem = _("Filen är ingen giltig TOML ({reason}). Rätta raden.").format(
            reason=error
        )
    except OSError:
        problem = _("Filen går inte att läsa. Kontrollera att den finns.")
    require_none(path.name, [problem])
    raise AssertionError("unreachable")


def _wrong_keys(content: Mapping[str, Any]) -> list[str]:
    missing = [key for key in _REQUIRED if key not in content]
    unknown = sorted(set(content) - set(_REQUIRED) - set(_OPTIONAL))
    return [_("{key} saknas. Lägg till den.").format(key=key) for key in missing] + [
        _("{key} är ingen känd uppgift. Ta bort raden eller rätta stavningen.").format(
            key=key
        )
        for key in unknown
    ]


def _wrong_values(content: Mapping[str, Any]) -> list[str]:
    problems = []
    for key in (key for key in (*_REQUIRED, *_OPTIONAL) if key in content):
        value = content[key]
        if isinstance(value, str) and value.strip():
            continue
        if key in _BILINGUAL and _is_bilingual(value):
            continue
        problems.append(
            _(
                "{key} ska vara text inom citattecken och får inte vara tom; name och "
                'description får också skrivas {{ sv = "…", en = "…" }}.'
            ).format(key=key)
        )
    return problems


def _is_bilingual(value: object) -> bool:
    return (
        isinstance(value, dict)
        and {"sv"} <= set(value) <= {"sv", "en"}
        and all(isinstance(text, str) and text.strip() for text in value.values())
    )


def _wrong_shapes(content: Mapping[str, Any], folder: Path) -> list[str]:
    problems = []
    if ("file" in content) == ("dissolve_of" in content):
        problems.append(
            _(
                "Antingen file (en fil med områden) eller dissolve_of (en annan "
                "indelning att slå ihop) ska anges, och inte båda."
            )
        )
    if ("parent" in content) != ("parent_column" in content):
        problems.append(_("parent och parent_column ska anges båda, eller ingen."))
    file = content.get("file")
    if isinstance(file, str) and not _is_here(folder, file):
        problems.append(
            _("Filen {file} finns inte i mappen {folder}.").format(
                file=file, folder=folder.name
            )
        )
    return problems


def _is_here(folder: Path, file: str) -> bool:
    """Tell whether `file` is the plain name of a file in `folder`."""
    plain = Path(file).name == file and "\\" not in file and "\0" not in file
    return plain and (folder / file).is_file()


def _wrong_id(content: Mapping[str, Any], stem: str) -> list[str]:
    expected = f"{content.get('level')}-{content.get('vintage')}"
    if stem == expected and _ID.fullmatch(stem):
        return []
    return [
        _(
            "Filen ska heta som nivå och årgång, {expected}.toml, med bara a–z, 0–9, _ "
            "och bindestreck."
        ).format(expected=expected)
    ]
