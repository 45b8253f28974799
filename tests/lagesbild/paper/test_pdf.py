"""A snapshot on paper: complete, tagged, the same every time."""

from __future__ import annotations

import re
import struct

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lagesbild.paper import as_file
from lagesbild.paper.errors import PaperError
from lagesbild.paper.pdf import pages, pdf
from lagesbild.paper.pdf_joined import by_subject, joined_tables
from lagesbild.paper.pdf_maps import bare_picture


def text_of(document) -> str:
    """Read all text, with line breaks as single spaces and without soft hyphens."""
    text = " ".join(page.extract_text() for page in document.pages)
    return re.sub(r"\s+", " ", re.sub(r"[-\u00ad]\n", "", text))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad-]", "", text)


def test_the_file_says_that_it_follows_pdf_ua(said, opened):
    document = opened(pdf(said))
    root = document.trailer["/Root"]
    metadata = root["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert root["/MarkInfo"]["/Marked"] is not False
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/Lang"] == "sv"
    assert document.metadata.title == "Inför mötet"


def test_every_picture_has_an_alternative_text(said, opened, tags):
    found = [tag for tag in tags(opened(pdf(said))) if tag["/S"] == "/Figure"]
    assert len(found) == len(said["maps"])
    for tag, one in zip(found, said["maps"], strict=True):
        assert one["title"] in tag["/Alt"]


def test_every_table_has_a_head(said, opened, tags):
    kinds = [tag["/S"] for tag in tags(opened(pdf(said)))]
    heads = [tag for tag in tags(opened(pdf(said))) if tag["/S"] == "/TH"]
    assert kinds.count("/Table") == kinds.count("/THead") > 0
    assert all("Column" in str(tag.get("/A")) for tag in heads)


def test_there_are_bookmarks_in_order(said, opened):
    names = [
        entry.title
        for entry in opened(pdf(said)).outline
        if not isinstance(entry, list)
    ]
    assert names[0] == said["areas"][0]["name"]
    assert names[1:3] == ["Tabeller", "Kartor"]
    assert names[-3] == "Var detta kommer ifrån"
    assert names[-2:] == ["Kartornas klassgränser", "Så är måtten räknade"]


def test_all_fonts_are_in_the_file(said, opened):
    for page in opened(pdf(said)).pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert "LagesbildSans" in inner["/BaseFont"]
            assert any("/FontFile" in key for key in inner["/FontDescriptor"])


def test_every_page_has_its_id_its_standing_line_and_the_mark(practice, opened):
    document = opened(pdf(practice))
    for page in document.pages:
        text = squeezed(page.extract_text())
        assert practice["id"] in text
        assert squeezed(practice["standing"])[:60] in text
        assert squeezed(practice["practice"]) in text
        assert squeezed(practice["title"]) in text


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("https://karta.example/x", "QR-koden leder till ögonblicksbilden"),
        ("", "QR-koden är ögonblicksbildens id"),
    ],
)
def test_words_beside_the_code_say_what_it_is_for(said, opened, address, says):
    document = opened(pdf({**said, "address": address}))
    assert all(squeezed(says) in squeezed(p.extract_text()) for p in document.pages)


def test_without_practice_data_there_is_no_mark(said, opened):
    assert not said["practice"]
    assert "övningsdata" not in text_of(opened(pdf(said))).lower()


def test_every_cell_of_every_table_is_printed(said, opened):
    text = squeezed(text_of(opened(pdf(said))))
    for table in joined_tables(said["tables"]):
        for row in table["rows"]:
            assert squeezed("".join(part for cell in row for part in cell)) in text


def test_tables_side_by_side_have_every_cell_of_every_table(said):
    joined = joined_tables(said["tables"])
    assert max(len(table["columns"]) for table in joined) <= 5
    found = [
        (row[0][0], cell)
        for table in joined
        for row in table["rows"]
        for cell in row[1:]
    ]
    wanted = [
        (row[0], [text for text in row[1:] if text])
        for table in said["tables"]
        for row in table["rows"]
    ]
    assert sorted(found) == sorted(wanted)


def test_the_first_measures_at_every_level_come_before_the_next(said):
    one = said["tables"][0]
    levels = ("a", "b")
    many = [{**one, "level": at, "level_name": at} for at in levels for _n in range(5)]
    assert [table["name"] for table in joined_tables(many)] == [
        "a (1/2)",
        "b (1/2)",
        "a (2/2)",
        "b (2/2)",
    ]


def test_no_table_breaks_before_or_after_fewer_than_three_rows(said, opened):
    """Short ones don't break; a longer one says on each page which table it is."""
    one = said["tables"][0]
    sizes = [*range(1, 30), 70, *range(29, 1, -1)]  # they end at all heights of a page
    tables = [
        {
            **one,
            "level": f"n{n}",
            "level_name": f"Tabell{n}x",
            "rows": [[f"t{n}r{i}x", "12 %", "12 av 100"] for i in range(size)],
            "columns": one["columns"][:3],
        }
        for n, size in enumerate(sizes)
    ]
    document = opened(pdf({**said, "tables": tables}))
    texts = [page.extract_text() for page in document.pages]
    broken = 0
    for n, size in enumerate(sizes):
        on = [text for text in texts if re.search(rf"t{n}r\d+x", text)]
        rows = [len(re.findall(rf"t{n}r\d+x", text)) for text in on]
        assert sum(rows) == size
        assert len(rows) == 1 or min(rows) >= 3
        assert len(rows) == 1 or size > 6
        assert all(f"Tabell{n}x" in text for text in on)
        broken += len(rows) > 1
    assert broken > 10


