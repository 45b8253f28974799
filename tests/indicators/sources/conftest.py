"""One service for all tests of a run, as good as new for each of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.indicators.sources.service import Service, running


@pytest.fixture(scope="session")
def _running() -> Iterator[Service]:
    with running() as service:
        yield service


@pytest.fixture
def service(_running: Service) -> Service:
    _running.reset()
    return _running
