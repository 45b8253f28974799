"""What the page about an area shows, from its portrait: texts, charts and one table.

Plain JSON in and out: the server that answers readers loads no tables.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from indicators.texts import _, language
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


def beside_of(told: Mapping[str, Any]) -> str:
    """Name what a portrait, or a line of it, is held against: see `profile_beside`."""
    return str(told.get("beside") or _("hela kommunen"))


def _sector(sector: Mapping[str, Any]) -> dict[str, Any]:
    lines = [{**line, **_labels(line)} for line in sector["lines"]]
    return {**sector, "lines": lines}


def _labels(line: Mapping[str, Any]) -> dict[str, str]:
    """Say what the two charts show, for those who don't see them."""
    known = [point for point in line["history"] if point["number"] is not None]
    said = ", ".join(f"{point['period']}: {point['text']}" for point in known)
    return {
        "verdict_line": verdict_line(line),
        "beside_name": capital(beside_of(line)),
        "course_label": _("Utveckling för {measure}. {values}.").format(
            measure=line["short"], values=said
        ),
        **_strip(line),
    }


def _strip(line: Mapping[str, Any]) -> dict[str, str]:
    spread = line["spread"]
    if not spread:
        return {"strip_label": "", "lowest_text": "", "highest_text": ""}
    low, high = spread["lowest_text"], spread["highest_text"]
    text = _(
        "{measure}: här {value}, {beside} {whole}, områdena mellan {low} och {high}."
    )
    return {
        "strip_label": text.format(
            measure=line["short"],
            value=line["value"],
            beside=beside_of(line),
            whole=line["whole"],
            low=low,
            high=high,
        ),
        "lowest_text": low,
        "highest_text": high,
    }


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
        "alike": _("Området, går inte att skilja eller jämförs inte"),
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
