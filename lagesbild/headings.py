"""What every answer of the server carries: security headers, and what its page lacks.

Only Starlette is needed here; the answers themselves are in `lagesbild.web`.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from indicators.texts import LANGUAGES
from lagesbild.parcels import PATH as PARCELS
from lagesbild.snapshot.identity import PATH as SNAPSHOTS

# Streamlit asks for a component's modules one after the other, and only once it runs
# itself. Asked for with the page, they are there by then: the first map comes 0.1 s
# sooner, and so does a profile. A table that comes late moves what stands below it,
# just when somebody is about to click there.
MODULES = {
    "/": ("karta", "karta.js", "tabell.js"),
    "/omrade": ("profil", "profil.js", "tabell.js"),
    "/jamfor": (
        "jamfor",
        "jamfor.js",
        "jamfor_data.js",
        "jamfor_diagram.js",
        "jamfor_kartor.js",
        "jamfor_perioder.js",
        "jamfor_svg.js",
        "jamfor_tabeller.js",
        "tabell.js",
    ),
    **dict.fromkeys(("/uppdatera", "/historik", "/skydd"), ("tabell", "tabell.js")),
}


class Headings:
    """Middleware: security headers on every answer, language and modules of the page.

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
                    await _send_page(start, completed(bytes(body), scope), send)
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


def completed(page: bytes, scope: Scope) -> bytes:
    """Put into a page its language, and the modules that it will need."""
    asked = re.search(rb"(?:^|&)lang=(\w\w)", scope.get("query_string", b""))
    code = asked[1].decode() if asked else LANGUAGES[0]
    code = code if code in LANGUAGES else LANGUAGES[0]
    page = page.replace(b'<html lang="en">', f'<html lang="{code}">'.encode(), 1)
    component, *names = MODULES.get(scope["path"], ("",))
    # Relative, as the app may be served below a path.
    links = "".join(
        '<link rel="modulepreload" '
        f'href="_stcore/bidi-components/lagesbild.{component}/{name}">'
        for name in names
    )
    return page.replace(b"</head>", links.encode() + b"</head>", 1)


async def _send_page(start: Message, page: bytes, send: Send) -> None:
    headers = MutableHeaders(raw=start["headers"])
    headers["Content-Length"] = str(len(page))
    for name in ("etag", "last-modified"):
        if name in headers:
            del headers[name]
    await send(start)
    await send({"type": "http.response.body", "body": page})
