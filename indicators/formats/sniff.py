"""What a file is, told by its first bytes and not by its name."""

from __future__ import annotations

import re
from enum import StrEnum

from indicators.texts import _

_SPACE = b"\xef\xbb\xbf \t\r\n"
_PX = re.compile(rb"[A-Z][A-Z0-9-]*(?:\[[^\]\n]*\])?(?:\([^)\n]*\))?\s*=\s*[^;]*;")
_PX_WORDS = re.compile(rb"^(?:STUB|HEADING|VALUES|MATRIX|CHARSET|AXIS-VERSION)\b", re.M)
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SAMPLE = 20_000


class Form(StrEnum):
    """How a file is written."""

    CSV = "csv"
    XLSX = "xlsx"
    XLS = "xls"
    LOCKED = "locked"  # a workbook with a password
    JSON = "json"
    PX = "px"


ENDINGS = {
    "csv": Form.CSV, "txt": Form.CSV, "tsv": Form.CSV, "tab": Form.CSV,
    "xlsx": Form.XLSX, "xlsm": Form.XLSX, "xltx": Form.XLSX, "xls": Form.XLS,
    "json": Form.JSON, "px": Form.PX,
}  # fmt: skip


def form_of(content: bytes) -> Form:
    """Tell how a file is written; what is nothing else is taken for text."""
    if content.startswith(b"PK"):
        return Form.XLSX
    if content.startswith(_OLE):
        return Form.LOCKED if _ENCRYPTED in content else Form.XLS
    start = content[:SAMPLE].lstrip(_SPACE)
    if start.startswith((b"{", b"[")) or content[:4] in (b"{\0\n\0", b"\xff\xfe{\0"):
        return Form.JSON
    if _PX.match(start) and _PX_WORDS.search(start):
        return Form.PX
    return Form.CSV


def mismatch(file: str, form: Form) -> str:
    """Say what a file is, where its name says that it is something else."""
    ending = file.rpartition(".")[2].casefold() if "." in file else ""
    if ending not in ENDINGS or ENDINGS[ending] is form:
        return ""
    what = {
        Form.CSV: _("en textfil (CSV)"),
        Form.XLSX: _("en Excel-arbetsbok (xlsx)"),
        Form.JSON: _("en JSON-fil"),
        Form.PX: _("en PX-fil"),
    }.get(form)
    if what is None:
        return ""
    return _("Filen heter .{ending} men är {what}, och har lästs som det.").format(
        ending=ending, what=what
    )
