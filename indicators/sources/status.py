"""What a service means by its status: fine, try again, or no."""

from __future__ import annotations

import httpx

from indicators.sources.errors import (
    BusyError,
    DownError,
    ElsewhereError,
    ForbiddenError,
    MissingError,
    RefusedError,
    WrongContentError,
)
from indicators.sources.outgoing import Clock
from indicators.sources.patience import Retry, retry_after
from indicators.texts import _

BROKEN = (500, 502, 503, 504)


def require_ok(response: httpx.Response, where: str, clock: Clock) -> None:
    """Raise `Retry` for what may pass, and a `SourceError` for what will not."""
    status = response.status_code
    if status == 200:
        return
    if status == 429:
        raise Retry(BusyError(where), retry_after(response.headers, clock))
    if status in BROKEN:
        raise Retry(DownError(where, status), retry_after(response.headers, clock))
    if status in (404, 410):
        raise MissingError(
            where,
            _("finns inte på adressen ({status}).").format(status=status),
            _("Källan kan ha flyttat, bytt namn på eller tagit bort den."),
        )
    if status in (403, 413) and media_type_of(response) != "text/html":
        raise ForbiddenError(where, status)
    if 200 < status < 400:
        raise WrongContentError(where)
    raise RefusedError(where, status)


def onward(
    request: httpx.Request, response: httpx.Response, where: str
) -> httpx.Request:
    """Give the request that a redirect asks for, if it is to the same service."""
    after = response.next_request
    if after is None or _asks(after) != _asks(request):
        raise ElsewhereError(where, (after.url.host if after else "")[:100] or "–")
    return after


def media_type_of(response: httpx.Response) -> str:
    """Give the content type without its parameters."""
    header: str = response.headers.get("Content-Type", "")
    return header.partition(";")[0].strip().lower()


def _asks(request: httpx.Request) -> tuple[str, str, str, int | None]:
    """Whom a request asks, and how; a POST must not turn into a GET on the way."""
    return request.method, request.url.scheme, request.url.host, request.url.port
