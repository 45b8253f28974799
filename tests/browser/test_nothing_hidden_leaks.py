"""No number of a withheld cell is anywhere a reader's browser can look.

Two ways, because each is blind where the other sees. On the shipped practice data the
place of every withheld cell is known, and must be empty or say that it isn't shown. In
a copy, withheld cells have counts that are like no other number, and these must not
be in anything that the server sends, wherever that may be.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import struct
import urllib.request
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pandas as pd
import pytest
from playwright.sync_api import expect

from lagesbild.preparing import open_prepared
from lagesbild.publishing import Desk
from lagesbild.workspace import Workspace
from tests.browser.conftest import ROOT, serving

MEASURES = ("absence_15", "kaa", "upper_secondary_eligibility")
LEVELS = ("deso-2025", "regso-2025", "area-groups")
KEY = ["indicator", "period", "geography", "area_code"]
NOT_SHOWN = "Visas inte: skydd av små grupper"
SHORTLY = "visas inte"
GAPS = "[ \u00a0\u2009\u202f]|&nbsp;|&#160;|\\\\u00a0|\\\\u202f"  # within a number

PLANTED = {  # all but four persons are inside: withheld, and like no other number
    "absence_15": ("HT2025", 8_123_457),
    "kaa": ("2025", 8_234_569),
    "upper_secondary_eligibility": ("2024/25", 8_345_671),
}
HIDDEN_AREA, SHOWN_AREA = "0764B3010", "0764C1050"
SHOWN = (4_111_222, 9_333_444)


def truth(workspace: Workspace) -> pd.DataFrame:
    """Add up the unprotected counts for every level, from the files themselves."""
    columns = ["numerator", "denominator"]
    finest = workspace.observations(MEASURES)[[*KEY, *columns]]
    tables = [finest]
    for level in LEVELS[1:]:
        (division,) = (d for d in workspace.divisions() if d.geography == level)
        inner = finest.assign(
            geography=level, area_code=finest["area_code"].map(division.members)
        )
        tables.append(inner.groupby(KEY, as_index=False)[columns].sum())
    return pd.concat(tables).set_index(KEY)


@pytest.fixture(scope="module")
def withheld(alvesta, alvesta_folder) -> pd.DataFrame:
    """Give what the server that is running withholds, with the true counts."""
    workspace = Workspace(alvesta_folder)
    published = Desk(workspace).published()
    chosen = published["indicator"].isin(MEASURES) & published["geography"].isin(LEVELS)
    table = published[chosen].set_index(KEY)[["status"]].join(truth(workspace))
    assert table["numerator"].notna().all()
    small = (table["numerator"] < 5) | (table["denominator"] - table["numerator"] < 5)
    hidden = table["status"] == "suppressed"
    assert not (small & ~hidden).any(), "a small count is published"
    assert (hidden & ~small).any(), "nothing secondary to look for"
    return table[hidden]


def codes(withheld: pd.DataFrame, measure: str, period: str, level: str) -> set[str]:
    index = withheld.index
    found = index[
        (index.get_level_values(0) == measure)
        & (index.get_level_values(1) == period)
        & (index.get_level_values(2) == level)
    ]
    return set(found.get_level_values(3))


def assert_says_nothing(source: str, what: object) -> None:
    digit = re.search(r"\d", re.sub(r"</?h\d", "", source))
    assert digit is None, f"a digit at the withheld {what}"


# --- the shipped practice data, place by place ------------------------------------


@pytest.mark.parametrize("level", LEVELS)
def test_the_pack_and_its_files_are_empty_where_a_value_is_withheld(
    alvesta, alvesta_folder, withheld, level
):
    name = open_prepared(alvesta_folder).levels[level].packs["sv"]
    base = f"{alvesta}/underlag/{name}"
    pack = json.loads(_fetched(f"{base}.json"))
    checked = 0
    for number, one in enumerate(pack["series"]):
        measure, _slash, period = one["key"].partition("/")
        hidden = codes(withheld, measure, period, level)
        if hidden:
            file = _fetched(f"{base}/{number}.csv").decode()
            words = _fetched(f"{base}/{number}.txt").decode()
            _assert_series_is_empty(pack, one, hidden)
            _assert_file_is_empty(file, hidden)
            _assert_only_names_in_words(words, pack, hidden)
            checked += len(hidden)
    assert checked == (withheld.index.get_level_values(2) == level).sum() > 0


def _fetched(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as answer:
        content: bytes = answer.read()
    return content


def _assert_series_is_empty(pack: dict, one: dict, hidden: set[str]) -> None:
    by_area = {k: v for k, v in one.items() if isinstance(v, list)}
    letters = {k: one[k] for k in ("classes", "verdicts")}
    assert set(by_area) == {"order", "numbers", "labels", "bases"}
    for i, code in enumerate(pack["areas"]):
        at = {key: values[i] for key, values in (by_area | letters).items()}
        if code in hidden:
            assert at == {
                "order": None, "numbers": "", "labels": NOT_SHOWN, "bases": "",
                "classes": "w", "verdicts": "n",
            }, f"{one['key']} {code}"  # fmt: skip
        else:
            assert at["classes"] != "w", f"{one['key']} {code}"


def _assert_file_is_empty(file: str, hidden: set[str]) -> None:
    rows = {row["area_code"]: row for row in csv.DictReader(io.StringIO(file))}
    for code in hidden:
        row = rows[code]
        assert [row[k] for k in ("numerator", "denominator", "value")] == ["", "", ""]
        assert (row["status"], row["reason"]) == ("suppressed", "protected")


def _assert_only_names_in_words(words: str, pack: dict, hidden: set[str]) -> None:
    """In a map as text a withheld area stands in the line of those not shown only."""
    names = dict(zip(pack["areas"], pack["names"], strict=True))
    lists = [line.split(" – ", 1) for line in words.splitlines() if " – " in line]
    for code in hidden:
        (found,) = (
            beginning
            for beginning, listed in lists
            if names[code] in listed.rstrip(".").split(", ")
        )
        assert re.match(r"\d+ områden? visas inte", found), code


@pytest.mark.parametrize(
    ("measure", "level"),
    [
        ("kaa", LEVELS[0]),
        ("absence_15", LEVELS[1]),
        ("upper_secondary_eligibility", LEVELS[2]),
    ],
)
def test_map_table_and_address_say_nothing_of_withheld_areas(
    visit, alvesta, withheld, measure, level
):
    seen = visit(f"{alvesta}/?indikator={measure}&niva={level}")
    frame, page = seen.frame(), seen.page
    period = frame.evaluate("lagesbild.state.series.period")
    hidden = codes(withheld, measure, period, level)
    areas = frame.evaluate(AREAS)
    assert hidden
    for code in hidden:
        name, attributes, known = areas[code]
        assert set(known) <= {"code", "name", "at", "radius", "shape"}, code
        assert set(attributes) <= ATTRIBUTES, code
        assert attributes["fill"] == "url(#hatch-w)", code
        assert attributes["aria-label"] == f"{name}: {NOT_SHOWN}", code
        press = page.get_by_role("button", name=name, exact=True)
        row = page.locator(".karta tbody tr").filter(has=press)
        written = row.evaluate("row => row.outerHTML")
        assert NOT_SHOWN in written, code
        assert_says_nothing(written, f"row of {code}")
    chosen = min(hidden)
    page.locator(".karta tbody").get_by_role(
        "button", name=areas[chosen][0], exact=True
    ).click()
    expect(frame.locator("#place h2")).to_have_text(areas[chosen][0])
    assert_says_nothing(
        frame.locator("#place").evaluate("box => box.outerHTML"), f"box on {chosen}"
    )
    expect(page).to_have_url(re.compile(f"omrade={chosen}"))
    asked = {value for _name, value in parse_qsl(urlsplit(page.url).query)}
    assert asked <= {measure, level, period, chosen, "sv"}


AREAS = """Object.fromEntries(
  JSON.parse(document.getElementById("geometry").textContent).areas.map((area) => [
    area.code,
    [area.name, Object.fromEntries([...[...document.querySelectorAll("path")]
      .find((path) => path.getAttribute("aria-label")?.startsWith(area.name + ":"))
      .attributes].map((one) => [one.name, one.value])), Object.keys(area)],
  ]))"""
ATTRIBUTES = {
    *("d", "class", "role", "tabindex", "aria-label", "aria-pressed", "fill"),
    *("fill-opacity", "fill-rule", "stroke", "stroke-opacity", "stroke-width"),
    *("stroke-linecap", "stroke-linejoin"),
}


@pytest.mark.parametrize("code", ["0764A0010", "vislanda"])
def test_the_portrait_has_no_number_for_what_is_withheld(
    visit, alvesta, withheld, code
):
    seen = visit("about:blank")
    wire = Wire(seen.page)
    seen.page.goto(f"{alvesta}/omrade?omrade={code}")
    seen.page.locator(".profil h3").first.wait_for()
    told = wire.told()
    level = "deso-2025" if code.startswith("0764") else "area-groups"
    lines = [one for s in told["portrait"]["sectors"] for one in s["lines"]]
    checked = 0
    for one in (one for one in lines if one["indicator"] in MEASURES):
        for point in [one, *one["history"]]:
            hidden = codes(withheld, one["indicator"], point["period"], level)
            if code in hidden:
                _assert_point_is_empty(point, code)
                checked += 1
        if code in codes(withheld, one["indicator"], one["period"], level):
            assert (one["base"], one["interval"]) == ("", "")
            _assert_measure_is_silent(seen.page, one)
            (row,) = (row for row in told["rows"] if row[0] == one["name"])
            assert row[3:6] == [NOT_SHOWN, "", ""]
    assert checked > len(MEASURES)


def _assert_point_is_empty(point: dict, code: str) -> None:
    said = point["text"] if "text" in point else point["value"]
    numbers = {point[key] for key in ("number", "low", "high", "people")}
    assert said == NOT_SHOWN, code
    assert numbers == {None}, code


def _assert_measure_is_silent(page, one: dict) -> None:
    section = page.locator(".mått").filter(
        has=page.get_by_role("heading", name=one["name"], exact=True)
    )
    assert section.locator(".värde").inner_text() == NOT_SHOWN
    assert section.locator("svg[aria-label*='här ']").count() == 0
    assert section.locator(".jag, .spann").count() == 0  # this area's own marks


@pytest.mark.parametrize(
    ("measure", "level"),
    [("absence_15", LEVELS[0]), ("kaa", LEVELS[2])],
)
def test_comparisons_leave_out_what_is_withheld(
    visit, alvesta, withheld, measure, level
):
    seen = visit(f"{alvesta}/jamfor?indikator={measure}&niva={level}")
    page = seen.page
    names = {v: k for k, v in Workspace(ROOT / "data").geographies[level].areas
             .set_index("area_code")["name"].items()}  # fmt: skip
    for view in ("many", "lines"):
        _open_view(page, view)
        periods = page.locator("#vy thead th").all_inner_texts()[1:]
        for row in page.locator("#vy tbody tr").evaluate_all(CELLS)[:-1]:
            for period, (text, html) in zip(periods, row[1:], strict=True):
                if names[row[0][0]] in codes(withheld, measure, period, level):
                    assert text == SHORTLY, (view, period)
                    assert_says_nothing(html, (view, period))
    _open_view(page, "many")
    for period in periods:
        figure = page.locator("#vy figure").filter(has_text=period)
        coloured = figure.locator("svg > path[fill^='#']").count()
        shown = len(names) - len(codes(withheld, measure, period, level))
        assert coloured == shown, period


def _open_view(page, view: str) -> None:
    page.locator(".jamfor[data-shown]").wait_for()
    page.locator(f"#flik-{view}").click()
    page.locator(f".jamfor[data-shown={view}]").wait_for()
    page.locator("#vy tbody th").first.wait_for()


CELLS = """rows => rows.map((row) =>
  [...row.cells].map((cell) => [cell.innerText.trim(), cell.outerHTML]))"""


# --- numbers like no other, wherever they may be ----------------------------------


class Wire:
    """Everything the server sends to a page: answers and frames of the socket."""

    def __init__(self, page) -> None:
        self.answers: list = []
        self.frames: list[bytes] = []
        page.on("response", lambda answer: self.answers.append(answer))
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))

    def _frame(self, payload: bytes | str) -> None:
        self.frames.append(payload.encode() if isinstance(payload, str) else payload)

    def told(self) -> dict:
        """Give the last that was told to a part of ours that draws a portrait."""
        texts = (frame.decode("utf-8", "replace") for frame in reversed(self.frames))
        text = next(text for text in texts if '\\"portrait\\"' in text)
        packed, _end = json.JSONDecoder().raw_decode(text, text.index('{"json"'))
        told: dict = json.loads(packed["json"])
        return told

    def take(self) -> dict[str, bytes]:
        """Give what has come, by address, and begin anew: before leaving a page."""
        # Streamlit's own files are the same for everybody.
        ours = [a for a in self.answers if "/static/" not in a.url and a.ok]
        taken = {a.url: a.body() for a in ours} | {"socket": b"\n".join(self.frames)}
        self.answers.clear()
        self.frames.clear()
        return taken


def ways_to_write(number: int) -> set[str]:
    """Write a count whole, and rounded to anything down to two digits."""
    most = len(str(number))
    return {str(round(number, -n)) for n in range(most - 1)}


@cache  # the same file comes again and again
def numbers_in(content: bytes) -> set[str]:
    """Find the whole numbers in bytes, with and without gaps between thousands."""
    text = content.decode("utf-8", "replace")
    runs = re.findall(rf"\d+(?:(?:{GAPS})\d{{3}}(?!\d))*", text)
    return {re.sub(GAPS, "", run) for run in runs}


def holds(content: bytes, numbers: tuple[int, ...]) -> bool:
    """Tell whether bytes hold one of the numbers, written or as a binary double."""
    if any(struct.pack("<d", number) in content for number in numbers):
        return True
    return not numbers_in(content).isdisjoint(set().union(*map(ways_to_write, numbers)))


@pytest.mark.parametrize(
    "content",
    ["8123453", "8 123 453", "8\u00a0123\u00a0453", '"8\\u00a0123\\u00a0453"',
     "8&nbsp;123&nbsp;453", "år 2025 8 123 453 av", "ungefär 8 100 000",
     "n=8123453.0,"],
)  # fmt: skip
def test_a_number_is_found_however_it_is_written(content):
    assert holds(content.encode(), (8_123_453,))
    assert holds(struct.pack("<d", 8_123_453), (8_123_453,))
    assert not holds(content.encode(), (7_654_321,))


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("planted") / "data"
    shutil.copytree(ROOT / "data", root, ignore=shutil.ignore_patterns("var"))
    for file in (root / "observations").iterdir():
        if file.stem not in MEASURES:
            file.unlink()  # the others would only take time
    for measure, (period, people) in PLANTED.items():
        counts = {HIDDEN_AREA: (people - 4, people), SHOWN_AREA: SHOWN}
        _plant(root / "observations" / f"{measure}.csv", period, counts)
    with serving(root) as address:
        published = Desk(Workspace(root)).published().set_index(KEY)["status"]
        for measure, (period, _people) in PLANTED.items():
            at = (measure, period, LEVELS[0])
            assert published[(*at, HIDDEN_AREA)] == "suppressed"
            assert published[(*at, SHOWN_AREA)] == "ok"
        yield address


def _plant(file: Path, period: str, counts: dict[str, tuple[int, int]]) -> None:
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8"))))
    for row in rows:
        if row[0] == period and row[2] in counts:
            row[3:5] = map(str, counts[row[2]])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    file.write_text(out.getvalue(), "utf-8")


def test_a_withheld_number_is_in_nothing_that_is_sent(visit, planted):
    seen = visit("about:blank")
    page, wire = seen.page, Wire(seen.page)
    sent: dict[str, bytes] = {}
    for path in (
        *(f"/?indikator={m}&niva={x}&omrade={HIDDEN_AREA}" for m, x in
          zip(MEASURES, LEVELS, strict=True)),
        f"/omrade?omrade={HIDDEN_AREA}", "/omrade?omrade=vislanda",
        f"/omrade?omrade={SHOWN_AREA}",
        "/jamfor?indikator=kaa", "/jamfor?indikator=kaa&flik=lines&ihop=2",
        "/om", "/skydd", "/historik",
    ):  # fmt: skip
        page.goto(planted + path)
        _settle(page, path)
        here = wire.take() | {"page": _seen_by(page).encode()}
        sent |= {f"{path} {what}": content for what, content in here.items()}
    for pack in {url.split()[1] for url in sent if re.search(r"/\w{32}\.json$", url)}:
        sent |= _parts(pack)
    hidden = tuple(n for _p, people in PLANTED.values() for n in (people - 4, people))
    different = {content: what for what, content in sent.items()}
    shown = [what for content, what in different.items() if holds(content, SHOWN)]
    for kind in (".json", ".csv", "page", "socket"):  # the net is not torn
        assert any(what.endswith(kind) for what in shown), (kind, shown)
    assert [what for content, what in different.items() if holds(content, hidden)] == []


def _settle(page, path: str) -> None:
    """Wait until the page shows what it has to show."""
    signs = {"/?": ".karta[data-painted]", "/omr": ".profil h3", "/jam": ".jamfor"}
    sign = next((s for start, s in signs.items() if path.startswith(start)), "h1, h2")
    page.locator(sign).first.wait_for()
    page.wait_for_timeout(300)


def _seen_by(page) -> str:
    """Give the source of the page with its shadow trees, of its frames, and its URL."""
    return "\n".join([page.url, *(frame.evaluate(SOURCE) for frame in page.frames)])


SOURCE = """() => {
  const parts = [document.documentElement.outerHTML];
  const walk = (root) => root.querySelectorAll("*").forEach((one) => {
    if (one.shadowRoot) { parts.push(one.shadowRoot.innerHTML); walk(one.shadowRoot); }
  });
  walk(document);
  return parts.join("\\n");
}"""


def _parts(pack: str) -> dict[str, bytes]:
    """Fetch every file of a pack that a planted measure is in."""
    base, found = pack.removesuffix(".json"), {}
    for number, one in enumerate(json.loads(_fetched(pack)).get("series", [])):
        measure, _slash, period = one["key"].partition("/")
        if PLANTED.get(measure, ("",))[0] == period:
            for ending in ("json", "csv", "txt"):
                url = f"{base}/{number}.{ending}"
                found[url] = _fetched(url)
    return found
