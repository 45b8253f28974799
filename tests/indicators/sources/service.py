"""A public service on this machine: answers as documented, and fails on request."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from indicators.sources.outgoing import SERVICES, Clock, Outgoing


@dataclass(frozen=True)
class Asked:
    """One request, as it came."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any = None


@dataclass(frozen=True)
class Reply:
    """One answer; `cut` keeps the last letters, `slow` is a pause before the body."""

    body: Any = b""
    status: int = 200
    type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    cut: int = 0
    slow: float = 0.0

    @property
    def content(self) -> bytes:
        return (
            self.body
            if isinstance(self.body, bytes)
            else json.dumps(self.body).encode()
        )


Route = Callable[[Asked], Reply]


class Service(ThreadingHTTPServer):
    """`route` answers, after the `faults` that stand in its way are used up."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.reset()

    def reset(self) -> None:
        self.route: Route = lambda asked: Reply(status=404)
        self.faults: list[Reply] = []
        self.asked: list[Asked] = []
        self.clock = FakeClock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def outgoing(self, **changes: Any) -> Outgoing:
        """Allow this service in the place of all the real ones, and no other."""
        plain = {
            "enabled": True,
            "base_urls": dict.fromkeys(SERVICES, self.url),
            "clock": self.clock.clock,
            "timeout": 5.0,
        }
        return Outgoing(**{**plain, **changes})

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet when the client has hung up."""


class _Handler(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def log_message(self, *args: Any) -> None:
        """Keep quiet."""

    def _answer(self, method: str) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body = json.loads(self.rfile.read(length)) if length else None
        parts = urlsplit(self.path)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        asked = Asked(method, parts.path, query, dict(self.headers), body)
        self.server.asked.append(asked)
        faults = self.server.faults
        self._send(faults.pop(0) if faults else self.server.route(asked))

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        headers = {
            "Content-Type": reply.type,
            "Content-Length": str(len(reply.content)),
        }
        for name, value in {**headers, **reply.headers}.items():
            if value:
                self.send_header(name, value)
        self.end_headers()
        time.sleep(reply.slow)
        self.wfile.write(reply.content[: len(reply.content) - reply.cut])


class FakeClock:
    """Time that passes only in sleep; chance that always falls in the middle."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.slept: list[float] = []
        self.clock = Clock(
            monotonic=lambda: self.seconds,
            sleep=self._sleep,
            now=lambda: (
                datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=self.seconds)
            ),
            chance=lambda: 0.5,
        )

    def _sleep(self, seconds: float) -> None:
        if seconds:
            self.slept.append(seconds)
            self.seconds += seconds


@contextmanager
def running() -> Iterator[Service]:
    """Run a service until the end of the block."""
    service = Service()
    thread = Thread(target=service.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        service.shutdown()
        service.server_close()
        thread.join()
