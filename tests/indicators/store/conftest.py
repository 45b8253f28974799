"""A fresh place for a store, on SQLite and on PostgreSQL where there is one.

PostgreSQL is what `LAGESBILD_TEST_POSTGRES` says (an address whose database the tests
may make schemas in), or a server of the tests' own where its programs are installed.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.store_cluster import can_start, cluster
from indicators.store import Store, open_store
from indicators.store.server import server_engine

VARIABLE = "LAGESBILD_TEST_POSTGRES"


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    given = os.environ.get(VARIABLE)
    if given:
        yield given
    elif can_start():
        with cluster() as started:
            yield started.address
    else:
        pytest.skip(f"no PostgreSQL here, and no {VARIABLE}")


@pytest.fixture
def schema(server: str) -> Iterator[str]:
    """The address of an empty schema."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    engine = server_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    yield f"{server}{'&' if '?' in server else '?'}options=-csearch_path%3D{name}"
    with engine.begin() as connection:
        connection.execute(text(f"DROP SCHEMA {name} CASCADE"))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where a store can be made: a file, or an address."""
    if request.param == "sqlite":
        return tmp_path / "var" / "store.sqlite"
    return str(request.getfixturevalue("schema"))


@pytest.fixture
def store(place: str | Path) -> Iterator[Store]:
    """An empty store, on each kind of database."""
    opened = open_store(place)
    yield opened
    opened.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a SQLite store can be made."""
    return tmp_path / "store.sqlite"


@pytest.fixture
def lite(file: Path) -> Iterator[Store]:
    """An empty SQLite store."""
    opened = open_store(file)
    yield opened
    opened.close()
