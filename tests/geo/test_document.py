"""The map document: self-contained, locked in, and the same bytes every time."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.document import build_document, content_policy
from geo.places import Place, View

EVIL = (
    "</script><script>alert(1)</script><!--<img src=x onerror=alert(2)>{{7*7}}${8*8}`"
)
OWN_PICTURES = ("data:",)
NAMESPACES = ("http://www.w3.org/", "https://www.w3.org/")


def build(areas, **changes) -> str:
    settings_ = {"title": "Karta", "language": "sv", "texts": {"whole": "Hela kartan"}}
    return build_document(areas, **settings_ | changes).decode()


class Page(HTMLParser):
    """Take a page apart as a browser would."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.last: tuple[str, dict[str, str | None]] = ("", {})
        self.inside: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.last = (tag, dict(attrs))
        self.elements.append(self.last)

    def handle_data(self, data):
        self.inside.append((*self.last, data))

    def handle_endtag(self, tag):
        self.last = ("", {})

    def text_of(self, tag: str, **attributes: str) -> str:
        wanted = attributes.items()
        return "".join(
            data
            for t, found, data in self.inside
            if t == tag and wanted <= found.items()
        )

    def json(self, name: str):
        return json.loads(self.text_of("script", id=name))


@pytest.fixture(scope="module")
def html(town) -> str:
    return build(town)


def test_the_same_arguments_give_the_same_bytes(town, html):
    assert build(town) == html
    assert build(town.copy(deep=True), texts={"whole": "Hela kartan"}) == html


@pytest.mark.parametrize(
    "change",
    [{"title": "Annan"}, {"language": "en"}, {"texts": {}}, {"digits": 4},
     {"pack": {"a": 1}}, {"places": [Place("By", 56.9, 14.5)]}],
)  # fmt: skip
def test_other_arguments_give_other_bytes(change, town, html):
    assert build(town, **change) != html


def test_the_document_asks_no_other_host_for_anything(html):
    without_licences = re.sub(r"/\*.*?\*/", "", html, flags=re.DOTALL)
    addresses = re.findall(r"(?:https?:)?//[a-z0-9][\w.-]+\.[a-z]{2,}[^\s\"'<]*",
                           without_licences, re.I)  # fmt: skip
    # Leaflet can say who made it, with a link; `attribution_control` is off.
    left = [
        a for a in addresses if not a.startswith((*NAMESPACES, "https://leafletjs."))
    ]
    assert left == []


def test_nothing_is_fetched(html):
    page = Page(html)
    sources = [
        value
        for _tag, attributes in page.elements
        for name, value in attributes.items()
        if name in ("src", "href", "srcset", "data", "action", "poster")
    ]
    assert sources == []
    assert not {"link", "base", "iframe", "object", "embed", "form"} & {
        tag for tag, _attributes in page.elements
    }
    styles = "".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL))
    assert "@import" not in styles
    urls = re.findall(r"url\(\s*[\"']?([^\"')]{0,5})", styles)
    assert urls
    assert all(url.startswith(OWN_PICTURES) for url in urls)


def test_no_attribute_holds_script_or_style(html):
    for _tag, attributes in Page(html).elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert "style" not in attributes


def hashes(html: str, tag: str) -> set[str]:
    """Hash each element without attributes that a policy must allow."""
    blocks = re.findall(rf"<{tag}(?: [^>]*)?>(.*?)</{tag}>", html, re.DOTALL)
    data = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html,
                      re.DOTALL)  # fmt: skip
    return {
        f"'sha256-{base64.b64encode(hashlib.sha256(b.encode()).digest()).decode()}'"
        for b in blocks
        if b not in data
    }


def policy_in(html: str) -> dict[str, str]:
    (policy,) = [
        attributes["content"]
        for tag, attributes in Page(html).elements
        if attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


def test_the_policy_allows_each_script_and_style_by_its_hash(html):
    policy = policy_in(html)

    assert set(policy["script-src"].split()) == hashes(html, "script")
    assert set(policy["style-src"].split()) == hashes(html, "style")
    assert policy["default-src"] == "'none'"
    assert policy["img-src"] == policy["font-src"] == "data:"
    assert "unsafe" not in str(policy)
    assert "connect-src" not in policy


def test_the_policy_of_a_changed_script_is_another(html):
    assert content_policy(html) != content_policy(html.replace("L.map(", "L.mop(", 1))


def test_the_policy_stands_before_the_first_script(html):
    assert html.index("Content-Security-Policy") < html.index("<script")
    assert "@CSP@" not in html
    assert "@MAP@" not in html


def test_the_language_and_the_title_are_those_given(town):
    html = build(town, language="en", title='A <b> & "c"')
    page = Page(html)
    assert page.elements[0] == ("html", {"lang": "en"})
    assert page.text_of("title").strip() == 'A <b> & "c"'


def test_a_page_can_be_zoomed_with_the_fingers(html):
    (viewport,) = [
        attributes["content"]
        for tag, attributes in Page(html).elements
        if attributes.get("name") == "viewport"
    ]
    assert "user-scalable" not in viewport
    assert "maximum-scale" not in viewport


def test_the_shapes_are_there_once_and_no_values(town, html):
    geometry = Page(html).json("geometry")
    assert [area["code"] for area in geometry["areas"]] == list("ABCD")
    assert geometry["digits"] == 5
    assert Page(html).json("pack") is None


def test_texts_with_a_payload_are_data_and_nothing_else(town):
    evil = town.assign(name=EVIL)
    one = evil[:1]
    html = build(
        evil,
        title=EVIL,
        texts={"whole": EVIL},
        views=[View(EVIL, EVIL, one)],
        places=[Place(EVIL, 56.9, 14.5)],
        pack={"series": [EVIL]},
    )
    plain, page = Page(build(town)), Page(html)

    tags = [tag for tag, _attributes in page.elements]
    assert tags == [tag for tag, _attributes in plain.elements]
    assert page.json("geometry")["areas"][0]["name"] == EVIL
    assert page.json("texts")["whole"] == EVIL
    assert page.text_of("title").strip() == EVIL
    assert "49" not in page.text_of("title")
    assert set(policy_in(html)["script-src"].split()) == hashes(html, "script")
    assert policy_in(html)["script-src"] == policy_in(build(town))["script-src"]


@settings(max_examples=15, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(name=st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_name_comes_through_unchanged(name, frame):
    from shapely import box

    areas = frame(A=box(0, 0, 1_000, 1_000)).assign(name=name)
    html = build(areas)
    assert Page(html).json("geometry")["areas"][0]["name"] == name
    assert set(policy_in(html)["script-src"].split()) == hashes(html, "script")


def test_views_and_places_are_in_the_document(town):
    view = View("norr", "Norr", town[town["area_code"] == "B"])
    geometry = Page(build(town, views=[view], places=[Place("By", 56.9, 14.5, True)]))
    found = geometry.json("geometry")

    assert found["places"] == [["By", 56.9, 14.5, True]]
    assert [v["id"] for v in found["views"]] == ["norr"]
    assert len(found["views"][0]["shape"]) == 2  # in two parts


def test_the_shipped_areas_make_a_document_of_bearable_size(alvesta):
    html = build(alvesta)
    assert len(html) < 1_500_000
    assert len(Page(html).json("geometry")["areas"]) == 13
