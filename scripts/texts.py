"""Bring the English catalogue up to date with the texts in the code.

New texts come in untranslated and texts that are gone are dropped, so that what is left
to translate can be seen with `grep -A1 'msgstr ""' indicators/locale/en.po`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "indicators" / "locale" / "en.po"
TITLE = "# English catalogue of Lägesbild."
UNWANTED = tuple(
    f'"{name}'
    for name in (
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)
BABEL = [sys.executable, "-m", "babel.messages.frontend", "--quiet"]


def main() -> None:
    """Extract, then merge."""
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "lagesbild.pot"
        extract = ["extract", "--mapping", "babel.cfg", "--no-location"]
        extract += ["--sort-output", "--output", str(template), "geo", "indicators"]
        subprocess.run([*BABEL, *extract, "lagesbild"], cwd=ROOT, check=True)  # noqa: S603
        update = ["update", "--input-file", str(template), "--locale", "en"]
        update += ["--output-file", str(CATALOGUE), "--no-fuzzy-matching"]
        update += ["--ignore-obsolete", "--width", "88"]
        subprocess.run([*BABEL, *update], cwd=ROOT, check=True)  # noqa: S603
    CATALOGUE.write_text(_plain_header(CATALOGUE.read_text("utf-8")), "utf-8")


def _plain_header(catalogue: str) -> str:
    """Take away the dates and the placeholder names that babel puts into the header."""
    head, blank, body = catalogue.partition("\n\n")
    kept = [line for line in head.splitlines() if not line.startswith(UNWANTED)]
    kept = [line for line in kept if not line.startswith("#")]
    return "\n".join([TITLE, *kept]).replace(":  ", ": ") + blank + body


if __name__ == "__main__":
    main()
