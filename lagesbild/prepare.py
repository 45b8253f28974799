"""Make what readers fetch: run in a process of its own by `lagesbild.preparing`."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

from indicators.errors import LagesbildError
from indicators.texts import LANGUAGES, language, use_language
from lagesbild.atlas import Atlas
from lagesbild.benchmarks import Benchmarks
from lagesbild.compared import compared
from lagesbild.config import GROUPS
from lagesbild.errors import PreparationError
from lagesbild.gaps import gap_tables
from lagesbild.parcels import Parcel, as_json
from lagesbild.pooled import pooled_entries, pooled_words, pools_of
from lagesbild.portrait import measures, portraits
from lagesbild.prepared import INDEX, gaps_file, pools_file, portraits_file
from lagesbild.preparing import prepared_folder, state
from lagesbild.proofs import standing
from lagesbild.publishing import Desk
from lagesbild.sentences import text_of_map
from lagesbild.sentences.told_apart import certainty
from lagesbild.workspace import Workspace

KEPT = 3  # states: somebody may still be looking at the one before


def prepare(root: Path) -> str:
    """Make all documents, packs, labels and files of a workspace.

    Returns
    -------
    str
        The state they were made from, which is the name of their folder. They appear
        there all at once or not at all.
    """
    workspace = Workspace(root)
    Desk(workspace).import_shipped()
    name, target = state(root), prepared_folder(root)
    if (target / name / INDEX).is_file():
        return name
    target.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=target))
    try:
        index = _make(Atlas(workspace), draft)
        index["standing"] = standing(Desk(workspace).store).as_dict()
        (draft / INDEX).write_text(json.dumps(index, ensure_ascii=False), "utf-8")
        draft.chmod(0o755)
        _put(draft, target / name)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _forget(target, name)
    return name


def _put(draft: Path, place: Path) -> None:
    """Give the folder its name, unless another server was first to make the same."""
    try:
        draft.rename(place)
    except OSError:
        if not (place / INDEX).is_file():
            raise


def _make(atlas: Atlas, folder: Path) -> dict[str, Any]:
    spoken = language()
    levels = {name: _level(atlas, name) for name in atlas.levels}
    for code in LANGUAGES:
        use_language(code)
        for name, entry in levels.items():
            document, pack = atlas.document(name), atlas.pack(name)
            _write(folder, document, ".html")
            _write(folder, pack, ".json")
            _write_parts(atlas, name, folder / pack.name)
            entry["documents"][code] = document.name
            entry["packs"][code] = pack.name
            atlas.forget()
            gaps = json.dumps(gap_tables(atlas, name), ensure_ascii=False)
            (folder / gaps_file(name, code)).write_text(gaps, "utf-8")
    for name in levels:
        _write_pools(atlas, name, folder)
    for name, entry in levels.items():
        entry["benchmarks"] = _write_compared(atlas, name, folder)
    for name in levels.keys() & {atlas.workspace.config.geography, GROUPS}:
        _write_portraits(atlas, name, folder)
    use_language(spoken)
    return {"levels": list(levels.values()), "indicators": list(atlas.indicators)}


def _level(atlas: Atlas, name: str) -> dict[str, Any]:
    geography = atlas.levels[name]
    return {
        "id": name,
        "name": {"sv": geography.name.sv, "en": geography.name.en},
        "description": {"sv": geography.description.sv, "en": geography.description.en},
        "source": geography.source,
        "licence": geography.licence,
        "codes": geography.areas["area_code"].tolist(),
        "names": geography.areas["name"].tolist(),
        "keys": [one.key for one in atlas.series(name)],
        "documents": {},
        "packs": {},
    }


def _write(folder: Path, parcel: Parcel, ending: str) -> None:
    (folder / f"{parcel.name}{ending}").write_bytes(parcel.content)
    (folder / f"{parcel.name}{ending}.gz").write_bytes(parcel.gzipped)


def _write_parts(atlas: Atlas, level: str, folder: Path) -> None:
    folder.mkdir()
    for number in range(len(atlas.series(level))):
        labels, rows = atlas.labels(level, number), atlas.csv(level, number)
        (folder / f"{number}.json").write_bytes(labels.content)
        (folder / f"{number}.csv").write_bytes(rows.content)
        (folder / f"{number}.txt").write_text(_in_words(atlas, level, number), "utf-8")


def _in_words(atlas: Atlas, level: str, number: int) -> str:
    """Write one map as text, a sentence or a class a line."""
    areas, one = atlas.levels[level].areas, atlas.series(level)[number]
    names = dict(zip(areas["area_code"], areas["name"], strict=True))
    lines = text_of_map(one, names, certainty(one.comparisons))
    return "\n".join(lines) + "\n"


def _write_compared(atlas: Atlas, level: str, folder: Path) -> list[dict[str, Any]]:
    """Leave a level held against each thing it can be, and list what that is."""
    benchmarks = Benchmarks(atlas, level)
    areas, series = atlas.levels[level].areas, atlas.series(level)
    names = dict(zip(areas["area_code"], areas["name"], strict=True))
    listed = []
    for chosen in benchmarks.known:
        files = {}
        for code in LANGUAGES:
            use_language(code)
            parcel = as_json(compared(benchmarks, chosen, series, names))
            _write(folder, parcel, ".json")
            files[code] = parcel.name
        name = {"sv": chosen.label.sv, "en": chosen.label.en}
        listed.append({"id": chosen.id, "name": name, "files": files})
    return listed


def _write_pools(atlas: Atlas, level: str, folder: Path) -> None:
    """Leave a level's periods put together: words for the page, numbers by address."""
    known = pools_of(measures(atlas.series(level)))
    for code in LANGUAGES:
        use_language(code)
        parcel = as_json(pooled_entries(known))
        _write(folder, parcel, ".json")
        told = {"file": parcel.name, "measures": pooled_words(known)}
        words = json.dumps(told, ensure_ascii=False)
        (folder / pools_file(level, code)).write_text(words, "utf-8")


def _write_portraits(atlas: Atlas, level: str, folder: Path) -> None:
    """Leave a level's portraits, one file a language, to be read one by one."""
    known = measures(atlas.series(level))
    for code in LANGUAGES:
        use_language(code)
        with zipfile.ZipFile(folder / portraits_file(level, code), "w") as pack:
            for number, one in enumerate(portraits(atlas, level, known)):
                entry = zipfile.ZipInfo(f"{number}.json")  # without a time: same bytes
                entry.compress_type = zipfile.ZIP_DEFLATED
                pack.writestr(entry, json.dumps(one, ensure_ascii=False))


def _forget(target: Path, name: str) -> None:
    """Take away old states, but for the latest few."""
    states = [path for path in target.iterdir() if (path / INDEX).is_file()]
    states.sort(key=lambda path: (path.name == name, path.stat().st_mtime_ns))
    for path in states[:-KEPT]:
        shutil.rmtree(path, ignore_errors=True)


def main() -> int:
    """Prepare the workspace named, and say which state it is in, or what is wrong."""
    use_language(sys.argv[2] if len(sys.argv) > 2 else LANGUAGES[0])
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        print(prepare(Path(sys.argv[1])))  # noqa: T201
    except LagesbildError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return PreparationError.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
