"""The part of *Uppdatera* where another way to protect small groups is chosen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from indicators.errors import DisclosureError, LagesbildError
from indicators.reading import Reading
from indicators.texts import _, language
from lagesbild.drafting import Drafted, ways_apart
from lagesbild.publishing import Desk
from lagesbild.views.shared import plain
from lagesbild.views.ways_out import AS_IT_IS, choose_way, ways_for_all
from lagesbild.views.working import drop, result_of, show_failure

ASKED = "ways-asked"  # for which files, and whether protection fails as it is


def way_for(desk: Desk, readings: Sequence[Reading]) -> str | None:
    """Give the way that was chosen; None while the ways are worked out or none is."""
    key = _key(desk, readings)
    asked, fails = st.session_state.get(ASKED, ("", False))
    if asked != key:
        drop("ways")
        return AS_IT_IS
    root = desk.workspace.root
    try:
        offers = result_of(
            "ways",
            key,
            _("Räknar ut vad andra sätt att skydda kostar"),
            lambda run: ways_apart(root, readings, run),
        )
    except LagesbildError as error:
        show_failure("ways", error)
        return None
    if offers is None:
        return None
    if fails:
        say_that_it_fails(bool(ways_for_all(offers)))
    names = {name: str(one.name) for name, one in desk.workspace.indicators.items()}
    return choose_way(offers, names, f"way-{key}", can_be_as_it_is=not fails)


def say_that_it_fails(has_ways: bool) -> None:
    """Say that it can't be published as it is; to choose, only if there is a choice."""
    if has_ways:
        st.warning(
            _(
                "Det finns små grupper som inte går att skydda, med det som redan är "
                "publicerat. Ingenting har publicerats. Välj ett annat sätt."
            )
        )
        return
    st.error(
        _(
            "Det finns små grupper som inte går att skydda, och inget annat sätt som "
            "gör det. Ingenting har publicerats. Se efter att filen har både täljare "
            "och nämnare för alla områden, som hela antal: programmet döljer själv "
            "det som måste döljas."
        )
    )


def ask_for_way(
    desk: Desk, readings: Sequence[Reading], error: DisclosureError
) -> None:
    """Work out what could be done where protection fails; say so if that was tried."""
    wanted = (_key(desk, readings), True)
    if st.session_state.get(ASKED) == wanted:
        st.error(plain(error))
        return
    st.session_state[ASKED] = wanted
    st.rerun()


def offer_ways(desk: Desk, readings: Sequence[Reading]) -> None:
    """Offer to work out what could be done instead, where something is withheld."""
    key = _key(desk, readings)
    if st.session_state.get(ASKED, ("", False))[0] == key:
        return
    if st.button(_("Visa andra sätt att skydda, och vad de kostar"), key="ways"):
        st.session_state[ASKED] = (key, False)
        st.rerun()


def is_dear(drafted: Drafted) -> bool:
    """Tell whether anything is withheld that another way might show."""
    return any(made.withheld for made in drafted.draft.controls.values())


def _key(desk: Desk, readings: Sequence[Reading]) -> str:
    parts = [desk.state(), language()]
    parts += [reading.observations.to_csv() for reading in readings]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:16]
