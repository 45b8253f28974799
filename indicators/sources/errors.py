"""Ways in which a public source can fail to give us figures; all end with exit code 16.

* SourceError                nothing was fetched
  + SourceOffError           outgoing requests are turned off
  + UnknownSourceError       it is not known where the indicator can be asked for
  + UnreachableError         nobody answers
    - SlowError              … within the time we wait
  + BusyError                the service says that we ask too often
  + DownError                the service is broken (5xx), again and again
  + RefusedError             the service doesn't want the request
    - ForbiddenError         … or so it says of a table with too many cells
    - TooManyCellsError      … even in parts
  + MissingError             what we asked for is not there: moved, renamed, removed
  + AnswerError              there is an answer, but it can't be used
    - CutOffError            only the beginning of it came
    - WrongContentError      a web page instead of data
    - TooBigError            more than we accept
    - ElsewhereError         a redirect to somebody else
    - ChangedError           the table doesn't look as it used to

A message names the service, the table and codes, never a figure.
"""

from __future__ import annotations

from indicators.errors import LagesbildError
from indicators.texts import _


class SourceError(LagesbildError):
    """Nothing was fetched; the message says what, where, and what to do."""

    exit_code = 16

    def __init__(self, where: str, message: str, remedy: str = "") -> None:
        self.where = where
        said = (message, _("Ingenting har hämtats."), remedy)
        super().__init__(f"{where}: {' '.join(filter(None, said))}")


class SourceOffError(SourceError):
    """The municipality has not allowed outgoing requests."""

    def __init__(self, where: str, host: str) -> None:
        super().__init__(
            where,
            _("hämtning från källor är avstängd."),
            _(
                "Slå på den i lagesbild.toml, under [outgoing]: enabled = true. "
                "Servern behöver då få nå {host}. Eller hämta filen själv i "
                "webbläsaren och läs in den under Uppdatera."
            ).format(host=host),
        )


class UnknownSourceError(SourceError):
    """The definition does not say, in a form we know, where the figures are."""


class UnreachableError(SourceError):
    """No connection: name, network, firewall or certificate."""

    def __init__(self, where: str, host: str) -> None:
        super().__init__(
            where,
            _("det går inte att nå {host}.").format(host=host),
            _(
                "Kontrollera nätverket, och med IT att brandväggen släpper fram "
                "trafiken. Proxy och certifikat ställs in under [outgoing]."
            ),
        )


class SlowError(UnreachableError):
    """The service took longer than we wait."""

    def __init__(self, where: str, seconds: float) -> None:
        SourceError.__init__(
            self,
            where,
            _("inget helt svar inom {seconds} sekunder.").format(
                seconds=round(seconds)
            ),
            _("Tjänsten är långsam just nu: försök igen senare."),
        )


class BusyError(SourceError):
    """The service says that it is asked too often."""

    def __init__(self, where: str) -> None:
        super().__init__(
            where,
            _("tjänsten tar inte emot fler anrop just nu (429)."),
            _("Vänta några minuter och försök igen."),
        )


class DownError(SourceError):
    """The service failed every time."""

    def __init__(self, where: str, status: int) -> None:
        super().__init__(
            where,
            _("tjänsten svarar med fel {status} varje gång.").format(status=status),
            _("Felet ligger hos tjänsten: försök igen senare."),
        )


class RefusedError(SourceError):
    """The service does not accept the request."""

    def __init__(self, where: str, status: int) -> None:
        self.status = status
        super().__init__(
            where,
            _("tjänsten godtar inte frågan ({status}).").format(status=status),
            _(
                "Tabellen eller tjänsten kan ha ändrats: jämför definitionen med "
                "källans webbplats. Det kan också vara en brandvägg som svarar."
            ),
        )


class ForbiddenError(RefusedError):
    """403 (or 413): how PxWeb says that a table has too many cells."""


class TooManyCellsError(RefusedError):
    """Too many cells, in more parts than is polite, or however small the parts."""

    def __init__(self, where: str, limit: int) -> None:
        SourceError.__init__(
            self,
            where,
            _("frågan är för stor: källan ger {limit} celler i taget.").format(
                limit=limit
            ),
            _("Välj färre år, eller bara de grupper som behövs."),
        )


class MissingError(SourceError):
    """What was asked for is not there."""


class AnswerError(SourceError):
    """There is an answer, but it can't be used."""


class CutOffError(AnswerError):
    """Only the beginning of the answer came."""

    def __init__(self, where: str) -> None:
        super().__init__(
            where,
            _("svaret bröts av på vägen."),
            _("Försök igen; händer det ofta kan en proxy eller brandvägg ligga bakom."),
        )


class WrongContentError(AnswerError):
    """Something other than data: a notice about maintenance, a login, a proxy."""

    def __init__(self, where: str, excerpt: bytes = b"") -> None:
        self.excerpt = excerpt  # of what came; not for people
        super().__init__(
            where,
            _("svaret är en webbsida eller något annat, inte data."),
            _("Är det driftstopp, eller en proxy? Se efter på källans webbplats."),
        )


class TooBigError(AnswerError):
    """More than we accept."""

    def __init__(self, where: str, limit: int) -> None:
        super().__init__(
            where,
            _("svaret är större än {limit} MB.").format(limit=limit // 1_000_000),
            _("Välj färre år, eller bara de grupper som behövs."),
        )


class ElsewhereError(AnswerError):
    """The service sends us on to an address that nobody here has allowed."""

    def __init__(self, where: str, host: str) -> None:
        super().__init__(
            where,
            _("tjänsten hänvisar till en annan adress: {host}.").format(host=host),
            _(
                "Den följs inte. Kontrollera hos källan att tjänsten har flyttat, och "
                "skriv i så fall den nya adressen under [outgoing]."
            ),
        )


class ChangedError(AnswerError):
    """The table doesn't look as it used to."""
