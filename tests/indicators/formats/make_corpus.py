"""Write tests/corpus_formats anew: `python -m tests.indicators.formats.make_corpus`.

What lies there are the bytes that are tested; this tells how they came about.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.indicators.formats import builders as b

CORPUS = Path(__file__).parents[2] / "corpus_formats"
HEAD = ["områdeskod", "period", "täljare", "nämnare", "andel"]
GOOD = [HEAD, ["0764A0010", 2024, 5, 20, 25], ["0764A0020", 2024, 1, 8, 12.5]]
VALUES = [HEAD[:2] + HEAD[4:], ["0764A0010", 2024, 25], ["0764A0020", 2024, 12.5]]
DESO = {"0764A0010_DeSO2025": "0764A0010", "0764A0020_DeSO2025": "0764A0020"}
YEARS = {"2023": "2023", "2024": "2024"}
NUMBERS = [20.5, 25, "..", 12.5]
ROLES = {"geo": ["Region"], "time": ["Tid"], "metric": ["ContentsCode"]}


def cube(*dimensions: dict[str, str], of: list[object]) -> dict:
    keys = [()]
    for codes in dimensions:
        keys = [(*key, code) for key in keys for code in codes]
    return dict(zip(keys, of, strict=True))


def number(raw: str, style: int = 0, kind: str = "n") -> bytes:
    return f'<c r="PLACE" s="{style}" t="{kind}"><v>{raw}</v></c>'.encode()


def formula(result: str = "") -> bytes:
    return f'<c r="PLACE"><f>C2/D2</f>{result}</c>'.encode()


def shares(*cells: object) -> list[list[object]]:
    """Give one share to each area, DeSO first."""
    areas = ["0764A0010", "0764A0020", "0764R001", "0764"]
    rows = [[a, 2024, c] for a, c in zip(areas, cells, strict=False)]
    return [VALUES[0], *rows]


def workbooks() -> dict[str, bytes]:
    title = [["Trångbodda hushåll i Alvesta"], ["Uttag 2025"], []]
    merged = '<sheetPr/><cols><col min="1" max="1" width="20"/></cols>'
    titled = [*title, *GOOD, [], ["Källa: kommunen", "", "", "", ""]]
    info = [["Beskrivning"], ["Antal och andel av alla hushåll"]]
    return {
        "excel.xlsx": b.workbook({"Blad1": GOOD}),
        "excel-titles-and-notes.xlsx": b.workbook({"Blad1": b.sheet(titled, merged)}),
        "excel-lost-zeros.xlsx": b.workbook(
            {"Blad1": [VALUES[0], [764, 2024, 25], ["0764A0020", 2024, 12.5]]}
        ),
        "excel-percent.xlsx": b.workbook(
            {"Blad1": shares((0.25, b.PERCENT), (12.5, b.PERCENT_SIGN))}
        ),
        "excel-percent-in-count.xlsx": b.workbook(
            {"Blad1": [HEAD[:4], ["0764A0010", 2024, (0.25, b.PERCENT), 20]]}
        ),
        "excel-fractions.xlsx": b.workbook({"Blad1": shares(0.25, 0.125)}),
        "excel-date-was-a-decimal.xlsx": b.workbook(
            {"Blad1": shares((45799, b.DAY_MONTH), 12.5, (45799, b.DATE))}
        ),
        "excel-date-undecided.xlsx": b.workbook(
            {"Blad1": shares((45799, b.DAY_MONTH), 12.55, 7.5)}
        ),
        "excel-month-was-a-decimal.xlsx": b.workbook(
            {"Blad1": shares((27515, b.MONTH_YEAR), 12.55)}
        ),
        "excel-date-was-a-range.xlsx": b.workbook(
            {"Blad1": [HEAD[:4], ["0764A0010", 2024, (45748, b.DAY_MONTH), 20]]}
        ),
        "excel-date-1904.xlsx": b.workbook(
            {"Blad1": shares((45799 - 1462, b.DAY_MONTH), 12.5)}, from_1904=True
        ),
        "excel-clock.xlsx": b.workbook({"Blad1": shares((0.5, b.TIME), 12.5)}),
        "excel-periods.xlsx": b.workbook(
            {
                "Blad1": [
                    VALUES[0],
                    ["0764A0010", (45292, b.YEAR), 25],
                    ["0764A0020", (45657, b.DATE), 12.5],
                ]
            }
        ),
        "excel-formulas.xlsx": b.workbook(
            {"Blad1": shares(formula("<v>25</v>"), formula("<v>12.5</v>"))}
        ),
        "excel-formula-without-result.xlsx": b.workbook(
            {"Blad1": shares(formula(), 12.5)}
        ),
        "excel-error.xlsx": b.workbook(
            {"Blad1": shares(number("#DIV/0!", kind="e"), 12.5)}
        ),
        "excel-long-decimals.xlsx": b.workbook(
            {"Blad1": shares(number("22.399999999999999"), number("1.25E-1"))}
        ),
        "excel-text-and-numbers.xlsx": b.workbook(
            {"Blad1": shares("25,0", 12.5, "1.234")}
        ),
        "excel-three-decimals.xlsx": b.workbook(
            {"Blad1": [["kod", "period", "värde"], ["0764", 2024, 1.234]]}
        ),
        "excel-hidden.xlsx": b.workbook(
            {
                "Blad1": b.sheet(
                    GOOD, '<cols><col min="3" max="4" hidden="1"/></cols>', hidden=[3]
                )
            }
        ),
        "excel-information-first.xlsx": b.workbook({"Info": info, "Data": GOOD}),
        "excel-two-tables.xlsx": b.workbook({"2024": VALUES, "2023": GOOD}),
        "excel-hidden-table.xlsx": b.workbook(
            {"Info": info, "Data": VALUES}, hidden=["Data"]
        ),
        "excel-shared-texts.xlsx": b.workbook(
            {
                "Blad1": [
                    [number("0", kind="s"), number("1", kind="s"), "andel"],
                    [number("2", kind="s"), 2024, 25],
                ]
            },
            strings="<si><t>områdeskod</t><rPh><t>kod</t></rPh></si>"
            "<si><r><t>per</t></r><r><t>iod</t></r></si>"
            '<si><t xml:space="preserve"> 0764A0010</t></si>',
        ),
        "excel-personal-number.xlsx": b.workbook(
            {"Blad1": [*VALUES, ["19811218-9876", 2024, 25]]}
        ),
        "excel-empty.xlsx": b.workbook({"Blad1": []}),
        "excel-no-table.xlsx": b.workbook({"Blad1": [["hej"], [1, 2]]}),
        "excel-password.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + "EncryptedPackage".encode("utf-16-le"),
        "excel-old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40),
        "excel-cut-off.xlsx": b.workbook({"Blad1": GOOD})[:900],
        "excel-named.csv": b.workbook({"Blad1": VALUES}),
        "excel-sheet-damaged.xlsx": b.workbook({"Blad1": "<worksheet><row>"}),
        "excel-doctype.xlsx": b.workbook(
            {"Blad1": '<!DOCTYPE x [<!ENTITY a "b">]><worksheet>&a;</worksheet>'}
        ),
        "open-document.ods": b.archive(
            {"mimetype": "application/vnd.oasis.opendocument", "content.xml": "<x/>"}
        ),
        "pxweb.xlsx": b.workbook({"TAB6436": pxweb_sheet()}),
        "pxweb-texts.xlsx": b.workbook(
            {"TAB": [["Titel"], [], ["", "2023", "2024"], ["Vislanda", 20.5, 25]]}
        ),
        "skolverket.xlsx": b.workbook(
            {"Data": skolverket(), "Beskrivning": [["Om statistiken"]]}
        ),
    }


def pxweb_sheet() -> list[list[object]]:
    """Write the sheet as PxWeb does: codes beside words, each only where it begins."""
    first, second = DESO
    return [
        ["Andel trångbodda efter region, kön, tabellinnehåll och år"],
        [],
        ["", "", "", "Andel", "", "Nedre gräns", ""],
        ["", "", "", "2023", "2024", "2023", "2024"],
        [first, "Alvesta norra", "män", 20.5, 25, 1, 1],
        ["", "", "kvinnor", "..", 12.5, 1, 1],
        [second, "Alvesta södra", "män", 21.5, 23, 1, 1],
        ["", "", "kvinnor", 11.5, 13.5, 1, 1],
        [],
        ["Senaste uppdatering:"],
        ["20250314 08:00"],
        ["Kontakt:"],
        ["Statistikservice, SCB", "+46 010-479 50 00"],
    ]


def skolverket() -> list[list[object]]:
    prose = [[f"Rad {i} av det som står före tabellen."] for i in range(1, 10)]
    head = ["Kommunkod", "Kommun", "Kön", "Huvudman", "2021/22", "2022/23"]
    return [
        *prose,
        [*head[:2], "Typ av huvudman", *head[2:3], *head[4:]],
        ["0764", "Alvesta", "Samtliga", "Totalt", "82,5", "~100"],
        ["0764", "Alvesta", "Samtliga", "Flickor", "..", "."],
        ["0764", "Alvesta", "Kommunal", "Totalt", "80,5", "81,5"],
        ["0764", "Alvesta", "Kommunal", "Flickor", "..", "85,0"],
        [],
        ["Andel (%) som uppnått kunskapskraven i alla ämnen."],
        [".. Antalet elever är färre än 10."],
        ["~100 1-4 elever har inte uppnått kunskapskraven."],
    ]


def statistics() -> dict[str, bytes]:
    deso, four = {"Region": DESO, "Tid": YEARS}, cube(DESO, YEARS, of=NUMBERS)
    two = {"A1": "Andel", "A2": "Nedre gräns"}
    unknown = {"A1": "Boende", "A2": "Flyttande"}
    eight = [20.5, 25, 1, 2, "..", 12.5, 3, 4]
    homes = {"1": "småhus", "2": "flerbostadshus", "T": "Samtliga hus"}
    six = [1.5, 2.5, 20.5, 3.5, 4.5, 12.5]
    three = {"Region": DESO, "Hus": homes, "Tid": {"2024": "2024"}}
    few = cube(DESO, homes, {"2024": ""}, of=six)
    contents = {"Region": DESO, "ContentsCode": two, "Tid": YEARS}
    px_names = {"region": DESO, "år": YEARS}
    stated = b.jsonstat(deso, four, ROLES, source="SCB")
    both = json.loads(stated)
    both["status"] |= {"0": "p"}
    old = json.loads(stated)
    old_dimension = old["dimension"] | {k: old[k] for k in ("id", "size", "role")}
    old_dataset = {"dataset": {"dimension": old_dimension, "value": old["value"]}}
    sparse = json.loads(stated)
    sparse["value"] = {"0": 20.5, "1": 25, "3": 12.5}
    return {
        "json-stat.json": stated,
        "json-stat-index-list.json": b.jsonstat(deso, four, ROLES, index=list),
        "json-stat-no-roles.json": b.jsonstat(deso, four),
        "json-stat-sparse.json": json.dumps(sparse).encode(),
        "json-stat-1.json": json.dumps(old_dataset).encode(),
        "json-stat-value-and-status.json": json.dumps(both).encode(),
        "json-stat-contents.json": b.jsonstat(
            contents, cube(DESO, two, YEARS, of=eight), ROLES
        ),
        "json-stat-contents-unknown.json": b.jsonstat(
            contents | {"ContentsCode": unknown},
            cube(DESO, unknown, YEARS, of=eight),
            ROLES,
        ),
        "json-stat-total.json": b.jsonstat(three, few, ROLES),
        "json-stat-no-total.json": b.jsonstat(
            three | {"Hus": {"1": "småhus", "2": "flerbostadshus"}},
            cube(DESO, {"1": "", "2": ""}, {"2024": ""}, of=six[:4]),
            ROLES,
        ),
        "json-stat-old-and-new.json": b.jsonstat(
            deso | {"Region": {"0764A0030": "x"} | DESO},
            cube({"0764A0030": ""} | DESO, YEARS, of=["..", "..", *NUMBERS]),
            ROLES,
        ),
        "json-stat-unknown-area.json": b.jsonstat(
            deso | {"Region": {"0180A0010": "x", "0764A0020_DeSO2025": "y"}},
            cube({"0180A0010": "", "0764A0020_DeSO2025": ""}, YEARS, of=NUMBERS),
            ROLES,
        ),
        "json-stat-named.csv": stated,
        "json-stat-wrong-size.json": stated.replace(b'"size": [2, 2]', b'"size": [2]'),
        "json-stat-too-few-values.json": stated.replace(b"20.5, ", b""),
        "json-cut-off.json": stated[:-20],
        "json-doubled-key.json": b'{"class": "dataset", "class": "dataset"}',
        "json-deep.json": b"[" * 5_000,
        "json-other.json": b'{"features": []}',
        "pxweb.json": b.pxjson(
            [("Region", "region", "d"), ("Tid", "år", "t"), ("A1", "Andel", "c")],
            [
                (["0764A0010_DeSO2025", "2024"], ["25.0"]),
                (["0764A0020_DeSO2025", "2024"], [".."]),
            ],
        ),
        "pxweb-sexes.json": b.pxjson(
            [
                ("Region", "region", "d"),
                ("Kon", "kön", "d"),
                ("Tid", "år", "t"),
                ("A1", "Andel", "c"),
            ],
            [(["0764", "1", "2024"], ["25.0"]), (["0764", "2", "2024"], ["12.5"])],
        ),
        "kolada-2.json": b.kolada(
            [("N15428", "0764", 2024, {"T": 74.1, "K": None, "M": 72})]
        ),
        "kolada-3.json": b.kolada(
            [("N15428", "0764", 2024, {"T": 74.1})], next_url=None, previous_url=None
        ),
        "kolada-first-page.json": b.kolada(
            [("N15428", "0764", 2024, {"T": 74.1})], next_page="http://api.example/2"
        ),
        "kolada-unknown.json": b.kolada([("N99999", "0764", 2024, {"T": 74.1})]),
        "px-cp1252.px": b.px(px_names, four),
        "px-utf8.px": b.px(px_names, four, encoding="utf-8", page="utf-8"),
        "px-utf8-said-to-be-ansi.px": b.px(
            px_names, four, encoding="utf-8", page="windows-1252"
        ),
        "px-symbols.px": b.px(
            px_names,
            cube(DESO, YEARS, of=["-", "..", ".", 12.5]),
            more='DATASYMBOL2="Skyddas av sekretess";',
        ),
        "px-contents.px": b.px(
            {"region": DESO, "mått": two, "år": YEARS},
            cube(DESO, two, YEARS, of=eight),
            more='CONTVARIABLE="mått";',
        ),
        "px-pooled-years.px": b.px(
            {"region": {"0764": "Alvesta"}, "år": {"2021-2024": "2021-2024"}},
            {("0764", "2021-2024"): 25},
        ),
        "px-sparse.px": b.px(px_names, four, more='KEYS("region")=CODES;'),
        "px-cut-off.px": b.px(px_names, four)[:-40],
        "px-too-few.px": b.px(px_names, four).replace(b"20.5 ", b""),
    }


TIDY = "indicator,period,group,geography,area_code,numerator,denominator,value,"
TIDY += "status,reason\n"
TEXTS = {
    "pxweb-codes-and-texts.csv": """\
