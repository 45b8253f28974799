"""The rules: defaults, the floor, and what they say in plain words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from indicators.disclosure.policy import FLOOR, Policy, explain
from indicators.disclosure.primary import is_small
from indicators.disclosure.statements import as_shown
from indicators.errors import DefinitionError
from indicators.model import Kind, Origin, Protection
from tests.indicators.disclosure.places import MEAN, NAN, SHARE, town

FIVE = Policy().rule(SHARE)
PUPILS = Policy().rule(replace(SHARE, protection=Protection.PUPILS))


@pytest.mark.parametrize(
    ("protection", "limits"),
    [
        (Protection.NORMAL, (5, 5, 5)),
        (Protection.PUPILS, (5, 10, 5)),
        (Protection.SENSITIVE, (5, 10, 10)),
    ],
)
def test_each_protection_class_has_its_rule(protection, limits):
    rule = Policy().rule(replace(SHARE, protection=protection))
    assert (rule.count, rule.base, rule.width) == limits


def test_open_statistics_have_no_rule():
    public = replace(SHARE, origin=Origin.PUBLIC, protection=Protection.NONE)
    assert Policy().rule(public) is None


@pytest.mark.parametrize("protection", [p for p in Protection if p != Protection.NONE])
def test_no_policy_is_looser_than_the_floor(protection):
    loose = Policy(count=0, pupils=0, providers=0, sensitive_width=0)
    rule = loose.rule(replace(SHARE, protection=protection))

    assert min(rule.count, rule.base, rule.width) == FLOOR
    assert rule.providers == 2


@pytest.mark.parametrize(
    ("numerator", "denominator", "small"),
    [
        (0, 100, True),
        (4, 100, True),
        (5, 100, False),
        (95, 100, False),
        (96, 100, True),
        (100, 100, True),
        (5, 9, True),
    ],
)
def test_few_inside_few_outside_and_few_in_all_are_small(numerator, denominator, small):
    found = is_small(np.array([numerator]), np.array([denominator]), FIVE)
    assert found.tolist() == [small]


def test_few_pupils_are_small_whatever_the_count():
    assert is_small(np.array([5.0]), np.array([9.0]), PUPILS).all()


def test_a_mean_near_its_limits_is_of_few_in_disguise():
    rule = Policy().rule(replace(MEAN, highest=340.0))
    people = np.array([100.0, 100.0, 100.0])
    sums = np.array([16.0, 200.0, 324.0]) * 100
    assert is_small(sums, people, rule).tolist() == [True, False, True]


def test_a_mean_without_limits_can_not_be_protected():
    with pytest.raises(DefinitionError, match="lowest och highest"):
        Policy().rule(replace(MEAN, highest=None))


@pytest.mark.parametrize(("n", "d", "shown"), [(123, 999, 12.0), (123, 1000, 12.3)])
def test_shares_of_few_are_shown_in_whole_percent(n, d, shown):
    place = town([(n, d), (n, d)])
    assert as_shown(place.table(), FIVE).loc[0, "value"] == shown


@pytest.mark.parametrize(("n", "shown"), [(0, 6.0), (1, 6.0), (79, 94.0), (80, 94.0)])
def test_the_lowest_and_highest_shares_are_one_class(n, shown):
    place = town([(n, 80), (n, 80)])
    assert as_shown(place.table(), FIVE).loc[0, "value"] == shown


def test_every_rule_is_explained_with_its_limits():
    text = " ".join(explain(PUPILS))
    for word in ("5 personer", "10 personer", "2 huvudmän", "hela procent"):
        assert word in text
    assert explain(None) == ["Öppen statistik: visas som den är publicerad."]
    assert "Medelvärdet" in " ".join(explain(Policy().rule(MEAN)))


def test_without_a_denominator_a_local_share_is_explained_as_not_shown():
    assert "hur många" in explain(FIVE)[-1]
    assert not np.isnan(FIVE.step(np.array([NAN]))).any()
    assert Policy().rule(replace(SHARE, kind=Kind.COUNT)).bounded is False
