"""How the command line says how a file is to be read, and what it answers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.reading import Reading
from indicators.reading.byhand import BY_HAND, NAMES, role_of
from indicators.reading.headers import Role
from indicators.texts import _
from lagesbild.errors import AskedWronglyError, UnknownChoiceError
from lagesbild.recipes import SHEET, Recipe, recipes_for
from lagesbild.workspace import Workspace


@dataclass(frozen=True)
class Asked:
    """The options as they were written; `as_new` leaves what is remembered unused."""

    indicator: str = ""
    sheet: str = ""
    choose: Sequence[str] = ()
    columns: Sequence[str] = ()
    as_new: bool = False
    period: str = ""

    def recipe(self, indicators: Collection[str]) -> Recipe:
        """Understand the options.

        Raises
        ------
        AskedWronglyError, UnknownChoiceError
        """
        if self.indicator and self.indicator not in indicators:
            raise UnknownChoiceError(_("Måttet"), self.indicator, list(indicators))
        choose = dict(
            _pair(text, "--choose", "Huvudman=Samtliga") for text in self.choose
        )
        columns = _columns(self.columns)
        return Recipe(self.sheet, choose, columns, self.indicator, period=self.period)

    def recipes(self, workspace: Workspace, file: str) -> list[Recipe]:
        """Give what to read a file by: what is asked for, or else remembered."""
        asked = self.recipe(workspace.indicators)
        if not asked.is_empty or self.as_new:
            return [asked]
        known = recipes_for(workspace, file)
        # The period is of these files alone: it goes with whatever is remembered.
        return [*(replace(one, period=self.period) for one in known), asked]


NOTHING = Asked()


def _columns(texts: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    words = "|".join(
        re.escape(word)
        for role in BY_HAND
        for word in (str(role), NAMES[role].sv, NAMES[role].en)
        if word
    )
    for text in texts:
        # A header may have a comma in it: cut only before what a column can be.
        for part in re.split(rf",(?=\s*(?:{words})\s*=)", text, flags=re.IGNORECASE):
            word, header = _pair(part, "--columns", _("område=Kod,värde=Utfall"))
            role = role_of(word)
            if role is None:
                known = [str(NAMES[role]) for role in BY_HAND]
                raise UnknownChoiceError(_("Kolumnen"), word, known)
            if str(role) in found:
                raise AskedWronglyError(
                    _("--columns säger två gånger vad som är {role}.").format(
                        role=NAMES[role]
                    )
                )
            found[str(role)] = header
    return found


def _pair(text: str, option: str, example: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise AskedWronglyError(
            _(
                "{option} {text} går inte att förstå. Skriv till exempel {example}."
            ).format(option=option, text=text, example=f"{option} {example}")
        )
    return name.strip(), value.strip()


def how_read(reading: Reading, recipe: Recipe) -> list[str]:
    """Say which columns were read as what, and by which recipe if a remembered one."""
    lines = []
    if recipe.headers:
        lines.append(_("Läst som förra gången: {words}.").format(words=recipe.words()))
    if reading.columns:
        said = "; ".join(
            f"{NAMES[role]} = {' + '.join(reading.columns[role])}"
            for role in BY_HAND
            if role in reading.columns
        )
        lines.append(_("Kolumner: {columns}.").format(columns=said))
    return lines


def ways_on(reading: Reading) -> list[str]:
    """Say with which options a file that has problems could be read."""
    if not reading.problems:
        return []
    lines = []
    lacking = [role for role in reading.lacking if role != Role.INDICATOR]
    if lacking and reading.headers:
        lines.append(
            _("Säg vilka kolumnerna är, som {example}. De heter: {headers}.").format(
                example=_columns_example(lacking, reading.headers),
                headers=", ".join(reading.headers),
            )
        )
    if Role.PERIOD in lacking:
        lines.append(_("Gäller alla rader samma period: säg den med --period."))
    if Role.INDICATOR in reading.lacking:
        lines.append(_("Säg vilket mått filen gäller med --indicator."))
    return [*lines, *_choices(reading.choices)]


def _columns_example(lacking: Sequence[str], headers: Sequence[str]) -> str:
    words = [str(NAMES[Role(role)]) for role in dict.fromkeys(lacking)]
    pairs = [f"{word}={headers[0]}" for word in words[:1]]
    pairs += [f"{word}=…" for word in words[1:]]
    return f'--columns "{",".join(pairs)}"'


def _choices(choices: Mapping[str, Sequence[str]]) -> list[str]:
    lines = []
    for what, options in choices.items():
        option = (
            f'--sheet "{options[0]}"'
            if what == SHEET
            else f'--choose "{what}={options[0]}"'
        )
        lines.append(_("Välj med till exempel {option}.").format(option=option))
    return lines
