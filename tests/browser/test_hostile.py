"""Text that tries to be script stays text: on the pages, in the map, in the files."""

from __future__ import annotations

import subprocess
import sys

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import serving
from tests.browser.places import write_workspace

PAYLOADS = [
    "<script>hacked=1</script>",
    "</script><script>hacked=1</script>",
    "<img src=x onerror=hacked=1>",
    "<svg onload=hacked=1>",
    "<svg><script>hacked=1</script></svg>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    "<a href='javascript:hacked=1'>x</a>",
    "[x](javascript:hacked=1)",
    "![x](x onerror=hacked=1)",
    "${hacked=1}",
    "`${hacked=1}`",
    "{{hacked=1}}",
    "{% set hacked = 1 %}{{ 7*7 }}",
    "'-(hacked=1)-'",
    '"-(hacked=1)-"',
    "\\u003cscript\\u003ehacked=1\\u003c/script\\u003e",
    "</title><script>hacked=1</script>",
    "</style><script>hacked=1</script>",
    "</textarea><script>hacked=1</script>",
    "<!--<script>hacked=1</script>",
    "]]><script>hacked=1</script>",
    "<math><mtext><script>hacked=1</script></mtext></math>",
    "<details open ontoggle=hacked=1>",
    "<style>@import 'http://x.invalid/x.css';</style>",
    "javascript:hacked=1//",
    "\u2028hacked=1\u2029//",
    '=HYPERLINK("http://x.invalid";"x")',
    "+hacked=1",
    "@SUM(1)",
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A workspace whose every text is a payload, each payload also an area's name."""
    every = " ".join(PAYLOADS)
    areas = {f"A{i:02}": text for i, text in enumerate(PAYLOADS)}
    text = {"sv": every, "en": every}
    definition = {
        "name": text,
        "definition": text,
        "numerator": text,
        "denominator": text,
        "source": text,
        "caveats": [text],
        "unit": "%",
        "licence": every,
        "age_span": every,
    }
    return write_workspace(
        tmp_path_factory.mktemp("hostile") / "data",
        areas,
        {"bad": definition},
        {"bad": [("2024", code, "12") for code in areas]},
        name=every,
        groups=[{"id": "g", "name": every, "areas": ["A00", "A01"]}],
        sectors=[{"id": "context", "name": text}, {"id": "safe", "name": text}],
        places=[{"name": every, "latitude": 57.05, "longitude": 14.5}],
    )


@pytest.fixture(scope="module")
def address(hostile):
    with serving(hostile) as address:
        yield address


def assert_harmless(seen, address):
    seen.page.wait_for_timeout(500)
    for frame in seen.page.frames:
        assert frame.evaluate("typeof hacked") == "undefined"
    assert seen.hosts == {address.removeprefix("http://")}
    assert seen.complaints == []


def test_there_are_at_least_twenty_five_payloads():
    assert len(set(PAYLOADS)) >= 25


def test_payloads_are_text_on_the_map_and_in_its_table(visit, address):
    seen = visit(address)
    frame = seen.frame()
    for payload in PAYLOADS[:5]:
        expect(
            seen.page.get_by_role("button", name=payload, exact=True)
        ).to_be_visible()
    frame.locator("path[role=button]").nth(2).hover()

    expect(frame.locator("#place h2")).to_have_text(PAYLOADS[2])
    assert_harmless(seen, address)


@pytest.mark.parametrize("page", ["omrade", "om"])
def test_payloads_are_text_on_the_other_pages(visit, address, page):
    seen = visit(f"{address}/{page}")
    expect(seen.page.get_by_text("hacked=1").first).to_be_visible()
    for summary in seen.page.locator("summary").all():
        summary.click()

    assert_harmless(seen, address)
    assert seen.page.locator("main img, main iframe:not([src*=underlag])").count() == 0


def test_payloads_in_the_address_are_ignored(visit, address):
    query = "&".join(
        f"{name}=%3Cscript%3Ehacked=1%3C/script%3E"
        for name in ("indikator", "period", "niva", "vy", "omrade", "lang")
    )
    seen = visit(f"{address}/?{query}")
    seen.frame()

    assert_harmless(seen, address)


def command(hostile, *arguments, check=True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lagesbild.cli", "--workspace", hostile, *arguments],
        check=check,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


@pytest.mark.parametrize("ending", ["html", "svg"])
def test_payloads_are_text_in_a_map_file(visit, hostile, tmp_path, ending):
    out = tmp_path / f"map.{ending}"
    command(hostile, "map", "--indicator", "bad", "--out", str(out))
    seen = visit(out.as_uri())
    seen.page.wait_for_timeout(500)

    assert seen.page.evaluate("typeof hacked") == "undefined"
    assert seen.page.evaluate("document.querySelectorAll('script').length") == (
        4 if ending == "html" else 0
    )
    assert seen.hosts == set()
    assert seen.complaints == []


def test_no_cell_of_an_export_begins_a_formula(hostile, tmp_path):
    command(hostile, "export", str(tmp_path / "out"))
    text = (tmp_path / "out" / "areas.csv").read_text("utf-8")

    assert "'=HYPERLINK" in text
    assert not any(
        cell.lstrip('"').startswith(("=", "+", "@"))
        for line in text.splitlines()
        for cell in line.split(",")
    )


def test_hostile_headers_and_file_names_are_only_named(hostile, tmp_path):
    file = tmp_path / "${hacked=1}<img src=x onerror=hacked=1>.csv"
    header = ";".join(p for p in PAYLOADS if ";" not in p and "\u2028" not in p)
    file.write_text(f"period;area_code;value;{header}\n", encoding="utf-8")
    run = command(hostile, "check", str(file), "--json", check=False)

    assert run.returncode in (0, 10)
    assert "Traceback" not in run.stderr
