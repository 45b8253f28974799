"""From bytes to text, in one of the encodings that Swedish offices save in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indicators.reading.findings import Findings
from indicators.texts import _

SAMPLE = 4096
BOMS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}
# "CSV (MS-DOS)" and "CSV (Macintosh)" stand beside "CSV" in Excel's list.
OLD = ("cp1252", "cp850", "mac_roman")
_NOTHING = b"\x00\t\r\n \xef\xbb\xbf\xff\xfe;,"
_SWEDISH = re.compile(r"(?<=[A-Za-z])[åäöÅÄÖ]|[åäöÅÄÖ](?=[A-Za-z])")
_TWICE = re.compile("Ã[¥¤¶…„–]")  # åäöÅÄÖ, encoded twice
_ENDINGS = re.compile(r"\r\r\n|\r\n|\r|\n")
_NAMES = {"\r\r\n": "CRCRLF", "\r\n": "CRLF", "\r": "CR", "\n": "LF"}


@dataclass(frozen=True)
class Decoded:
    """A file as text, and how it was written."""

    text: str
    encoding: str
    line_ending: str


def decode(content: bytes, findings: Findings) -> Decoded | None:
    """Turn bytes into text, or say why they aren't a table in text."""
    if not content.strip(_NOTHING):
        remedy = _("Spara den på nytt från originalet.")
        findings.problem(0, "", _("Filen är tom."), remedy)
        return None
    refusal = _refusal(content)
    encoding = "" if refusal else _encoding(content)
    if not refusal and not encoding:
        refusal = _("Filen är inte en textfil (den innehåller nolltecken).")
    if refusal:
        findings.problem(0, "", refusal, save_as_csv())
        return None
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        message = _("Filen är skadad: tecknen går inte att läsa som {encoding}.")
        findings.problem(0, "", message.format(encoding=encoding), save_as_csv())
        return None
    return _tidied(text, encoding, findings)


def _refusal(content: bytes) -> str:
    if content.startswith((b"%PDF", b"\x1f\x8b", b"{\\rtf", b"\x89PNG")):
        return _("Filen är ett dokument, en bild eller ett arkiv, inte en CSV-fil.")
    if content.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"<"):
        return _("Filen är en webbsida, XML eller JSON, inte en CSV-fil.")
    return ""


def save_as_csv() -> str:
    """Tell how to make a table in text of it."""
    return _("Öppna den i Excel och välj Spara som: CSV UTF-8.")


def _encoding(content: bytes) -> str:
    """Name the encoding; nothing where the bytes aren't text."""
    for bom, name in BOMS.items():
        if content.startswith(bom):
            return name
    if b"\x00" in content:
        return _without_bom(content[:SAMPLE])
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _old_encoding(content)
    return "utf-8"


def _without_bom(sample: bytes) -> str:
    """Tell UTF-16 by where its zero bytes are: every other one, in western text."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most = 0.8 * len(sample) / 2
    if odd >= most and not even:
        return "utf-16-le"
    return "utf-16-be" if even >= most and not odd else ""


def _old_encoding(content: bytes) -> str:
    """Choose the one in which most of å, ä and ö stand beside a letter."""
    return max(OLD, key=lambda name: len(_SWEDISH.findall(_loosely(content, name))))


def _loosely(content: bytes, encoding: str) -> str:
    return content.decode(encoding, errors="replace")


def _tidied(text: str, encoding: str, findings: Findings) -> Decoded | None:
    if "\x00" in text:
        message = _("Filen innehåller nolltecken och är troligen skadad.")
        findings.problem(0, "", message, save_as_csv())
        return None
    if encoding in OLD[1:]:
        message = _("Filen är sparad i det gamla teckenformatet {encoding}.")
        findings.repair(0, "", message.format(encoding=encoding))
    if _TWICE.search(text):
        text = _once(text, findings)
    found = set(_ENDINGS.findall(text))
    if "\r\r\n" in found:
        message = _("Filen har dubbla radslut: varannan rad är tom.")
        findings.repair(0, "", message)
    ending = _NAMES[found.pop()] if len(found) == 1 else "mixed" if found else ""
    return Decoded(text.rstrip("\x1a"), encoding, ending)


def _once(text: str, findings: Findings) -> str:
    try:
        restored = text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text
    findings.repair(0, "", _("Å, ä och ö var förvanskade i filen och har återställts."))
    return restored
