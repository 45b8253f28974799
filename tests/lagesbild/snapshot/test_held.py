"""What is shown is held against the data: a forger needs more than new checksums."""

from __future__ import annotations

import re
import time

import pytest

from indicators.texts import language, use_language
from lagesbild.errors import SnapshotError
from lagesbild.snapshot import html
from lagesbild.snapshot.commands import verify
from lagesbild.snapshot.held import hold
from lagesbild.snapshot.manifest import check
from lagesbild.snapshot.parts import Part, sealed, split
from tests.lagesbild.conftest import ROWS
from tests.lagesbild.snapshot.conftest import NORTH, WHEN, freeze, freezer, publish

NB = "\N{NO-BREAK SPACE}"
PORTRAIT = "omrade:area-groups:norra"
TABLE = "tabell:trang/2024:deso-2025"
PICTURE = "karta:trang/2024"


def forged(file: bytes, name: str, old: str, new: str) -> bytes:
    """Alter a part, and work out its checksum, the list and the seal again."""
    parts = {one: text.decode() for one, text in split(file)}
    ending = parts.pop("innehallslista").partition("</script>\n")[2]
    ending = ending[: ending.rfind("<!--sigill:")]
    if name == "innehallslista":
        assert old in ending
        ending = ending.replace(old, new)
    else:
        assert old in parts[name]
        parts[name] = parts[name].replace(old, new, 1)
    return sealed([Part(one, text) for one, text in parts.items()], ending)


def held(file: bytes):
    found = check(file)
    return hold(file, found.content)


@pytest.mark.parametrize("spoken", ["sv", "en"])
def test_a_file_as_it_was_made_shows_what_its_data_say(place, spoken):
    use_language(spoken)
    file = freeze(place).file
    use_language("en" if spoken == "sv" else "sv")  # whoever checks speaks another
    other = language()
    found = held(file)
    assert (found.otherwise, found.is_written, found.has_map) == ((), True, True)
    assert language() == other


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (PORTRAIT, f"48{NB}av{NB}220", f"148{NB}av{NB}220"),
        (PORTRAIT, f"18{NB}%", f"118{NB}%"),
        (PORTRAIT, "<h2", "<p>9 av 10</p><h2"),
        (TABLE, f"54{NB}av{NB}90", f"154{NB}av{NB}90"),
        (TABLE, "tydligt högre", "tydligt lägre"),
        (TABLE, "tydligt högre", "mycket högre"),
        (PICTURE, 'fill="#0b2f63"', 'fill="#639fd0"'),
        ("inledning", "Läget", "Toppen"),
        ("prov", "Publiceringens kontrollsumma: ", "Publiceringens kontrollsumma: 1"),
        ("interaktiv", f"54{NB}av{NB}90", f"154{NB}av{NB}90"),
        ("interaktiv", "<h2", "<p>9 av 10</p><h2"),
        ("innehallslista", "</main>", "<p>9 av 10</p></main>"),
    ],
)
def test_a_forgery_with_the_genuine_id_is_found_and_its_part_named(
    place, name, old, new
):
    publish(place, ROWS)
    made = freeze(place)
    file = forged(made.file, name, old, new)
    assert check(file).id == made.id  # every checksum is right
    with pytest.raises(SnapshotError, match="följer inte av filens egna data") as error:
        held(file)
    assert f": {name}." in str(error.value)


def test_a_part_that_was_left_out_is_named(group):
    parts = [Part(n, t.decode()) for n, t in split(group.file)]
    ending = parts.pop().text.partition("</script>\n")[2].partition("<!--sigill")[0]
    kept = [one for one in parts if one.name != TABLE]
    with pytest.raises(SnapshotError, match=f": {TABLE}"):
        held(sealed(kept, ending))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("huvud", "</style>", "td::after{content:'1'}</style>"),
        ("huvud", "default-src 'none'", "default-src *"),
        ("skript", "<script>", "<script>/*1*/"),
        (TABLE, "<caption>", '<caption class="stor">'),
        ("kartor", "Kartor och tabeller", "Kartor med tabeller"),
    ],
)
def test_what_is_written_otherwise_is_named_and_not_called_right(
    group, tmp_path, name, old, new
):
    """Another version may have written so; nobody can tell from the file alone."""
    file = forged(group.file, name, old, new)
    assert held(file).otherwise == (name,)
    path = tmp_path / "bild.html"
    path.write_bytes(file)
    assert f"kunde inte prövas: {name}." in verify(path)
    assert "Det som visas stämmer" not in verify(path)


def test_parts_in_another_order_are_not_called_right(group):
    parts = [Part(n, t.decode()) for n, t in split(group.file)]
    ending = parts.pop().text.partition("</script>\n")[2].partition("<!--sigill")[0]
    parts[1], parts[2] = parts[2], parts[1]
    assert held(sealed(parts, ending)).otherwise == ("innehallslista",)


def test_data_that_this_version_cannot_write_are_said_to_be_unchecked(
    group, tmp_path, monkeypatch
):
    def render(*_args):
        raise KeyError("interval")

    monkeypatch.setattr(html, "render", render)
    path = tmp_path / "bild.html"
    path.write_bytes(group.file)
    assert "kunde inte jämföras med filens data" in verify(path)


def test_no_more_is_said_than_was_checked(group, tmp_path):
    path = tmp_path / "bild.html"
    path.write_bytes(group.file)
    first, *lines = verify(path).splitlines()
    assert first == "bild.html:"
    assert re.fullmatch(r"Alla \d+ delar stämmer med filens egen lista\.", lines[0])
    assert lines[1] == "Det som visas stämmer med filens data."
    assert lines[2].startswith("Kartan att peka i är ett eget program")
    assert lines[-1].startswith("Jämför id med det som står på papper eller i arkivet")
    use_language("en")
    assert "What is shown agrees with the data in the file." in verify(path)


def test_with_a_store_at_hand_the_file_is_compared_to_the_one_in_it(place, tmp_path):
    one = freezer(place)
    made = one.freeze("Läget", [NORTH], who="Ada", when=WHEN)
    path = tmp_path / "bild.html"
    path.write_bytes(made.file)
    assert "Jämför id" in verify(path, place)  # it is not in there
    one.keep(made)
    assert verify(path, place).endswith("densamma som i arkivet, tecken för tecken.")
    later = one.freeze("Läget", [NORTH], who="Eva", when=WHEN)
    path.write_bytes(later.file)
    assert "I arkivet finns samma innehåll, men fryst av någon annan" in verify(
        path, place
    )
    path.write_bytes(forged(made.file, "skript", "<script>", "<script>/*1*/"))
    with pytest.raises(SnapshotError, match="Delar som skiljer: skript"):
        verify(path, place)


def test_a_workspace_without_a_store_gets_none_by_checking(group, tmp_path):
    path = tmp_path / "bild.html"
    path.write_bytes(group.file)
    assert "Jämför id" in verify(path, tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["bild.html"]


def test_it_is_held_within_two_seconds(all_of_it):
    begun = time.perf_counter()
    held(all_of_it.file)
    assert time.perf_counter() - begun < 2
