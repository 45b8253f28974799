"""What a file is called every year, whatever year, term or copy its name says."""

from __future__ import annotations

import re
from pathlib import Path

_YEAR, _MONTH = "(?:19|20)[0-9]{2}", "(?:0[1-9]|1[0-2])"
_DAY, _MINUTES = "(?:0[1-9]|[12][0-9]|3[01])", "[:._-]?[0-5][0-9]"
_TIME = f"(?:[ _t-]*(?:[01][0-9]|2[0-3]){_MINUTES}(?:{_MINUTES})?)?"
_SCHOOL_YEARS = "|".join(
    f"{year}[-_–]?{(year + 1) % 100:02d}" for year in range(1990, 2100)
)
_TIMES = (
    rf"{_YEAR}[-_.]?{_MONTH}[-_.]?{_DAY}{_TIME}",  # when it was saved
    rf"{_DAY}[-_.]{_MONTH}[-_.]{_YEAR}",
    _SCHOOL_YEARS,
    rf"(?:år|lå)?{_YEAR}(?:[-_–]{_YEAR}|[-_.]?m?{_MONTH}|[ _-]?(?:kv|k|q)[1-4])?",
    r"(?:läsåret|läsår|lå)[ _-]?[0-9]{2}[-_ ]?[0-9]{2}",
    r"(?:ht|vt)(?:[ _-]?(?:20)?[0-9]{2})?",
    "jan(?:uari)?|feb(?:ruari)?|mars?|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?",
    "sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?",
)
_COPIES = (
    r"kopia(?: av)?|copy(?: of)?",
    r"v(?:er(?:sion)?)?[ ._-]?[0-9]{1,2}",
)
# A year may stand right after a word, as in betyg2025; a few letters make it a code.
_BEGINS = r"(?<![^\W_])|(?<=[^\W\d_]{4})(?=[0-9])"
_PASSING = re.compile(
    rf"\([0-9]{{1,2}}\)|(?:{_BEGINS})(?:{'|'.join(_TIMES + _COPIES)})(?![^\W_])"
)
_TABLE = re.compile(r"(tab[ _-]?[0-9]+)")  # TAB2045 is one of SCB's tables


def name_of(file: str) -> str:
    """Take out of a file's name what is another next year, and nothing else.

    That is years, dates, terms and months, and what says that it is a copy. All other
    digits stay: N15507 and N15424, or TAB6680 and TAB6685, are not about the same.

    Returns
    -------
    str
        The words that are left, its ending the last of them.
    """
    parts = _TABLE.split(Path(file).name.lower())
    kept = [
        part if at % 2 else _PASSING.sub(" ", part) for at, part in enumerate(parts)
    ]
    return " ".join(re.findall(r"[^\W_]+", "".join(kept)))


def says_something(file: str) -> bool:
    """Tell whether a name has a word beside its ending, once the years are gone."""
    return bool(name_of(Path(file).stem))
