"""Which release is in force, and the hash of the proof behind each of its tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from indicators.store import Release, Store
from indicators.store.releases import history

PROOF = "certificate:"  # before an indicator's id, in the list of a release's files


@dataclass(frozen=True)
class Standing:
    """The newest release, and what each indicator's table rests on.

    `proofs` maps indicators to the SHA-256 of their certificate; those that are shown
    as published (official statistics) have none.
    """

    number: int
    when: str
    hash: str
    proofs: dict[str, str]

    def as_dict(self) -> dict[str, Any]:
        """Give it as JSON can write it."""
        return asdict(self)


def standing(store: Store, number: int | None = None) -> Standing:
    """Tell what stood after a release, or now; number 0 where there is none."""
    releases = [r for r in history(store) if number is None or r.number <= number]
    if not releases:
        return Standing(0, "", "", {})
    newest = releases[0]
    return Standing(newest.number, newest.created_at, newest.hash, _proofs(releases))


def _proofs(releases: Sequence[Release]) -> dict[str, str]:
    """Find the certificate that was made with the table in force, newest first.

    After an undo the table in force is an older one, and so is its certificate.
    """
    in_force: dict[str, str | None] = {}
    found: dict[str, str] = {}
    for release in releases:
        certificates = {
            file.name.removeprefix(PROOF): file.sha256
            for file in release.files
            if file.name.startswith(PROOF)
        }
        for indicator, blob, _rows in release.tables:
            same = in_force.setdefault(indicator, blob) == blob
            if same and blob is not None and indicator in certificates:
                found.setdefault(indicator, certificates[indicator])
    return dict(sorted(found.items()))
