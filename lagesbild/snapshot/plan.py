"""The plan of a batch: the same when it goes on as when it began."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from indicators.texts import _
from lagesbild.errors import SnapshotError
from lagesbild.publishing import user_name
from lagesbild.snapshot.making import Freezer
from lagesbild.snapshot.scope import Area
from lagesbild.snapshot.whole import write_whole

PLAN = "batch.json"


@dataclass(frozen=True)
class Plan:
    """What a batch makes: the same when it goes on as when it began."""

    title: str
    who: str
    when: str
    release: int
    language: str
    keys: tuple[str, ...]
    areas: tuple[Area, ...]


def plan_of(
    freezer: Freezer,
    folder: Path,
    title: str,
    keys: tuple[str, ...],
    language: str,
    areas: tuple[Area, ...],
) -> Plan:
    """Begin a batch in a folder, or go on with the one that was begun there.

    Raises
    ------
    SnapshotError
        If the folder has another batch, or its plan is damaged.
    """
    path = folder / PLAN
    wanted = Plan(
        title=title,
        who=user_name(),
        when=datetime.now(UTC).isoformat(timespec="seconds"),
        release=freezer.release.number,
        language=language,
        keys=keys,
        areas=areas,
    )
    if not path.exists():
        write_whole(
            path, json.dumps(vars(wanted), ensure_ascii=False, indent=2).encode()
        )
        return wanted
    begun = _read(path)
    same = ("title", "language", "keys", "areas")
    if any(getattr(begun, name) != getattr(wanted, name) for name in same):
        raise SnapshotError(
            _("I mappen {folder} finns en annan omgång. Välj en annan mapp.").format(
                folder=folder.name
            )
        )
    return begun


def _read(path: Path) -> Plan:
    try:
        told = json.loads(path.read_text("utf-8"))
        areas = tuple((str(level), str(code)) for level, code in told.pop("areas"))
        return Plan(**{**told, "keys": tuple(told["keys"]), "areas": areas})
    except (ValueError, TypeError, KeyError) as error:
        raise SnapshotError(
            _("{file} är skadad. Ta bort mappen och börja om.").format(file=PLAN)
        ) from error
