"""Fetch figures and areas from public sources into files that can be published."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

from geo.sources import fetch_areas
from indicators.model import Indicator
from indicators.sources import (
    LEVELS,
    Fetched,
    Outgoing,
    can_fetch,
    fetch_indicator,
    service_of,
    why_not,
)
from indicators.texts import _
from lagesbild.apart import answer, ask
from lagesbild.errors import UnknownChoiceError
from lagesbild.export import make_folder
from lagesbild.jobs import Run, tell
from lagesbild.workspace import Workspace


def _nothing() -> None:
    """Do nothing before a request."""


def outgoing_of(
    workspace: Workspace, before_call: Callable[[], None] = _nothing
) -> Outgoing:
    """Tell what the municipality allows, from `[outgoing]` in its configuration."""
    allowed = workspace.config.outgoing
    return Outgoing(
        enabled=allowed.get("enabled") is True,
        base_urls=dict(allowed.get("base_urls", {})),
        proxy=str(allowed.get("proxy", "")),
        ca_file=str(allowed.get("ca_file", "")),
        before_call=before_call,
    )


def fetch_to_file(
    workspace: Workspace,
    service: str,
    indicator: str,
    periods: Sequence[str],
    out: Path | None,
) -> Path:
    """Fetch an indicator's figures and write them as one file for the reader.

    Parameters
    ----------
    workspace : Workspace
    service : {"scb", "kolada", "skolverket"}
        Where the definition must point.
    indicator : str
    periods : sequence of str
        All that the source has, if empty; `indicators.sources.LATEST` for the last.
    out : Path, optional
        The file to write; named after the indicator, if left out.

    Returns
    -------
    Path
        Of the file. Every answer is kept as it came under `var/fetched`, by its
        checksum, with a note of where and when.

    Raises
    ------
    SourceError
        If anything fails: there is never a part of a result.
    """
    if indicator not in workspace.indicators:
        raise UnknownChoiceError(_("Måttet"), indicator, list(workspace.indicators))
    source = service_of(workspace.indicators[indicator])
    if source and source != service:  # before anybody is asked
        raise UnknownChoiceError(_("Källan"), service, [source])
    fetched = _fetch(workspace, indicator, periods, outgoing_of(workspace))
    ending = Path(fetched.name).suffix
    return _write(out or Path(f"{indicator}{ending}"), fetched)


def _fetch(
    workspace: Workspace, indicator: str, periods: Sequence[str], outgoing: Outgoing
) -> Fetched:
    """Fetch what the workspace has areas for, and keep the answers."""
    fetched = fetch_indicator(
        workspace.indicators[indicator],
        workspace.config.municipality,
        periods,
        outgoing,
        vintage=vintage_of(workspace),
    )
    keep(workspace, fetched)
    return fetched


def vintage_of(workspace: Workspace) -> str:
    """Tell which vintage of SCB's small areas is used: a year, or "" for several.

    A table may have an old and a new division beside each other, and the areas of the
    one that isn't used could not be read.
    """
    levels = workspace.geographies.values()
    used = {one.vintage for one in levels if one.level in LEVELS[1:]}
    year = used.pop() if len(used) == 1 else ""
    return year if re.fullmatch("[0-9]{4}", year) else ""


def fetchable(workspace: Workspace) -> dict[str, Indicator]:
    """List what can be fetched: nothing, unless the municipality allows requests."""
    return {name: one for name, one in _pointing(workspace) if can_fetch(one)}


def not_fetchable(workspace: Workspace) -> dict[str, str]:
    """Say, by name, why the other measures that point at a source can't be fetched."""
    reasons = {str(one.name): why_not(one) for _id, one in _pointing(workspace)}
    return {name: " ".join(reason) for name, reason in reasons.items() if reason}


def _pointing(workspace: Workspace) -> list[tuple[str, Indicator]]:
    if not outgoing_of(workspace).enabled:
        return []
    return [item for item in workspace.indicators.items() if item[1].source_id]


def fetch_apart(
    root: Path, indicator: str, periods: Sequence[str], run: Run | None = None
) -> tuple[str, bytes]:
    """Fetch an indicator's figures in a child process; give a file for the reader.

    Raises
    ------
    LagesbildError
        As `fetch_to_file`; nothing is kept then.
    """
    question = (root, indicator, list(periods))
    name, content = ask("lagesbild.fetching", question, run)
    return str(name), bytes(content)


def _fetch_saying_so(question: tuple[Path, str, list[str]]) -> tuple[str, bytes]:
    root, indicator, periods = question
    workspace = Workspace(root)
    asked = 0

    def say() -> None:
        nonlocal asked
        asked += 1
        # How many it will be isn't known: come nearer to the end with each.
        tell(1 - 0.8**asked, _("Fråga {number} till källan").format(number=asked))

    fetched = _fetch(workspace, indicator, periods, outgoing_of(workspace, say))
    return f"{indicator}{Path(fetched.name).suffix}", fetched.content


def fetch_areas_to_file(
    workspace: Workspace, level: str, kommun: str, vintage: str, out: Path | None
) -> Path:
    """Fetch a municipality's areas from SCB and write them as GeoJSON."""
    fetched = fetch_areas(level, kommun, vintage, outgoing_of(workspace))
    keep(workspace, fetched)
    return _write(out or Path(fetched.name), fetched)


def keep(workspace: Workspace, fetched: Fetched) -> None:
    """Keep every answer by its checksum, and note where and when it was given."""
    folder = workspace.root / "var" / "fetched"
    make_folder(folder)
    for part in fetched.parts:
        (folder / part.sha256).write_bytes(part.content)
    note = {
        "name": fetched.name,
        "sha256": fetched.sha256,
        "fetched_at": fetched.fetched_at.isoformat(),
        "parts": [{"url": part.url, "sha256": part.sha256} for part in fetched.parts],
    }
    path = folder / f"{fetched.sha256}.json"
    path.write_text(json.dumps(note, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _write(out: Path, fetched: Fetched) -> Path:
    make_folder(out.absolute().parent)
    out.write_bytes(fetched.content)
    return out


if __name__ == "__main__":
    answer(_fetch_saying_so)
