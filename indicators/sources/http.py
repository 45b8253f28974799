"""Ask a public service: politely, patiently, and only those that are allowed.

Every answer is JSON and comes whole or not at all. What may pass by itself (a lost
connection, 429, 5xx, half an answer) is tried again with growing pauses; the rest is
said at once.
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from functools import cache
from types import TracebackType
from typing import Any, NamedTuple

import certifi
import httpx

from indicators.sources.answers import decode_json
from indicators.sources.errors import (
    CutOffError,
    ElsewhereError,
    SlowError,
    SourceError,
    TooBigError,
    UnreachableError,
)
from indicators.sources.fetched import JSON, Part, sha256_of
from indicators.sources.outgoing import Outgoing, Service
from indicators.sources.pace import pace_of
from indicators.sources.patience import Retry, pause_before
from indicators.sources.status import media_type_of, onward, require_ok

USER_AGENT = "Lagesbild"
HOPS = 3  # redirects within the service

Params = Mapping[str, str]


class Answer(NamedTuple):
    """What a service said: read, and as it came."""

    data: Any
    part: Part


class Web:
    """One service and what we want from it; keeps every answer in `parts`.

    Use it in a `with` statement. `subject` says in messages what it is about.
    """

    def __init__(self, service: Service, outgoing: Outgoing, subject: str = "") -> None:
        title = str(service.title)
        self.where = f"{title}, {subject}" if subject else title
        outgoing.require_on(service, self.where)
        self.parts: tuple[Part, ...] = ()
        self._outgoing = outgoing
        self._base = outgoing.base_url(service)
        self._pace = pace_of(service, self._base, outgoing.clock)
        self._client = httpx.Client(
            timeout=outgoing.timeout,
            verify=_trust(outgoing.ca_file),
            proxy=outgoing.proxy or None,
            trust_env=False,
            follow_redirects=False,
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"},
        )

    def __enter__(self) -> Web:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def get(
        self, path: str = "", params: Params | None = None, *, accept: str = JSON
    ) -> Answer:
        """Ask for `path` under the service's address."""
        return self._ask(
            self._client.build_request(
                "GET", self._base + path, params=params, headers={"Accept": accept}
            )
        )

    def post(
        self,
        path: str,
        body: object,
        params: Params | None = None,
        *,
        accept: str = JSON,
    ) -> Answer:
        """Ask with a question that is too long for an address."""
        return self._ask(
            self._client.build_request(
                "POST",
                self._base + path,
                params=params,
                json=body,
                headers={"Accept": accept},
            )
        )

    def _ask(self, request: httpx.Request) -> Answer:
        clock, outgoing = self._outgoing.clock, self._outgoing
        deadline = clock.monotonic() + outgoing.patience
        attempt = 1
        while True:
            try:
                return self._attempt(request, deadline)
            except Retry as failed:
                pause = pause_before(attempt + 1, failed.after, clock)
                late = clock.monotonic() + pause >= deadline
                if attempt >= outgoing.attempts or late:
                    raise failed.error from None
            clock.sleep(pause)
            attempt += 1

    def _attempt(self, request: httpx.Request, deadline: float) -> Answer:
        try:
            for _hop in range(HOPS + 1):
                answer = self._send(request, deadline)
                if isinstance(answer, Answer):
                    return answer
                request = answer
        except httpx.TimeoutException:
            error: SourceError = SlowError(self.where, self._outgoing.timeout)
        except (httpx.RemoteProtocolError, httpx.DecodingError, httpx.ReadError):
            error = CutOffError(self.where)
        except CutOffError as cut:
            error = cut
        except httpx.TransportError:
            error = UnreachableError(self.where, request.url.host)
        else:
            raise ElsewhereError(self.where, request.url.host)  # round in circles
        raise Retry(error)

    def _send(self, request: httpx.Request, deadline: float) -> Answer | httpx.Request:
        """Send once; give the answer, or the request that a redirect asks for."""
        outgoing = self._outgoing
        outgoing.before_call()
        outgoing.clock.sleep(self._pace.reserve(outgoing.clock.monotonic()))
        response = self._client.send(request, stream=True)
        try:
            if response.has_redirect_location:
                return onward(request, response, self.where)
            require_ok(response, self.where, outgoing.clock)
            content = self._read(response, deadline)
        finally:
            response.close()
        media_type = media_type_of(response)
        data = decode_json(content, media_type, self.where)
        part = Part(
            content,
            media_type,
            str(response.url),
            outgoing.clock.now().replace(microsecond=0),
            sha256_of(content),
        )
        self.parts += (part,)
        return Answer(data, part)

    def _read(self, response: httpx.Response, deadline: float) -> bytes:
        """Read the whole body, but no more and no longer than allowed."""
        outgoing, content = self._outgoing, bytearray()
        for chunk in response.iter_bytes():
            content += chunk
            if len(content) > outgoing.most_bytes:
                raise TooBigError(self.where, outgoing.most_bytes)
            if outgoing.clock.monotonic() > deadline:
                raise SlowError(self.where, outgoing.patience)
        return bytes(content)


@cache
def _trust(ca_file: str) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=ca_file or certifi.where())
