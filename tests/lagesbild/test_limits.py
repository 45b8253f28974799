"""What can't be said of a figure whose counts are not exact."""

from __future__ import annotations

import pytest

from indicators.statistics import Comparison, Course, Trend, Verdict, Why
from indicators.texts import use_language
from lagesbild.portrait.limits import limits
from tests.lagesbild.test_sentences_of_areas import indicator, row

NO_TREND = Trend(Course.NOT_COMPUTED, Why.FEW_PERIODS)
NOT_COMPARED = Comparison(Verdict.NOT_COMPARED, Why.ROUNDED)


def said(reason: str, **changes: object) -> str:
    own = row(4, 5, 132, reason=reason) | changes
    return " ".join(limits(own, indicator(), NOT_COMPARED, NO_TREND))


@pytest.mark.parametrize(
    ("reason", "sv", "en"),
    [
        ("rounded_3", "små antal är avrundade, för att skydda", "numbers are rounded"),
        ("rounded_5", "små antal är avrundade, för att skydda", "numbers are rounded"),
        ("approximate", "Källan säger bara ungefär", "only says roughly"),
    ],
)
def test_rounded_counts_are_said_to_be_so(reason, sv, en):
    assert sv in said(reason)
    use_language("en")
    assert en in said(reason)


def test_exact_counts_beside_rounded_ones_are_not_said_to_be_rounded():
    for text in (said(""), said("rounded_zero"), said("rounded_5", status="missing")):
        assert "avrundade" not in text
        assert "ungefär" not in text
