"""The sentences about cells and codes: what is wrong, what to do, what was done.

None of them has room for what stands in a cell of numbers.
"""

from __future__ import annotations

from indicators.reading import areas, cells, markers
from indicators.reading.findings import shown_code
from indicators.texts import _, ngettext


def cell_fault(fault: cells.Fault) -> tuple[str, str]:
    """Say what is wrong with a cell of numbers, and what to do."""
    match fault:
        case cells.Fault.EXCEL_ERROR:
            return (
                _("Cellen är ett felmeddelande från kalkylprogrammet."),
                _("Rätta formeln eller kolumnbredden i originalet och spara på nytt."),
            )
        case cells.Fault.NOT_CALCULATED:
            return (
                _("Formeln i cellen är inte uträknad."),
                _("Öppna arbetsboken i Excel och spara den på nytt."),
            )
        case cells.Fault.DATE:
            return _("Kalkylprogrammet har gjort om talet till ett datum."), _as_text()
        case cells.Fault.SCIENTIFIC:
            message = _("Talet är skrivet som en potens, och siffror kan saknas.")
            return message, _as_text()
    return _mark_fault(fault)


def _mark_fault(fault: cells.Fault) -> tuple[str, str]:
    match fault:
        case cells.Fault.PERCENT:
            return (
                _("Procenttecknet hör inte hemma i den här kolumnen."),
                _("Ta bort det, eller lägg talet i kolumnen för värdet."),
            )
        case cells.Fault.AMBIGUOUS:
            return (
                _("Det går inte att se om talet har decimal- eller tusentecken."),
                _("Skriv talen utan tusentecken."),
            )
        case cells.Fault.OTHER_MARK:
            return (
                _("Kolumnen har både decimalkomma och decimalpunkt."),
                _("Skriv alla tal i kolumnen på samma sätt."),
            )
    remedy = _("Skriv ett tal, eller en markering som .. eller x.")
    return _("Cellen är inte ett tal."), remedy


def _as_text() -> str:
    return _("Formatera kolumnen som text i originalet och skriv talet på nytt.")


def cell_fix(fix: markers.Fix, count: int) -> str:
    """Say how cells of numbers were read that could be read otherwise."""
    match fix:
        case markers.Fix.DASH:
            return ngettext(
                "{count} streck har lästs som att uppgift saknas, inte som noll.",
                "{count} streck har lästs som att uppgift saknas, inte som noll.",
                count,
            )
        case markers.Fix.DOTS:
            return ngettext(
                "{count} markering med två punkter har lästs som att uppgift saknas.",
                "{count} markeringar med två punkter har lästs som att uppgift saknas.",
                count,
            )
    return _date_fix(fix, count)


def _date_fix(fix: markers.Fix, count: int) -> str:
    if fix is markers.Fix.DATE:
        return ngettext(
            "{count} datum har gjorts om till ett tal igen (kalkylprogrammet hade läst "
            "decimaltalet som dag och månad).",
            "{count} datum har gjorts om till tal igen (kalkylprogrammet hade läst "
            "decimaltalen som dag och månad).",
            count,
        )
    return ngettext(
        "{count} datum har lästs som ett litet antal angivet som ett intervall.",
        "{count} datum har lästs som små antal angivna som intervall.",
        count,
    )


def area_fault(match: areas.Match) -> tuple[str, str]:
    """Say why a code isn't known, and what to do."""
    code = shown_code(match.code)
    if match.fault is areas.Fault.EMPTY:
        return _("Områdeskoden saknas."), _("Skriv koden, eller ta bort raden.")
    if match.fault is areas.Fault.DAMAGED:
        return (
            _("Områdeskoden {code} är skadad av kalkylprogrammet.").format(code=code),
            _("Formatera kolumnen som text i originalet och spara på nytt."),
        )
    return _("Området {code} är okänt.").format(code=code), _area_hint(match.fault)


def _area_hint(fault: areas.Fault) -> str:
    match fault:
        case areas.Fault.NAME_ONLY:
            return _(
                "Skriv områdets kod i stället för dess namn. Kommer filen från en "
                "statistikdatabas: hämta den på nytt, med koder."
            )
        case areas.Fault.OTHER_MUNICIPALITY:
            return _("Koden hör till en annan kommun: ta bort raden.")
        case areas.Fault.OTHER_VINTAGE:
            return _(
                "Koden kan höra till en annan årgång av indelningen: hämta värdena "
                "för den årgång som används, eller lägg till indelningen."
            )
    return _("Rätta koden, eller ta bort raden.")


def area_fix(fix: areas.Fix, count: int) -> str:
    """Say what was done to find codes; `{code}` is for the first of them."""
    match fix:
        case areas.Fix.TIDIED:
            return ngettext(
                "Mellanslag, citattecken eller gemener har rättats i {count} kod.",
                "Mellanslag, citattecken eller gemener har rättats i {count} koder.",
                count,
            )
        case areas.Fix.SUFFIX:
            return ngettext(
                "Indelningens årgång har tagits bort efter {count} kod.",
                "Indelningens årgång har tagits bort efter {count} koder.",
                count,
            )
        case areas.Fix.NAME:
            return ngettext(
                "Områdets namn har tagits bort efter {count} kod.",
                "Områdets namn har tagits bort efter {count} koder.",
                count,
            )
    return _area_doubt(fix, count)


def _area_doubt(fix: areas.Fix, count: int) -> str:
    if fix is areas.Fix.ZEROS:
        return ngettext(
            "{count} kod har förlorat sin inledande nolla och har fått den tillbaka, "
            "som i {code}.",
            "{count} koder har förlorat sin inledande nolla och har fått den tillbaka, "
            "som i {code}.",
            count,
        )
    return ngettext(
        "{count} kod är skriven med ovanliga tecken och har lästs som {code}.",
        "{count} koder är skrivna med ovanliga tecken. Den första har lästs som "
        "{code}.",
        count,
    )
