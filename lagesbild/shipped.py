"""Publish the data that a workspace ships, once, and leave what was published since."""

from __future__ import annotations

from indicators.errors import ReleaseError
from indicators.store import Release, SourceFile, Store
from indicators.store.releases import history, newest, publish
from indicators.texts import _
from lagesbild.keeping import keep_proofs
from lagesbild.makeup import Makeup
from lagesbild.tables import changes, ledger
from lagesbild.workspace import Workspace

METHOD = "1"  # changes when the way from files to published tables does
SHIPPED = "import"


def import_shipped(workspace: Workspace, store: Store) -> Release | None:
    """Publish what `observations/` holds and has not been published from there.

    Running it again changes nothing. What an analyst has published since is left
    as it is.
    """
    at, _hash = newest(store)
    done, by_hand = _history(store)
    wanted = [
        SourceFile(f"{stem}.csv", key, 0)
        for stem, key in workspace.source_keys(METHOD).items()
        if (f"{stem}.csv", key) not in done
    ]
    if not wanted:
        return None
    stems = [file.name.removesuffix(".csv") for file in wanted]
    observations = workspace.observations(stems)
    now = Makeup.now(workspace.config)
    table, controls = workspace.protect(observations, ledger(store, now))
    try:
        return publish(
            store,
            changes(table, sorted(set(table["indicator"]) - by_hand)),
            who="lagesbild",
            message=_("Data som följer med arbetsytan"),
            kind=SHIPPED,
            files=[*wanted, now.file, *keep_proofs(workspace.root, controls)],
            keep=[now.content],
            expected=at,
        )
    except ReleaseError:
        return None  # another process was first, or the tables are the same


def _history(store: Store) -> tuple[set[tuple[str, str]], set[str]]:
    """Tell which files were imported, and what was published by hand since."""
    done: set[tuple[str, str]] = set()
    settled: dict[str, bool] = {}  # indicator → whether its table is by hand
    undone: set[int] = set()
    for release in history(store):  # newest first
        if release.kind == SHIPPED:
            done |= {(file.name, file.sha256) for file in release.files}
        if release.undoes is not None and release.number not in undone:
            undone |= {release.undoes, release.number}
        if release.number not in undone:
            for indicator, _blob, _rows in release.tables:
                settled.setdefault(indicator, release.kind != SHIPPED)
    return done, {name for name, is_by_hand in settled.items() if is_by_hand}
