import pytest

from indicators.errors import ReleaseError
from indicators.store import Change, SourceFile, Store, open_store
from indicators.store.chain import START
from indicators.store.releases import (
    current,
    history,
    newest,
    publish,
    undo,
    undone_by,
)
from tests.indicators.store.helpers import put, table


def test_a_new_store_has_no_releases(store: Store):
    assert newest(store) == (0, START)
    assert history(store) == []
    assert current(store) == {}


def test_what_is_read_is_byte_for_byte_what_was_published(store: Store):
    content = "a,å\r\n\x00\ufeff1;2".encode() + b"\xff"
    publish(store, [Change("a", content, 1)], who="ada", message="ny")
    assert current(store) == {"a": content}


def test_the_tables_of_an_earlier_release_can_still_be_read(store: Store):
    put(store, a="1", b="1")
    put(store, a="2")
    assert current(store, 1) == {"a": table("1"), "b": table("1")}
    assert current(store) == {"a": table("2"), "b": table("1")}


def test_no_tables_are_given_for_a_release_that_is_not_there(store: Store):
    put(store, a="1")
    with pytest.raises(ReleaseError, match="ingen publicering 2"):
        current(store, 2)


def test_a_release_says_who_when_why_and_from_which_files(store: Store):
    source = SourceFile.of("år.csv", b"abc")
    made = publish(
        store,
        [Change("a", table("1"), 7)],
        who="ada",
        message=" ny ",
        files=[source],
        kind="import",
    )
    assert history(store) == [made]
    assert (made.who, made.message, made.kind) == ("ada", "ny", "import")
    assert made.files == (source,)
    assert made.tables[0][2] == 7
    assert made.created_at.endswith("+00:00")


def test_what_changes_nothing_is_left_out_of_the_release(store: Store):
    put(store, a="1", b="1")
    assert [name for name, *_ in put(store, a="1", b="2").tables] == ["b"]


def test_publishing_the_same_again_is_refused(store: Store):
    put(store, a="1")
    with pytest.raises(ReleaseError, match="ändrar ingenting"):
        put(store, a="1")
    assert newest(store)[0] == 1


def test_a_release_needs_a_message(store: Store):
    with pytest.raises(ReleaseError, match="Skriv varför"):
        publish(store, [Change("a", b"", 0)], who="ada", message=" ")


def test_two_changes_of_one_indicator_are_a_bug(store: Store):
    with pytest.raises(ValueError, match="more than one"):
        publish(store, [Change("a", b"1"), Change("a", b"2")], who="a", message="m")


def test_a_release_made_against_an_older_state_is_refused(store: Store):
    put(store, 0, a="1")
    with pytest.raises(ReleaseError, match="Någon annan har publicerat"):
        put(store, 0, a="2")
    assert current(store) == {"a": table("1")}


def test_undo_gives_back_what_was_in_force_before(store: Store):
    put(store, a="1")
    put(store, a="2", b="1")
    made = undo(store, 2, who="bo", reason="fel år")
    assert current(store) == {"a": table("1")}
    assert (made.kind, made.undoes, made.message) == ("undo", 2, "fel år")


def test_an_undo_can_be_undone(store: Store):
    put(store, a="1")
    put(store, a="2", b="1")
    undo(store, 2, who="bo", reason="fel")
    undo(store, 3, who="bo", reason="rätt ändå")
    assert current(store) == {"a": table("2"), "b": table("1")}


def test_two_publications_of_a_table_are_undone_one_after_the_other(store: Store):
    put(store, a="1")
    put(store, a="2")
    put(store, a="3")
    undo(store, 3, who="bo", reason="fel")
    made = undo(store, 2, who="bo", reason="också fel")
    assert current(store) == {"a": table("1")}
    assert made.undoes == 2
    undo(store, 5, who="bo", reason="rätt ändå")
    assert current(store) == {"a": table("2")}


def test_only_releases_that_hold_stand_in_the_way(store: Store):
    for text in "1234":
        put(store, a=text)
    undo(store, 4, who="bo", reason="fel")
    with pytest.raises(ReleaseError, match="Ångra i den här ordningen: 3, 2"):
        undo(store, 2, who="bo", reason="fel")


def test_an_undo_that_was_undone_puts_its_release_in_the_way_again(store: Store):
    put(store, a="1")
    put(store, a="2")
    undo(store, 2, who="bo", reason="fel")
    undo(store, 3, who="bo", reason="rätt ändå")
    assert undone_by(history(store)) == {3: 4}
    with pytest.raises(ReleaseError, match="Ångra i den här ordningen: 2, 1"):
        undo(store, 1, who="bo", reason="fel")
    undo(store, 2, who="bo", reason="fel i alla fall")
    assert current(store) == {"a": table("1")}


def test_what_is_undone_is_not_undone_again(store: Store):
    put(store, a="1")
    put(store, a="2")
    undo(store, 2, who="bo", reason="fel")
    with pytest.raises(ReleaseError, match="2 är redan ångrad, av 3"):
        undo(store, 2, who="bo", reason="fel")


def test_an_undo_without_a_reason_asks_why_it_is_undone(store: Store):
    put(store, a="1")
    with pytest.raises(ReleaseError, match="Skriv varför du ångrar"):
        undo(store, 1, who="bo", reason=" ")


def test_undo_keeps_the_number_of_rows(store: Store):
    publish(store, [Change("a", b"no line end", 12)], who="ada", message="ny")
    put(store, a="2")
    assert undo(store, 2, who="ada", reason="fel").tables[0][2] == 12


def test_the_first_release_can_be_undone_and_published_again(store: Store):
    put(store, a="1")
    undo(store, 1, who="ada", reason="fel")
    assert current(store) == {}
    put(store, a="1")
    assert current(store) == {"a": table("1")}


def test_what_others_have_built_on_is_not_undone(store: Store):
    put(store, a="1")
    put(store, b="1")
    put(store, a="2")
    with pytest.raises(ReleaseError, match="Ångra i den här ordningen: 3, 1"):
        undo(store, 1, who="ada", reason="fel")
    undo(store, 2, who="ada", reason="fel")


@pytest.mark.parametrize("number", [-1, 0, 2])
def test_only_a_release_that_is_there_is_undone(store: Store, number: int):
    put(store, a="1")
    with pytest.raises(ReleaseError, match=f"ingen publicering {number}"):
        undo(store, number, who="ada", reason="fel")


def test_names_that_no_database_takes_are_written_with_a_question_mark(store: Store):
    source = SourceFile("f\udcf6r\0.csv", "0" * 64, 1)
    content = [Change("a", b"1")]
    publish(store, content, who="\udcff", message="m\0", files=[source])
    assert history(store)[0].files[0].name == "f?r?.csv"


def test_the_alphabet_of_the_database_does_not_matter(store: Store):
    put(store, **dict.fromkeys(("b", "B", "a_b", "ab", "å", "z", "ä", "a-b"), "1"))
    assert len(history(store)[0].tables) == 8


def test_what_is_stored_is_there_for_the_next_process(place, store: Store):
    put(store, a="1")
    other = open_store(place)
    assert current(other) == {"a": table("1")}
    other.close()
