"""The next signals meeting: for who prepares it with how much is ready, for who comes with when and where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from network.blocks import Answers, Block, Part
from network.models import User
from network.roles import roles_of
from network.rules import Role
from network.subqueries import counted, listed
from signals.agenda import Asking, coordinated_teams, meets, protocols_at, worked_on_by
from signals.models import Meeting

_MOST = 200
_COLUMNS = {"reference": "reference", "starts_at": "starts_at", "place": "place", "sent_at": "sent_at"}
_HATS = (Role.COORDINATOR, Role.TEAM_MEMBER, Role.CONTACT_PERSON, Role.PRIVACY_OFFICER)


def _prepares(user: User) -> bool:
    return bool(coordinated_teams(user))


def _asks_prepared(user: User) -> Mapping[str, Any]:
    asking = Asking.of(protocols_at(user))
    teams = [team.pk for team in coordinated_teams(user)]
    here = worked_on_by(*teams, seen_by=user).filter(asking.comes)
    return {**_asks(user), "ready": counted(here.filter(asking.ready), most=_MOST), "at_all": counted(here, most=_MOST)}


def _asks(user: User) -> Mapping[str, Any]:
    coming = Meeting.objects.visible_to(user).to_come().order_by("starts_at", "pk")
    return {"meetings": listed(coming, most=1, **_COLUMNS)}


def _shows_prepared(user: User, answers: Answers) -> Block | None:
    """Also without a meeting, as long as something is ready for one."""
    meeting, ready = _first(answers), answers["ready"]
    if meeting is None and not ready:
        return None
    shown = {"meeting": meeting, "ready": ready, "missing": answers["at_all"] - ready, "prepares": True}
    return _block(user, shown, meeting)


def _shows(user: User, answers: Answers) -> Block | None:
    meeting = _first(answers)
    return _block(user, {"meeting": meeting}, meeting) if meeting else None


def _block(user: User, shown: Mapping[str, Any], meeting: Mapping[str, Any] | None) -> Block:
    hat = next(hat for hat in _HATS if roles_of(user).has(hat))
    return Block(_("Next meeting"), hat, shown, timezone.localdate(meeting["starts_at"]) if meeting else None)


def _first(answers: Answers) -> dict[str, Any] | None:
    row = next(iter(answers["meetings"]), None)
    return {**row, "starts_at": datetime.fromisoformat(row["starts_at"])} if row else None


MEETING = (
    Part("meeting", _prepares, _shows_prepared, _asks_prepared),
    Part("meeting", lambda user: meets(user) and not _prepares(user), _shows, _asks),
)
