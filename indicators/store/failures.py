"""Say what a failing database or disk means, without its own words about values."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import (
    DBAPIError,
    IntegrityError,
    InterfaceError,
    OperationalError,
)
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

from indicators.errors import StoreDamagedError, StoreError
from indicators.texts import _

# SQLite's primary result codes. Its ERROR (1) is what a table or column gives that is
# not there: the statements are always the same, so it is the file that is wrong.
SQLITE = {
    1: "damaged", 11: "damaged", 18: "damaged", 20: "damaged", 24: "damaged",
    26: "damaged", 5: "busy", 6: "busy", 15: "busy", 13: "full", 10: "disk",
    3: "rights", 8: "rights", 23: "rights", 14: "closed",
}  # fmt: skip
# PostgreSQL's, the longest that fits; its texts may be in any language.
POSTGRES = {
    "XX001": "damaged", "XX002": "damaged", "42P01": "damaged", "42703": "damaged",
    "55P03": "busy", "40001": "busy", "40P01": "busy", "53100": "full", "58": "disk",
    "42501": "rights", "25006": "rights", "08": "unreachable", "28": "unreachable",
    "3D": "unreachable", "53": "unreachable", "57": "unreachable",
}  # fmt: skip
OPERATING_SYSTEM = {
    errno.ENOSPC: "full", errno.EDQUOT: "full", errno.EFBIG: "full",
    errno.EACCES: "rights", errno.EPERM: "rights", errno.EROFS: "rights",
}  # fmt: skip


@contextmanager
def explained() -> Iterator[None]:
    """Turn the database's errors into ours; a bug stays what it is."""
    try:
        yield
    except IntegrityError:
        raise  # a guard has stopped something that no code of ours may do
    except (DBAPIError, sqlite3.Error) as error:
        kind = _kind(error)
        if kind is None:
            raise
        raise failure(kind) from error
    except UnicodeDecodeError as error:  # SQLite quotes the damage, Python chokes on it
        raise failure("damaged") from error
    except NoConnectionLeft as error:
        raise failure("busy") from error


@contextmanager
def explained_file(name: str) -> Iterator[None]:
    """Turn the operating system's errors about a file into ours."""
    try:
        yield
    except OSError as error:
        kind = OPERATING_SYSTEM.get(error.errno or 0)
        if kind is not None:
            raise failure(kind) from error
        raise StoreError(
            _("{file} går inte att läsa eller skriva. Kontrollera mappen.").format(
                file=name
            )
        ) from error


def failure(kind: str) -> StoreError:
    """Make the error for one kind of failure."""
    if kind == "damaged":
        return StoreDamagedError(_("databasfilen"))
    texts = {
        "full": _(
            "Disken är full. Ingenting har ändrats. Frigör utrymme och försök igen."
        ),
        "busy": _("Någon annan skriver just nu. Vänta en stund och försök igen."),
        "rights": _(
            "Lagret går inte att skriva till. Kontrollera mappens rättigheter."
        ),
        "disk": _(
            "Disken går inte att läsa eller skriva. Kontrollera att den är hel och "
            "har plats, och försök igen."
        ),
        "closed": _(
            "Lagret går inte att öppna. Kontrollera mappen, rättigheterna och att "
            "disken har plats."
        ),
        "unreachable": _(
            "Lagret svarar inte. Kontrollera att det går att nå och försök igen."
        ),
    }
    return StoreError(texts[kind])


def _kind(error: DBAPIError | sqlite3.Error) -> str | None:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        code = getattr(cause, "sqlite_errorcode", None)
        if code is None:  # Python's own: a text in the file is not in UTF-8
            return "damaged" if "decode" in str(cause) else None
        return SQLITE.get(code & 0xFF)
    state = getattr(cause, "sqlstate", None)
    if state is None:  # the connection is gone, or was never made
        is_out = isinstance(error, (InterfaceError, OperationalError))
        return "unreachable" if is_out else None
    return POSTGRES.get(state) or POSTGRES.get(state[:2])
