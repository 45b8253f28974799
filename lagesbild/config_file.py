"""Read `lagesbild.toml`, and say all that is wrong in it at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from geo.places import Place
from indicators.errors import listed
from indicators.model import Thresholds
from indicators.texts import LANGUAGES, Text, _
from lagesbild.config import FILE, Benchmark, Config, Group, Sector
from lagesbild.errors import WorkspaceError

T = TypeVar("T")
RELATIONS = ("part", "separate", "fixed")  # of areas to a benchmark
RESERVED = ("grupp", "tidigare")  # mean something else in the address
FLOOR = Thresholds(count=3, pupils=10)  # a workspace can be stricter, never looser
MOST_NOISE = 5  # the more official figures are off, the less an attacker knows by them


def read_config(root: Path) -> Config:
    """Read the configuration of the workspace at `root`.

    Raises
    ------
    WorkspaceError
        If there is none, if it is not TOML, or with all that is wrong in it.
    """
    path = root / FILE
    if not path.is_file():
        raise WorkspaceError(
            _(
                "Det finns ingen arbetsyta i {folder}: filen {file} saknas. "
                "Skapa en med lagesbild init."
            ).format(folder=root.name or str(root), file=FILE)
        )
    try:
        content = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WorkspaceError(
            _("{file} är inte giltig TOML{place}. Rätta raden och försök igen.").format(
                file=FILE, place=_line(error)
            )
        ) from error
    return _Reader(content).config()


def _line(error: Exception) -> str:
    found = re.search(r"line (\d+)", str(error))
    return _(" på rad {line}").format(line=found[1]) if found else ""


class _Reader:
    """Turn TOML into a Config and gather every complaint on the way."""

    def __init__(self, content: Mapping[str, Any]) -> None:
        self.content = content
        self.problems: list[str] = []

    def config(self) -> Config:
        for key in ("name", "geography"):
            if not isinstance(self.content.get(key), str):
                self.problems.append(_("{key} saknas.").format(key=key))
        config = Config(
            name=str(self.content.get("name", "")),
            geography=str(self.content.get("geography", "")),
            municipality=str(self.content.get("municipality", "")),
            across=tuple(map(str, self.content.get("across", ()))),
            start=str(self.content.get("start", "")),
            address=self._address(),
            accepted=tuple(map(str, self.content.get("accepted", ()))),
            language=self._language(),
            groups=self._all("groups", self._group),
            benchmarks=self._all("benchmarks", self._benchmark),
            sectors=self._all("sectors", self._sector),
            places=self._all("places", self._place),
            thresholds=self._thresholds(),
            outgoing=self._table("outgoing"),
        )
        self._check_groups(config.groups)
        self._check_benchmarks(config)
        if self.problems:
            raise WorkspaceError(
                _("{file} kan inte användas:").format(file=FILE)
                + "\n"
                + listed(self.problems)
            )
        return config

    def _language(self) -> str:
        code = str(self.content.get("language", LANGUAGES[0]))
        if code not in LANGUAGES:
            self.problems.append(
                _("language är {code}, men kan vara {known}.").format(
                    code=code, known=", ".join(LANGUAGES)
                )
            )
        return code

    def _address(self) -> str:
        address = str(self.content.get("address", ""))
        if address and not re.fullmatch(r"https?://[^\s<>\"']+", address):
            self.problems.append(
                _("address ska börja med https:// och vara sidans adress.")
            )
        return address

    def _all(self, key: str, read: Callable[[Mapping[str, Any]], T]) -> tuple[T, ...]:
        found = []
        entries = self.content.get(key, [])
        if not isinstance(entries, list):
            self.problems.append(_("Skriv [[{key}]] för varje {key}.").format(key=key))
            entries = []
        for number, entry in enumerate(entries, start=1):
            try:
                found.append(read(entry))
            except KeyError as error:
                self.problems.append(
                    _("[[{key}]] nummer {number}: {what} saknas.").format(
                        key=key, number=number, what=error.args[0]
                    )
                )
            except (AttributeError, TypeError, ValueError):
                self.problems.append(
                    _("[[{key}]] nummer {number}: ett värde är av fel slag.").format(
                        key=key, number=number
                    )
                )
        return tuple(found)

    @staticmethod
    def _group(entry: Mapping[str, Any]) -> Group:
        name, title, areas = str(entry["id"]), str(entry["name"]), entry["areas"]
        if not isinstance(areas, list):
            raise TypeError("areas is a list of codes")
        return Group(name, title, tuple(dict.fromkeys(map(str, areas))))

    @staticmethod
    def _benchmark(entry: Mapping[str, Any]) -> Benchmark:
        relation = str(entry.get("relation", Benchmark.relation))
        source = Text.of(entry["source"]) if "source" in entry else None
        return Benchmark(str(entry["code"]), Text.of(entry["name"]), relation, source)

    @staticmethod
    def _sector(entry: Mapping[str, Any]) -> Sector:
        return Sector(str(entry["id"]), Text.of(entry["name"]))

    @staticmethod
    def _place(entry: Mapping[str, Any]) -> Place:
        return Place(
            str(entry["name"]),
            float(entry["latitude"]),
            float(entry["longitude"]),
            entry.get("size") == "large",
        )

    def _thresholds(self) -> Thresholds:
        entry = self._table("protection")
        count = entry.get("minimum_count", Thresholds.count)
        pupils = entry.get("minimum_pupils", Thresholds.pupils)
        whole = isinstance(count, int) and isinstance(pupils, int)
        if not whole or count < FLOOR.count or pupils < FLOOR.pupils:
            self.problems.append(
                _(
                    "[protection]: minimum_count måste vara ett heltal, minst {count}, "
                    "och minimum_pupils minst {pupils}."
                ).format(count=FLOOR.count, pupils=FLOOR.pupils)
            )
        noise = entry.get("official_noise", Thresholds.noise)
        if type(noise) is not int or not 0 <= noise <= MOST_NOISE:
            self.problems.append(
                _(
                    "[protection]: official_noise måste vara ett heltal från 0 till "
                    "{most}: så många personer räknas SCB:s tal från 2025 ligga fel."
                ).format(most=MOST_NOISE)
            )
        return Thresholds(count, pupils, noise)

    def _table(self, key: str) -> Mapping[str, Any]:
        entry = self.content.get(key, {})
        if isinstance(entry, dict):
            return entry
        self.problems.append(_("Skriv [{key}] på en egen rad.").format(key=key))
        return {}

    def _check_groups(self, groups: tuple[Group, ...]) -> None:
        ids = [group.id for group in groups]
        for name in sorted({name for name in ids if ids.count(name) > 1}):
            self.problems.append(
                _("Två områdesgrupper har samma id: {id}.").format(id=name)
            )

    def _check_benchmarks(self, config: Config) -> None:
        """Refuse what would be taken for something else, in the address or a file."""
        taken = {"", config.municipality, *RESERVED}
        for one in config.benchmarks:
            if one.relation not in RELATIONS:
                self.problems.append(
                    _(
                        "[[benchmarks]] {code}: relation är {relation}, men kan vara "
                        "{known}."
                    ).format(
                        code=one.code,
                        relation=one.relation,
                        known=", ".join(RELATIONS),
                    )
                )
            if one.code in taken:
                self.problems.append(
                    _(
                        "[[benchmarks]] {code}: koden är upptagen. Välj en egen kod "
                        "för varje jämförelsevärde."
                    ).format(code=one.code)
                )
            taken.add(one.code)
