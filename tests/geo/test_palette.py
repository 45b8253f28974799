"""Colours that everybody can tell apart, and read on."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from geo.palette import BLUES, INK, NO_DATA, PAPER, VERDICTS, colours, ink_on

VISIONS = ("normal", "protanomaly", "deuteranomaly", "tritanomaly")


def seen(colour: str, vision: str) -> np.ndarray:
    """Give sRGB (0 to 1) as somebody of this vision sees it, at severity 100."""
    rgb = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    if vision == "normal":
        return rgb
    space = {"name": "sRGB1+CVD", "cvd_type": vision, "severity": 100}
    return np.clip(cspace_convert(rgb, space, "sRGB1"), 0, 1)


def distance(one: str, other: str, vision: str) -> float:
    return float(
        deltaE(
            seen(one, vision),
            seen(other, vision),
            input_space="sRGB1",
            uniform_space="CAM02-UCS",
        )
    )


def lightness(colour: str) -> float:
    return float(cspace_convert(seen(colour, "normal"), "sRGB1", "CAM02-UCS")[0])


def contrast(one: str, other: str) -> float:
    """Compute the contrast as WCAG 2 defines it."""
    lights = []
    for colour in (one, other):
        rgb = seen(colour, "normal")
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        lights.append(float(linear @ [0.2126, 0.7152, 0.0722]))
    return (max(lights) + 0.05) / (min(lights) + 0.05)


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("classes", [2, 3, 4, 5])
def test_any_two_classes_can_be_told_apart(classes, vision):
    pairs = combinations(colours(classes), 2)
    assert min(distance(*pair, vision) for pair in pairs) >= 10


@pytest.mark.parametrize("vision", VISIONS)
def test_clearly_higher_and_clearly_lower_differ_from_each_other_and_from_calm(vision):
    calm = "#f1f3f5"  # the ground of the hatch for what cannot be told apart
    pairs = combinations([*VERDICTS.values(), calm], 2)
    assert min(distance(*pair, vision) for pair in pairs) >= 20


def test_in_black_and_white_higher_is_darker_than_lower_and_lower_than_calm():
    higher, lower, calm = map(lightness, (VERDICTS["h"], VERDICTS["l"], "#f1f3f5"))
    assert higher + 15 < lower
    assert lower + 10 < calm


def test_the_measure_would_find_red_and_green_too_close():
    rdylgn = ("#d7191c", "#fdae61", "#ffffbf", "#a6d96a", "#1a9641")
    pairs = combinations(rdylgn, 2)
    assert min(distance(*pair, "deuteranomaly") for pair in pairs) < 10


@pytest.mark.parametrize("classes", [1, 2, 3, 4, 5])
def test_darker_means_more(classes):
    lights = [lightness(colour) for colour in colours(classes)]
    assert lights == sorted(lights, reverse=True)
    assert len(set(lights)) == classes


@pytest.mark.parametrize("colour", [*BLUES, *VERDICTS.values(), NO_DATA, PAPER])
def test_a_number_can_be_read_on_every_colour(colour):
    assert contrast(ink_on(colour), colour) >= 4.5


@pytest.mark.parametrize("colour", [*BLUES, NO_DATA, PAPER, INK, "#777777", "#000000"])
def test_the_better_of_the_two_inks_is_chosen(colour):
    other = {PAPER: INK, INK: PAPER}[ink_on(colour)]
    assert contrast(ink_on(colour), colour) >= contrast(other, colour)


def test_more_than_five_classes_have_no_colours():
    with pytest.raises(KeyError):
        colours(6)
