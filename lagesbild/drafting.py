"""Protect, rehearse and draw in a process of its own, so that it can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from indicators.disclosure.alternatives import Alternative
from indicators.reading import Reading
from indicators.store import SourceFile
from indicators.texts import _
from lagesbild.apart import answer, ask
from lagesbild.atlas import Atlas
from lagesbild.jobs import Run, Say, quietly, tell
from lagesbild.publishing import Desk, Draft
from lagesbild.workspace import Workspace

MOST_PICTURES = 3
Question = tuple[Path, list[Reading], list[SourceFile], str]


@dataclass(frozen=True)
class Drafted:
    """A draft, and pairs of maps as PNG: as it is now, if there is one, and after."""

    draft: Draft
    pictures: tuple[tuple[bytes | None, bytes], ...]


def draft_apart(
    workspace: Path,
    readings: Sequence[Reading],
    files: Sequence[SourceFile],
    run: Run | None = None,
    way: str = "",
) -> Drafted:
    """Make a draft of what was read, in a child process.

    Raises
    ------
    LagesbildError
        As `Desk.draft`.
    """
    drafted: Drafted = ask(
        "lagesbild.drafting", (workspace, list(readings), list(files), way), run
    )
    return drafted


def ways_apart(
    workspace: Path, readings: Sequence[Reading], run: Run | None = None
) -> dict[str, tuple[Alternative, ...]]:
    """Work out what other protection there is and what it costs, in a child process."""
    offers: dict[str, tuple[Alternative, ...]] = ask(
        "lagesbild.drafting", (workspace, list(readings)), run
    )
    return offers


def _ways(
    root: Path, readings: Sequence[Reading]
) -> dict[str, tuple[Alternative, ...]]:
    tell(0.1, _("Räknar ut vad andra sätt att skydda kostar"))
    return Desk(Workspace(root)).ways_out(readings, yes=True)


def draft_with_pictures(question: Question, say: Say = quietly) -> Drafted:
    """Make a draft, and draw what it would change."""
    root, readings, files, way = question
    desk = Desk(Workspace(root))
    draft = desk.draft(readings, files, yes=True, way=way, say=say)
    say(0.8, _("Ritar kartorna"))
    return Drafted(draft, tuple(_draw(desk, draft)))


def _draw(desk: Desk, draft: Draft) -> list[tuple[bytes | None, bytes]]:
    """Draw what changes most recently, beside what the words hold it against."""
    level = desk.workspace.config.geography
    before = Atlas(desk.workspace, draft.before)
    after = Atlas(desk.workspace, draft.after)
    changed = {
        f"{change.indicator}/{period}"
        for change in draft.rehearsal.changes
        for period in (*change.new_periods, *(s[0] for s in change.sentences))
    }
    beside = {
        f"{change.indicator}/{new.period}": f"{change.indicator}/{new.before}"
        for change in draft.rehearsal.changes
        for new in change.beside_earlier
    }
    keys = [one.key for one in after.series(level) if one.key in changed]
    old = {one.key for one in before.series(level)}
    pictures = []
    for key in keys[-MOST_PICTURES:]:
        now = next((k for k in (key, beside.get(key)) if k in old), None)
        picture = before.picture(level, now, ".png") if now else None
        pictures.append((picture, after.picture(level, key, ".png")))
    return pictures


def main() -> None:
    """Answer with a draft: the child's own work."""
    answer(
        lambda question: (
            _ways(*question)
            if len(question) == 2
            else draft_with_pictures(question, tell)
        )
    )


if __name__ == "__main__":
    from lagesbild import drafting  # so that what is pickled is found by that name

    drafting.main()
