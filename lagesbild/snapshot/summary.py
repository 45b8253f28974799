"""The two sentences that sum up a snapshot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from indicators.texts import _, ngettext
from lagesbild.snapshot.scope import Scope


def summary(found: Mapping[str, Any], scope: Scope, start: str) -> list[str]:
    """Say in two sentences what it holds, and the first thing that it shows."""
    first = _how_many(found, scope)
    headlines = [text for one in found["areas"] for text in one["headlines"]]
    if scope.focus and headlines:
        return [first, _clear(found["areas"]) or headlines[0]]
    maps = [one for one in found["maps"] if one["key"].startswith(f"{start}/")]
    one = (maps or found["maps"])[0]
    name, period = one["title"], one["key"].partition("/")[2]
    spread = one["text"][0].partition(". ")[0].removesuffix(".")
    return [first, f"{name}, {period}: {spread}."]


def spoken_of(areas: Sequence[Mapping[str, Any]]) -> str:
    """Tell which indicator the summary of some areas speaks of; empty if of several."""
    headlines = [text for one in areas for text in one["headlines"]]
    if not headlines:
        return ""
    said = _clear(areas) or headlines[0]
    for line in _lines(areas):
        first = str(line["sentence"]).partition(". ")[0]
        if first and first in said:
            return str(line["indicator"])
    return ""


def _how_many(found: Mapping[str, Any], scope: Scope) -> str:
    """Say how many measures it holds, and how many of them have a value there."""
    count, shown = len(scope.indicators), _with_value(found["areas"], scope)
    text = _of_them(shown, count) if scope.focus else _held(count)
    place, date = found["place"], found["release"]["when"][:10]
    return text.format(count=count, shown=shown, place=place, date=date)


def _held(count: int) -> str:
    return ngettext(
        "{count} mått för {place}, som det var publicerat {date}.",
        "{count} mått för {place}, som de var publicerade {date}.",
        count,
    )


def _of_them(shown: int, count: int) -> str:
    """Give the sentence for so many with a value out of so many."""
    if not shown:
        return ngettext(
            "Måttet har inget värde som visas för {place}, som det var publicerat "
            "{date}.",
            "Inget av {count} mått har ett värde som visas för {place}, som de var "
            "publicerade {date}.",
            count,
        )
    if shown < count:
        return ngettext(
            "{shown} av {count} mått har ett värde för {place}, publicerat {date}.",
            "{shown} av {count} mått har ett värde för {place}, publicerat {date}.",
            shown,
        )
    if count == 1:
        return _held(count)
    if count == 2:
        return _("Båda måtten har ett värde för {place}, publicerat {date}.")
    return _("Alla {count} mått har ett värde för {place}, publicerat {date}.")


def _with_value(areas: Sequence[Mapping[str, Any]], scope: Scope) -> int:
    """Count the measures that have a value in some of the areas and periods."""
    shown = {
        line["indicator"]
        for line in _lines(areas)
        for point in line["history"]
        if point["number"] is not None
        and f"{line['indicator']}/{point['period']}" in scope.keys
    }
    return len(shown)


def _clear(areas: Sequence[Mapping[str, Any]]) -> str:
    """Find the first sentence that tells a clear difference; empty if none does."""
    clear = [one for one in _lines(areas) if one["verdict"] in ("higher", "lower")]
    headlines = [text for one in areas for text in one["headlines"]]
    for text in headlines:
        if any(line["sentence"] in text for line in clear):
            return str(text)
    if not clear:
        return ""
    mark = _("Övningsdata: {text}") if clear[0]["practice"] else "{text}"
    return mark.format(text=clear[0]["sentence"])


def _lines(areas: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [line for one in areas for s in one["sectors"] for line in s["lines"]]
