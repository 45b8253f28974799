"""The measurements as Markdown tables, with what was to be reached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

MOST_CHANGE, LEAST_GAIN, MOST_FIRST, MOST_MEMORY = 2.0, 80.0, 1.6, 1.6
MOST_INSIDE, MOST_BYTES = 60.0, 10_000
NAMES = {
    "floor": "Streamlit, no map",
    "usual": "`st_folium(Choropleth)`",
    "ours": "Lägesbild",
}
Results = dict[int, dict]


def key_figures(results: Results) -> str:
    """Say what was to be reached, and what was."""
    sizes = list(results)
    largest = sizes[-1]

    def ours(size: int) -> dict:
        return results[size]["ways"]["ours"]

    def ratio(key: str, size: int) -> float:
        return _middle(ours(size)[key]) / _middle(results[size]["ways"]["floor"][key])

    def with_libraries(size: int) -> float:
        floor = results[size]["ways"]["floor"]["memory_with_libraries"]
        return ours(size)["memory"] / floor

    def gain(size: int) -> float:
        usual = results[size]["ways"]["usual"]
        return usual["change"][0] / ours(size)["change"][0]

    rows = [
        _target(
            "Change with the page's own selectbox, × the floor",
            f"≤ {MOST_CHANGE}",
            [ratio("change", n) for n in sizes],
            lambda v: v <= MOST_CHANGE,
            "{:.2f}",
        ),
        _target(
            f"Change, times faster than the usual way (goal at {_spaced(largest)})",
            f"≥ {LEAST_GAIN:.0f}",
            [gain(n) for n in sizes],
            lambda v: v >= LEAST_GAIN,
            "{:.1f}",
            only_last=True,
        ),
        _target(
            "Period switched inside the map, ms",
            f"≤ {MOST_INSIDE:.0f}",
            [ours(n)["press"][0] for n in sizes],
            lambda v: v <= MOST_INSIDE,
            "{:.0f}",
        ),
        _target(
            "Indicator switched inside an exported map, ms",
            f"≤ {MOST_INSIDE:.0f}",
            [ours(n)["in_file"][0] for n in sizes],
            lambda v: v <= MOST_INSIDE,
            "{:.0f}",
        ),
        _target(
            "Bytes for a change, kB",
            f"≤ {MOST_BYTES / 1000:.0f}",
            [ours(n)["bytes"] / 1000 for n in sizes],
            lambda v: v <= MOST_BYTES / 1000,
            "{:.1f}",
        ),
        _target(
            "First map, × the floor",
            f"≤ {MOST_FIRST}",
            [ratio("arrival", n) for n in sizes],
            lambda v: v <= MOST_FIRST,
            "{:.2f}",
        ),
        _target(
            "Server memory, × the floor",
            f"≤ {MOST_MEMORY}",
            [ratio("memory", n) for n in sizes],
            lambda v: v <= MOST_MEMORY,
            "{:.2f}",
        ),
        _target(
            "Server memory, × the floor with pandas, geopandas and folium loaded",
            f"≤ {MOST_MEMORY}",
            [with_libraries(n) for n in sizes],
            lambda v: v <= MOST_MEMORY,
            "{:.2f}",
        ),
    ]
    return _table(["", "goal", *(f"{_spaced(n)} areas" for n in sizes)], rows)


def _target(
    words: str,
    goal: str,
    values: Sequence[float],
    reached: Callable[[float], bool],
    form: str,
    *,
    only_last: bool = False,
) -> list[str]:
    cells = [form.format(value) for value in values]
    judged = range(len(values) - 1 if only_last else 0, len(values))
    for i in judged:
        cells[i] += " ✓" if reached(values[i]) else " **missed**"
    return [words, goal, *cells]


def details(results: Results) -> str:
    """Show every way at every size: median (least–most)."""
    heads = [
        "areas",
        "way",
        "first map, ms",
        "change, ms",
        "bytes a change",
        "switch inside, ms",
        "bytes",
        "memory, first session → after the changes",
    ]
    rows = [
        [
            _spaced(size),
            NAMES[name],
            _range(way["arrival"]),
            _range(way["change"]),
            _bytes(way["bytes"]),
            _range(way["press"]),
            _bytes(way["press_bytes"]),
            f"{way['memory_first']:.0f} → {way['memory']:.0f} MB",
        ]
        for size, result in results.items()
        for name, way in _in_order(result["ways"])
    ]
    return _table(heads, rows)


def _in_order(ways: dict[str, dict]) -> Iterable[tuple[str, dict]]:
    return ((name, ways[name]) for name in NAMES)


def startup_table(results: Results) -> str:
    """Say what the server does once, before its first visitor, in seconds."""
    steps = {
        "prepare": "prepare a workspace, everything, in a process of its own",
        "geographies": "– of that: read and check the areas",
        "pack": "– one pack",
        "document": "– one document",
        "tolerance": "– – choose the tolerance",
        "simplify": "– – simplify",
        "label_points": "– – label points",
        "encode": "– – encode",
        "peak_mb": "peak memory of that process, MB",
        "documents": "documents made (levels × languages)",
        "tolerance_m": "tolerance, m",
        "vertices": "points in the areas",
        "vertices_left": "points in the document",
        "document_bytes": "document, bytes",
        "document_gzip": "document, compressed",
        "pack_bytes": "pack, bytes",
        "pack_gzip": "pack, compressed",
    }
    rows = [
        ["server from start to first answer, all prepared"]
        + [f"{r['ways']['ours']['started_in']:.1f}" for r in results.values()]
    ]
    rows += [
        [words, *(_number(result["facts"][step]) for result in results.values())]
        for step, words in steps.items()
    ]
    return _table(
        ["once for each release, seconds", *(f"{_spaced(n)} areas" for n in results)],
        rows,
    )


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, ["---", *["---:"] * (len(heads) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _middle(value: float | list[float]) -> float:
    return value[0] if isinstance(value, list) else value


def _range(values: list[float]) -> str:
    if not values:
        return "–"
    middle, least, most = (_spaced(round(value)) for value in values)
    return middle if least == most else f"{middle} ({least}–{most})"


def _bytes(value: float) -> str:
    if value < 1:
        return "–"
    return f"{value / 1000:.1f} kB" if value < 1e6 else f"{value / 1e6:.1f} MB"


def _number(value: float) -> str:
    return f"{value:.2f}" if isinstance(value, float) else _spaced(value)


def _spaced(value: int) -> str:
    return f"{value:,}".replace(",", " ")