"Andel trångbodda efter region, kön och år"

"Region - region","Kon - kön","A1 - Andel 2023 - 2023","A1 - Andel 2024 - 2024"
"0764A0010_DeSO2025 - 0764A0010","1 - män",20.5,25.0
"0764A0010_DeSO2025 - 0764A0010","1+2 - totalt",..,12.5
""",
    "pxweb-long-codes-and-texts.csv": """\
"Region - region","Tid - år","Andel"
"0764 - Alvesta","2024 - 2024",25.0
""",
    "pxweb-texts.csv": """\
"region","år","Andel"
"Alvesta (Vislanda)","2024",25.0
""",
    "fohm.csv": """\
Region;År;Kön;Andel;Konfidensintervall nedre;Konfidensintervall övre;Antal svar
0764 Alvesta;2021-2024;Totalt;25;23,5;26,5;420
0764 Alvesta;2021-2024;Kvinnor;12,5;10,5;14,5;210
""",
    "skolverket.csv": "\n".join(
        ";".join(map(str, [*row, *[""] * (6 - len(row))])) for row in skolverket()
    ),
    "providers-undecided.csv": """\
Kommunkod;Typ av huvudman;År;Andel
0764;Kommunal;2024;25
0764;Enskild;2024;12,5
""",
    "providers-partly.csv": """\
