"""Time disclosure control on made-up places, and count what it withholds.

python benchmarks/disclosure.py            all cases
python benchmarks/disclosure.py small      13 areas, 10 indicators, 5 years
python benchmarks/disclosure.py sexes      sex × area for all of Sweden, one year
python benchmarks/disclosure.py optimum    how far from the proven minimum
python benchmarks/disclosure.py town       an ordinary municipality only
python benchmarks/disclosure.py country    all of Sweden only
python benchmarks/disclosure.py tauargus   beside pytauargus, if it is installed
"""

from __future__ import annotations

import itertools
import sys
import time

import against_tauargus
import highspy
import numpy as np
import pandas as pd

from indicators.disclosure import exact
from indicators.disclosure.audit import audit
from indicators.disclosure.control import control
from indicators.disclosure.policy import Policy
from indicators.disclosure.secondary import MOST_COLUMNS, parts_of, suppress
from indicators.disclosure.statements import withhold
from indicators.disclosure.structure import Structure, Sums
from indicators.disclosure.tasks import Tasks
from indicators.disclosure.verifier import verify
from indicators.model import (
    COLUMNS,
)
from tests.measures import SHARE

POLICY = Policy()
PREFIX = {"deso": "d", "regso": "r", "kommun": "k"}


def place(
    seed: int, kommuner: int, regsos: int, desos: int, years: int, *, sexes: bool
) -> tuple[pd.DataFrame, Sums]:
    """Make up children and their poverty in nested areas, the same for a seed."""
    draw = np.random.default_rng(seed)
    of_regso = _nested(draw, regsos, desos)
    of_kommun = _nested(draw, kommuner, regsos)
    people = draw.integers(140, 560, desos)
    rate = np.clip(draw.beta(2.3, 16, desos), 0.013, 0.6)
    tables = []
    for year in range(years):
        now = np.maximum(60, (people * (1 + 0.03 * draw.standard_normal(desos))))
        chance = np.clip(rate * (1 + 0.1 * draw.standard_normal(desos)), 0.01, 0.7)
        for group, (n, d) in _groups(draw, now.astype(int), chance, sexes).items():
            for geography, area in (
                ("deso", np.arange(desos)), ("regso", of_regso),
                ("kommun", of_kommun[of_regso]),
            ):  # fmt: skip
                key = (str(2015 + year), group, geography)
                tables.append(_level(key, area, n, d))
    sums = [*_sums("regso", "deso", of_regso), *_sums("kommun", "regso", of_kommun)]
    return pd.concat(tables, ignore_index=True)[COLUMNS], sums


def _nested(draw: np.random.Generator, wholes: int, parts: int) -> np.ndarray:
    more = draw.integers(0, wholes, parts - wholes)
    return np.sort(np.concatenate([np.arange(wholes), more]))


