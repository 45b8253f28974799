"""Hold the numbers of the map to point in against the tables of its snapshot.

The map is a program of its own, with borders that are not in the data. Only what it
is given to show can be held against them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lagesbild.snapshot.held_text import told
from lagesbild.snapshot.parts import read_block

PACK = re.compile(r'id="pack">([^<]*)<')

Content = Mapping[str, Any]


def follows(part: bytes, content: Content, texts: set[str]) -> bool:
    """Tell whether what the map is given to show is what the tables say."""
    said = told(part.decode(), texts)
    if any(text != content["practice"] for text in said):
        return False
    tables = {(one["level_name"], one["key"]): one for one in content["tables"]}
    return all(
        _is_same(pack, series, tables[pack["level"], series["key"]])
        for pack in _packs(part)
        for series in pack["series"]
    )


def _packs(part: bytes) -> Iterator[Content]:
    for number in range(part.count(b'id="karta-')):
        block = read_block(part, f"karta-{number}")
        found = PACK.search(block["html"])
        yield json.loads(found[1] if found else "")


def _is_same(pack: Content, series: Content, table: Content) -> bool:
    """Compare what is said of each area; of very many, a map has the classes alone."""
    rows = table["rows"][: len(table["codes"])]
    columns = {"labels": [row[1] for row in rows], "bases": [row[2] for row in rows]}
    return (
        pack["areas"] == table["codes"]
        and pack["names"] == [row[0] for row in rows]
        and series["classes"] == table["classes"]
        and all(series.get(name, said) == said for name, said in columns.items())
    )
