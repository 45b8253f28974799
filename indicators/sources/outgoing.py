"""Which services may be asked, at which addresses, and how patiently.

Nothing is asked until the municipality says so: `Outgoing()` is off.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from indicators.sources.errors import SourceOffError
from indicators.texts import Text


@dataclass(frozen=True)
class Service:
    """A public API: what people call it, and how often it lets itself be asked.

    `calls` in any `seconds` are within what the service states, with a second to spare
    because its clock is not ours.
    """

    id: str
    title: Text
    base_url: str
    calls: int
    seconds: float


SCB = Service(
    "scb",
    Text("SCB:s statistikdatabas", "Statistics Sweden's database"),
    "https://statistikdatabasen.scb.se/api/v2",
    30,  # per 10 s, from its /config
    11.0,
)
SCB_V1 = Service(
    "scb_v1",
    Text("SCB:s statistikdatabas (API v1)", "Statistics Sweden's database (API v1)"),
    "https://api.scb.se/OV0104/v1/doris/sv/ssd/START",
    30,
    11.0,
)
SCB_GEODATA = Service(
    "scb_geodata",
    Text("SCB:s öppna geodata", "Statistics Sweden's open geodata"),
    "https://geodata.scb.se/geoserver/stat/wfs",
    10,  # none stated
    10.0,
)
KOLADA = Service("kolada", Text("Kolada"), "https://api.kolada.se/v3", 5, 1.0)
SKOLVERKET = Service(
    "skolverket",
    Text("Skolverket", "the National Agency for Education"),
    "https://api.skolverket.se/planned-educations",
    10,  # per 10 s
    11.0,
)
SERVICES = {s.id: s for s in (SCB, SCB_V1, SCB_GEODATA, KOLADA, SKOLVERKET)}


@dataclass(frozen=True)
class Clock:
    """Time and chance, so that tests need not wait for either."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    chance: Callable[[], float] = random.SystemRandom().random


def _nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True)
class Outgoing:
    """What the municipality allows.

    Parameters
    ----------
    enabled : bool
        Whether anything may be asked at all.
    base_urls : mapping of service id to URL
        Addresses other than the services' own: a mirror, a reverse proxy, a test.
        Only the hosts of these and of `SERVICES` are ever called.
    proxy, ca_file : str
        A web proxy, and a file of certificates that the municipality trusts. They are
        taken from here only, not from the environment.
    timeout : float
        Seconds for one step of an answer.
    patience : float
        Seconds for an answer with all attempts and pauses.
    attempts : int
        How often to ask before giving up.
    most_bytes : int
        The largest answer that is accepted, unpacked.
    before_call : callable
        Called before each request; what it raises stops the fetching.
    """

    enabled: bool = False
    base_urls: Mapping[str, str] = field(default_factory=dict)
    proxy: str = ""
    ca_file: str = ""
    timeout: float = 30.0
    patience: float = 180.0
    attempts: int = 4
    most_bytes: int = 20_000_000
    clock: Clock = field(default_factory=Clock)
    before_call: Callable[[], None] = _nothing

    def base_url(self, service: Service) -> str:
        """Tell where a service is, without a slash at the end.

        Raises
        ------
        ValueError
            If the address is not one of the web; whoever reads the settings checks it.
        """
        url = self.base_urls.get(service.id, service.base_url).rstrip("/")
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"no address of the web for {service.id}")
        if parts.username or parts.query or parts.fragment:
            raise ValueError(f"more than an address for {service.id}")
        return url

    def require_on(self, service: Service, where: str) -> None:
        """Raise `SourceOffError` unless outgoing requests are turned on."""
        if not self.enabled:
            raise SourceOffError(where, urlsplit(self.base_url(service)).hostname or "")
