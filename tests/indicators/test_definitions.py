"""Definitions say exactly what they measure, and bad ones say all that is wrong."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.definitions import read_definition, read_definitions, write_definition
from indicators.errors import DefinitionError
from indicators.model import Direction, Indicator, Kind, Origin, Protection
from indicators.texts import Text

SHIPPED = Path(__file__).parents[2] / "data" / "indicators"
GOOD = """
name = { sv = "Namn", en = "Name" }
short = "Kort"
definition = "Vad som mäts"
kind = "share"
numerator = "De som har det så"
denominator = "Alla"
unit = "%"
direction = "lower"
sector = "safe"
origin = "local"
protection = "normal"
source = "Egen"
class_limits = [5, 7.5]
"""
words = st.builds(
    Text,
    st.text(min_size=1, max_size=30).filter(str.strip),
    st.just("") | st.text(min_size=1, max_size=30).filter(str.strip),
)
numbers = st.floats(1, 99)
indicators = st.builds(
    Indicator,
    id=st.just("measure"),
    **dict.fromkeys(
        ["name", "definition", "unit", "source", "short", "numerator", "denominator"],
        words,
    ),
    kind=st.sampled_from(Kind),
    direction=st.sampled_from(Direction),
    sector=st.just("safe"),
    origin=st.sampled_from(Origin),
    protection=st.sampled_from([Protection.NORMAL, Protection.PUPILS]),
    class_limits=st.sets(numbers, max_size=4).map(lambda some: tuple(sorted(some))),
    decimals=st.integers(0, 4),
    lowest=st.none() | st.just(0.0),
    highest=st.none() | st.just(100.0),
    caveats=st.lists(words, max_size=3).map(tuple),
    people=st.none() | words,
    phrase=st.none() | st.just(Text("bor {n} trångt", "{n} live in overcrowded homes")),
    breaks=st.sampled_from([(), ("2024",)]),
    reviewed=st.just("") | st.dates().map(str),
)


@pytest.fixture
def problems(tmp_path):
    """Read a definition from text, and give back what is wrong with it."""

    def _read(text: str, stem: str = "measure") -> str:
        path = tmp_path / f"{stem}.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DefinitionError) as caught:
            read_definition(path)
        return str(caught.value)

    return _read


def test_a_definition_is_named_by_its_file(tmp_path):
    (tmp_path / "overcrowding_2.toml").write_text(GOOD, encoding="utf-8-sig")
    indicator = read_definitions(tmp_path)["overcrowding_2"]
    assert indicator.id == "overcrowding_2"
    assert indicator.name == Text("Namn", "Name")
    assert indicator.class_limits == (5.0, 7.5)
    assert indicator.kind is Kind.SHARE


def test_definitions_come_in_the_order_of_their_files(tmp_path):
    for stem in ("b", "c", "a"):
        (tmp_path / f"{stem}.toml").write_text(GOOD, encoding="utf-8")
    assert list(read_definitions(tmp_path)) == ["a", "b", "c"]


def test_a_date_may_be_written_with_or_without_quotes(tmp_path):
    path = tmp_path / "a.toml"
    dates = 'reviewed = 2026-01-31\nnext_review = "2027-01-31"\n'
    path.write_text(GOOD + dates, encoding="utf-8")
    indicator = read_definition(path)
    assert (indicator.reviewed, indicator.next_review) == ("2026-01-31", "2027-01-31")


def test_an_empty_file_lacks_every_needed_key(problems):
    needed = [
        field.name
        for field in dataclasses.fields(Indicator)
        if field.default is dataclasses.MISSING and field.name != "id"
    ]
    assert problems("").count("nyckeln saknas") == min(10, len(needed))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('shrot = "x"', "shrot: okänd nyckel; menas short?"),
        ('zzz = "x"', "zzz: okänd nyckel"),
        ("decimals = 1.5", "decimals: ska vara ett heltal, 0–4"),
        ("decimals = true", "decimals: ska vara ett heltal, 0–4"),
        ("lowest = nan", "lowest: ska vara ett tal"),
        ('lowest = "0"', "lowest: ska vara ett tal"),
        ("lowest = 6", "class_limits: ska ligga mellan lowest och highest"),
        ("highest = 7.5", "class_limits: ska ligga mellan lowest och highest"),
        ("lowest = 9\nhighest = 1", "lowest: måste vara mindre än highest"),
        ('caveats = "en"', "caveats: ska vara en lista"),
        ("caveats = [1]", "caveats: ska vara text"),
        ('phrase = "bor trångt"', "phrase: ska ha {n} en gång"),
        ('phrase = "{n} av {n}"', "phrase: ska ha {n} en gång"),
        ('phrase = "{n} bor {0}"', "phrase: ska ha {n} en gång"),
        ('phrase = {sv = "bor {n}", en = "live"}', "phrase: ska ha {n} en gång"),
        ("people = 3", "people: ska vara text"),
        ('breaks = "2024"', "breaks: ska vara en lista"),
        ('licence = " "', "licence: ska vara text inom citattecken, och inte tom"),
        ('reviewed = "i fjol"', "reviewed: ska vara ett datum"),
        ("reviewed = 2026-01-31T10:00:00", "reviewed: ska vara ett datum"),
    ],
)
def test_a_bad_line_is_said_in_words(problems, line, said):
    assert said in problems(GOOD + line)


@pytest.mark.parametrize(
    ("good", "bad", "said"),
    [
        (
            '"share"',
            '"andel"',
            "kind: ska vara något av share, rate, count, mean, inde",
        ),
        ('"lower"', "1", "direction: ska vara något av higher, lower, neutral"),
        ("[5, 7.5]", "[7.5, 5]", "class_limits: ska stå i stigande ordning"),
        ("[5, 7.5]", "[5, 5]", "class_limits: ska stå i stigande ordning"),
        ("[5, 7.5]", "[1, 2, 3, 4, 5]", "class_limits: får ha högst 4 inre gränser"),
        ("[5, 7.5]", "5", "class_limits: ska vara en lista"),
        ("numerator", "owner", "numerator: måste stå i ord när kind är share"),
        ('"Kort"', f'"{"k" * 33}"', "short: får ha högst 32 tecken"),
        ('"Egen"', '{ en = "Own" }', "source: ska vara text"),
        ('"Egen"', '{ sv = "Egen", de = "Eigen" }', "source: ska vara text"),
        ('"normal"', '"none"', "protection: none är bara för öppen statistik"),
    ],
)
def test_a_bad_value_is_said_in_words(problems, good, bad, said):
    assert GOOD.count(good) == 1
    assert said in problems(GOOD.replace(good, bad))


def test_all_problems_of_a_file_are_said_at_once(problems):
    said = problems(GOOD.replace('"share"', '"andel"') + "decimals = -1\nextra = 1\n")
    assert said.count("\n") == 3
    assert all(f"  {key}: " in said for key in ("kind", "decimals", "extra"))


def test_broken_toml_is_said_with_its_line(problems):
    assert "rad 3 går inte att tolka" in problems('\nkind = "share"\nname = Namn\n')
    assert "sista raden går inte att tolka" in problems('caveats = [\n"en"\n')


def test_a_file_that_is_not_utf_8_is_said_to_be(tmp_path):
    path = tmp_path / "a.toml"
    path.write_bytes('name = "Trångboddhet"'.encode("cp1252"))
    with pytest.raises(DefinitionError, match="UTF-8"):
        read_definition(path)


def test_a_file_that_is_gone_is_said_to_be(tmp_path):
    with pytest.raises(DefinitionError, match="går inte att läsa"):
        read_definition(tmp_path / "gone.toml")


@pytest.mark.parametrize("stem", ["Trångt", "a-b", "ABC", "a b", "ö"])
def test_a_file_name_that_is_no_id_is_refused(problems, stem):
    assert "filnamnet" in problems(GOOD, stem)


@given(indicator=indicators)
def test_what_is_written_is_read_back(indicator, tmp_path_factory):
    path = tmp_path_factory.mktemp("definition") / "measure.toml"
    path.write_text(write_definition(indicator), encoding="utf-8")
    assert read_definition(path) == indicator


shipped = pytest.mark.parametrize(
    "indicator", read_definitions(SHIPPED).values(), ids=lambda one: one.id
)


@shipped
def test_a_shipped_definition_is_in_both_languages(indicator):
    values = [getattr(indicator, one.name) for one in dataclasses.fields(indicator)]
    texts = [value for value in values if isinstance(value, Text)]
    assert all(text.sv and text.en for text in [*texts, *indicator.caveats])


@shipped
def test_a_shipped_definition_says_where_the_figures_come_from(indicator):
    assert indicator.caveats
    assert indicator.is_practice == indicator.source.sv.startswith(
        "Övningsdata, påhittade siffror"
    )
    assert indicator.is_practice or (indicator.source_id and indicator.licence)


@pytest.mark.parametrize(
    ("stem", "exact"),
    [
        ("child_low_economic_standard", ["0–19 år", "60 % av medianinkomsten"]),
        ("overcrowding_norm2_0_17", ["0–17 år", "norm 2", "två personer per rum"]),
        ("absence_15", ["årskurs 7–9", "minst 15 %", "total frånvaro", "terminen"]),
        ("upper_secondary_eligibility", ["yrkesprogram", "årskurs 9", "folkbokförda"]),
        ("merit_value", ["årskurs 9", "17 ämnen", "medelvärde", "folkbokförda"]),
        ("kaa", ["16–19 år", "kommunala aktivitetsansvaret"]),
        ("low_economic_standard", ["alla åldrar", "60 % av medianinkomsten"]),
        ("unemployment", ["20–64 år", "registerbaserad", "arbetskraften"]),
    ],
)
def test_a_name_says_exactly_what_is_measured(stem, exact):
    name = read_definition(SHIPPED / f"{stem}.toml").name.sv
    assert [words for words in exact if words not in name] == []


def test_every_practice_indicator_has_its_exact_name_checked_here():
    practice = {one.id for one in read_definitions(SHIPPED).values() if one.is_practice}
    checked = test_a_name_says_exactly_what_is_measured.pytestmark[0].args[1]
    assert practice <= {stem for stem, _ in checked}


@shipped
def test_no_name_is_a_catch_word(indicator):
    forbidden = {"barnfattigdom", "frånvaro", "trångboddhet", "fattiga"}
    assert not forbidden & {indicator.name.sv.lower(), indicator.short.sv.lower()}
    assert "fattig" not in f"{indicator.name.sv}{indicator.definition.sv}".lower()


@shipped
def test_sentences_are_written_in_both_languages(indicator):
    told = [text for text in (indicator.people, indicator.phrase) if text is not None]
    assert all(text.sv and text.en for text in told)
    assert indicator.phrase is None or indicator.people is not None
