"""What the page about an area shows, from its portrait: texts, charts and one table.

Plain JSON in and out: the server that answers readers loads no tables.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from indicators.texts import _, language
from lagesbild.profile_charts import beside_of, chart_texts
from lagesbild.words import capital, table_words

FORMULA_STARTS = ("=", "+", "-", "@")
Portrait = Mapping[str, Any]


def lines_of(portrait: Portrait) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give every line with the name of its sector, in the order of the wheel."""
    for sector in portrait["sectors"]:
        for line in sector["lines"]:
            yield sector["name"], line


def page_data(portrait: Portrait) -> dict[str, Any]:
    """Put together all that the browser draws of a portrait.

    Returns
    -------
    dict
        The portrait, with a text for each chart; `columns` and `rows`, which say the
        same as a table; `words`.
    """
    return {
        "language": language(),
        "words": _words(portrait),
        "portrait": {**portrait, "sectors": list(map(_sector, portrait["sectors"]))},
        "columns": columns(portrait),
        "rows": rows(portrait),
    }


def columns(portrait: Portrait) -> list[str]:
    """Name the columns of the whole profile as a table."""
    return [
        _("Mått"),
        _("Del av hjulet"),
        _("Period"),
        _("Värde"),
        _("Bygger på"),
        _("Troligt värde"),
        capital(beside_of(portrait)),
        _("Jämförelse"),
        _("Utveckling"),
        _("Källa"),
        _("Märkning"),
    ]


def rows(portrait: Portrait) -> list[list[str]]:
    """Write the whole profile as rows of text, one for each indicator."""
    found = [_row(portrait, sector, line) for sector, line in lines_of(portrait)]
    empty = [""] * (len(columns(portrait)) - 3)
    bare = [[_("Inga mått ännu"), name, "", *empty] for name in portrait["bare"]]
    return found + bare


def as_csv(portrait: Portrait) -> bytes:
    """Write the profile as a file that a spreadsheet opens: UTF-8 with a mark."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Område"), *map(_safe, columns(portrait))])
    writer.writerows(
        [_safe(cell) for cell in (portrait["name"], *row)] for row in rows(portrait)
    )
    return out.getvalue().encode("utf-8-sig")


def _row(portrait: Portrait, sector: str, line: Mapping[str, Any]) -> list[str]:
    return [
        line["name"],
        sector,
        line["period"],
        line["value"],
        line["base"],
        line["interval"],
        _whole_cell(portrait, line),
        verdict_line(line),
        line["trend_text"],
        line["source"],
        _("Övningsdata") if line["practice"] else "",
    ]


def _whole_cell(portrait: Portrait, line: Mapping[str, Any]) -> str:
    """Write what a line is held against; by its name where the heading has another."""
    text, name = str(line["whole"]), beside_of(line)
    same = name == beside_of(portrait) or not text
    return text if same else f"{capital(name)}: {text}"


def verdict_line(line: Mapping[str, Any]) -> str:
    """Say how an area stands beside something, or why nothing is said."""
    text = str(line["verdict_text"])
    text = text[:1].upper() + text[1:]
    if line["number"] is None:
        return text  # why stands where the value would
    if line["reason_text"]:
        return f"{text}: {line['reason_text']}"
    beside = beside_of(line)
    if line["verdict"] == "same":
        return _("Går inte att skilja från {beside}").format(beside=beside)
    return _("{verdict} än i {beside}").format(verdict=text, beside=beside)


def _sector(sector: Mapping[str, Any]) -> dict[str, Any]:
    """Give the measures with their charts; those of no group get a line together."""
    told = [line for line in sector["lines"] if line["additive"]]
    lines = [
        {**line, **chart_texts(line), "verdict_line": verdict_line(line)}
        for line in told
    ]
    rest = [line for line in sector["lines"] if not line["additive"]]
    return {**sector, "lines": lines, "without": _without(rest)}


def _without(lines: Sequence[Mapping[str, Any]]) -> str:
    """Name the measures that can't be worked out, in the words of the table."""
    if not lines:
        return ""
    names = "; ".join(line["short"] for line in lines)
    return f"{lines[0]['value']}: {names}."


def _safe(text: str) -> str:
    """Keep a spreadsheet from taking text for a formula."""
    written = "".join(c if c.isprintable() else " " for c in text)
    return f"'{written}" if written.lstrip().startswith(FORMULA_STARTS) else written


def _words(portrait: Portrait) -> dict[str, str]:
    area, beside = portrait["name"], beside_of(portrait)
    return table_words() | {
        "short": _("{area} i korthet").format(area=area),
        "short_beside": _two_benchmarks(portrait),
        "source": _("Källa"),
        "practice": _("Övningsdata"),
        "clear": _("Området, tydligt skilt från {beside}").format(beside=beside),
        "alike": _("Området, går inte att skilja från {beside}").format(beside=beside),
        "alone": _("Området, jämförs inte"),
        "whole_sign": capital(beside),
        "tick": _("Ett område"),
        "likely": _("Troligt värde"),
        "more": _("Vad talet säger och inte säger"),
        "cannot": _("Det här kan vi inte säga"),
        "what": _("Så räknas det"),
        "over_time": _("Talen över tid"),
        "period": _("Period"),
        "value": _("Värde"),
        "bare": _("Det här vet vi inte ännu"),
        "bare_why": _(
            "För de här delarna av hjulet finns inga mått. Det betyder att vi inte "
            "vet, inte att allt är bra."
        ),
        "all": _("Hela profilen som tabell"),
    }


def _two_benchmarks(portrait: Portrait) -> str:
    """Say that the sentences are held against something else than the measures."""
    beside = beside_of(portrait)
    if beside == _("hela kommunen"):
        return ""
    text = _("Meningarna ovan jämför med hela kommunen, måtten nedan med {beside}.")
    return text.format(beside=beside)
