"""What stays with the analyst, under `var/`: proofs, and what rounding rests on."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from indicators.disclosure.control import Control
from indicators.store import SourceFile
from lagesbild.export import make_folder
from lagesbild.proofs import PROOF


def keep_proofs(root: Path, controls: Mapping[str, Control]) -> list[SourceFile]:
    """Write certificates where only the analyst is, and name them by their hash."""
    folder = root / "var" / "certificates"
    named = []
    for indicator, made in sorted(controls.items()):
        if made.certificate is not None:
            make_folder(folder)
            content = made.certificate.content
            proof = SourceFile.of(f"{PROOF}{indicator}", content)
            (folder / f"{proof.sha256}.json").write_bytes(content)
            named.append(proof)
    return named


def rounding_secret(root: Path) -> bytes:
    """Read what decides which small counts are rounded up; make it if need be.

    It stays with the analyst, and stays the same: the same count rounded anew with
    every release would tell what it is.
    """
    path = root / "var" / "rounding-secret"
    if not path.is_file():
        make_folder(path.parent)
        with suppress(FileExistsError):
            path.touch(mode=0o600, exist_ok=False)
            path.write_bytes(secrets.token_bytes(32))
    return path.read_bytes()
