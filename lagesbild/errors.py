"""Ways to say no about the workspace; the root and the rules are in indicators.errors.

* WorkspaceError             the workspace cannot be used as it is
  + WorkspaceExistsError     a workspace is never written over
  + PreparationError         the maps of the workspace can't be made
  + UnknownChoiceError       an indicator, period or area that is not there
  + AskedWronglyError        an option that can't be understood
  + UnfinishedError          a process of ours ended without an answer
* SnapshotError              a snapshot can't be made, read or shown, or was altered
"""

from __future__ import annotations

from collections.abc import Collection

from indicators.errors import LagesbildError
from indicators.texts import _


class WorkspaceError(LagesbildError):
    """The workspace cannot be used as it is."""

    exit_code = 12


class WorkspaceExistsError(WorkspaceError):
    """A workspace is never written over."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            _(
                "Mappen {folder} finns redan och är inte tom. Ingenting har skrivits. "
                "Välj en annan mapp."
            ).format(folder=folder)
        )


class PreparationError(WorkspaceError):
    """The maps of the workspace can't be made; says what its maker said."""


class SnapshotError(LagesbildError):
    """A snapshot can't be made, read or shown, or is not as it was made."""

    exit_code = 13


class UnknownChoiceError(WorkspaceError):
    """What was asked for is not in the workspace; says what is."""

    exit_code = 2

    def __init__(self, what: str, asked: str, known: Collection[str]) -> None:
        super().__init__(
            _("{what} {asked} går inte att välja. Välj bland: {known}.").format(
                what=what, asked=asked, known=", ".join(known)
            )
        )


class AskedWronglyError(WorkspaceError):
    """An option on the command line can't be understood; says how it is written."""

    exit_code = 2


class UnfinishedError(WorkspaceError):
    """A process of ours ended without an answer; nothing of its work is used."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Arbetet tog slut innan det var färdigt. Ingenting har ändrats. Försök "
                "igen. Händer det en gång till står mer i serverns logg."
            )
        )
