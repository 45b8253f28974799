"""What a snapshot rests on, in words: its divisions and how many areas they have."""

from __future__ import annotations

import pytest

from indicators.texts import use_language
from lagesbild.snapshot.origins import boundaries
from tests.lagesbild.snapshot.conftest import freezer


@pytest.mark.parametrize(
    ("level", "swedish_words", "english_words"),
    [("kommun-2025", "1 område.", "1 area."), ("deso-2025", "3 områden.", "3 areas.")],
)
def test_a_division_says_how_many_areas_it_has(
    small_root, level, swedish_words, english_words
):
    made = freezer(small_root)
    scope = type("Scope", (), {"levels": [level], "portraits": ()})
    (said,) = boundaries(made.atlas, scope)
    assert f": {swedish_words}" in said
    use_language("en")
    (said,) = boundaries(made.atlas, scope)
    assert f": {english_words}" in said
