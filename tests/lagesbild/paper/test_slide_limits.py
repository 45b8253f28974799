"""What can't be said, on slides: reasons once, with their measures; none left out."""

from __future__ import annotations

from lagesbild.paper.slide_limits import limits


def content(areas: dict[str, dict[str, list[str]]], *more: str) -> dict:
    """Give a snapshot of areas by name, with the limits of measures by name."""
    names = list(dict.fromkeys(name for own in areas.values() for name in own))
    described = [
        {
            "name": area,
            "sectors": [
                {
                    "lines": [
                        {"name": name, "short": name.lower(), "cannot_say": said}
                        for name, said in own.items()
                    ]
                }
            ],
        }
        for area, own in areas.items()
    ]
    remarks = [
        f"{name}: {text}"
        for own in areas.values()
        for name in own
        for text in own[name]
    ]
    return {
        "areas": described,
        "definitions": [{"name": name} for name in names],
        "cannot_say": list(dict.fromkeys([*more, *remarks])),
    }


def test_a_reason_that_several_share_is_said_once_with_their_short_names():
    found = content(
        {"Norra": {"Inkomst": ["Talet saknas."], "Skola": ["Talet saknas."]}}
    )
    assert limits(found) == (["Talet saknas (inkomst; skola)."], [])


def test_reasons_that_begin_alike_are_of_one_kind():
    found = content(
        {
            "Norra": {
                "Inkomst": ["Det går inte: inga antal."],
                "Skola": ["Det går inte: få år."],
            }
        }
    )
    (told,), rest = limits(found)
    assert told == "Det går inte: inga antal (inkomst). Få år (skola)."
    assert rest == []


def test_a_reason_says_in_which_areas_it_holds_unless_it_is_all():
    both, one = ["För få."], ["För få.", "Osäkert."]
    found = content(
        {
            "Norra": {"Inkomst": both, "Skola": one, "Jobb": one},
            "Södra": {"Inkomst": both, "Skola": [], "Jobb": []},
        }
    )
    told, _rest = limits(found)
    assert told == [
        "För få (inkomst · Norra: skola; jobb).",
        "Osäkert (Norra: skola; jobb).",
    ]


def test_what_is_so_of_one_measure_only_stands_with_it():
    found = content(
        {"Norra": {"Inkomst": ["Ett.", "Två."]}, "Södra": {"Skola": ["Tre."]}}, "Alla."
    )
    told, rest = limits(found)
    assert told == ["Alla."]
    assert rest == ["inkomst (Norra): Ett. Två.", "skola (Södra): Tre."]


def test_two_measures_with_the_same_short_name_keep_their_own():
    found = content({"Norra": {"Inkomst": ["Nej."], "INKOMST": ["Nej."]}})
    assert limits(found)[0] == ["Nej (Inkomst; INKOMST)."]


def test_nothing_that_a_snapshot_cannot_say_is_left_out(said):
    told, rest = limits(said)
    lines = " ".join([*told, *rest])
    for remark in said["cannot_say"]:
        for part in remark.removesuffix(".").split(": "):
            name = next((d for d in said["definitions"] if d["name"] == part), None)
            assert name or part in lines or part.capitalize() in lines


def test_a_snapshot_without_portraits_has_its_measures_by_name():
    found = content({"Norra": {"Inkomst": ["Nej."], "Skola": ["Nej."]}})
    assert limits({**found, "areas": []}) == (["Nej (Inkomst; Skola)."], [])
