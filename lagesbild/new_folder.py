"""Make a folder that appears whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lagesbild.config import FILE
from lagesbild.errors import WorkspaceExistsError
from lagesbild.export import make_folder


def require_empty(folder: Path) -> None:
    """Raise `WorkspaceExistsError` if there is something in the folder."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceExistsError(folder.name)


@contextmanager
def draft_of(folder: Path) -> Iterator[Path]:
    """Give a place beside the folder to fill; it becomes it if all goes well."""
    folder = folder.absolute()
    make_folder(folder.parent)
    draft = Path(tempfile.mkdtemp(prefix=".lagesbild-", dir=folder.parent))
    try:
        yield draft
        _put(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _put(draft: Path, folder: Path) -> None:
    """Give the finished draft its name; a folder that is there keeps its place."""
    if not folder.exists():
        draft.chmod(0o755)  # as any new folder
        draft.rename(folder)
        return
    # The configuration comes last: without it there is no workspace yet.
    for part in sorted(draft.iterdir(), key=lambda path: path.name == FILE):
        part.rename(folder / part.name)
