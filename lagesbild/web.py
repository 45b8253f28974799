"""What the server answers besides the pages: parcels, health, and security headers.

Only Starlette is needed here; the pages are in `lagesbild.views`.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import os
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import (
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from geo.policy import stated_policy
from indicators.texts import LANGUAGES
from lagesbild.prepared import find_file, open_prepared, open_store_of
from lagesbild.snapshot.archive import answer
from lagesbild.snapshot.identity import PATH as SNAPSHOTS

WORKSPACE_VARIABLE = "LAGESBILD_WORKSPACE"
ANALYST_VARIABLE = "LAGESBILD_ANALYST"
FOR_EVER = "private, max-age=31536000, immutable"
PARCELS = "/underlag"
KINDS = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


def workspace_root() -> Path:
    """Tell which workspace this server shows: the shipped one if nothing is said."""
    shipped = Path(__file__).parent.parent / "data"
    return Path(os.environ.get(WORKSPACE_VARIABLE, shipped))


def address(name: str, ending: str) -> str:
    """Give the path at which a prepared file can be fetched."""
    return f"{PARCELS}/{name}.{ending}"


async def ready(_request: Request) -> Response:
    """Say that the server can show the workspace."""
    prepared = open_prepared(workspace_root())
    return JSONResponse({"redo": True, "indikatorer": len(prepared.indicators)})


def parcel(request: Request) -> Response:
    """Answer with a map document or a pack."""
    name, ending = request.path_params["name"], request.path_params["ending"]
    packed = "gzip" in request.headers.get("accept-encoding", "")
    path = _found(name, f".{ending}.gz" if packed else f".{ending}")
    if ending not in KINDS or path is None:
        return _unknown()
    headers = {"Cache-Control": FOR_EVER, "Vary": "Accept-Encoding"}
    if packed:
        headers["Content-Encoding"] = "gzip"
    if ending == "html":
        plain = _found(name, ".html")
        policy = stated_policy(_beginning(plain) if plain else b"")
        headers["Content-Security-Policy"] = (
            f"{policy}; frame-ancestors 'self'; sandbox allow-scripts"
        )
    return Response(path.read_bytes(), media_type=KINDS[ending], headers=headers)


def part(request: Request) -> Response:
    """Answer with the labels, the tidy file or the words of one series of a pack."""
    ending = request.path_params["ending"]
    number = request.path_params["number"]
    path = _found(request.path_params["name"], f"{number}.{ending}")
    if ending not in ("json", "csv", "txt") or path is None:
        return _unknown()
    # The pack's hash is its address, and the words are not in the pack.
    headers = {"Cache-Control": "private, no-cache" if ending == "txt" else FOR_EVER}
    return Response(path.read_bytes(), media_type=KINDS[ending], headers=headers)


def frozen(request: Request) -> Response:
    """Answer with a snapshot as it was frozen, or why it is not shown any more.

    The id opens nothing by itself: this is as open, or as closed, as the pages are.
    """
    store = open_store_of(workspace_root())
    status, content, spoken = answer(store, request.path_params["name"])
    policy = stated_policy(content[:20_000])
    headers = {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "Content-Language": spoken,  # and so it is left as it is: see `_is_page`
        "Cache-Control": "private, no-cache",  # it can be withdrawn
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
    }
    return Response(content, status, headers, media_type=KINDS["html"])


def _found(name: str, part: str) -> Path | None:
    return find_file(workspace_root(), name, part)


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(20_000)


def _unknown() -> Response:
    return PlainTextResponse("Finns inte längre. Ladda om sidan.", status_code=404)


async def start(request: Request) -> Response:
    """Lead /karta to the first page: Streamlit knows it by the bare address only."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"./{query}")


ROUTES = [
    Route("/karta", start),
    Route("/halsa/redo", ready),
    Route(SNAPSHOTS + "/{name:str}", frozen),
    Route(PARCELS + "/{name:str}/{number:int}.{ending:str}", part),
    Route(PARCELS + "/{name:str}.{ending:str}", parcel),
]


class Headings:
    """Middleware: security headers on every answer, and the page's language.

    Streamlit writes `lang="en"` into its page whatever the app speaks, and has one
    script of its own in it, which is allowed by its hash and nothing else is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.policy = page_policy()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with our headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        await self.app(_uncompressed_page(scope), receive, self._sender(scope, send))

    def _sender(self, scope: Scope, send: Send) -> Callable[[Message], Awaitable[None]]:
        start: Message = {}
        body = bytearray()

        async def sender(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                self._add_headers(MutableHeaders(raw=message["headers"]))
                if not _is_page(message):
                    await send(message)
            elif message["type"] == "http.response.body" and _is_page(start):
                body.extend(message.get("body", b""))
                if not message.get("more_body"):
                    await _send_page(start, in_language(bytes(body), scope), send)
            else:
                await send(message)

        return sender

    def _add_headers(self, headers: MutableHeaders) -> None:
        headers.setdefault("Content-Security-Policy", self.policy)
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()"


def page_policy() -> str:
    """Write the content security policy of everything but the map documents."""
    spec = importlib.util.find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise ImportError("streamlit is not installed")
    index = Path(spec.origin).parent / "static" / "index.html"
    scripts = re.findall(r"<script>(.*?)</script>", index.read_text("utf-8"), re.DOTALL)
    allowed = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'"
        for s in scripts
    )
    return (
        f"default-src 'self'; script-src 'self' {allowed}; worker-src 'self' blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        "font-src 'self' data:; connect-src 'self' ws: wss:; frame-src 'self'; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; "
        "frame-ancestors 'none'"
    )


def _uncompressed_page(scope: Scope) -> Scope:
    # A page that is to be rewritten must not arrive compressed; it is 7 kB.
    if "text/html" not in Headers(scope=scope).get("accept", ""):
        return scope
    if scope["path"].startswith((PARCELS, SNAPSHOTS)):
        return scope
    kept = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
    return {**scope, "headers": kept}


def _is_page(start: Message) -> bool:
    headers = Headers(raw=start.get("headers", []))
    kind = headers.get("content-type", "")
    ours = "content-language" in headers
    immutable = "immutable" in headers.get("cache-control", "")
    return kind.startswith("text/html") and not ours and not immutable


def in_language(page: bytes, scope: Scope) -> bytes:
    """Put the language that the address asks for into the page."""
    asked = re.search(rb"(?:^|&)lang=(\w\w)", scope.get("query_string", b""))
    code = asked[1].decode() if asked else LANGUAGES[0]
    code = code if code in LANGUAGES else LANGUAGES[0]
    return page.replace(b'<html lang="en">', f'<html lang="{code}">'.encode(), 1)


async def _send_page(start: Message, page: bytes, send: Send) -> None:
    headers = MutableHeaders(raw=start["headers"])
    headers["Content-Length"] = str(len(page))
    for name in ("etag", "last-modified"):
        if name in headers:
            del headers[name]
    await send(start)
    await send({"type": "http.response.body", "body": page})
