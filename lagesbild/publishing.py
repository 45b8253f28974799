"""From files to a release: read, check, protect, rehearse, publish, undo.

The same functions serve the command line and the pages. What is unprotected lives in
memory only, between reading and protection.
"""

from __future__ import annotations

import getpass
import io
import secrets
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd

from indicators.disclosure.alternatives import Alternative
from indicators.disclosure.control import Control
from indicators.errors import IndicatorFileError, ReleaseError
from indicators.model import COLUMNS, KEY, NUMBERS
from indicators.quality import ask
from indicators.reading import Reading
from indicators.store import Change, Release, SourceFile, Store, open_store
from indicators.store.chain import read_blob
from indicators.store.releases import (
    current,
    history,
    newest,
    publish,
    undo,
)
from indicators.texts import _
from lagesbild.export import make_folder, tidy_csv
from lagesbild.jobs import Say, quietly
from lagesbild.prepared import store_place
from lagesbild.proofs import PROOF
from lagesbild.recipes import Recipe, read_by, read_file
from lagesbild.rehearsal import Rehearsal, rehearse
from lagesbild.workspace import Workspace

METHOD = "1"  # changes when the way from files to published tables does
SHIPPED = "import"


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

    def place(self) -> str | Path:
        """Tell where the store is: an address from the environment, or a file."""
        return store_place(self.workspace.root)

    def state(self) -> str:
        """Say which release is the newest: other state, other string."""
        return newest(self.store)[1]

    def published(self) -> pd.DataFrame:
        """Read all tables in force, each checked against its hash."""
        self.import_shipped()
        return joined(current(self.store))

    def import_shipped(self) -> Release | None:
        """Publish what `observations/` holds and has not been published from there.

        Running it again changes nothing. What an analyst has published since is left
        as it is.
        """
        at, _hash = newest(self.store)
        done, by_hand = self._history()
        wanted = [
            SourceFile(f"{stem}.csv", key, 0)
            for stem, key in self.workspace.source_keys(METHOD).items()
            if (f"{stem}.csv", key) not in done
        ]
        if not wanted:
            return None
        stems = [file.name.removesuffix(".csv") for file in wanted]
        observations = self.workspace.observations(stems)
        table, controls = self.workspace.protect(observations, self.ledger())
        changes = _changes(table, sorted(set(table["indicator"]) - by_hand))
        message = _("Data som följer med arbetsytan")
        try:
            return publish(
                self.store,
                changes,
                who="lagesbild",
                message=message,
                kind=SHIPPED,
                files=[*wanted, *self._keep_proofs(controls)],
                expected=at,
            )
        except ReleaseError:
            return None  # another process was first, or the tables are the same

    def _history(self) -> tuple[set[tuple[str, str]], set[str]]:
        """Tell which files were imported, and what was published by hand since."""
        done: set[tuple[str, str]] = set()
        settled: dict[str, bool] = {}  # indicator → whether its table is by hand
        undone: set[int] = set()
        for release in history(self.store):  # newest first
            if release.kind == SHIPPED:
                done |= {(file.name, file.sha256) for file in release.files}
            if release.undoes is not None and release.number not in undone:
                undone |= {release.undoes, release.number}
            if release.number not in undone:
                for indicator, _blob, _rows in release.tables:
                    settled.setdefault(indicator, release.kind != SHIPPED)
        return done, {name for name, is_by_hand in settled.items() if is_by_hand}

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
            secret=self._secret() if way else b"",
        )
        after = _merged(before, table)
        names = sorted(set(observations["indicator"]))
        say(0.7, _("Repeterar: vad som ändras för den som läser"))
        return Draft(
            before=before,
            after=after,
            changes=_changes(after, names),
            files=tuple(files),
            readings=tuple(readings),
            expected=expected,
            rehearsal=rehearse(self.workspace, before, after, names),
            controls=controls,
            questions=tuple(
                ask(
                    observations,
                    before,
                    self.workspace.indicators,
                    self.workspace.divisions(),
                )
            ),
        )

    def ways_out(
        self, readings: Sequence[Reading], *, yes: bool = False
    ) -> dict[str, tuple[Alternative, ...]]:
        """Give the ways out of each protected indicator in what was read, priced."""
        self.import_shipped()
        observations = pd.concat(
            [reading.require(yes=yes) for reading in readings], ignore_index=True
        )
        _require_no_overlap(observations)
        return self.workspace.price_list(observations, self.ledger(), self._secret())

    def _secret(self) -> bytes:
        """Read what decides which small counts are rounded up; make it if need be.

        It stays with the analyst, and stays the same: the same count rounded anew with
        every release would tell what it is.
        """
        path = self.workspace.root / "var" / "rounding-secret"
        if not path.is_file():
            make_folder(path.parent)
            with suppress(FileExistsError):
                path.touch(mode=0o600, exist_ok=False)
                path.write_bytes(secrets.token_bytes(32))
        return path.read_bytes()

    def read(self, name: str, content: bytes) -> Reading:
        """Read a file as it stands, with whatever problems it has."""
        return read_file(self.workspace, name, content)

    def read_by(
        self, recipes: Sequence[Recipe], name: str, content: bytes
    ) -> tuple[Reading, Recipe]:
        """Read a file by the first recipe that fits; nothing is stored.

        Returns
        -------
        Reading
            With whatever problems it has.
        Recipe
            The one that was used, or an empty one.
        """
        return read_by(
            recipes, lambda recipe: read_file(self.workspace, name, content, recipe)
        )

    def publish(self, draft: Draft, *, message: str, who: str = "") -> Release:
        """Publish a draft, unless somebody else has published since it was made."""
        return publish(
            self.store,
            draft.changes,
            who=who or user_name(),
            message=message,
            files=[*draft.files, *self._keep_proofs(draft.controls)],
            expected=draft.expected,
        )

    def ledger(self) -> dict[str, list[pd.DataFrame]]:
        """Collect every table that was ever published, by indicator."""
        found: dict[str, dict[str, pd.DataFrame]] = {}
        with self.store.reading() as connection:
            for release in history(self.store):
                for indicator, blob, _rows in release.tables:
                    tables = found.setdefault(indicator, {})
                    if blob is not None and blob not in tables:
                        content = read_blob(connection, blob)
                        tables[blob] = joined({indicator: content})
        return {name: list(tables.values()) for name, tables in found.items()}

    def _keep_proofs(self, controls: Mapping[str, Control]) -> list[SourceFile]:
        """Write certificates where only the analyst is, and name them by their hash."""
        folder = self.workspace.root / "var" / "certificates"
        named = []
        for indicator, made in sorted(controls.items()):
            if made.certificate is not None:
                make_folder(folder)
                content = made.certificate.content
                proof = SourceFile.of(f"{PROOF}{indicator}", content)
                (folder / f"{proof.sha256}.json").write_bytes(content)
                named.append(proof)
        return named

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


