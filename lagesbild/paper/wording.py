"""Words that paper and slides share: who made it, when, and from which release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from indicators.texts import _, language

Content = Mapping[str, Any]


def sheet_words() -> dict[str, str]:
    """Give the words in the head and the foot of every sheet."""
    return {"page": _("Sida")}


def code_says(content: Content) -> str:
    """Say what the square code of a snapshot is for, beside it and in its stead."""
    if content.get("address"):
        return _("QR-koden leder till ögonblicksbilden")
    return _("QR-koden är ögonblicksbildens id")


def made_on(when: str) -> str:
    """Write the day of a time: 2026-11-22 in Swedish, 22 November 2026 in English."""
    day = datetime.fromisoformat(when)
    if language() == "sv":
        return f"{day:%Y-%m-%d}"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


# Not from the machine's locale: the same bytes everywhere.
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def byline(content: Content) -> str:
    """Say who made a snapshot, when, and from which release."""
    made, release = content["made"], content["release"]
    return _(
        "{place} · gjord {day} av {who} · version {id} · publicering {number}"
    ).format(
        place=content["municipality"],
        day=made_on(made["when"]),
        who=made["who"],
        id=content["id"],
        number=release["number"],
    )


def to_find(content: Content) -> str:
    """Say how whoever holds a copy finds the version that it was made from."""
    if content.get("address"):
        return _("Ögonblicksbilden finns på {address}").format(
            address=content["address"]
        )
    return _(
        "Ögonblicksbilden finns på sidan Ögonblicksbilder i Lägesbild. Leta efter id "
        "{id}."
    ).format(id=content["id"])


def origin(content: Content) -> list[list[str]]:
    """List what is needed to find and to check the frozen version."""
    release, proof = content["release"], content["proof"]
    rows = [
        [_("Version"), content["id"]],
        [_("Gjord"), f"{made_on(content['made']['when'])}, {content['made']['who']}"],
        [
            _("Vilar på publicering"),
            _("nummer {number}, {day}").format(
                number=release["number"], day=made_on(release["when"])
            ),
        ],
        [_("Publiceringens kontrollsumma"), spaced(release["hash"])],
        [_("Bevisets kontrollsumma"), spaced(proof["hash"])],
        [_("Så hittar du tillbaka"), to_find(content)],
    ]
    return [row for row in rows if row[1]]


def sources(lines: Sequence[Content]) -> str:
    """Name the sources of some lines, each once, and the periods that they tell of."""
    names = dict.fromkeys(line["source"] for line in lines if line["source"])
    periods = dict.fromkeys(line["period"] for line in lines)
    return _("Källa: {sources}. Period: {periods}.").format(
        sources="; ".join(name.rstrip(".") for name in names),
        periods=", ".join(periods),
    )


def without(lines: Sequence[Content]) -> list[str]:
    """Say which measures have no value, by the reason why."""
    by_reason: dict[str, list[str]] = {}
    for line in lines:
        by_reason.setdefault(line["value"], []).append(line["name"])
    return [f"{reason}: {'; '.join(names)}." for reason, names in by_reason.items()]


def spaced(code: str) -> str:
    """Set a long checksum in groups of eight, so that it can be read and broken."""
    return " ".join(code[i : i + 8] for i in range(0, len(code), 8))
