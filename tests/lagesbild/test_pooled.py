"""Periods put together: from what is shown, none of them twice, and said in words."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from indicators.model import NUMBERS
from indicators.texts import use_language
from lagesbild.atlas import Atlas
from lagesbild.pooled import Pools, pooled_entries, pooled_words, pools_of
from lagesbild.portrait import measures
from lagesbild.preparing import open_prepared
from lagesbild.side_by_side import comparable_levels
from lagesbild.workspace import Workspace
from tests.lagesbild.conftest import CODES, CONFIG, DEFINITION, make_workspace

LEVEL = "deso-2025"
SHARES = {"0764A0010": 12, "0764A0020": 30, "0764A0030": 54}


def rows(*years: int, **changes: str) -> str:
    """Write a hundred persons in each area and year; `y2023=…` puts other counts."""
    lines = ["område;period;täljare;nämnare"]
    for year in years:
        for code, count in SHARES.items():
            lines.append(f"{code};{year};{changes.get(f'y{year}', count)};100")
    return "\n".join(lines) + "\n"


def known(root, level: str = LEVEL) -> list[Pools]:
    return pools_of(measures(Atlas(Workspace(root)).series(level)))


@pytest.fixture
def make(tmp_path):
    def made(text: str, **more: str) -> list[Pools]:
        definition = DEFINITION + "".join(f"{k} = {v}\n" for k, v in more.items())
        return known(make_workspace(tmp_path / "ort", text, definition))

    return made


def test_years_are_put_together_from_the_latest_back_and_the_rest_is_named(make):
    some = make(rows(2021, 2022, 2023, 2024, 2025))
    told = pooled_words(some)["trang"]
    entries = pooled_entries(some)["trang"]

    assert told["sizes"] == {"2": "2021", "3": "2021, 2022"}
    assert [one["period"] for one in entries["2"]] == ["2022–2023", "2024–2025"]
    assert [one["period"] for one in entries["3"]] == ["2023–2025"]


def test_a_pooled_figure_is_told_with_what_it_is_likely_between(make):
    (first, *_rest) = pooled_entries(make(rows(2023, 2024)))["trang"]["2"]
    assert first["order"] == pytest.approx([12, 30, 54])
    assert first["labels"][0] == "12\xa0% (troligen mellan 7 och 20\xa0%)"
    assert first["whole_number"] == pytest.approx(32)


def test_only_where_others_are_counted_is_a_figure_more_certain_for_it(tmp_path):
    new = DEFINITION + "new_persons = true\n"
    same = known(make_workspace(tmp_path / "samma", rows(2023, 2024)))
    others = known(make_workspace(tmp_path / "nya", rows(2023, 2024), new))
    labels = [
        pooled_entries(some)["trang"]["2"][0]["labels"][2] for some in (same, others)
    ]
    notes = [pooled_words(some)["trang"]["note"] for some in (same, others)]

    assert labels == [
        "54\xa0% (troligen mellan 44 och 63\xa0%)",
        "54\xa0% (troligen mellan 47 och 61\xa0%)",
    ]
    assert "räknas inte som säkrare" in notes[0]
    assert "därför blir de säkrare" in notes[1]


def test_no_line_may_join_two_sides_of_a_break(make):
    some = make(rows(2020, 2021, 2022, 2023, 2024, 2025), breaks='["2022"]')
    entries = pooled_entries(some)["trang"]["2"]
    assert [one["period"] for one in entries] == [
        "2020–2021", "2022–2023", "2024–2025",
    ]  # fmt: skip
    assert [one["parted"] for one in entries] == [False, True, False]


def says_why(some: list[Pools]) -> str:
    """Give the reason, where nothing could be put together at all."""
    told = pooled_words(some)["trang"]
    assert (told["note"], told["sizes"]) == ("", {})
    assert pooled_entries(some) == {}
    return told["why"]


def test_years_that_do_not_follow_on_each_other_say_so(make):
    assert says_why(make(rows(2021, 2023))) == (
        "Perioderna kan inte läggas ihop: det finns inte två i rad av samma slag, "
        "räknade på samma sätt."
    )


def test_shares_without_counts_say_so(tmp_path):
    bare = "område;period;värde\n" + "".join(
        f"{code};{year};{share}\n"
        for year in (2022, 2023)
        for code, share in SHARES.items()
    )
    open_data = DEFINITION.replace('"local"', '"public"').replace("normal", "none")
    assert says_why(known(make_workspace(tmp_path / "ort", bare, open_data))) == (
        "Perioderna kan inte läggas ihop: källan säger inte hur många som ligger bakom."
    )


def test_a_single_period_has_nothing_to_put_together_and_needs_no_word(make):
    assert make(rows(2024)) == []


def test_what_is_withheld_in_one_period_is_in_none_that_it_is_part_of(make):
    few = rows(2023, 2024).replace("0764A0010;2023;12;", "0764A0010;2023;2;")
    (some,) = make(few)
    before = [one.table["status"].tolist() for one in some.series]
    assert "suppressed" in before[0]
    hidden = [i for i in range(3) if "suppressed" in (before[0][i], before[1][i])]
    (entry,) = pooled_entries([some])["trang"]["2"]
    for i in hidden:
        assert entry["labels"][i] == "Visas inte: skydd av små grupper"
        assert (entry["classes"][i], entry["order"][i]) == ("w", None)


def test_numbers_left_in_what_is_withheld_change_nothing(make):
    few = rows(2023, 2024).replace("0764A0010;2023;12;", "0764A0010;2023;2;")
    (some,) = make(few)
    left = [
        replace(
            one,
            found=one.found.assign(
                **{name: one.found[name].fillna(87.0) for name in NUMBERS}
            ),
        )
        for one in some.series
    ]
    assert pooled_entries([Pools(left)]) == pooled_entries([some])


def test_an_area_whose_periods_are_shown_but_inexact_is_not_said_to_lack_data(make):
    (some,) = make(rows(2023, 2024))
    first = some.series[0]
    about = first.found["area_code"] == CODES[0]
    reason = first.found["reason"].mask(about, "approximate")
    inexact = replace(first, found=first.found.assign(reason=reason))
    (entry,) = pooled_entries([Pools([inexact, *some.series[1:]])])["trang"]["2"]
    assert entry["labels"][0] == "Kan inte läggas ihop: antalen bakom är avrundade"
    assert "troligen" in entry["labels"][1]


def test_no_average_is_told_as_if_it_were_a_count_of_persons(make):
    (entry,) = pooled_entries(make(rows(2023, 2024)))["trang"]["2"]
    assert "bases" not in entry


def test_a_group_of_one_area_has_the_verdict_of_that_area(tmp_path):
    root = make_workspace(tmp_path / "ort", rows(2023, 2024))
    alone = f'[[groups]]\nid = "ensam"\nname = "Ensam"\nareas = ["{CODES[2]}"]\n\n'
    config = CONFIG.replace("[[sectors]]", alone + "[[sectors]]")
    (root / "lagesbild.toml").write_text(config, "utf-8")
    atlas = Atlas(Workspace(root))
    (areas,), (groups,) = (
        Pools(measures(atlas.series(level))[0].series).sizes[2]
        for level in (LEVEL, "area-groups")
    )
    own = areas.comparisons[list(areas.codes).index(CODES[2])]
    assert groups.comparisons[list(groups.codes).index("ensam")] == own


def test_readers_get_it_in_both_languages_and_only_the_words_with_the_page(tmp_path):
    root = make_workspace(tmp_path / "ort", rows(2023, 2024))
    prepared = open_prepared(root)
    for spoken, word in (("sv", "troligen"), ("en", "probably")):
        use_language(spoken)
        for level in comparable_levels(prepared):
            told = prepared.pools(level.id)
            file = prepared.folder / f"{told['file']}.json"
            entries = json.loads(file.read_text("utf-8"))
            assert word in entries["trang"]["2"][0]["labels"][0]
            assert set(told["measures"]) == {"trang"}
            if spoken == "en":
                assert not re.search("[åäö]", json.dumps(told, ensure_ascii=False))
