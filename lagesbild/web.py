"""What the server answers besides the pages: parcels, health, frozen pictures.

Only Starlette is needed here; the pages are in `lagesbild.views`, what every answer
carries in `lagesbild.headings`.
"""

from __future__ import annotations

import hashlib
import os
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import (
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route

from geo.policy import stated_policy
from indicators.texts import _
from lagesbild.errors import SnapshotError, UnfinishedError
from lagesbild.paper import MIME
from lagesbild.paper.errors import PaperError
from lagesbild.parcels import PATH as PARCELS
from lagesbild.preparing import find_file, open_prepared
from lagesbild.snapshot.archive import answer
from lagesbild.snapshot.identity import PATH as SNAPSHOTS
from lagesbild.snapshot.printing import TooManyError, printed
from lagesbild.snapshot.since import page_since
from lagesbild.store_of import open_store_of

WORKSPACE_VARIABLE = "LAGESBILD_WORKSPACE"
ANALYST_VARIABLE = "LAGESBILD_ANALYST"
PRINTED = (".pdf", ".pptx")  # what can be fetched of a snapshot beside itself
FOR_EVER = "private, max-age=31536000, immutable"
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
    return _written(*answer(store, request.path_params["name"]))


def _written(status: int, content: bytes, spoken: str) -> Response:
    policy = stated_policy(content[:20_000])
    headers = {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "Content-Language": spoken,  # and so it is left as it is: see `_is_page`
        "Cache-Control": "private, no-cache",  # it can be withdrawn
        "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
    }
    return Response(content, status, headers, media_type=KINDS["html"])


def sheet(request: Request) -> Response:
    """Answer with a snapshot as PDF or slides; made once, at the first asking.

    What is withdrawn, or not there, is told as for the snapshot itself.
    """
    name, ending = request.path_params["name"], f".{request.path_params['ending']}"
    if ending not in PRINTED:
        return _unknown()
    store = open_store_of(workspace_root())
    status, content, spoken = answer(store, name)
    if status != HTTPStatus.OK:
        return frozen(request)
    try:
        made = printed(workspace_root(), content, ending)
    except TooManyError:
        return _later()
    except (PaperError, SnapshotError, UnfinishedError) as error:
        return PlainTextResponse(str(error), HTTPStatus.INTERNAL_SERVER_ERROR)
    headers = {
        "Content-Disposition": f'attachment; filename="lagesbild-{made.id}{ending}"',
        "Content-Language": spoken,
        "Cache-Control": "private, no-cache",  # it can be withdrawn
        "ETag": f'"{hashlib.sha256(made.file).hexdigest()[:32]}"',
    }
    return Response(made.file, headers=headers, media_type=MIME[ending])


def since(request: Request) -> Response:
    """Answer with what is new in a snapshot since an earlier one.

    What is withdrawn, or not there, is told as for the snapshot itself.
    """
    store = open_store_of(workspace_root())
    files = []
    for which in ("earlier", "name"):
        status, content, spoken = answer(store, request.path_params[which])
        if status != HTTPStatus.OK:
            return _written(status, content, spoken)
        files.append(content)
    try:
        page = page_since(workspace_root(), *files)
    except TooManyError:
        return _later()
    except (SnapshotError, UnfinishedError) as error:
        return PlainTextResponse(str(error), HTTPStatus.INTERNAL_SERVER_ERROR)
    return _written(HTTPStatus.OK, page, spoken)


def _later() -> Response:
    return PlainTextResponse(
        _("Många skriver ut just nu. Försök igen om en stund."),
        HTTPStatus.SERVICE_UNAVAILABLE,
        {"Retry-After": "20"},
    )


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
    Route(SNAPSHOTS + "/{name:str}.{ending:str}", sheet),
    Route(SNAPSHOTS + "/{name:str}/sedan/{earlier:str}", since),
    Route(SNAPSHOTS + "/{name:str}", frozen),
    Route(PARCELS + "/{name:str}/{number:int}.{ending:str}", part),
    Route(PARCELS + "/{name:str}.{ending:str}", parcel),
]
