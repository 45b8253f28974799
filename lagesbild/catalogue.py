"""List the definitions that come with the product, and copy them into a workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from indicators.catalogue import catalogue, definition_as_written
from indicators.model import Indicator
from indicators.texts import _, ngettext
from lagesbild.config import Sector
from lagesbild.errors import UnknownChoiceError
from lagesbild.workspace import Workspace


def list_catalogue(sectors: Sequence[Sector], taken: Mapping[str, Indicator]) -> str:
    """Write the catalogue by sector; what the workspace has already is marked.

    Parameters
    ----------
    sectors : sequence of Sector
        The workspace's own, for their names and order.
    taken : mapping from id to Indicator
        The definitions of the workspace.
    """
    names = {sector.id: str(sector.name) for sector in sectors}
    found = sorted({one.sector for one in catalogue().values()} - names.keys())
    lines = []
    for sector in [*names, *found]:
        own = [one for one in catalogue().values() if one.sector == sector]
        if own:
            lines += ["", names.get(sector, sector)]
            lines += [_line(one, is_taken=one.id in taken) for one in own]
    return "\n".join([*lines[1:], "", _how_to_take()])


def _line(one: Indicator, *, is_taken: bool) -> str:
    notes = [_("finns i arbetsytan")] if is_taken else []
    if not one.verified:
        notes.append(_("källans beteckning är inte kontrollerad"))
    return f"  {one.id}: {one.name}" + (f" ({', '.join(notes)})" if notes else "")


def _how_to_take() -> str:
    return _("Ta in ett mått med: lagesbild catalogue add ID")


def catalogue_in_short() -> str:
    """Say how many definitions there are to begin with, and what they are called."""
    count = len(catalogue())
    heading = ngettext(
        "{count} färdig definition kan tas in:",
        "{count} färdiga definitioner kan tas in:",
        count,
    ).format(count=count)
    return f"{heading} {', '.join(catalogue())}.\n{_how_to_take()}"


def add_from_catalogue(
    workspace: Workspace, identities: Sequence[str]
) -> tuple[list[Path], list[str]]:
    """Copy definitions into a workspace; one that is there is never written over.

    Returns
    -------
    (list of Path, list of str)
        What was written, and what to know about the rest.

    Raises
    ------
    UnknownChoiceError
        If one of them is not in the catalogue; nothing is copied then.
    """
    for identity in identities:
        if identity not in catalogue():
            raise UnknownChoiceError(_("Definitionen"), identity, list(catalogue()))
    written, notes = [], []
    for identity in dict.fromkeys(identities):
        path = workspace.root / "indicators" / f"{identity}.toml"
        if path.exists():
            notes.append(_("{id} finns redan och är orörd.").format(id=identity))
            continue
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(definition_as_written(identity))
        written.append(path)
        notes += _to_know(catalogue()[identity], workspace)
    return written, notes


def _to_know(one: Indicator, workspace: Workspace) -> list[str]:
    notes = []
    if not one.verified:
        notes.append(
            _(
                "{id}: källans beteckning {source_id} är inte kontrollerad, så måttet "
                "går inte att hämta med fetch än."
            ).format(id=one.id, source_id=one.source_id)
        )
    sectors = [sector.id for sector in workspace.config.sectors]
    if sectors and one.sector not in sectors:
        notes.append(
            _(
                "{id}: sektorn {sector} finns inte i lagesbild.toml. Skriv en av: "
                "{known}."
            ).format(id=one.id, sector=one.sector, known=", ".join(sectors))
        )
    return notes
