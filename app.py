"""Start with `make run`, or `streamlit run app.py`: pages, routes, headers, warm-up."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

import lagesbild
from indicators.errors import LagesbildError
from lagesbild.headings import Headings
from lagesbild.preparing import open_prepared
from lagesbild.web import ROUTES, workspace_root

FRAME = Path(lagesbild.__file__).parent / "views" / "frame.py"


@asynccontextmanager
async def warm(_app: st.App) -> AsyncIterator[None]:
    """Read the workspace before the first visitor comes, and spare the collector."""
    try:
        open_prepared(workspace_root())
    except LagesbildError as error:
        print(error)  # noqa: T201  the page says it too, and mends itself afterwards
    gc.collect()
    gc.freeze()
    yield


app = st.App(FRAME, routes=ROUTES, middleware=[Middleware(Headings)], lifespan=warm)
