"""What is said of a draft before it is published, on the page and the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from indicators.disclosure.control import Control
from indicators.errors import Problem
from indicators.model import Indicator
from indicators.reading import Reading, Repair
from indicators.texts import _
from lagesbild.publishing import Draft


def practice_warnings(
    known: Mapping[str, Indicator], readings: Sequence[Reading]
) -> list[str]:
    """Tell which figures will be marked as made up, real or not."""
    read = {name for reading in readings for name in reading.observations["indicator"]}
    words = _(
        "{name} är märkt som övningsdata, och det blir också talen i filen. Är de "
        "riktiga? Ändra då origin och source i indicators/{id}.toml först."
    )
    return [
        words.format(name=known[name].name, id=name)
        for name in sorted(read)
        if known[name].is_practice
    ]


def repair_lines(reading: Reading, repairs: Sequence[Repair]) -> list[str]:
    """Say what was repaired in a file, and in which row and column."""
    return [
        f"{reading.file}: {Problem(one.row, one.column, one.message)}"
        for one in repairs
    ]


def protection_lines(draft: Draft) -> list[str]:
    """Say what each indicator's protection costs, and that it holds."""
    lines = []
    for change in draft.rehearsal.changes:
        made = draft.controls[change.indicator]
        if made.certificate is None:
            text = _("officiell statistik, visas som den är publicerad.")
        else:
            text = _cost(made).format(
                count=made.withheld,
                people=made.inhabitants,
                proof=made.certificate.sha256[:12],
            )
        lines.append(f"{change.name}: {text}")
    return lines


def _cost(made: Control) -> str:
    if not made.withheld:
        return _(
            "alla tal visas. Skyddet är prövat mot allt som har publicerats. "
            "Bevis: {proof}."
        )
    return _(
        "{count} tal visas inte. Områdena har {people} invånare eller elever "
        "ihop. Skyddet är prövat mot allt som har publicerats. Bevis: {proof}."
    )