Kod;Typ av huvudman;År;Andel
0764;Kommunal;2024;25
0764;Samtliga;2024;12,5
0764R001;Kommunal;2024;22,5
""",
    "tidy.csv": TIDY
    + """\
trang,2024,total,deso-2025,0764A0010,,,,suppressed,protected
trang,2024,total,deso-2025,0764A0020,1,8,12.5,ok,
trang,2024,total,kommun-2025,0764,0,0,,missing,not_applicable
trang,2024,kvinnor,kommun-2025,0764,,,0.5,ok,approximate
barn,2023-2024,total,deso-2025,0764A0020,0,,0,ok,zero
barn,2024,total,deso-2025,0764A0010,,,,missing,no_row
idx,2024,total,kommun-2025,0764,,,1.234,ok,
scbshare,2024,total,kommun-2025,0764,,,0,ok,
""",
    "tidy-saved-by-excel.csv": (
        TIDY
        + """\
idx,2024,total,kommun-2025,0764,,,1.234,ok,
trang,2024,total,kommun-2025,0764,,,,suppressed,secrecy
"""
    )
    .replace(",", ";")
    .replace(".", ","),
    "tidy-status-alone.csv": """\
omrade;period;andel;status
0764;2024;;suppressed
0764A0010;2024;12,5;ok
0764A0020;2024;;missing
""",
    "tidy-contradictions.csv": TIDY
    + """\
trang,2024,total,deso-2025,0764A0010,3,,,suppressed,protected
trang,2024,total,deso-2025,0764A0020,1,8,12.5,ok,secrecy
trang,2024,total,kommun-2025,0764,,,,ok,
barn,2024,total,deso-2025,0764A0020,5,,5,ok,zero
barn,2024,total,deso-2025,0764A0010,,,25,missing,no_row
""",
    "tidy-unknown-words.csv": TIDY
    + """\
trang,2024,total,deso-2025,0764A0010,,,,hidden,protected
trang,2024,total,deso-2025,0764A0020,1,8,12.5,ok,why
""",
    "tidy-wide.csv": "deso;2023;2024;status\n0764A0010;25;12,5;ok\n",
    "status-of-somebody-else.csv": """\
deso;period;andel;status
0764A0010;2024;25;preliminär
0764A0020;2024;12,5;slutlig
""",
}


def main() -> None:
    CORPUS.mkdir(exist_ok=True)
    texts = {name: text.encode() for name, text in TEXTS.items()}
    for name, content in (workbooks() | statistics() | texts).items():
        (CORPUS / name).write_bytes(content)


if __name__ == "__main__":
    main()
