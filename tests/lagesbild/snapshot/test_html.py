"""The file: the same bytes every time, nothing from anybody else, safe texts."""

from __future__ import annotations

import json
import re

from geo.policy import stated_policy
from lagesbild.snapshot.html import render
from lagesbild.snapshot.interactive import documents
from lagesbild.snapshot.parts import split
from lagesbild.snapshot.scope import scope_of
from tests.lagesbild.snapshot.conftest import NORTH, WHEN, freeze, freezer


def differing(one: bytes, other: bytes) -> set[str]:
    first, second = split(one), split(other)
    assert [name for name, _text in first] == [name for name, _text in second]
    return {a[0] for a, b in zip(first, second, strict=True) if a != b}


def test_the_same_twice_is_the_same_bytes(small_root, group):
    assert freeze(small_root, NORTH).file == group.file


def test_only_who_and_when_differ_between_two_of_the_same(small_root, group):
    later = freezer(small_root).freeze("Läget", [NORTH], who="Eva", when="2027-01-01")
    # The list names the checksum of that part, and so differs with it.
    assert differing(group.file, later.file) == {"gjord", "innehallslista"}


def test_it_is_the_map_document_of_the_app(small_root, group):
    atlas = freezer(small_root).atlas
    scope = scope_of(atlas, [NORTH], [])
    keys = tuple(one.key for one in scope.at["deso-2025"])
    drawn = atlas.draw("deso-2025", keys, show=keys[0])
    (document,) = documents(atlas, scope, []).values()
    assert document.html == drawn
    (block,) = re.findall(
        r'<script type="application/json" id="karta-0">(.*?)</script>',
        group.file.decode(),
    )
    assert json.loads(block)["html"].encode() == drawn


def test_nothing_in_it_is_at_an_address(group):
    page = group.file.decode()
    found = set(re.findall(r"\b(?:https?|wss?|ftp):[^\s\"'<>)]*", page))
    # A name of a form, and two remarks in Leaflet's own code; none is ever asked for.
    known = ("http://www.w3.org/", "https://leafletjs.com", "https://bugzilla.mozilla")
    assert [u for u in found if not u.startswith(known)] == []
    assert not re.search(
        r"<(?:link|img|script|iframe|object|embed)\b[^>]*\b(?:src|href)=", page
    )
    assert "@import" not in page


def test_the_policy_lets_nothing_run_but_what_stands_in_it(group):
    policy = stated_policy(group.file)
    assert policy.startswith("default-src 'none'; img-src data:; font-src data:;")
    assert "unsafe" not in policy
    assert "connect-src" not in policy  # and so nothing may be asked for


def test_the_page_has_its_language_and_its_parts(group):
    page = group.file.decode()
    assert page.startswith('<!DOCTYPE html>\n<html lang="sv">\n')
    for sign in ("<main>", "<header>", "<nav ", "<h1>Läget</h1>", "@bottom-right"):
        assert page.count(sign) == 1


def test_hostile_texts_stay_text(small_root):
    hostile = "<script>alert(1)</script>\"'&<!--del:skript--><!--sigill:0-->"
    made = freezer(small_root).freeze(hostile, [NORTH], who=hostile, when=WHEN)
    page = made.file.decode()
    assert "alert(1)</script>" not in page
    assert page.count("<!--del:skript-->") == 1
    assert page.count("<!--sigill:") == 1


def test_ids_within_it_are_given_once(all_of_it):
    outside = re.sub(rb"<script.*?</script>", b"", all_of_it.file, flags=re.DOTALL)
    ids = re.findall(rb'\bid="([^"]+)"', outside)
    assert len(ids) == len(set(ids))
    targets = set(
        re.findall(rb'(?:href="#|url\(#|aria-labelledby=")([^")\s]+)', outside)
    )
    assert targets <= set(ids)


def test_what_it_says_is_enough_to_write_it(small_root, group):
    atlas = freezer(small_root).atlas
    maps = documents(atlas, scope_of(atlas, [NORTH], []), group.content["areas"])
    assert render(json.loads(json.dumps(group.content)), maps) == group.file
