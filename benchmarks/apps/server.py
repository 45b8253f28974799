"""The server of the floor and of the usual way: same settings and same care as ours.

The page is named by BENCH_PAGE. What our own app does before the first visitor comes
is done here too: imports, and sparing the collector.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

PAGE = Path(__file__).parent / os.environ["BENCH_PAGE"]
sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]


@asynccontextmanager
async def warm(_app: st.App) -> AsyncIterator[None]:
    """Import what the page needs, and read what it shows, before the first visitor."""
    for name in filter(None, os.environ.get("BENCH_PRELOAD", "").split(",")):
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    yield


async def ready(_request: Request) -> Response:
    """Say that the server answers."""
    return PlainTextResponse("ok")


async def cdn(request: Request) -> Response:
    """Answer with a file of the mirror, as a CDN would: to be kept for ever."""
    path = Path(os.environ["BENCH_CDN"]) / request.path_params["name"]
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return FileResponse(path, headers=headers)


ROUTES = [Route("/halsa/redo", ready), Route("/cdn/{name:str}", cdn)]
app = st.App(PAGE, routes=ROUTES, lifespan=warm)
