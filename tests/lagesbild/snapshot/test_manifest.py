"""A snapshot is checked on its own: every byte of it, and by name."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.errors import SnapshotError
from lagesbild.snapshot.manifest import check, open_file
from lagesbild.snapshot.parts import MANIFEST, Part, sealed, split
from tests.lagesbild.snapshot.conftest import WHEN


def altered(file: bytes, place: int, by: int) -> bytes:
    changed = bytearray(file)
    changed[place] ^= by
    return bytes(changed)


def test_a_file_as_it_was_made_is_whole(all_of_it):
    found = check(all_of_it.file)
    assert (found.id, found.title) == (all_of_it.id, "Läget")
    assert found.parts > 10


def test_a_thousand_of_a_thousand_changes_of_one_byte_are_found(group):
    chance = random.Random(6)
    for _attempt in range(1000):
        place, by = chance.randrange(len(group.file)), chance.randrange(1, 256)
        with pytest.raises(SnapshotError):
            check(altered(group.file, place, by))


def test_the_part_that_was_altered_is_named(group):
    for name, text in split(group.file)[:-1]:
        place = group.file.index(text) + len(text) // 2
        with pytest.raises(SnapshotError, match="Ändrad del: ") as caught:
            check(altered(group.file, place, 1))
        assert f"Ändrad del: {name}." in str(caught.value)


def test_a_change_in_the_list_or_the_seal_is_named_so(group):
    for place in (group.file.index(b'"sha256"') + 3, len(group.file) - 20):
        with pytest.raises(SnapshotError, match=f"Ändrad del: {MANIFEST}"):
            check(altered(group.file, place, 1))


@pytest.mark.parametrize("cut", [1, 5, 80, 5_000, 100_000])
def test_a_file_that_was_cut_short_is_not_whole(group, cut):
    with pytest.raises(SnapshotError):
        check(group.file[:-cut])


@pytest.mark.parametrize("more", [b"\n", b"<!-- -->", b"\0"])
def test_nothing_can_be_added(group, more):
    for file in (group.file + more, more + group.file):
        with pytest.raises(SnapshotError):
            check(file)


def test_a_part_can_be_neither_left_out_nor_moved(group):
    parts = [b"<!--del:" + p for p in group.file.split(b"<!--del:")[1:]]
    without = group.file.replace(parts[3], b"")
    moved = group.file.replace(parts[3] + parts[4], parts[4] + parts[3])
    assert moved != group.file
    for file in (without, moved):
        with pytest.raises(SnapshotError, match="Ändrad del"):
            check(file)


@pytest.mark.parametrize("file", [b"", b"hej", b"<html></html>", b"<!--sigill:00-->\n"])
def test_other_files_are_said_to_be_none_of_ours(file):
    with pytest.raises(SnapshotError, match="ingen ögonblicksbild"):
        check(file)


def test_figures_and_sums_changed_together_do_not_have_the_id(group):
    """Whoever works out all checksums again still has another id than on paper."""
    parts = [Part(name, text.decode()) for name, text in split(group.file)[:-1]]
    ending = split(group.file)[-1][1].decode().partition("</script>\n")[2]
    seal = ending.rfind("<!--sigill:")
    forged = [
        Part(p.name, p.text.replace('"Läget"', '"Toppen"'))
        if p.name == "uppgifter"
        else p
        for p in parts
    ]
    assert sealed(parts, ending[:seal]) == group.file
    with pytest.raises(SnapshotError, match="uppgifter"):
        check(sealed(forged, ending[:seal]))


def test_what_it_says_comes_back_with_its_pictures(group):
    read = open_file(group.file)
    assert read["made"] == {"when": WHEN, "who": "Ada"}
    for found, made in zip(read["maps"], group.content["maps"], strict=True):
        assert found["svg"] == made["svg"]
    for name in ("areas", "tables", "data", "summary", "withheld"):
        assert read[name] == group.content[name]


def test_it_is_checked_without_a_store_or_tables(group, tmp_path):
    file = tmp_path / "bild.html"
    file.write_bytes(group.file)
    code = (
        "import sys, socket, pathlib\n"
        "socket.socket = None\n"
        "from lagesbild.snapshot.manifest import check\n"
        "check(pathlib.Path(sys.argv[1]).read_bytes())\n"
        "heavy = {'sqlalchemy', 'pandas'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code, str(file)], check=True)


texts = st.text(st.characters(exclude_characters="<>", exclude_categories=["Cs"]))


@given(st.lists(texts, min_size=1, max_size=6), st.data())
def test_every_byte_of_any_parts_is_covered(written, data):
    parts = [Part("huvud" if i == 0 else f"d{i}", t) for i, t in enumerate(written)]
    file = sealed(parts, "</html>\n")
    place = data.draw(st.integers(0, len(file) - 1))
    by = data.draw(st.integers(1, 255))
    with pytest.raises(SnapshotError):
        check(altered(file, place, by))
