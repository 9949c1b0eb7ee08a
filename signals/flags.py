"""The flags of one signal as they stand: since when, who may take them off, and what setting one would end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models import User
from network.roles import roles_of
from network.rules import Role
from signals.access import role_towards
from signals.audience import audience_of
from signals.models import Admission, Flagging, Signal
from signals.models.assignment import GOING_ON
from signals.rules.flags import FLAG_EFFECTS, FLAG_FIELD, FLAG_WHEN, FLAG_WORDS, REMOVES, Flag
from signals.rules.labels import ROLE_WORDS
from signals.rules.lifecycle import TEAM_QUEUES, Route, Verb
from signals.rules.safety import Safety

Text = str | Promise


@dataclass(frozen=True)
class FlagShown:
    """A line of the page: an icon and a word, what it does, and since when."""

    code: str
    icon: str
    name: Text
    effect: Text
    is_on: bool
    when: Text = ""
    since: datetime | None = None
    set_by: str = ""
    removed_by: Text = ""  # the role that may take it off


@dataclass(frozen=True)
class Ends:
    """What setting a flag ends, or leaves open with somebody who may no longer see the signal."""

    owner: str = ""
    out_of_sight: Sequence[str] = ()
    open_sheets: int = 0
    departments: Sequence[str] = ()


def standing(signal: Signal, flag: Flag) -> Flagging | None:
    return signal.flaggings.filter(flag=flag, removed_at=None).select_related("set_by").first()


def flags_of(signal: Signal) -> list[FlagShown]:
    """All five, those that do not stand too: what each would do, in words."""
    rows = {row.flag: row for row in signal.flaggings.filter(removed_at=None).select_related("set_by")}
    shown = [_shown(signal, flag, rows.get(flag)) for flag in Flag]
    return [
        *shown,
        FlagShown(
            code="integrity",
            icon="shield",
            name=_("Integrity route"),
            effect=_("Only the integrity receiver sees it. The team and line management do not."),
            when=_("It is about a colleague or somebody of the board."),
            is_on=signal.route == Route.INTEGRITY,
        ),
        FlagShown(
            code="victim",
            icon="person",
            name=_("Victim or minor in sight"),
            effect=_("The attention officer reads it first. Sharing asks one more look."),
            when=_("The reporter said so, or it stands with the attention officer."),
            is_on=has_victim_in_sight(signal),
        ),
    ]


def _shown(signal: Signal, flag: Flag, row: Flagging | None) -> FlagShown:
    return FlagShown(
        code=flag,
        icon={Flag.POLICE_DATA: "alert", Flag.CLOSED_REGIME: "lock", Flag.CRIMINAL: "flag"}[flag],
        name=FLAG_WORDS[flag],
        effect=FLAG_EFFECTS[flag],
        when=FLAG_WHEN[flag],
        is_on=getattr(signal, FLAG_FIELD[flag]) or (flag is Flag.CLOSED_REGIME and signal.is_under_closed_law),
        since=row.set_at if row else None,
        set_by=str(row.set_by) if row else "",
        removed_by=ROLE_WORDS[REMOVES[Role(row.set_role)]] if row else "",
    )


def has_victim_in_sight(signal: Signal) -> bool:
    return signal.safety == Safety.VICTIM or signal.route == Route.ATTENTION_OFFICER


def may_remove(user: User, signal: Signal, row: Flagging | None) -> bool:
    """In the other role, and never the one who set it; officers in their own queue are the only ones there.

    Without a row it came along with a part that was split off by the coordinator or a receiver.
    """
    role = role_towards(user, signal, Verb.FLAG)
    if row is None:
        return role is not None and role is not Role.COORDINATOR
    set_in = Role(row.set_role)
    return role is REMOVES[set_in] and (row.set_by_id != user.pk or role is set_in)


def may_admit(user: User, signal: Signal) -> bool:
    coordinates = {held.team_id for held in roles_of(user).of(Role.COORDINATOR)}
    return signal.route in TEAM_QUEUES and signal.is_flagged and signal.team_id in coordinates


def admitted_to(signal: Signal) -> list[Admission]:
    return list(signal.admissions.filter(ended_at=None).select_related("user", "admitted_by"))


def could_be_admitted(signal: Signal) -> list[User]:
    """Colleagues of the queue who do not see it now."""
    return losing_sight(signal, as_if=frozenset())


def losing_sight(signal: Signal, *, as_if: frozenset[Flag]) -> list[User]:
    """Who reads this queue without flags, and not with those of the signal and these."""
    before = _readers(signal, frozenset())
    after = {user.pk for user in _readers(signal, _set_on(signal) | as_if)}
    return [user for user in before if user.pk not in after]


def ends_with(signal: Signal, flag: Flag) -> Ends:
    """For the page, before the flag is set."""
    if signal.route not in TEAM_QUEUES:
        return Ends()
    now = {user.pk for user in _readers(signal, _set_on(signal))}
    out = [user for user in losing_sight(signal, as_if=frozenset({flag})) if user.pk in now]
    gone = {user.pk for user in out}
    sheets = signal.rounds.filter(shown_at=None, sheets__given_at=None, sheets__scorer__in=gone)
    asked = signal.hand_overs.filter(reply__in=GOING_ON)
    return Ends(
        owner=str(signal.owner) if signal.owner_id in gone else "",
        out_of_sight=[str(user) for user in out],
        open_sheets=sheets.values("sheets").distinct().count(),
        departments=list(asked.values_list("department__name", flat=True)),
    )


def ends_of_setting(signal: Signal) -> list[tuple[list[str], Ends]]:
    """Of each flag that does not stand; those that end the same are named together, and nothing is said twice."""
    found: list[tuple[list[str], Ends]] = []
    for flag in (one for one in Flag if one not in _set_on(signal)):
        end = ends_with(signal, flag)
        names = next((names for names, known in found if known == end), None)
        if names is None:
            found.append((names := [], end))
        names.append(str(FLAG_WORDS[flag]))
    return _told_once(found) if len(found) > 1 else found


def _told_once(found: list[tuple[list[str], Ends]]) -> list[tuple[list[str], Ends]]:
    """First what all of them end, then what some of them end besides."""
    ends = [end for _names, end in found]
    alike = Ends(
        out_of_sight=[name for name in ends[0].out_of_sight if all(name in end.out_of_sight for end in ends)],
        open_sheets=min(end.open_sheets for end in ends),
        departments=ends[0].departments,
    )
    besides = [(names, _besides(end, alike)) for names, end in found]
    return [([name for names, _end in found for name in names], alike), *besides]


def _besides(end: Ends, alike: Ends) -> Ends:
    return replace(
        end,
        out_of_sight=[name for name in end.out_of_sight if name not in alike.out_of_sight],
        open_sheets=0 if end.open_sheets == alike.open_sheets else end.open_sheets,
        departments=(),
    )


def _set_on(signal: Signal) -> frozenset[Flag]:
    return frozenset(flag for flag in Flag if getattr(signal, FLAG_FIELD[flag]))


def _readers(signal: Signal, flags: frozenset[Flag]) -> tuple[User, ...]:
    """As if exactly these flags stood."""
    kept = {flag: getattr(signal, FLAG_FIELD[flag]) for flag in Flag}
    try:
        for flag in Flag:
            setattr(signal, FLAG_FIELD[flag], flag in flags)
        return audience_of(signal).everybody
    finally:
        for flag, value in kept.items():
            setattr(signal, FLAG_FIELD[flag], value)
