"""A few hundred mutations of the file; `benchmarks/crash.py` does ten thousand."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from benchmarks.store_mutations import KINDS, judged, mutate_log, original, seen
from indicators.store import Store
from tests.indicators.store.helpers import put

EACH = 30


@pytest.fixture(scope="module")
def mutable(tmp_path_factory: pytest.TempPathFactory):
    return original(tmp_path_factory.mktemp("original"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_never_shows_a_wrong_table(tmp_path: Path, mutable, kind: str):
    file, truth = mutable
    random = Random(kind)
    found: Counter[str] = Counter()
    for number in range(EACH):
        path = tmp_path / f"{number}.sqlite"
        path.write_bytes(file.mutated(kind, random))
        found[judged(seen(path), truth)] += 1
    assert found["wrong"] == 0


def test_the_log_is_empty_once_a_release_is_published(lite: Store, file: Path):
    put(lite, a="1" * 5000)
    assert file.with_name("store.sqlite-wal").stat().st_size == 0


def test_a_log_that_a_reader_kept_is_emptied_by_the_next(
    lite: Store, file: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("indicators.store.lite.QUIET_SECONDS", 0)
    log = file.with_name("store.sqlite-wal")
    with lite.reading() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM releases").all()
        put(lite, a="1" * 5000)
        assert log.stat().st_size > 0
    assert log.stat().st_size == 0


def test_a_log_that_a_reader_kept_shows_the_release_before_at_worst(tmp_path: Path):
    found = mutate_log(tmp_path, 20)
    assert set(found) <= {"harmless", "detected", "older"}
