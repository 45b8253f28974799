"""What is compared: which two snapshots, in which order, and what of them."""

from __future__ import annotations

from collections.abc import Sequence

from indicators.texts import _, ngettext
from lagesbild.snapshot.diff import Difference, unseen
from lagesbild.snapshot.diff_borders import shared
from lagesbild.snapshot.figures import Content
from lagesbild.snapshot.identity import spaced

Found = Sequence[Difference]


def in_order(one: Content, other: Content) -> tuple[Content, Content, bool]:
    """Put the earlier one first, and tell whether they were turned round for that.

    Where one was frozen later but tells of an older release, neither is the earlier:
    they stay as they were given.
    """
    mine, its = _moments(one), _moments(other)
    is_later = mine != its and all(a >= b for a, b in zip(mine, its, strict=True))
    return (other, one, True) if is_later else (one, other, False)


def _moments(content: Content) -> tuple[str, str]:
    return content["made"]["when"], content["release"]["when"]


def heading(
    before: Content, after: Content, found: Found, *, turned: bool = False
) -> list[str]:
    """Say which two are compared, and what has to be known of that.

    Parameters
    ----------
    before, after : mapping
        The content of two snapshots, in the order of `in_order`.
    found : sequence of Difference
    turned : bool
        Whether they were asked for in the other order.
    """
    days = {one["made"]["when"][:10] for one in (before, after)}
    then, now = (_which(one, is_day_enough=len(days) > 1) for one in (before, after))
    said = [_("Före: {text}").format(text=then), _("Nu: {text}").format(text=now)]
    if turned:
        said.append(
            _("Den som är äldst står alltid som Före: de två har bytt plats här.")
        )
    return said + _scope(before, after, found) + _left_out(before, after)


def _which(content: Content, *, is_day_enough: bool) -> str:
    when = content["made"]["when"]
    time = f"{when[:16].replace('T', ' ')} UTC"
    places = dict.fromkeys([content["place"], content["municipality"]])
    return _("{title} ({place}), fryst {when}, id {id}").format(
        title=content["title"],
        place=", ".join(places),
        when=when[:10] if is_day_enough else time,
        id=spaced(content["id"]),
    )


def _scope(before: Content, after: Content, found: Found) -> list[str]:
    said = []
    if _place(before) != _place(after):
        said.append(_("Olika områden: bara det som båda berättar om jämförs."))
    if not shared(before, after):
        said.append(_("Inga tal står i båda, så inga tal kan jämföras."))
    elif not found:
        said.append(_("Allt som båda berättar om är likadant."))
    return said


def _place(content: Content) -> tuple[str, ...]:
    places = (content["municipality"], content["place"])
    if len(set(places)) == 1:
        return places  # all of it, however it is divided
    return (*places, *(f"{one['level']}/{one['code']}" for one in content["areas"]))


def _left_out(before: Content, after: Content) -> list[str]:
    count = unseen(before, after)
    if not count:
        return []
    return [
        ngettext(
            "{count} ändring är så liten att den läses likadant före och nu. Den står "
            "inte med.",
            "{count} ändringar är så små att de läses likadant före och nu. De står "
            "inte med.",
            count,
        ).format(count=count)
    ]
