"""The definitions that come with the product are exact, complete and safe to copy."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from indicators.catalogue import FOLDER, catalogue
from indicators.definitions import read_definitions
from indicators.model import Direction, Kind, Origin, Protection
from indicators.sources import Outgoing, SourceError, can_fetch, fetch_indicator
from indicators.texts import Text
from lagesbild.cli import main

ROOT = Path(__file__).parents[2]
SHIPPED = read_definitions(ROOT / "data" / "indicators")
SECTORS = {
    "safe", "healthy", "achieving", "nurtured", "active", "respected", "responsible",
    "included", "context",
}  # fmt: skip
WHAT_IT_IS = (
    "name", "short", "definition", "numerator", "denominator", "kind", "unit",
    "direction", "sector", "age_span", "class_limits", "lowest", "highest",
)  # fmt: skip
each = pytest.mark.parametrize("one", catalogue().values(), ids=lambda one: one.id)


@pytest.fixture
def workspace(tmp_path):
    root = tmp_path / "data"
    shutil.copytree(ROOT / "data", root, ignore=shutil.ignore_patterns("var"))
    return root


def test_there_are_enough_to_begin_with():
    assert len(catalogue()) >= 35
    assert len(list(FOLDER.glob("*.toml"))) == len(catalogue())


def test_every_sector_of_the_wheel_has_something():
    assert {one.sector for one in catalogue().values()} == SECTORS


@each
def test_it_is_in_both_languages_and_says_what_not_to_think(one):
    values = [getattr(one, field.name) for field in dataclasses.fields(one)]
    texts = [value for value in values if isinstance(value, Text)]
    assert all(text.sv and text.en for text in [*texts, *one.caveats])
    assert one.caveats
    assert one.class_limits
    assert one.age_span


@each
def test_what_is_to_be_compared_within_the_municipality_only_is_not_compared_outside(
    one,
):
    warns = any("jämför bara inom kommunen" in str(text.sv) for text in one.caveats)
    assert one.only_within == warns


@each
def test_what_counts_persons_says_whom_so_that_a_sentence_can(one):
    if one.kind not in (Kind.SHARE, Kind.RATE, Kind.MEAN):
        return
    assert one.people is not None
    assert one.people.sv == one.people.sv.removesuffix(".").strip()
    assert one.people.sv[:1].islower() or one.people.sv[:1].isdigit()
    if one.kind is not Kind.MEAN:  # a mean is nobody's: it is told as a number
        assert one.phrase is not None
        for phrase in (one.phrase.sv, one.phrase.en):
            said = f"Av 100 {phrase.format(n=12)}."
            assert "12" in said
            assert not phrase.endswith((".", " "))


@each
def test_no_name_is_a_catch_word(one):
    forbidden = {"barnfattigdom", "frånvaro", "trångboddhet", "child poverty"}
    names = {one.name.sv.lower(), one.short.sv.lower(), one.name.en.lower()}
    assert not forbidden & names
    assert "fattig" not in f"{one.name.sv}{one.definition.sv}".lower()


def test_no_two_have_the_same_name():
    for said in ("sv", "en"):
        names = [getattr(one.name, said) for one in catalogue().values()]
        shorts = [getattr(one.short, said) for one in catalogue().values()]
        assert len(set(names)) == len(names)
        assert len(set(shorts)) == len(shorts)


@each
def test_only_open_statistics_go_unprotected(one):
    assert (one.protection is Protection.NONE) == (one.origin is Origin.PUBLIC)
    assert one.origin is not Origin.PRACTICE


@pytest.mark.parametrize(
    "name",
    ["children_social_assistance_0_17", "concern_reports_0_17", "kaa", "absence_15",
     "long_unauthorised_absence", "youth_suspects_15_17", "bvc_concern_reports_0_5"],
)  # fmt: skip
def test_what_is_about_hardship_has_the_strictest_protection(name):
    assert catalogue()[name].protection is Protection.SENSITIVE


@pytest.mark.parametrize(
    "name",
    ["concern_reports_0_17", "bvc_concern_reports_0_5", "bvc_language_remark_2_5",
     "reported_violence", "youth_suspects_15_17", "est_events"],
)  # fmt: skip
def test_what_better_detection_can_raise_is_neither_good_nor_bad(name):
    assert catalogue()[name].direction is Direction.NEUTRAL


@each
def test_hours_and_events_are_never_the_base_of_a_protected_share(one):
    if one.kind is Kind.SHARE and one.protection is not Protection.NONE:
        words = one.denominator.sv.lower()
        assert not any(unit in words for unit in ("timmar", "lektionstid", "händelser"))


@pytest.mark.parametrize("name", sorted(SHIPPED.keys() & catalogue().keys()))
def test_what_the_shipped_workspace_has_too_is_the_same_measure(name):
    here, there = SHIPPED[name], catalogue()[name]
    assert {f: getattr(here, f) for f in WHAT_IT_IS} == {
        f: getattr(there, f) for f in WHAT_IT_IS
    }


def test_some_ids_are_verified_and_some_are_not():
    named = [one for one in catalogue().values() if one.source_id]
    assert {one.verified for one in named} == {True, False}
    assert all(one.verified for one in catalogue().values() if not one.source_id)


@each
def test_only_what_is_verified_can_be_fetched(one):
    if not one.verified:
        assert not can_fetch(one)
        with pytest.raises(SourceError, match="inte kontrollerad"):
            fetch_indicator(one, "0764", [], Outgoing(enabled=True))
    elif one.source_id:
        assert can_fetch(one)


def test_the_list_names_every_definition_and_marks_those_there(workspace, capsys):
    assert main(["--workspace", str(workspace), "catalogue", "list"]) == 0
    said = capsys.readouterr().out
    assert [name for name in catalogue() if f"  {name}: " not in said] == []
    lines = said.splitlines()
    assert [line for line in lines if "finns i arbetsytan" in line] == [
        line for line in lines if line.strip().partition(":")[0] in SHIPPED
    ]
    assert "Trygg\n" in said


def test_a_definition_is_copied_byte_for_byte_and_never_over_another(workspace, capsys):
    wanted = ["club_members_7_16", "kaa", "club_members_7_16"]
    before = (workspace / "indicators" / "kaa.toml").read_bytes()
    assert main(["--workspace", str(workspace), "catalogue", "add", *wanted]) == 0
    copied = workspace / "indicators" / "club_members_7_16.toml"
    said = capsys.readouterr()
    assert said.out.splitlines() == [str(copied)]
    assert "kaa finns redan" in said.err
    assert copied.read_bytes() == (FOLDER / "club_members_7_16.toml").read_bytes()
    assert (workspace / "indicators" / "kaa.toml").read_bytes() == before


def test_one_unknown_id_and_nothing_is_copied(workspace, capsys):
    wanted = ["club_members_7_16", "../kaa"]
    assert main(["--workspace", str(workspace), "catalogue", "add", *wanted]) == 2
    assert "går inte att välja" in capsys.readouterr().err
    assert not (workspace / "indicators" / "club_members_7_16.toml").exists()


def test_it_is_said_when_an_id_has_not_been_checked(workspace, capsys):
    assert main(["--workspace", str(workspace), "catalogue", "add", "neet_20_25"]) == 0
    assert "TAB4931 är inte kontrollerad" in capsys.readouterr().err
