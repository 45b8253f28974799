"""What the script says of the maps on the wall: it depends on which they are."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.texts import _


@dataclass(frozen=True)
class Walls:
    """What the maps on the wall are like, as far as the script has to know."""

    first: str = ""  # the measure and the period to guess
    compared: bool = True  # there are maps with arrows
    others: bool = False  # there are maps that are not compared


def arrows(walls: Walls) -> str:
    """Say what arrows mean where there are some, and what can't be said elsewhere."""
    if not walls.compared:
        return _(
            "På de här kartorna står det Jämförs inte. Där går det inte att säga om en "
            "skillnad mot kommunen är tydlig, hur stor den än ser ut."
        )
    told = _(
        "Pil upp eller ner betyder att området tydligt skiljer sig från kommunen. Utan "
        "pil går det inte att skilja, hur stor siffran än ser ut."
    )
    if not walls.others:
        return told
    others = _(
        "På kartor där det står Jämförs inte finns inga pilar. Där går det inte att "
        "säga om en skillnad mot kommunen är tydlig."
    )
    return f"{told} {others}"
