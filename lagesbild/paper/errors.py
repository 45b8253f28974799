"""Ways to say no about paper; the root and the rules are in indicators.errors.

* PaperError                 something can't be printed; says what the printer said
"""

from __future__ import annotations

from lagesbild.errors import WorkspaceError

REFUSED = 3  # how a child process that prints says that its reason is on stderr


class PaperError(WorkspaceError):
    """Something can't be printed; says what the printer said."""
