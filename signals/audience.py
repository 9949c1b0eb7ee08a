"""Who reads what lands in a queue: the people behind `Signal.objects.visible_to`, asked the other way round.

The two are held equal by a test that walks every route and every colleague.
"""

from __future__ import annotations

from collections.abc import Collection, Container
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from network.models import RoleGrant, Team, User
from network.roles import Away, away_on
from network.rules import Role
from signals.models import Signal
from signals.rules.lifecycle import Route


@dataclass(frozen=True)
class Audience:
    """Everybody who can open it today, and of those the ones who are there."""

    everybody: tuple[User, ...]
    present: tuple[User, ...]


def audience(
    *,
    municipality_id: int,
    route: Route,
    team: Team | None,
    receiver_id: int | None = None,
    attention_theme_id: int | None = None,
    excluded: Collection[int] = (),
    away: Away | None = None,
    on: date | None = None,
) -> Audience:
    """`away` saves a question where the caller knows who is away on that day (today)."""
    today = on or timezone.localdate()
    away = away_on(today) if away is None else away
    behind = _behind(route, team, receiver_id, attention_theme_id)
    people = _people(behind, municipality_id=municipality_id, away=away, today=today)
    return _audience(people, excluded=excluded, away=away)


def _people(behind: Q, *, municipality_id: int, away: Away, today: date) -> dict[int, User]:
    """Who holds such a role, and who stands in for whoever is away."""
    grants = (
        RoleGrant.objects.current(today)
        .filter(behind, municipality_id=municipality_id)
        .select_related("user", "deputy")
        .order_by("user__name")
    )
    people: dict[int, User] = {}
    stand_ins: set[int] = set()
    for grant in grants:
        people[grant.user_id] = grant.user
        if grant.user_id in away:
            deputy_id = away[grant.user_id] or grant.deputy_id
            if deputy_id is not None and deputy_id == grant.deputy_id and grant.deputy is not None:
                people[deputy_id] = grant.deputy
            elif deputy_id is not None:
                stand_ins.add(deputy_id)
    if stand_ins - people.keys():
        people |= {user.pk: user for user in User.objects.filter(pk__in=stand_ins - people.keys())}
    return people


def _audience(people: dict[int, User], *, excluded: Container[int], away: Away) -> Audience:
    able = [user for user in people.values() if user.is_active and user.pk not in excluded]
    return Audience(everybody=tuple(able), present=tuple(user for user in able if user.pk not in away))


def audience_of(signal: Signal) -> Audience:
    """For a signal that exists: the excluded are known only by their marks."""
    if signal.is_flagged and signal.team is not None:
        return _of_the_few(signal)
    found = audience(
        municipality_id=signal.municipality_id,
        route=Route(signal.route),
        team=signal.team,
        receiver_id=signal.receiver_id,
        attention_theme_id=signal.attention_theme_id,
    )
    kept_out = signal.kept_out()
    return Audience(
        everybody=tuple(user for user in found.everybody if user.pk not in kept_out),
        present=tuple(user for user in found.present if user.pk not in kept_out),
    )


def _of_the_few(signal: Signal) -> Audience:
    """Behind a flag: coordinators and privacy officers, whom they admitted, and without police data who has it."""
    today = timezone.localdate()
    away = away_on(today)

    def people(behind: Q) -> dict[int, User]:
        return _people(behind, municipality_id=signal.municipality_id, away=away, today=today)

    member = Q(role=Role.TEAM_MEMBER, team=signal.team)
    let_in = set(signal.admissions.filter(ended_at=None).values_list("user_id", flat=True))
    few = people(Q(role=Role.COORDINATOR, team=signal.team) | Q(role=Role.PRIVACY_OFFICER))
    if not signal.has_police_data and signal.owner_id is not None:
        few |= people(member & Q(user_id=signal.owner_id))
        let_in.add(signal.owner_id)
    if let_in:
        few |= {pk: user for pk, user in people(member).items() if pk in let_in}
    return _audience(few, excluded=signal.kept_out(), away=away)


def _behind(route: Route, team: Team | None, receiver_id: int | None, attention_theme_id: int | None) -> Q:
    match route:
        case Route.TEAM | Route.STAFF_SAFETY:
            return Q(role__in=[Role.TEAM_MEMBER, Role.COORDINATOR], team=team)
        case Route.RESTRICTED:
            return Q(role__in=[Role.COORDINATOR, Role.PRIVACY_OFFICER])
        case Route.ATTENTION_OFFICER:
            return Q(role=Role.ATTENTION_OFFICER) & (Q(theme=None) | Q(theme_id=attention_theme_id))
        case Route.INTEGRITY:
            chosen = Q(role=Role.INTEGRITY_RECEIVER)
            return chosen if receiver_id is None else chosen & Q(user_id=receiver_id)
