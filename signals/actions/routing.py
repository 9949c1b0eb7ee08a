"""Ask the directory, apply the routing rule, work out who reads it by when, and tell the keeper of every hole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext, override

from network.actions.holes import report_hole
from network.matrix import leads_on
from network.models import ChangeSet, Liaison, Municipality, Responsibility, RoleGrant, Team, Theme, User
from network.models.directory import switched_off
from network.models.place import TeamKind
from network.roles import Away, away_on
from network.rules import Role
from network.working_days import ReadingCalendar
from signals.audience import Audience, audience
from signals.deadlines import deadlines_of, keep_deadlines, own_deadlines, read_within
from signals.rules.lifecycle import TEAM_QUEUES, URGENT, Route, Urgency
from signals.rules.routing import Directory, Lead, Officer, Person, Reason, Routing, decide
from signals.rules.safety import URGENCY_BY_SAFETY, RegimeAnswer, Safety, route_for

_ASKED = [
    Role.CONTACT_PERSON,
    Role.ATTENTION_OFFICER,
    Role.INTEGRITY_RECEIVER,
    Role.TEAM_MEMBER,
    Role.COORDINATOR,
]


@dataclass(frozen=True)
class Gathered:
    """What the directory says, and what was met while asking: who is away, and the team of that kind."""

    directory: Directory
    away: Away
    team: Team | None


def consult_directory(
    *, municipality: Municipality, themes: Sequence[Theme], team_kind: TeamKind, on: date
) -> Directory:
    return gather(municipality=municipality, themes=themes, team_kind=team_kind, on=on).directory


def gather(
    *,
    municipality: Municipality,
    themes: Sequence[Theme],
    team_kind: TeamKind,
    on: date,
    also_away: Collection[int] = (),
    as_if: ChangeSet | None = None,
) -> Gathered:
    """Three queries however many themes there are; one more where nobody leads one of them, or another organisation.

    `also_away` are people taken to be away, without a deputy named; `as_if` a set of changes taken to be adopted.
    """
    away = dict.fromkeys(also_away) | away_on(on)
    leads = leads_on(municipality, on, themes, as_if=as_if)
    callable_there = _can_be_called(leads.values())
    unled = [theme.pk for theme in themes if theme.pk not in leads]
    unwatched = set(Theme.objects.filter(switched_off(municipality), pk__in=unled).values_list("pk", flat=True))
    departments = [row.department_id for row in leads.values()]
    grants = list(
        RoleGrant.objects.current(on)
        .filter(municipality=municipality, role__in=_ASKED)
        .filter(~Q(role=Role.CONTACT_PERSON) | Q(department__in=departments))
        .annotate(own_deadlines=own_deadlines(municipality))
        .select_related("user", "deputy", "team")
        .order_by("pk")
    )
    for grant in grants[:1]:
        keep_deadlines(municipality, grant.own_deadlines)  # type: ignore[attr-defined]
    by_role: dict[Role, list[RoleGrant]] = defaultdict(list)
    for grant in grants:
        by_role[Role(grant.role)].append(grant)
    named = {grant.user_id: grant.user for grant in grants}
    named |= {grant.deputy.pk: grant.deputy for grant in grants if grant.deputy}
    stand_ins = {away[user_id] for user_id in named if user_id in away}
    missing = {deputy for deputy in stand_ins if deputy is not None and deputy not in named}
    named |= {user.pk: user for user in User.objects.filter(pk__in=missing)} if missing else {}

    def person(user: User, standing_deputy: int | None) -> Person:
        deputy = named.get(away.get(user.pk) or standing_deputy or 0)
        stand_in = Person(deputy.pk, str(deputy), deputy.pk in away) if deputy and deputy.is_active else None
        return Person(user.pk, str(user), user.pk in away, stand_in)

    def lead(theme: Theme) -> Lead:
        row = leads.get(theme.pk)
        if row is None:
            return Lead(theme.pk, theme.name, is_watched=theme.pk not in unwatched)
        return Lead(
            theme.pk,
            theme.name,
            row.department_id,
            row.department.name,
            tuple(
                person(grant.user, grant.deputy_id)
                for grant in by_role[Role.CONTACT_PERSON]
                if grant.department_id == row.department_id
            ),
            person(row.department.fallback, None) if row.department.fallback else None,
            outsourced_to=str(row.department.outsourced_to or ""),
            can_be_called=row.department.outsourced_to_id in callable_there,
        )

    of_team = [
        grant
        for grant in [*by_role[Role.TEAM_MEMBER], *by_role[Role.COORDINATOR]]
        if grant.team and grant.team.kind == team_kind
    ]
    team = of_team[0].team if of_team else None
    if team is not None:
        team.municipality = municipality
    directory = Directory(
        leads=tuple(lead(theme) for theme in themes),
        officers=tuple(
            Officer(person(grant.user, grant.deputy_id), grant.theme_id) for grant in by_role[Role.ATTENTION_OFFICER]
        ),
        receivers=tuple(person(grant.user, grant.deputy_id) for grant in by_role[Role.INTEGRITY_RECEIVER]),
        has_readers=bool(of_team),
    )
    return Gathered(directory, away, team)


def _can_be_called(leads: Iterable[Responsibility]) -> Collection[int | None]:
    """Organisations in use that do the work of a department, with a number or a name to call."""
    there = {row.department.outsourced_to_id: row.department.outsourced_to for row in leads}
    active = {one.pk: one for one in there.values() if one is not None and one.is_active}
    with_number = {pk for pk, one in active.items() if one.phone}
    asked = active.keys() - with_number
    named = Liaison.objects.filter(organisation__in=asked, is_active=True) if asked else Liaison.objects.none()
    return [*with_number, *named.values_list("organisation_id", flat=True)]


@dataclass(frozen=True)
class Plan:
    """Where a signal goes, who reads it and by when. Working it out writes nothing; filing does what it says."""

    routing: Routing
    team: Team | None  # behind the queue; None where a role reads, or where filing makes the team first
    calendar: ReadingCalendar
    urgency: Urgency
    read_by: date
    due_on: date  # somebody decides
    readers: Audience

    @property
    def told(self) -> tuple[User, ...]:
        """Who hears of it: whoever is there; when everybody is away, all of them."""
        return self.readers.present or self.readers.everybody

    @property
    def tells_at_once(self) -> bool:
        """A letter at once; else it waits for the digest."""
        return self.routing.route is not Route.TEAM or self.urgency in URGENT


def plan(
    *,
    municipality: Municipality,
    safety: Safety,
    regime_answer: RegimeAnswer | None = None,
    themes: Sequence[Theme] = (),
    excluded: frozenset[int] = frozenset(),
    chosen_receiver: int | None = None,
    now: datetime,
    also_away: Collection[int] = (),
    as_if: ChangeSet | None = None,
) -> Plan:
    first_route = route_for(safety, regime_answer)
    asked = gather(
        municipality=municipality,
        themes=themes,
        team_kind=team_kind_of(first_route),
        on=timezone.localdate(now),
        also_away=also_away,
        as_if=as_if,
    )
    routing = decide(
        safety=safety,
        regime_answer=regime_answer,
        directory=asked.directory,
        excluded=excluded,
        chosen_receiver=chosen_receiver,
    )
    meant = asked.team if routing.route == first_route and first_route in TEAM_QUEUES else None
    team = meant or _team_of(municipality, routing.route)
    calendar = _calendar(municipality, routing.route, team)
    urgency = URGENCY_BY_SAFETY[safety]
    return Plan(
        routing=routing,
        team=team,
        calendar=calendar,
        urgency=urgency,
        read_by=calendar.due_on(now, read_within(municipality, urgency)),
        due_on=calendar.due_on(now, deadlines_of(municipality).to_decide(urgency)),
        readers=audience(
            municipality_id=municipality.pk,
            route=routing.route,
            team=team,
            receiver_id=routing.receiver_id,
            attention_theme_id=routing.attention_theme_id,
            excluded=excluded,
            away=asked.away,
            on=timezone.localdate(now),
        ),
    )


def team_for(municipality: Municipality, route: Route) -> Team | None:
    """The team behind a queue. Made when a municipality has none yet: a signal always has a queue."""
    kind = _TEAM_KINDS.get(route)
    if kind is None:
        return None
    team, _made = Team.objects.get_or_create(municipality=municipality, kind=kind, defaults={"name": str(kind.label)})
    team.municipality = municipality
    return team


_TEAM_KINDS = {Route.TEAM: TeamKind.INTEGRAL, Route.STAFF_SAFETY: TeamKind.STAFF_SAFETY}


def _team_of(municipality: Municipality, route: Route) -> Team | None:
    kind = _TEAM_KINDS.get(route)
    team = Team.objects.filter(municipality=municipality, kind=kind).first() if kind else None
    if team is not None:
        team.municipality = municipality
    return team


def _calendar(municipality: Municipality, route: Route, team: Team | None) -> ReadingCalendar:
    """Of the team; of a team that has yet to be made the hours it will begin with."""
    kind = _TEAM_KINDS.get(route)
    if kind is None:
        return municipality.calendar
    return (team or Team(municipality=municipality, kind=kind)).calendar


def team_kind_of(route: Route) -> TeamKind:
    return _TEAM_KINDS.get(route, TeamKind.INTEGRAL)


def in_words(reasons: Iterable[Reason]) -> str:
    """The explanation that is kept with the signal, a sentence a line."""
    with override("nl"):
        return "\n".join(gettext(reason.text) % reason.names for reason in reasons)


def report_holes(routing: Routing, *, municipality: Municipality) -> None:
    for hole in routing.holes:
        report_hole(
            municipality=municipality,
            kind=hole.kind,
            theme_id=hole.theme_id,
            department_id=hole.department_id,
            route=hole.route,
        )
