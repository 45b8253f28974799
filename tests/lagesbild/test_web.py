"""What the server answers besides the pages, asked through the real routes."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route

import lagesbild
from lagesbild import web
from lagesbild.headings import MODULES, Headings, page_policy
from lagesbild.preparing import open_prepared
from lagesbild.web import PARCELS, ROUTES, WORKSPACE_VARIABLE, address

PAGE = '<!DOCTYPE html><html lang="en"><head></head><body>å <html lang="en"></body>'


async def page(request):
    return HTMLResponse(PAGE, headers={"etag": "x", "last-modified": "y"})


async def plain(request):
    return PlainTextResponse('<html lang="en">')


@pytest.fixture(scope="module")
def app():
    pages = [Route(path, page) for path in (*MODULES, "/other")]
    own = [*pages, Route("/text", plain)]
    return Starlette(routes=[*ROUTES, *own], middleware=[Middleware(Headings)])


@pytest.fixture(autouse=True)
def shown(shared_root, monkeypatch):
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(shared_root))


@pytest.fixture
def level(shared_root):
    return open_prepared(shared_root).levels["deso-2025"]


@pytest.fixture
def document(level):
    return address(level.document, "html")


@pytest.fixture
def pack(level):
    return address(level.pack, "json")


def test_the_server_says_that_it_is_ready(app, fetch):
    answer = fetch(app, "/halsa/redo")
    assert (answer.status, answer.json()) == (200, {"redo": True, "indikatorer": 1})


@pytest.mark.parametrize("path", ["/", "/text", "/halsa/redo", "/finns-inte"])
def test_every_answer_has_the_security_headers(path, app, fetch):
    headers = fetch(app, path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert headers["content-security-policy"] == page_policy()


def test_a_page_runs_only_its_own_scripts_and_stands_in_no_frame():
    policy = dict(part.strip().split(" ", 1) for part in page_policy().split(";"))

    assert policy["frame-ancestors"] == "'none'"
    assert policy["object-src"] == "'none'"
    assert policy["base-uri"] == "'self'"
    assert "'self'" in policy["script-src"]
    assert "unsafe" not in policy["script-src"]
    assert "http" not in page_policy()


def test_a_map_document_is_kept_for_ever_and_locked_in(document, app, fetch):
    answer = fetch(app, document)
    policy = answer.headers["content-security-policy"]

    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]
    assert "default-src 'none'" in policy
    assert policy.endswith("frame-ancestors 'self'; sandbox allow-scripts")
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_address_of_a_parcel_is_the_hash_of_its_bytes(pack, app, fetch):
    answer = fetch(app, pack)
    name = pack.removeprefix(f"{PARCELS}/").removesuffix(".json")

    assert hashlib.sha256(answer.body).hexdigest().startswith(name)
    assert json.loads(answer.body)["areas"] == ["0764A0010", "0764A0020", "0764A0030"]


@pytest.mark.parametrize("accept", ["gzip", "deflate, gzip;q=1.0, br"])
def test_a_parcel_is_compressed_for_those_who_accept_it(accept, document, app, fetch):
    packed = fetch(app, document, accept_encoding=accept)
    open_ = fetch(app, document)

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in open_.headers
    assert gzip.decompress(packed.body) == open_.body
    assert packed.headers["content-length"] == str(len(packed.body))
    assert packed.headers["vary"] == open_.headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path",
    [
        f"{PARCELS}/{'0' * 32}.html",
        f"{PARCELS}/{'0' * 32}/0.json",
        f"{PARCELS}/..%2f..%2fapp.py.html",
        f"{PARCELS}/index.json",
        f"{PARCELS}/{'0' * 32}.py",
        f"{PARCELS}/{'x' * 5_000}.json",
    ],
)
def test_a_parcel_that_is_not_there_is_not_found(path, app, fetch):
    answer = fetch(app, path)
    assert answer.status == 404
    assert answer.body.decode() == "Finns inte längre. Ladda om sidan."


@pytest.mark.parametrize("number", ["2", "99999999999999999999", "-1", "x"])
def test_a_series_that_is_not_there_is_not_found(number, pack, app, fetch):
    assert fetch(app, pack.replace(".json", f"/{number}.csv")).status == 404


def test_one_series_can_be_fetched_as_labels_and_as_a_file(pack, app, fetch):
    stem = pack.removesuffix(".json")
    labels = fetch(app, f"{stem}/1.json")
    file = fetch(app, f"{stem}/1.csv")

    assert labels.json()["numbers"] == ["12", "30", "60"]
    assert file.headers["content-type"].startswith("text/csv")
    assert file.body.decode().splitlines()[1] == (
        "trang,2024,total,deso-2025,0764A0010,12,100,12,ok,"
    )


def test_a_map_can_be_fetched_in_words_and_is_asked_for_anew(pack, app, fetch):
    told = fetch(app, pack.removesuffix(".json") + "/1.txt")

    assert told.headers["content-type"].startswith("text/plain")
    assert "immutable" not in told.headers["cache-control"]
    lines = told.body.decode().splitlines()
    assert lines[0] == "Kartan visar: Trångbodda. Andel i procent, 2024."
    assert "20 till under 40 %: 1 område – Västra." in lines


def test_the_parts_of_an_english_pack_are_in_english(level, app, fetch):
    stem = address(level.packs["en"], "json").removesuffix(".json")

    assert "\u00a0%" in fetch(app, f"{stem}/0.json").json()["labels"][0]
    assert fetch(app, f"{stem}/0.json").json()["bases"][0] != "10 av 100"


def test_a_parcel_is_found_by_a_server_that_has_not_made_it(pack, root, app, fetch,
                                                            monkeypatch):  # fmt: skip
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(root))  # a copy: another process
    assert fetch(app, pack).status == 200


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "sv"),
        ("?lang=sv", "sv"),
        ("?lang=en", "en"),
        ("?indikator=x&lang=en", "en"),
        ("?lang=de", "sv"),
        ("?lang=%22%3E%3Cscript%3E", "sv"),
        ("?slang=en", "sv"),
    ],
)
def test_a_page_says_which_language_it_is_in(query, code, app, fetch):
    answer = fetch(app, f"/{query}", accept="text/html", accept_encoding="gzip")

    first, second = answer.body.decode().split("<body>")
    assert f'<html lang="{code}">' in first
    assert '<html lang="en">' in second  # only the first is the page's own
    assert answer.headers["content-length"] == str(len(answer.body))
    assert "etag" not in answer.headers
    assert "last-modified" not in answer.headers


@pytest.mark.parametrize("path", MODULES)
def test_a_page_asks_for_the_modules_of_its_component_itself(path, app, fetch):
    component, *names = MODULES[path]
    head = fetch(app, path, accept="text/html").body.decode().partition("</head>")[0]
    for name in names:
        wanted = f'href="_stcore/bidi-components/lagesbild.{component}/{name}"'
        assert f'<link rel="modulepreload" {wanted}>' in head
    assert set(names) == modules_needed(f"{component}.js")


def test_a_page_without_a_component_of_ours_asks_for_no_module(app, fetch):
    page = fetch(app, "/other", accept="text/html").body.decode()
    assert "modulepreload" not in page.partition("</head>")[0]


def modules_needed(name: str) -> set[str]:
    """Follow the imports of one of our modules for the browser."""
    text = (Path(lagesbild.__file__).parent / "ui" / name).read_text("utf-8")
    imported = re.findall(r'^import .* from "\./(.+)";$', text, re.MULTILINE)
    return {name}.union(*map(modules_needed, imported))


def test_only_pages_are_rewritten(document, app, fetch):
    assert fetch(app, "/text", accept="text/html").body == b'<html lang="en">'
    assert fetch(app, document, accept="text/html").status == 200


def test_what_is_not_http_is_passed_on(fetch):
    seen = []

    async def inner(scope, receive, send):
        seen.append(scope["type"])
        await send({"status": 200, "headers": []})

    async def as_socket(scope, receive, send):
        await Headings(inner)({**scope, "type": "websocket"}, receive, send)

    fetch(as_socket, "/")
    assert seen == ["websocket"]


def test_the_shipped_workspace_is_shown_if_nothing_is_said(monkeypatch):
    monkeypatch.delenv(WORKSPACE_VARIABLE)
    assert (web.workspace_root() / "lagesbild.toml").is_file()


def test_the_first_page_answers_by_its_own_name_too(app, fetch):
    answer = fetch(app, "/karta?omrade=vislanda")

    assert answer.status in (302, 307)
    assert answer.headers["location"] == "./?omrade=vislanda"
