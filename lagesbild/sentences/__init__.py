"""Figures in plain words: one area, one map, a gap. Never a rank, never a cause.

Every sentence is a template in Swedish and English, filled from the published table and
the tests in `indicators.statistics`, so that a page, a screen reader, an e-mail and the
minutes can say the same thing.
"""

from lagesbild.sentences.headline import headline
from lagesbild.sentences.map_text import text_of_map

__all__ = ["headline", "text_of_map"]
