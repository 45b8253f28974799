"""How long to wait before asking again: longer each time, and never all at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

from indicators.sources.errors import SourceError
from indicators.sources.outgoing import Clock

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0


class Retry(Exception):  # noqa: N818 (it is no error as long as the next attempt works)
    """An attempt failed in a way that may pass; `after` is the service's own wish."""

    def __init__(self, error: SourceError, after: float | None = None) -> None:
        self.error = error
        self.after = after
        super().__init__(str(error))


def pause_before(attempt: int, after: float | None, clock: Clock) -> float:
    """Give the seconds before the attempt with this number; the second is the first.

    A service's own wish is followed, with a little added so that not everybody
    comes back in the same moment.
    """
    if after is not None:
        return after + clock.chance()
    longest = min(FIRST_PAUSE * 2.0 ** (attempt - 2), LONGEST_PAUSE)
    return longest * (0.5 + clock.chance() / 2)


def retry_after(headers: Mapping[str, str], clock: Clock) -> float | None:
    """Read `Retry-After`, in seconds or as a date; None where it says nothing."""
    text = headers.get("Retry-After", "").strip()
    if text.isascii() and text.isdigit() and len(text) < 8:
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - clock.now()).total_seconds())
