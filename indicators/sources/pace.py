"""How often a service is asked: never more than so many calls in so many seconds.

All who ask in this process share one count per service and address, because the
service counts per address too.
"""

from __future__ import annotations

from collections import deque
from threading import Lock

from indicators.sources.outgoing import Clock, Service


class Pace:
    """A queue for one service; whoever asks is told how long to wait."""

    def __init__(self, calls: int, seconds: float) -> None:
        self._seconds = seconds
        self._times: deque[float] = deque(maxlen=calls)
        self._lock = Lock()

    def reserve(self, now: float) -> float:
        """Take the next free moment, and tell how many seconds away it is."""
        with self._lock:
            moment = now
            if len(self._times) == self._times.maxlen:
                moment = max(now, self._times[0] + self._seconds)
            self._times.append(moment)
        return moment - now


_PACES: dict[tuple[Clock, str, str], Pace] = {}
_LOCK = Lock()


def pace_of(service: Service, base_url: str, clock: Clock) -> Pace:
    """Give the queue that everybody in this process shares."""
    key = (clock, service.id, base_url)
    with _LOCK:
        return _PACES.setdefault(key, Pace(service.calls, service.seconds))
