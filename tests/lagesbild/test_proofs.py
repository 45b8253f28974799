"""What stands now, and the proof behind each table, also after an undo."""

from __future__ import annotations

from indicators.store import Change, SourceFile, open_store
from indicators.store.releases import publish, undo
from lagesbild.proofs import PROOF, standing
from lagesbild.publishing import Desk
from lagesbild.workspace import Workspace


def release(store, text, proof=""):
    files = [SourceFile(f"{PROOF}trang", proof, 2)] if proof else []
    change = Change("trang", f"indicator\n{text}\n".encode(), 1)
    return publish(store, [change], who="a", message="b", files=files)


def test_the_certificate_is_that_of_the_table_in_force(tmp_path):
    store = open_store(tmp_path / "store.sqlite")
    release(store, "first", proof="1" * 64)
    release(store, "second", proof="2" * 64)

    assert standing(store).proofs == {"trang": "2" * 64}

    undo(store, 2, who="a", reason="b")
    assert standing(store).number == 3
    assert standing(store).proofs == {"trang": "1" * 64}


def test_a_table_without_a_certificate_has_none_from_before(tmp_path):
    store = open_store(tmp_path / "store.sqlite")
    release(store, "first", proof="1" * 64)
    release(store, "second")

    assert standing(store).proofs == {}


def test_nothing_published_is_said_as_release_zero(tmp_path):
    assert standing(open_store(tmp_path / "store.sqlite")).number == 0


def test_official_statistics_have_no_proof_and_the_others_have(shared_root):
    desk = Desk(Workspace(shared_root))
    desk.import_shipped()
    indicators = desk.workspace.indicators.values()
    protected = {i.id for i in indicators if i.protection != "none"}

    assert set(standing(desk.store).proofs) <= protected
