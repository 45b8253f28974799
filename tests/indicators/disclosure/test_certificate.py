"""A certificate proves what it says, and nothing else passes for one."""

from __future__ import annotations

import ast
import hashlib
import json
from math import isnan
from pathlib import Path

import pytest

from indicators.disclosure import verifier
from indicators.disclosure.certificate import digest
from indicators.disclosure.control import control
from indicators.disclosure.policy import Policy
from indicators.disclosure.verifier import verify
from indicators.model import COLUMNS, KEY, NUMBERS
from tests.indicators.disclosure.places import SHARE, town

PLACE = town([(1, 50), (20, 60), (30, 70), (2, 70), (25, 60)], "AABBB")
RESULT = control(PLACE.table(), SHARE, Policy(), PLACE.sums)
ROWS = RESULT.table.to_dict("records")


def proof() -> dict:
    return json.loads(RESULT.certificate.content)


def problems(changed: dict) -> list[str]:
    return verify(json.dumps(changed).encode(), ROWS)


def test_a_certificate_proves_every_count_that_needs_it():
    assert verify(RESULT.certificate.content, ROWS, RESULT.certificate.sha256) == []
    assert len(proof()["pairs"]) == RESULT.certificate.protected >= 2


def test_the_same_release_has_the_same_certificate():
    again = control(PLACE.table(), SHARE, Policy(), PLACE.sums)
    assert again.certificate.content == RESULT.certificate.content


def test_the_hash_of_a_table_is_of_its_content_on_every_system():
    table = RESULT.table
    lines = ",".join(COLUMNS) + "\n" + "".join(map(line, sorted(ROWS, key=key)))
    wanted = hashlib.sha256(lines.encode() + b"\0").hexdigest()
    texts = dict.fromkeys(KEY, object)
    assert digest([table]) == proof()["published"] == wanted
    assert digest([table.iloc[::-1].astype(texts)]) == wanted
    assert digest([table, table]) != wanted


def key(row: dict) -> list[str]:
    return [row[name] for name in KEY]


def line(row: dict) -> str:
    numbers = ["" if isnan(row[name]) else f"{row[name]:.6f}" for name in NUMBERS]
    return ",".join([*key(row), *numbers, row["status"], row["reason"]]) + "\n"


def test_another_hash_is_another_certificate():
    assert verify(RESULT.certificate.content, ROWS, "0" * 64)


def test_the_base_table_is_not_the_true_one():
    base = dict(zip(map(tuple, (c[:4] for c in proof()["columns"])), proof()["base"],
                    strict=True))  # fmt: skip
    true = {cell: PLACE.count(cell)[0] for cell in PLACE.cells}
    assert any(base[cell] != true[cell] for cell in base)


@pytest.mark.parametrize("at", range(len(proof()["base"])))
def test_any_count_changed_in_the_base_table_is_found(at):
    changed = proof()
    changed["base"][at] += 1
    assert problems(changed)


@pytest.mark.parametrize("at", range(len(proof()["pairs"])))
def test_any_world_changed_is_found(at):
    changed = proof()
    for shift in changed["pairs"][at][2:]:
        for change in shift:
            change[1] += 1
            assert problems(changed)
            change[1] -= 1


@pytest.mark.parametrize("at", range(len(proof()["pairs"])))
def test_asking_for_less_is_found(at):
    changed = proof()
    changed["pairs"][at][1] = 1
    assert problems(changed)


def test_any_figure_shown_otherwise_is_found():
    shown = [at for at, row in enumerate(ROWS) if row["status"] == "ok"]
    named = {tuple(column[:4]) for column in proof()["columns"]}
    for at in shown:
        row = ROWS[at] | {"numerator": ROWS[at]["numerator"] + 1}
        rows = [*ROWS[:at], row, *ROWS[at + 1 :]]
        key = tuple(row[k] for k in ("period", "group", "geography", "area_code"))
        assert bool(verify(RESULT.certificate.content, rows)) == (key in named)


def test_the_verifier_needs_nothing_of_ours_and_is_short():
    source = Path(verifier.__file__).read_text("utf-8")
    modules = {
        node.module for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.ImportFrom)
    }  # fmt: skip

    assert modules == {"__future__", "collections.abc", "math", "typing"}
    assert len(source.splitlines()) < 100