def test_remarks_on_the_same_measure_stand_together_under_its_name():
    texts = ["Allmänt.", "Mått: ett.", "Annat: två.", "Mått: tre."]
    said = by_subject(texts, ["Mått", "Annat"])
    assert said == [["", "Allmänt."], ["Mått", "ett. tre."], ["Annat", "två."]]


def test_a_picture_keeps_its_map_and_legend_and_leaves_its_words_to_the_page(practice):
    for one in practice["maps"]:
        bare = bare_picture(one["svg"])
        assert one["title"] not in re.sub(r"<(title|desc).*?</\1>", "", bare)
        assert bare.count("<path") == one["svg"].count("<path")
        assert "Teckenförklaring" in bare
        assert "stroke-dasharray" in one["svg"] if one["practice"] else True
        assert "stroke-dasharray" not in bare
        assert "paint-order" not in bare  # the compiler's halos eat letters


def test_a_picture_of_another_form_is_printed_whole():
    other = '<svg viewBox="0 0 10 10"><defs></defs><text x="1">Titel</text></svg>'
    assert bare_picture(other) == other


def test_every_sentence_is_printed(said, opened):
    pages = [squeezed(page.extract_text()) for page in opened(pdf(said)).pages]
    head, foot = squeezed(said["title"]), re.escape(squeezed(said["standing"]))
    text = re.sub(rf"{foot}Id.{{,80}}?Sida\d+\(\d+\)({head})?", "", "".join(pages))
    sentences = [*said["summary"], *said["boundaries"], *said["withheld"]]
    sentences += [part for one in said["cannot_say"] for part in one.split(": ", 1)]
    sentences += [
        text for d in said["definitions"] for line in d["lines"] for text in line
    ]
    sentences += [line for area in said["areas"] for line in area["headlines"]]
    sentences += [line for one in said["maps"] for line in one["text"]]
    assert [one for one in sentences if squeezed(one) not in text] == []


def test_the_same_content_gives_the_same_bytes(said):
    assert pdf(said) == pdf(said) == as_file(said, ".pdf")


def test_only_the_date_differs_when_it_is_made_later(said, opened):
    later = {**said, "made": {**said["made"], "when": "2026-11-23T10:00:00+00:00"}}
    dates = [opened(pdf(one)).metadata.creation_date for one in (said, later)]
    assert [date.day for date in dates] == [22, 23]


def test_english_content_has_english_words(freeze, opened):
    english = freeze(("area-groups", "norra"), spoken="en")
    document = opened(pdf(english))
    assert document.trailer["/Root"]["/Lang"] == "en"
    assert "Where this comes from" in text_of(document)
    assert "Var detta kommer ifrån" not in text_of(document)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_whatever_a_title_holds_it_is_printed_as_text(said, name):
    title = f"Rubrik {name}"
    assert pdf({**said, "title": title}).startswith(b"%PDF")


def test_a_title_is_never_a_command(said, opened):
    evil = '#panic("hej") $x$ *fet* @ref <etikett> \\ `kod` // slut'
    document = opened(pdf({**said, "title": evil}))
    assert document.metadata.title == evil
    assert squeezed(evil) in squeezed(text_of(document))


def test_a_picture_that_is_no_picture_is_refused(said):
    broken = {**said, "maps": [{**said["maps"][0], "svg": "<svg"}]}
    with pytest.raises(PaperError, match="Utskriften kunde inte göras"):
        pdf(broken)


def test_a_picture_without_words_is_refused_by_the_compiler(said, monkeypatch):
    monkeypatch.setattr(
        "lagesbild.paper.pdf.map_section",
        lambda i, one: BARE | {"file": f"map-{i}.svg"},
    )
    with pytest.raises(PaperError, match="alt text"):
        pdf(said)


BARE = {
    "title": "Karta",
    "subtitle": "",
    "practice": "",
    "alt": None,
    "text": [],
    "source": "",
}


def test_pages_can_be_looked_at(said, opened):
    pictures = pages(said, ppi=36)
    assert len(pictures) == len(opened(pdf(said)).pages)
    assert struct.unpack(">II", pictures[0][16:24]) == (298, 421)  # A4 at 36 to an inch


def test_everything_drawn_is_tagged_or_marked_as_decoration(said, opened):
    """PDF/UA-1, 7.1: no content outside the structure (as veraPDF tests it)."""
    for page in opened(pdf(said)).pages:
        depth, loose = 0, []
        content = pypdf.generic.ContentStream(page.get_contents(), page.pdf)
        for operands, operator in content.operations:
            if operator in (b"BDC", b"BMC"):
                depth += 1
            elif operator == b"EMC":
                depth -= 1
            elif operator in DRAWS and depth == 0:
                loose.append((operands, operator))
        assert loose == []


DRAWS = (
    b"Tj",
    b"TJ",
    b"'",
    b'"',
    b"Do",
    b"S",
    b"s",
    b"f",
    b"F",
    b"f*",
    b"B",
    b"b",
    b"sh",
)


def test_all_that_is_tagged_is_reachable_from_the_structure(said, opened, tags):
    """Every number that marks content on a page is one that the structure names."""
    document = opened(pdf(said))
    for number, page in enumerate(document.pages):
        content = pypdf.generic.ContentStream(page.get_contents(), page.pdf)
        marked = {
            operands[1]["/MCID"]
            for operands, operator in content.operations
            if operator == b"BDC" and "/MCID" in operands[1]
        }
        parents = document.trailer["/Root"]["/StructTreeRoot"]["/ParentTree"]
        flat = parents.get_object()["/Nums"]
        entry = flat[flat.index(page["/StructParents"]) + 1].get_object()
        assert marked == set(range(len(entry))), number
