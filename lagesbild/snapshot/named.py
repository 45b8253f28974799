"""What snapshots are called where several are listed, and when each was frozen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from indicators.store.snapshots import Snapshot

ZONE = "Europe/Stockholm"  # where those who read the municipality's snapshots are


def names(found: Sequence[Snapshot]) -> dict[str, str]:
    """Name snapshots so that no two have the same name, by id: place and title.

    When it was frozen is added to those that would else be called the same, and the id
    if that is not enough.
    """
    when = moments(found)
    named = {one.id: f"{one.place}: {one.title}" for one in found}
    named = _told_apart(named, when)
    return _told_apart(named, {name: name for name in named})


def _told_apart(named: dict[str, str], more: dict[str, str]) -> dict[str, str]:
    count = Counter(named.values())
    return {
        key: f"{name}, {more[key]}" if count[name] > 1 else name
        for key, name in named.items()
    }


def moments(found: Sequence[Snapshot]) -> dict[str, str]:
    """Say when snapshots were frozen, by id: the day, with the time if two share it."""
    days = Counter(day(one.created_at) for one in found)
    return {
        one.id: moment(one.created_at)
        if days[day(one.created_at)] > 1
        else day(one.created_at)
        for one in found
    }


def moment(text: str) -> str:
    """Write a time of the store as day and time in Sweden: 2026-11-22 14:09."""
    return f"{_local(text):%Y-%m-%d %H:%M}"


def day(text: str) -> str:
    """Write a time of the store as a day in Sweden."""
    return f"{_local(text):%Y-%m-%d}"


def _local(text: str) -> datetime:
    read = datetime.fromisoformat(text)
    aware = read if read.tzinfo else read.replace(tzinfo=UTC)
    return aware.astimezone(ZoneInfo(ZONE))
