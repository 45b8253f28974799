"""Make a snapshot of what was in force after a release, and keep it in the store."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from indicators.errors import StoreError
from indicators.store import snapshots
from indicators.store.releases import newest
from indicators.texts import _
from lagesbild.atlas import Atlas
from lagesbild.errors import SnapshotError
from lagesbild.portrait import measures, portrait
from lagesbild.portrait.measures import Measure
from lagesbild.proofs import Standing, standing
from lagesbild.publishing import Desk, user_name
from lagesbild.snapshot.content import content
from lagesbild.snapshot.html import render
from lagesbild.snapshot.interactive import documents
from lagesbild.snapshot.scope import Area, scope_of
from lagesbild.tables import published
from lagesbild.workspace import Workspace


@dataclass(frozen=True)
class Frozen:
    """A snapshot that was made: what it says, and the file."""

    content: dict[str, Any]
    file: bytes
    areas: tuple[Area, ...]

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.content["id"])

    def row(self) -> snapshots.Snapshot:
        """Write what the store's list says of it; the store adds blob and size."""
        said = self.content
        return snapshots.Snapshot(
            id=self.id,
            created_at=said["made"]["when"],
            who=said["made"]["who"],
            title=said["title"],
            place=said["place"],
            areas=json.dumps(self.areas, ensure_ascii=False),
            language=said["language"],
            summary=json.dumps(said["summary"], ensure_ascii=False),
            practice=said["practice"],
            release=said["release"]["number"],
            blob="",
            size=0,
        )


@dataclass
class Freezer:
    """Makes snapshots of one release; what they share is read and drawn once."""

    workspace: Workspace
    number: int | None = None
    _measures: dict[str, list[Measure]] = field(default_factory=dict, repr=False)

    @cached_property
    def desk(self) -> Desk:
        """The desk whose store the release is in."""
        desk = Desk(self.workspace)
        desk.import_shipped()
        return desk

    @cached_property
    def release(self) -> Standing:
        """The release, and its proofs."""
        latest, _hash = newest(self.desk.store)
        number = latest if self.number is None else self.number
        if not 1 <= number <= latest:
            raise SnapshotError(
                _("Det finns ingen publicering {n} att frysa.").format(n=number)
            )
        return standing(self.desk.store, number)

    @cached_property
    def atlas(self) -> Atlas:
        """What readers saw after that release."""
        desk, number = self.desk, self.release.number
        return Atlas(self.workspace, published(desk.store, desk.makeup, number))

    def freeze(
        self,
        title: str,
        areas: Sequence[Area] = (),
        keys: Sequence[str] = (),
        *,
        who: str = "",
        when: str = "",
    ) -> Frozen:
        """Make a snapshot, and write it as a file; nothing is stored.

        Raises
        ------
        SnapshotError
            If it has no title, or there is nothing to show.
        """
        if not title.strip():
            raise SnapshotError(_("Ge ögonblicksbilden en rubrik."))
        said = content(
            self.atlas,
            title=title,
            areas=areas,
            keys=keys,
            who=who or user_name(),
            when=when or datetime.now(UTC).isoformat(timespec="seconds"),
            release=self.release,
            describe=self.describe,
        )
        scope = scope_of(self.atlas, areas, keys)
        maps = documents(self.atlas, scope, said["areas"])
        return Frozen(said, render(said, maps), tuple(areas))

    def describe(self, level: str, code: str) -> dict[str, Any]:
        """Give the portrait of an area; what a level has in common is gathered once."""
        if level not in self._measures:
            self._measures[level] = measures(self.atlas.series(level))
        return portrait(self.atlas, level, code, self._measures[level])

    def keep(self, made: Frozen) -> snapshots.Snapshot:
        """Put a snapshot into the store, once and for all."""
        return self.put(made.row(), made.file)

    def put(self, row: snapshots.Snapshot, file: bytes) -> snapshots.Snapshot:
        """Put a snapshot that may have been made elsewhere into the store."""
        try:
            return snapshots.keep(self.desk.store, row, file)
        except StoreError as error:
            raise SnapshotError(str(error)) from error
