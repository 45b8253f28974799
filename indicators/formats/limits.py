"""How much of a file is read: a first line of defence, before that of the process.

The largest honest file is all of Sweden's 6 160 DeSO by year and group; that of a
municipality is a thousandth of these limits.
"""

from __future__ import annotations

BYTES = 64_000_000  # of the file as it comes
CELLS = 3_000_000  # of a sheet, counted to the last one of each row, or of a table
COLUMNS = 2_000
ROWS = 1 << 20  # of a sheet: Excel has no more
SHEETS = 200
PARTS = 2_000  # files in a workbook's archive
UNPACKED = 150_000_000  # bytes of all that is read from an archive
RATIO = 400  # unpacked to packed, where it matters: Excel's own files stay below 100
RATIO_FROM = 4_000_000
TAGS = 14_000_000  # of XML in an archive: "<" is counted
STRINGS = 2_000_000  # texts that a workbook shares between its cells
DEPTH = 40  # brackets within brackets in JSON
ITEMS = 8_000_000  # in all lists of a JSON file together: "," is counted
DIMENSIONS = 30
