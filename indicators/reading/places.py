"""Give each row its area and its geography, and say what was done to find them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from indicators.reading import wording
from indicators.reading.areas import CodeBook, Fault, Fix, Match
from indicators.reading.columns import Codes, Distinct, Mask, Texts
from indicators.reading.findings import Findings, shown, shown_key, some
from indicators.reading.vintages import is_older, without
from indicators.texts import _, ngettext

NEED_YES = {Fix.ZEROS, Fix.SHAPES}


@dataclass(frozen=True)
class Column:
    """A column's header as messages show it, and the spreadsheet row of each cell."""

    header: str
    rows: Sequence[int]


def find_areas(
    cells: Distinct, book: CodeBook, column: Column, empty: Mask, findings: Findings
) -> list[Match]:
    """Find the area of each different cell; report the unknown and the mended.

    `empty` marks the rows without any value. Where a file has areas of a new and an old
    division below each other, those of the one we don't know are left out: after a
    question, if they have values.
    """
    matches = [book.find(text) for text in cells.texts]
    newer = {g for match in matches if match.suffixed for g in match.geographies}
    matches = [without(match, newer) for match in matches]
    bad = cells.where(match.fault is not Fault.NONE for match in matches)
    other = cells.where(match.fault is Fault.OTHER_VINTAGE for match in matches)
    skipped = other[empty[other]] if newer else other[:0]
    older = cells.where(is_older(match, newer, book) for match in matches)
    older = older[~empty[older]]
    unknown = np.setdiff1d(bad, np.concatenate([skipped, older]))
    _report_unknown(unknown, matches, cells, column, findings)
    _report_skipped(skipped, column, findings)
    _report_left_out(older, matches, cells, column, findings)
    for fix in Fix:
        _report_fix(fix, matches, cells, column, findings)
    return matches


def _report_unknown(
    at: Codes,
    matches: Sequence[Match],
    cells: Distinct,
    column: Column,
    findings: Findings,
) -> None:
    faults = np.array([match.fault for match in matches], dtype=object)[cells.codes[at]]
    for fault in dict.fromkeys(faults):
        of_kind = at[faults == fault]
        found = [matches[n] for n in cells.codes[of_kind]]
        rows = [column.rows[i] for i in of_kind]
        findings.same(rows, column.header, partial(_fault_of, found))


def _fault_of(found: Sequence[Match], n: int) -> tuple[str, str]:
    return wording.area_fault(found[n])


def _report_skipped(at: Codes, column: Column, findings: Findings) -> None:
    if len(at):
        message = ngettext(
            "{count} rad är av en annan årgång och saknar värden: den används inte.",
            "{count} rader är av en annan årgång och saknar värden: de används inte.",
            len(at),
        )
        text = message.format(count=len(at))
        findings.repair(column.rows[at[0]], column.header, text)


def _report_left_out(
    at: Codes,
    matches: Sequence[Match],
    cells: Distinct,
    column: Column,
    findings: Findings,
) -> None:
    """Ask once about all rows that have values for areas of another division."""
    if len(at):
        message = ngettext(
            "{count} rad med värden är av en annan årgång av indelningen än den som "
            "används, som {code}: den tas inte med.",
            "{count} rader med värden är av en annan årgång av indelningen än den som "
            "används, som {code}: de tas inte med.",
            len(at),
        )
        code = shown_key(matches[cells.codes[at[0]]].code)
        text = message.format(count=len(at), code=code)
        findings.repair(column.rows[at[0]], column.header, text, needs_yes=True)


def _report_fix(
    fix: Fix,
    matches: Sequence[Match],
    cells: Distinct,
    column: Column,
    findings: Findings,
) -> None:
    """Say once a column what was done, how often, and where first."""
    at = cells.where(fix in m.fixes and not m.fault for m in matches)
    if not len(at):
        return
    count = len(at)
    example = matches[cells.codes[at[0]]].code
    message = wording.area_fix(fix, count).format(count=count, code=shown(example))
    findings.repair(
        column.rows[at[0]], column.header, message, needs_yes=fix in NEED_YES
    )


def find_geographies(
    matches: Sequence[Match],
    cells: Distinct,
    given: Texts,
    column: Column,
    findings: Findings,
) -> Texts:
    """Settle which geography each row is of; `given` is what the file says, or ""."""
    found = cells.spread([m.geographies[0] if m.geographies else "" for m in matches])
    _report_elsewhere(matches, cells, given, column, findings)
    several = cells.where(len(match.geographies) > 1 for match in matches)
    several = several[given[several] == ""]
    if len(several):
        _settle(found, several, matches, cells, column, findings)
    return np.where(given != "", given, found)


def _report_elsewhere(
    matches: Sequence[Match],
    cells: Distinct,
    given: Texts,
    column: Column,
    findings: Findings,
) -> None:
    """Say which codes aren't of the geography that the file says."""
    known = [match.geographies for match in matches]
    at = [
        i
        for i in np.flatnonzero(given != "").tolist()
        if known[cells.codes[i]] and given[i] not in known[cells.codes[i]]
    ]
    message = _("Området {code} finns inte i indelningen {geography}.")
    remedy = _("Rätta koden eller indelningen.")

    def say(n: int) -> tuple[str, str]:
        code = shown(matches[cells.codes[at[n]]].code)
        return message.format(code=code, geography=given[at[n]]), remedy

    findings.same([column.rows[i] for i in at], column.header, say)


def _settle(
    found: Texts,
    several: Codes,
    matches: Sequence[Match],
    cells: Distinct,
    column: Column,
    findings: Findings,
) -> None:
    """Choose between geographies by the codes which only one of them has."""
    sure = {m.geographies[0] for m in matches if len(m.geographies) == 1}
    likely = [[g for g in m.geographies if g in sure] for m in matches]
    unsettled = several[[len(likely[n]) != 1 for n in cells.codes[several]]]
    first = int(unsettled[0] if len(unsettled) else several[0])
    match = matches[cells.codes[first]]
    code, names = shown(match.code), some(match.geographies)
    if len(unsettled):
        message = _("Koden {code} finns i flera indelningar: {names}.")
        remedy = _("Lägg till en kolumn geography som säger vilken det är.")
        message = message.format(code=code, names=names)
        return findings.problem(column.rows[first], column.header, message, remedy)
    found[several] = [likely[n][0] for n in cells.codes[several]]
    message = _(
        "Koden {code} finns i flera indelningar ({names}). Av filens övriga koder att "
        "döma är det {geography}."
    ).format(code=code, names=names, geography=found[first])
    return findings.repair(column.rows[first], column.header, message, needs_yes=True)
