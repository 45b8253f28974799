"""Check a certificate by adding and comparing: no solver, and nothing else of ours.

For each protected count the certificate holds two complete whole-number tables that
obey every sum and every published figure, and differ there by the width of the rule.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

Shift = dict[int, int]


def verify(
    content: bytes, published: Iterable[Mapping[str, Any]] = (), sha256: str = ""
) -> list[str]:
    """List what is wrong with a certificate; nothing, if it proves what it says.

    `published` are the rows of the published table, as from `csv.DictReader`, and
    `sha256` the hash that was stored with the release.
    """
    problems = []
    if sha256 and hashlib.sha256(content).hexdigest() != sha256:
        problems.append("the certificate is not the one that was stored")
    proof = json.loads(content)
    columns, base = proof["columns"], proof["base"]
    touching: dict[int, list[int]] = {}
    sums = []
    for at, (low, high, members, weights) in enumerate(proof["rows"]):
        pairs = list(zip(members, weights, strict=True))
        sums.append(sum(base[c] * w for c, w in pairs))
        if not low <= sums[-1] <= high:
            problems.append(f"sum {at} doesn't hold in the base table")
        for column, weight in pairs:
            touching.setdefault(column, []).extend([at] * abs(weight))
    if len(base) != len(columns):
        problems.append("the base table is not complete")
    for at, (*_key, low, high, most) in enumerate(columns):
        if not 0 <= low <= base[at] <= high or high > most:
            problems.append(f"count {at} is outside its limits in the base table")
    for pair in proof["pairs"]:
        problems += _pair(proof, sums, touching, *pair)
    rows = {_name(r): r for r in published if "rounded" not in r["reason"]}
    return problems + _against(proof, rows)


def _pair(
    proof: dict[str, Any], sums: list[int], touching: dict[int, list[int]],
    at: int, need: int, one: list[list[int]], other: list[list[int]],
) -> list[str]:  # fmt: skip
    rule, most = proof["rule"], proof["columns"][at][-1]
    tables: list[Shift] = [{c: by for c, by in shift} for shift in (one, other)]  # noqa: C416
    problems = []
    others = proof.get("others", {}).get(str(at), most)
    if need < min(rule["width"] * rule["scale"], most, others):
        problems.append(f"count {at} asks for less than the rule")
    if abs(tables[0].get(at, 0) - tables[1].get(at, 0)) < need:
        problems.append(f"the tables of count {at} don't differ enough")
    for table in tables:
        if not _is_possible(proof, sums, touching, table):
            problems.append(f"a table of count {at} disagrees with what is known")
    return problems


def _is_possible(
    proof: dict[str, Any], sums: list[int], touching: dict[int, list[int]], table: Shift
) -> bool:
    for column, by in table.items():
        low, high = proof["columns"][column][5:7]
        if not low <= proof["base"][column] + by <= high:
            return False
    for at in {row for column in table for row in touching.get(column, ())}:
        low, high, members, weights = proof["rows"][at]
        by = sum(table.get(c, 0) * w for c, w in zip(members, weights, strict=True))
        if not low <= sums[at] + by <= high:
            return False
    return True


def _name(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(row[k] for k in ("period", "group", "geography", "area_code"))


def _against(proof: dict[str, Any], rows: dict[Any, Mapping[str, Any]]) -> list[str]:
    """Compare the limits with the figures that are shown."""
    problems = []
    for at, (*key, outside, low, high, _most) in enumerate(proof["columns"]):
        row = rows.get(tuple(key))
        if row is None or outside or row["status"] != "ok":
            continue
        text = row["value"] if proof["rule"]["kind"] == "count" else row["numerator"]
        shown = float(text) if text not in ("", None) else float("nan")
        if isfinite(shown) and not low == high == round(shown):
            problems.append(f"count {at} is shown as something else")
    return problems