def _groups(
    draw: np.random.Generator, people: np.ndarray, chance: np.ndarray, sexes: bool
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    if not sexes:
        return {"total": (draw.binomial(people, chance), people)}
    women = draw.binomial(people, 0.49)
    halves = {
        name: (draw.binomial(d, chance), d)
        for name, d in (("kvinnor", women), ("män", people - women))
    }
    n, d = (sum(half[i] for half in halves.values()) for i in (0, 1))
    return halves | {"total": (n, d)}


def _level(
    key: tuple[str, str, str], area: np.ndarray, n: np.ndarray, d: np.ndarray
) -> pd.DataFrame:
    size = area.max() + 1
    inside, people = np.bincount(area, n, size), np.bincount(area, d, size)
    period, group, geography = key
    return pd.DataFrame({
        "indicator": "andel", "period": period, "group": group, "geography": geography,
        "area_code": [_code(geography, i) for i in range(size)],
        "numerator": inside, "denominator": people, "value": 100 * inside / people,
        "status": "ok", "reason": "",
    })  # fmt: skip


def _code(geography: str, number: int) -> str:
    return f"{PREFIX[geography]}{number:05d}"


def _sums(whole: str, part: str, of: np.ndarray) -> Sums:
    return [
        ((whole, _code(whole, at)),
         tuple((part, _code(part, i)) for i in np.flatnonzero(of == at)))
        for at in range(of.max() + 1)
    ]  # fmt: skip


def naive(table: pd.DataFrame, sums: Sums, primary: np.ndarray) -> np.ndarray:
    """Tell which rows are withheld if, sum by sum, no withheld cell stays alone.

    What is often done by hand: where one part is hidden, hide the next smallest; where
    there is none, the sum.
    """
    withheld = np.zeros(len(table), bool)
    for _key, rows in table.assign(hidden=primary).groupby(["period", "group"]):
        areas = list(zip(rows["geography"], rows["area_code"], strict=True))
        people = dict(zip(areas, rows["denominator"], strict=True))
        hidden = {a for a, h in zip(areas, rows["hidden"], strict=True) if h}
        changed = True
        while changed:
            changed = False
            for whole, parts in sums:
                gone = [p for p in (whole, *parts) if p in hidden]
                if len(gone) == 1:
                    left = [p for p in parts if p not in hidden] or [whole]
                    hidden.add(min(left, key=lambda a: (people[a], a)))
                    changed = True
        withheld[rows.index] = [area in hidden for area in areas]
    return withheld


def town() -> None:
    """Protect an ordinary municipality: 21 DeSO, 10 indicators, 10 years, sexes."""
    withheld, quick, cells, seconds, checking = 0, 0, 0, [], 0.0
    for number in range(10):
        table, sums = place(number, 1, 9, 21, 10, sexes=True)
        before = time.perf_counter()
        result = control(table, SHARE, POLICY, sums)
        seconds.append(time.perf_counter() - before)
        assert result.infeasible is None
        before = time.perf_counter()
        assert not verify(result.certificate.content, result.table.to_dict("records"))
        checking += time.perf_counter() - before
        withheld, cells = withheld + result.withheld, cells + len(table)
        quick += control(table, SHARE, POLICY, sums, exact=0).withheld
    print("Municipality: 21 DeSO, 10 indicators, 10 years, sexes and total")
    print(f"  cells {cells}, withheld {withheld}, by the heuristic alone {quick}")
    print(f"  control with audit and certificate {sum(seconds):.1f} s "
          f"(slowest indicator {max(seconds):.1f} s), "
          f"verifying {checking:.1f} s")  # fmt: skip


def country() -> None:
    """Protect all of Sweden: 6 160 DeSO in 3 363 RegSO and 290 kommuner, 10 years."""
    table, sums = place(1, 290, 3363, 6160, 10, sexes=False)
    rule, clock = POLICY.rule(SHARE), [time.perf_counter()]
    tasks = Tasks(table, rule, Structure(sums), (), POLICY, b"")
    clock.append(time.perf_counter())
    first = suppress(tasks.task, 0, tasks.seen)
    clock.append(time.perf_counter())
    findings, rounds, pattern = tasks.attacked(tasks.table(first)), 1, first
    clock.append(time.perf_counter())
    while findings and tasks.add(findings):
        pattern, rounds = suppress(tasks.task, 0, tasks.seen), rounds + 1
        findings = tasks.attacked(tasks.table(pattern))
    clock.append(time.perf_counter())
    shown = tasks.table(pattern)
    people = table.rename(columns={"denominator": "people"})
    begun, cpu = time.perf_counter(), time.process_time()
    final = audit(shown, Structure(sums), rule, people)
    audited, cpu = time.perf_counter() - begun, time.process_time() - cpu
    small = (table["numerator"] < 5) | (table["denominator"] - table["numerator"] < 5)
    ours = int((shown["status"] == "suppressed").sum()) - int(small.sum())
    steps = [after - before for before, after in itertools.pairwise(clock)]
    print(f"Country: {len(table)} cells, {int(small.sum())} small")
    for name, step in zip(
        ("reading the table, building the sums", "suppressing, first round",
         "audit, first round", f"further rounds ({rounds - 1})"), steps, strict=True,
    ):  # fmt: skip
        print(f"  {name:40s} {step:6.1f} s")
    verdict = "safe" if final.is_safe else "NOT SAFE"
    print(f"  audit of the result, table in memory: {verdict} in {audited:.2f} s "
          f"(processor {cpu:.2f} s)")  # fmt: skip
    begun = time.perf_counter()
    other = naive(table, sums, small.to_numpy())
    took = time.perf_counter() - begun
    leaks = audit(withhold(tasks.open, other), Structure(sums), rule, people).findings
    print(f"  secondary cells {ours}; by hand, sum by sum, {other.sum() - small.sum()} "
          f"({took:.1f} s), of which the audit says {len(leaks)} leaks")  # fmt: skip


def small() -> None:
    """Protect a small municipality: 13 areas, 10 indicators, 5 years, no groups."""
    seconds, withheld, cpu = [], 0, time.process_time()
    for number in range(10):
        table, sums = place(number, 1, 6, 13, 5, sexes=False)
        before = time.perf_counter()
        result = control(table, SHARE, POLICY, sums)
        seconds.append(time.perf_counter() - before)
        assert result.infeasible is None
        withheld += result.withheld
    print("Small municipality: 13 areas, 10 indicators, 5 years")
    cpu = time.process_time() - cpu  # what counts where others use the machine too
    print(f"  control with audit and certificate {sum(seconds):.2f} s "
          f"(processor {cpu:.2f} s), withheld {withheld}")  # fmt: skip


def sexes() -> None:
    """Protect sex × area for all of Sweden, one year."""
    table, sums = place(2, 290, 3363, 6160, 1, sexes=True)
    begun, cpu = time.perf_counter(), time.process_time()
    result = control(table, SHARE, POLICY, sums, exact=0)
    took, cpu = time.perf_counter() - begun, time.process_time() - cpu
    verdict = "infeasible" if result.infeasible else "proved"
    print(f"Sex × area, all of Sweden, one year: {len(table)} cells")
    print(f"  control with audit and certificate {took:.1f} s "
          f"(processor {cpu:.1f} s), {verdict}, "
          f"withheld {result.withheld}")  # fmt: skip


def optimum() -> None:
    """Compare with the proven minimum, block by block, where it can be computed.

    The same counts to protect for both; the price is what both minimise. The naive
    method (see `naive`) stands for what is often done instead; what it withholds is
    not enough, so that its number is no lower limit.
    """
    table, sums = place(1, 290, 3363, 6160, 10, sexes=False)
    tasks = Tasks(table, POLICY.rule(SHARE), Structure(sums), (), POLICY, b"")
    task = tasks.task
    begun = time.perf_counter()
    quick = suppress(task, 0)
    half = time.perf_counter()
    stopped = _count_unproven()
    best = suppress(task, 15)
    took = half - begun, time.perf_counter() - half
    label = parts_of(task)
    wanted = np.bincount(label[task.need > 0], minlength=len(label))
    size = np.bincount(label, minlength=len(label))
    solved = (wanted > 0) & (wanted <= 15) & (size <= MOST_COLUMNS)
    first = np.zeros(len(task.cost), np.int64)
    first[task.cell] = label
    ours = solved[first]
    few, least = (
        int((p.is_withheld & ~task.is_withheld & ours).sum()) for p in (quick, best)
    )
    price, floor = (
        float(task.cost[p.is_withheld & ~task.is_withheld & ours].sum())
        for p in (quick, best)
    )
    print(f"Proven minimum: {int(solved.sum())} of {int((wanted > 0).sum())} blocks")
    gap = few / max(least, 1) - 1
    print(f"  secondary cells: heuristic {few} in {took[0]:.1f} s, "
          f"minimum {least} in {took[1]:.1f} s, gap {gap:.1%}")  # fmt: skip
    print(f"  blocks stopped before the proof: {len(stopped)}")
    print(f"  price: gap {price / max(floor, 1) - 1:.1%}")


def _count_unproven() -> list[str]:
    """Note every block whose minimum was not proven in the steps that are allowed."""
    stopped: list[str] = []
    solve = exact.solve

    def noted(solver: highspy.Highs) -> np.ndarray | None:
        answer = solve(solver)
        status = solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            stopped.append(str(status))
        return answer

    exact.solve = noted
    return stopped


def tauargus() -> None:
    """Protect the same municipalities with pytauargus, and audit what it withholds."""
    if not against_tauargus.is_installed():
        print("pytauargus: skipped, the package is not installed")
        return
    for groups, areas, seeds in ((3, 13, 100), (75, 300, 10)):
        found = [_beside(seed, groups, areas) for seed in range(seeds)]
        bare, ours, theirs = (
            np.sum([f[0][i] for f in found], axis=0) for i in range(3)
        )
        print(f"{areas} areas in {groups} and a municipality, {seeds} of them, "
              f"{found[0][1]} cells each")  # fmt: skip
        for name, (cells, price, seconds, leaks) in (
            ("small cells only", bare), ("ours, with its audit", ours),
            ("pytauargus, OPT", theirs),
        ):  # fmt: skip
            print(f"  {name:22s} secondary cells {cells:.0f}, price {price:.0f}, "
                  f"{seconds:.2f} s, leaks by our audit {leaks:.0f}")  # fmt: skip


def _beside(seed: int, groups: int, areas: int) -> tuple[list[list[float]], int]:
    """Give cells, price, seconds and leaks of each way, and the number of all cells."""
    table, sums = place(seed, 1, groups, areas, 1, sexes=False)
    structure, rule = Structure(sums), POLICY.rule(SHARE)
    tasks = Tasks(table, rule, structure, (), POLICY, b"")
    parents = {part: whole for (_g, whole), parts in sums for _h, part in parts}
    small = tasks.wanted.copy()
    theirs, took = against_tauargus.suppress(tasks, parents)
    begun = time.perf_counter()
    tasks = Tasks(table, rule, structure, (), POLICY, b"")
    pattern = suppress(tasks.task, 15, tasks.seen)
    while (findings := tasks.attacked(tasks.table(pattern))) and tasks.add(findings):
        pattern = suppress(tasks.task, 15, tasks.seen)
    ours_took = time.perf_counter() - begun
    cost, people = tasks.task.cost, table.rename(columns={"denominator": "people"})
    results = []
    ways = (small, 0.0), (pattern.is_withheld, ours_took), (theirs, took)
    for held, seconds in ways:
        held = held[: len(small)]
        shown = withhold(tasks.open, held[tasks.row_cell])
        leaks = len(audit(shown, structure, rule, people).findings)
        more = held & ~small
        results.append([more.sum(), cost[: len(small)][more].sum(), seconds, leaks])
    return results, len(table)


CASES = {"small": small, "town": town, "country": country, "sexes": sexes,
         "optimum": optimum, "tauargus": tauargus}  # fmt: skip

if __name__ == "__main__":
    for name in sys.argv[1:] or CASES:
        CASES[name]()
