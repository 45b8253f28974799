"""Run the command line as `python -m lagesbild.cli`."""

import sys

from lagesbild.cli.line import main

sys.exit(main())
