"""Where protection is dear or fails: the ways out, with their price, to choose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from indicators.disclosure.alternatives import Alternative
from indicators.texts import _
from indicators.ways_in_words import describe
from lagesbild.views.shared import plain

AS_IT_IS = ""


def choose_way(
    offers: Mapping[str, Sequence[Alternative]],
    names: Mapping[str, str],
    key: str,
    *,
    can_be_as_it_is: bool = True,
) -> str | None:
    """Show every way out with its price, and let the analyst choose one.

    Parameters
    ----------
    offers : mapping from indicator to alternatives, from `Desk.ways_out`
    names : mapping from indicator to its name
    key : str
        Of the widget; another one for each draft.
    can_be_as_it_is : bool
        Whether everything can be published with what must be withheld; False where
        protection failed.

    Returns
    -------
    str or None
        What `Desk.draft` takes as `way`; "" for none; None if nothing is chosen yet,
        or if there is nothing to choose.
    """
    found = ways_for_all(offers)
    if not found:
        return AS_IT_IS if can_be_as_it_is else None
    options = [*([AS_IT_IS] if can_be_as_it_is else []), *found]
    words = {AS_IT_IS: _("Som det är: områden med små grupper visas inte")}
    words |= {way: _price(found[way], names) for way in found}
    return st.radio(
        _("Hur ska små grupper skyddas?"),
        options,
        index=0 if can_be_as_it_is else None,
        format_func=lambda way: words[way],
        key=key,
    )


def ways_for_all(
    offers: Mapping[str, Sequence[Alternative]],
) -> dict[str, dict[str, Alternative]]:
    """Keep the ways that are open to every indicator, the least dear first."""
    of: dict[str, dict[str, Alternative]] = {}
    for indicator, some in offers.items():
        for other in some:
            if other.is_possible:
                of.setdefault(other.kind, {})[indicator] = other
    whole = {way: some for way, some in of.items() if len(some) == len(offers)}
    return dict(sorted(whole.items(), key=lambda item: _loss(item[1])))


def _loss(some: Mapping[str, Alternative]) -> int:
    return sum(other.withheld + other.given_up for other in some.values())


def _price(some: Mapping[str, Alternative], names: Mapping[str, str]) -> str:
    lines = [describe(other) for other in some.values()]
    if len(lines) == 1:
        return plain(lines[0][:1].upper() + lines[0][1:])
    each = "; ".join(
        f"{names.get(indicator, indicator)}: {line.partition(': ')[2]}"
        for indicator, line in zip(some, lines, strict=True)
    )
    first = lines[0].partition(": ")[0]
    return plain(f"{first[:1].upper()}{first[1:]}. {each}")
