"""The name of a shielded reporter: what it may be opened for, by whom together, and for how long."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.rules import Role
from signals.rules.lifecycle import Route


class NamePurpose(StrEnum):
    DANGER = "reporter_in_danger"
    COURT = "court_asks_name"
    TALK = "talk_to_reporter"


PURPOSE_NAMES: dict[NamePurpose, str | Promise] = {
    NamePurpose.DANGER: _("The reporter or somebody else is in danger"),
    NamePurpose.COURT: _("A judge or the public prosecutor asks for it"),
    NamePurpose.TALK: _("We must talk with the reporter, and a question through HKIN is not enough"),
}

#: Once opened, the name is in sight for this long (durability.md 3); after that it takes two people again.
LOOK_FOR = timedelta(minutes=15)

_LEADING = frozenset({Role.COORDINATOR, Role.PRIVACY_OFFICER})
#: Who may agree, by the queue of the signal: who reads there, and the privacy officer, who sees number and reason.
_AGREE_INSIDE: dict[Route, frozenset[Role]] = {
    Route.TEAM: _LEADING,
    Route.RESTRICTED: _LEADING,
    Route.STAFF_SAFETY: frozenset({Role.TEAM_MEMBER, Role.COORDINATOR, Role.PRIVACY_OFFICER}),
    Route.ATTENTION_OFFICER: frozenset({Role.ATTENTION_OFFICER, Role.PRIVACY_OFFICER}),
    Route.INTEGRITY: frozenset({Role.INTEGRITY_RECEIVER, Role.PRIVACY_OFFICER}),
}
_AGREE_AS_PARTNER: dict[Route, frozenset[Role]] = {
    **_AGREE_INSIDE,
    Route.STAFF_SAFETY: frozenset({Role.PRIVACY_OFFICER}),
}


def agreeing(route: Route, *, as_partner: bool) -> Collection[Role]:
    return (_AGREE_AS_PARTNER if as_partner else _AGREE_INSIDE)[route]
