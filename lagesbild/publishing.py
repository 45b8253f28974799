"""From files to a release: read, check, protect, rehearse, publish, undo.

The same functions serve the command line and the pages. What is unprotected lives in
memory only, between reading and protection.
"""

from __future__ import annotations

import getpass
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from indicators.disclosure.alternatives import Alternative
from indicators.disclosure.control import Control
from indicators.errors import ReleaseError
from indicators.model import KEY
from indicators.quality import ask
from indicators.reading import Reading
from indicators.store import Change, Release, SourceFile, Store, open_store
from indicators.store.releases import newest, publish, undo
from indicators.texts import _
from lagesbild.jobs import Say, quietly
from lagesbild.keeping import keep_proofs, rounding_secret
from lagesbild.makeup import Makeup
from lagesbild.recipes import read_file
from lagesbild.rehearsal import Rehearsal, rehearse
from lagesbild.shipped import import_shipped
from lagesbild.store_of import store_place
from lagesbild.tables import changes, ledger, merged, published
from lagesbild.wording import advice_on_names
from lagesbild.workspace import Workspace


@dataclass(frozen=True)
class Draft:
    """What would be published: nothing has been stored yet."""

    before: pd.DataFrame
    after: pd.DataFrame
    changes: tuple[Change, ...]
    files: tuple[SourceFile, ...]
    readings: tuple[Reading, ...]
    expected: int
    rehearsal: Rehearsal
    controls: Mapping[str, Control]
    questions: tuple[str, ...]  # worth a second look; none of them stops anything


@dataclass
class Desk:
    """An analyst's desk: a workspace and its store."""

    workspace: Workspace

    @cached_property
    def store(self) -> Store:
        """The workspace's store, with the data that it ships."""
        return _opened(self.place())

    @property
    def makeup(self) -> Makeup:
        """What the area groups are made of now."""
        return Makeup.now(self.workspace.config)

    def close(self) -> None:
        """Close the store, when there are many workspaces and this one is done."""
        with _opening:
            kept = _stores.pop(str(self.place()), None)
        if kept is not None:
            kept.close()

    def place(self) -> str | Path:
        """Tell where the store is: an address from the environment, or a file."""
        return store_place(self.workspace.root)

    def state(self) -> str:
        """Say which release is the newest: other state, other string."""
        return newest(self.store)[1]

    def published(self) -> pd.DataFrame:
        """Read all tables in force, each checked against its hash."""
        self.import_shipped()
        return published(self.store, self.makeup)

    def import_shipped(self) -> Release | None:
        """Publish what the workspace ships and has not been published yet."""
        return import_shipped(self.workspace, self.store)

    def draft(
        self,
        readings: Sequence[Reading],
        files: Sequence[SourceFile],
        *,
        yes: bool = False,
        way: str = "",
        say: Say = quietly,
    ) -> Draft:
        """Protect what was read, and rehearse what publishing it would do.

        Parameters
        ----------
        readings : sequence of Reading
        files : sequence of SourceFile
            What the history is to say that the release was made from.
        yes : bool
            Say yes to what the reader asks.
        way : str
            A way out to take where protection is dear or can't be done; one of
            `indicators.disclosure.ways.Way`.
        say : callable
            Told how much is done, 0 to 1, and what comes next.

        Raises
        ------
        IndicatorFileError
            If any file has problems; nothing of the others is used then.
        """
        say(0.0, _("Läser det som är publicerat"))
        before = self.published()
        expected, _hash = newest(self.store)
        observations = pd.concat(
            [reading.require(yes=yes) for reading in readings], ignore_index=True
        )
        _require_no_overlap(observations)
        say(0.1, _("Skyddar små grupper, och prövar skyddet"))
        table, controls = self.workspace.protect(
            observations,
            self.ledger(),
            way=way,
            secret=rounding_secret(self.workspace.root) if way else b"",
        )
        after = merged(before, table)
        names = sorted(set(observations["indicator"]))
        say(0.7, _("Repeterar: vad som ändras för den som läser"))
        return Draft(
            before=before,
            after=after,
            changes=changes(after, names),
            files=tuple(files),
            readings=tuple(readings),
            expected=expected,
            rehearsal=rehearse(self.workspace, before, after, names),
            controls=controls,
            questions=tuple(self._questions(observations, before, names)),
        )

    def _questions(
        self, observations: pd.DataFrame, before: pd.DataFrame, names: Sequence[str]
    ) -> Iterator[str]:
        place = self.workspace
        known = place.indicators
        yield from ask(observations, before, known, place.divisions())
        worded = [known[name] for name in names]
        yield from advice_on_names(place.config, worded, place.root)

    def ways_out(
        self, readings: Sequence[Reading], *, yes: bool = False
    ) -> dict[str, tuple[Alternative, ...]]:
        """Give the ways out of each protected indicator in what was read, priced."""
        self.import_shipped()
        observations = pd.concat(
            [reading.require(yes=yes) for reading in readings], ignore_index=True
        )
        _require_no_overlap(observations)
        secret = rounding_secret(self.workspace.root)
        return self.workspace.price_list(observations, self.ledger(), secret)

    def read(self, name: str, content: bytes) -> Reading:
        """Read a file as it stands, with whatever problems it has."""
        return read_file(self.workspace, name, content)

    def publish(self, draft: Draft, *, message: str, who: str = "") -> Release:
        """Publish a draft, unless somebody else has published since it was made."""
        proofs = keep_proofs(self.workspace.root, draft.controls)
        makeup = self.makeup
        return publish(
            self.store,
            draft.changes,
            who=who or user_name(),
            message=message,
            files=[*draft.files, makeup.file, *proofs],
            keep=[makeup.content],
            expected=draft.expected,
        )

    def ledger(self) -> dict[str, list[pd.DataFrame]]:
        """Collect every table that was ever published, by indicator."""
        return ledger(self.store, self.makeup)

    def undo(self, number: int, *, reason: str, who: str = "") -> Release:
        """Take a release back; see `indicators.store.releases.undo`."""
        return undo(self.store, number, who=who or user_name(), reason=reason)


_stores: dict[str, Store] = {}
_opening = threading.Lock()


def _opened(place: str | Path) -> Store:
    """Open each store once in this process."""
    with _opening:
        kept = _stores.get(str(place))
        if kept is None or (kept.path is not None and not kept.path.exists()):
            kept = _stores[str(place)] = open_store(place)
        return kept


def user_name() -> str:
    """Tell who is at the keyboard, for the history."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return _("okänd")


def _require_no_overlap(observations: pd.DataFrame) -> None:
    doubled = observations[observations.duplicated(KEY)]
    if not doubled.empty:
        row = doubled.iloc[0]
        raise ReleaseError(
            _(
                "{indicator} {period} finns i mer än en av filerna. Publicera dem var "
                "för sig, eller ta bort den ena. Ingenting har ändrats."
            ).format(indicator=row["indicator"], period=row["period"])
        )
