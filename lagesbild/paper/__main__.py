"""Read content from standard input, write a file of it to standard output."""

from __future__ import annotations

import json
import sys

from indicators.errors import LagesbildError
from indicators.texts import use_language
from lagesbild.paper import as_file
from lagesbild.paper.errors import REFUSED


def main(ending: str) -> int:
    """Make one file, as `lagesbild.paper.apart` asks for it."""
    content = json.load(sys.stdin.buffer)
    use_language(content["language"])
    try:
        sys.stdout.buffer.write(as_file(content, ending))
    except LagesbildError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