def _changes(table: pd.DataFrame, names: Sequence[str]) -> tuple[Change, ...]:
    return tuple(
        Change(name, tidy_csv(rows, for_spreadsheets=False), len(rows))
        for name in names
        for rows in [table[table["indicator"] == name]]
    )


def joined(tables: Mapping[str, bytes]) -> pd.DataFrame:
    """Read canonical tables back into one, sorted by what a row is about."""
    if not tables:
        return pd.DataFrame(columns=COLUMNS)
    read = [
        pd.read_csv(
            io.BytesIO(content),
            dtype={name: str for name in COLUMNS if name not in NUMBERS},
            keep_default_na=False,
            na_values={name: [""] for name in NUMBERS},
        )
        for content in tables.values()
    ]
    table = pd.concat(read, ignore_index=True)
    return table.astype(dict.fromkeys(NUMBERS, float)).sort_values(
        KEY, ignore_index=True
    )


def read_export(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read an export back: the observations, and the areas with what they are in."""
    observations = joined({"": read_bytes(folder / "observations.csv")})
    areas = pd.read_csv(
        io.BytesIO(read_bytes(folder / "areas.csv")), dtype=str, keep_default_na=False
    )
    return observations, areas


def _merged(before: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Put new periods in the place of the same periods as they were published."""
    period = ["indicator", "period"]
    replaced = set(new[period].itertuples(index=False, name=None))
    is_kept = [row not in replaced for row in before[period].itertuples(False, None)]
    table = pd.concat([before[is_kept], new], ignore_index=True)
    return table.sort_values(KEY, ignore_index=True)[COLUMNS]


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


def read_files(paths: Sequence[Path]) -> dict[str, bytes]:
    """Read files by name, or say which one can't be opened."""
    found: dict[str, bytes] = {}
    for path in paths:
        if path.name in found:
            raise ReleaseError(
                _("Två filer heter {file}. Byt namn på den ena.").format(file=path.name)
            )
        found[path.name] = read_bytes(path)
    return found


def read_bytes(path: Path) -> bytes:
    """Read a file, or say that it can't be opened."""
    from indicators.errors import Problem

    try:
        return path.read_bytes()
    except OSError as error:
        problem = Problem(
            0, "", _("Filen går inte att öppna."), _("Kontrollera namn och mapp.")
        )
        raise IndicatorFileError(path.name, [problem]) from error
