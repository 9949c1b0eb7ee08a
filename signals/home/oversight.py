"""Who watches over it, or answers for it: numbers and terms, never a signal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.privacy.models import Look, Result
from network.blocks import Answers, Block, Part
from network.models import User
from network.people import coordinator_of
from network.priorities import changed_lately
from network.roles import home_of, places_of, roles_of
from network.rules import Role
from network.subqueries import counted, listed
from signals.models import Signal
from signals.statistics import GROUPS, closed_lately, group_counts

_AHEAD = timedelta(days=31)
_BACK = timedelta(days=7)
_LOOK_AGAIN = timedelta(days=14)
_PRIORITIES_SHOWN = 8
_MOST = 1000
_OVERSIGHT = (Role.PRIVACY_OFFICER, Role.DATA_PROTECTION_OFFICER)


def _oversees(user: User) -> bool:
    return roles_of(user).has(*_OVERSIGHT)


def _hat(user: User) -> Role:
    return next(hat for hat in _OVERSIGHT if roles_of(user).has(hat))


def _asks_terms(user: User) -> Mapping[str, Any]:
    places = roles_of(user).municipalities(*_OVERSIGHT)
    today = timezone.localdate()
    going = Signal.objects.filter(municipality_id__in=places, destroy_on__lt=today + _AHEAD)
    refused = Look.objects.in_municipalities(places).filter(result=Result.REFUSED, at__gte=timezone.now() - _BACK)
    return {"going": counted(going, most=_MOST), "refused": counted(refused, most=_MOST)}


def _terms(user: User, answers: Answers) -> Block:
    shown = {"going": answers["going"], "refused": answers["refused"], "until": timezone.localdate() + _AHEAD}
    return Block(_("Looks and terms"), _hat(user), shown)


# ---- the board -----------------------------------------------------------------------------------
def _is_board(user: User) -> bool:
    return roles_of(user).has(Role.BOARD_MEMBER)


def _asks_figures(user: User) -> Mapping[str, Any]:
    places = roles_of(user).municipalities(Role.BOARD_MEMBER)
    return {
        "board_figures": group_counts(closed_lately(*places)),
        "priorities": listed(
            changed_lately(places, timezone.localdate()),
            most=_PRIORITIES_SHOWN,
            theme="theme__name",
            code="theme__code",
            reason="reason",
            has_priority="has_priority",
            since="priority_on",
            until="priority_until",
        ),
    }


def _figures(_user: User, answers: Answers) -> Block:
    figures = GROUPS.figures(answers["board_figures"] or [])
    return Block(_("What was done with signals, last quarter"), Role.BOARD_MEMBER, {"figures": figures})


def _priorities(_user: User, answers: Answers) -> Block:
    """What changed lately, and what is looked at again soon, with its day."""
    today = timezone.localdate()
    rows = [{**row, "since": _day(row["since"]), "until": _day(row["until"])} for row in answers["priorities"]]
    for row in rows:
        row["is_over"] = not row["has_priority"] or (row["until"] is not None and row["until"] < today)
    ends = min((row["until"] for row in rows if row["until"] and not row["is_over"]), default=None)
    due = ends if ends is not None and ends <= today + _LOOK_AGAIN else None
    return Block(_("Priorities"), Role.BOARD_MEMBER, {"priorities": rows}, due)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _whom(user: User, _answers: Answers) -> Block:
    home = home_of(user)
    place = home.municipality if home else next(iter(places_of(user).values()))
    return Block(_("Whom to call"), Role.BOARD_MEMBER, {"coordinator": coordinator_of(place)})


OVERSIGHT = (Part("terms", _oversees, _terms, _asks_terms),)
BOARD = (
    Part("figures", _is_board, _figures, _asks_figures),
    Part("priorities", _is_board, _priorities),
    Part("whom", _is_board, _whom),
)
