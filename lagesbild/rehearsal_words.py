"""A rehearsal in words: what would change, and what did; never with a value."""

from __future__ import annotations

from collections.abc import Iterator

from indicators.texts import _, ngettext
from lagesbild.period_changes import PeriodChange
from lagesbild.row_changes import IndicatorChange, Rows


def foretold(change: IndicatorChange) -> list[str]:
    """Say what publishing would change in an indicator, a line for each thing."""
    if change.is_empty:
        return [_("ingenting ändras.")]
    lines = [
        *_periods(_("nytt: {periods}."), change.new_periods),
        *(line for new in change.beside_earlier for line in _beside(new)),
        *_changing(change.changed),
        *_periods(_("försvinner: {periods}."), change.gone_periods),
        *_vanishing(change.vanished),
        *_adding(change.added),
    ]
    for words, what in (
        (_("byter färg: {areas}."), change.class_changes),
        (_("visas inte längre: {areas}."), change.newly_withheld),
        (_("visas igen: {areas}."), change.newly_shown),
    ):
        if what:
            lines.append(words.format(areas=", ".join(what)))
    said = tuple(period for period, _before, _after in change.sentences)
    return [*lines, *_periods(_("texten ändras för {periods}."), said)]


def texts(change: IndicatorChange) -> list[tuple[str, str, str]]:
    """Give what the maps say before and after, and of which periods, where it differs.

    These are what the map says of what is published, with its figures.
    """
    of_new = _("{period} jämfört med {before}")
    return [
        *change.sentences,
        *(
            (of_new.format(period=new.period, before=new.before), *said)
            for new in change.beside_earlier
            for said in new.sentences
        ),
    ]


def _beside(new: PeriodChange) -> Iterator[str]:
    """Say how a new period reads beside an earlier one."""
    about = {"period": new.period, "before": new.before}
    if new.compared:
        yield _moved(new).format(**about, count=new.moved, of=new.compared)
    colours = ngettext(
        "jämfört med {before} byter {count} område färg {period}: {areas}.",
        "jämfört med {before} byter {count} områden färg {period}: {areas}.",
        len(new.class_changes),
    )
    for words, areas in (
        (colours, new.class_changes),
        (_("visas {before} men inte {period}: {areas}."), new.newly_withheld),
        (_("visas {period} men inte {before}: {areas}."), new.newly_shown),
    ):
        if areas:
            yield words.format(**about, count=len(areas), areas=", ".join(areas))
    if new.sentences:
        yield _("texten för {period} är en annan än för {before}.").format(**about)


def _moved(new: PeriodChange) -> str:
    if not new.moved:
        return _("jämfört med {before} skiljer sig inget tal för {period} mer än 5 %.")
    return ngettext(
        "jämfört med {before} skiljer sig {count} av {of} tal för {period} mer än 5 %.",
        "jämfört med {before} skiljer sig {count} av {of} tal för {period} mer än 5 %.",
        new.moved,
    )


def retold(change: IndicatorChange) -> str:
    """Say what a release changed in an indicator, once it is history."""
    if change.is_empty:
        return _("inga tal ändrades")
    rows = (
        (_("ändrade tal: {count}"), change.changed),
        (_("tal som försvann: {count} ({areas})"), change.vanished),
        (_("uppgifter som kom till: {count} ({areas})"), change.added),
    )
    return "; ".join(
        [
            *_periods(_("nya perioder: {periods}"), change.new_periods),
            *_periods(_("perioder som försvann: {periods}"), change.gone_periods),
            *(_retold(words, found) for words, found in rows if found.count),
        ]
    )


def _retold(words: str, rows: Rows) -> str:
    said = words.format(count=rows.count, areas=", ".join(rows.areas))
    if not rows.further:
        return said
    more = _(", och {count} i andra indelningar ({levels})")
    return said + more.format(count=rows.further, levels=", ".join(rows.levels))


def _periods(words: str, periods: tuple[str, ...]) -> list[str]:
    return [words.format(periods=", ".join(periods))] if periods else []


def _changing(rows: Rows) -> Iterator[str]:
    return _told(
        rows,
        ngettext(
            "{count} tal som redan är publicerat ändras.",
            "{count} tal som redan är publicerade ändras.",
            rows.count,
        ),
        ngettext(
            "{count} tal ändras också i andra indelningar: {levels}.",
            "{count} tal ändras också i andra indelningar: {levels}.",
            rows.further,
        ),
    )


def _vanishing(rows: Rows) -> Iterator[str]:
    return _told(
        rows,
        ngettext(
            "{count} tal som är publicerat försvinner: {areas}.",
            "{count} tal som är publicerade försvinner: {areas}.",
            rows.count,
        ),
        ngettext(
            "{count} tal försvinner också i andra indelningar: {levels}.",
            "{count} tal försvinner också i andra indelningar: {levels}.",
            rows.further,
        ),
    )


def _adding(rows: Rows) -> Iterator[str]:
    return _told(
        rows,
        ngettext(
            "{count} uppgift kommer till: {areas}.",
            "{count} uppgifter kommer till: {areas}.",
            rows.count,
        ),
        ngettext(
            "{count} uppgift kommer också till i andra indelningar: {levels}.",
            "{count} uppgifter kommer också till i andra indelningar: {levels}.",
            rows.further,
        ),
    )


def _told(rows: Rows, own: str, further: str) -> Iterator[str]:
    """Say it of the file's own level, and of the others, where there is anything."""
    if rows.count:
        yield own.format(count=rows.count, areas=", ".join(rows.areas))
    if rows.further:
        yield further.format(count=rows.further, levels=", ".join(rows.levels))
