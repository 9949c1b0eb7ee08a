"""Where somebody files, and what the form may promise there: who reads it and when, from the access rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.joint import rule_for
from network.models import Department, Municipality, RoleGrant, Team, User
from network.models.place import TeamKind
from network.reading_times import Outside, opening_in_words, outside_hours
from network.roles import home_of, roles_of
from network.rules import Role
from network.rules.joint import Act, Arrangement
from signals.actions.filing import origin_of
from signals.actions.routing import consult_directory, team_for
from signals.audience import audience, audience_of
from signals.deadlines import deadlines_of, read_within
from signals.models import Signal
from signals.rules.deadlines import Deadline
from signals.rules.lifecycle import Route, Urgency
from signals.rules.routing import Directory, Routing, decide
from signals.rules.safety import Safety

_FOR_OTHERS = (Role.TEAM_MEMBER, Role.COORDINATOR, Role.CONTACT_PERSON)


@dataclass
class Desk:
    """The sentences are worked out when a page shows them: sending the form asks nothing for them."""

    user: User
    municipality: Municipality
    department: Department | None
    now: datetime

    @property
    def may_file_for_others(self) -> bool:
        return roles_of(self.user).has(*_FOR_OTHERS)

    def reads(self, safety: Safety) -> str:
        """Who reads it with this answer to the safety question, and how many colleagues that is today."""
        if safety is Safety.CONDUCT:
            return _(
                "Only the colleague you choose reads this, or their deputy. The team and your manager do not see it."
            )
        routing = self._routing(safety)
        count = _count(self.municipality, routing.route, routing.attention_theme_id)
        if safety is Safety.STAFF_THREAT:
            words = ngettext(
                "Staff safety reads this: %(count)s colleague. The team does not see it.",
                "Staff safety reads this: %(count)s colleagues. The team does not see it.",
                count,
            )
        else:
            words = ngettext(
                "The attention officer reads this: %(count)s colleague. The team does not see it.",
                "The attention officers read this: %(count)s colleagues. The team does not see it.",
                count,
            )
        return f"{words % {'count': count}} {self._when_read(routing.route)}".strip()

    def team_sees_name(self) -> str:
        routing = self._routing(Safety.NONE)
        count = _count(self.municipality, routing.route, routing.attention_theme_id)
        return ngettext(
            "The team sees my name. That is now %(count)s colleague.",
            "The team sees my name. Those are now %(count)s colleagues.",
            count,
        ) % {"count": count}

    def team_sees_no_name(self) -> str:
        return _("The team does not see my name. It sees only: %(shown)s.") % {
            "shown": shown_department(self.department)
        }

    def opens_name(self) -> str:
        return how_names_open(self.municipality)

    def restricted_reads(self) -> str:
        """Who reads it when it was seen as investigator or in a care contact."""
        count = _count(self.municipality, Route.RESTRICTED)
        return ngettext(
            "With yes or I don't know only coordinator and privacy officer read this: %(count)s colleague.",
            "With yes or I don't know only coordinator and privacy officer read this: %(count)s colleagues.",
            count,
        ) % {"count": count}

    @cached_property
    def _team(self) -> Team | None:
        return team_for(self.municipality, Route.TEAM)

    @cached_property
    def outside(self) -> Outside:
        """What somebody must know before sending: that the team does not read now, and who can be called."""
        return outside_hours(self._team, self.now)

    @property
    def read_by(self) -> date:
        """The day by which the team reads what comes now and is not urgent."""
        calendar = self._team.calendar if self._team else self.municipality.calendar
        return calendar.due_on(self.now, deadlines_of(self.municipality)[Deadline.READ])

    def _when_read(self, route: Route) -> str:
        """Of another queue than the team's; nothing while it is read."""
        team = team_for(self.municipality, route)
        outside = outside_of(team, self.municipality, self.now)
        if not outside.opens:
            return ""
        said = _("They read it only %(opens)s.") % {"opens": outside.opens}
        if not outside.on_call_phone:
            return said
        call = _("Can it not wait? Call %(name)s: %(phone)s.")
        return f"{said} {call % {'name': outside.on_call_name, 'phone': outside.on_call_phone}}"

    def _routing(self, safety: Safety) -> Routing:
        return decide(safety=safety, regime_answer=None, directory=self._directory)

    @cached_property
    def _directory(self) -> Directory:
        return consult_directory(
            municipality=self.municipality,
            themes=[],
            team_kind=TeamKind.INTEGRAL,
            on=timezone.localdate(self.now),
        )


def desk_of(user: User, now: datetime | None = None) -> Desk:
    """For whoever may file: everybody with the reporter's role somewhere. Others get the page that cannot be opened."""
    home = home_of(user)
    if home is None:
        raise Http404
    return Desk(user, home.municipality, home.department, now or timezone.now())


def how_names_open(municipality: Municipality) -> str:
    """Of a shielded reporter, as the municipality arranged it."""
    match rule_for(municipality, Act.OPEN_NAME).arrangement:
        case Arrangement.DELAY:
            how = _("Your name stays closed for 24 hours after somebody asks for it. You hear that at once.")
        case Arrangement.PARTNER:
            how = _("Only two people together can open your name. One of them works for another municipality.")
        case _:
            how = _("Only two people together can open your name.")
    seen = _("That takes a reason. You see who did it and why. Your manager gets no message.")
    return f"{how} {seen}"


def shown_department(department: Department | None) -> str:
    """What stands beside a shielded signal instead of a name."""
    return str(origin_of(department)) or _("a colleague of the municipality")


@dataclass(frozen=True)
class Promise:
    """What the receipt says: who reads it, by when, and by when there is word."""

    reader: str  # a name on the team's route, a function on the others
    phone: str
    count: int  # how many can open it today
    read_by: date
    word_by: date | None
    outside: Outside  # when the queue is read next, and who can be called until then


def promise_for(signal: Signal) -> Promise:
    readers = audience_of(signal)
    first = next(iter(readers.present or readers.everybody), None)
    if signal.route == Route.TEAM:
        first = _coordinator(signal, readers.present) or first
    calendar = signal.calendar
    is_named = signal.route == Route.TEAM and first is not None
    return Promise(
        reader=str(first) if is_named else str(_FUNCTIONS[Route(signal.route)]()),
        phone=(signal.team.phone if signal.team else "") or (first.phone if is_named and first else ""),
        count=len(readers.everybody),
        read_by=calendar.due_on(signal.created_at, read_within(signal.municipality, Urgency(signal.urgency))),
        word_by=signal.next_word_on,
        outside=outside_of(signal.team, signal.municipality, timezone.now()),
    )


def outside_of(team: Team | None, municipality: Municipality, now: datetime) -> Outside:
    """People without a team read in office hours, and have nobody on call."""
    return outside_hours(team, now) if team else Outside(opening_in_words(municipality.calendar, now))


def _coordinator(signal: Signal, people: tuple[User, ...]) -> User | None:
    coordinators = set(RoleGrant.objects.holders(Role.COORDINATOR, municipality_id=signal.municipality_id))
    return next((user for user in people if user.pk in coordinators), None)


_FUNCTIONS = {
    Route.TEAM: lambda: _("The integral team"),
    Route.RESTRICTED: lambda: _("The coordinator and the privacy officer"),
    Route.ATTENTION_OFFICER: lambda: _("The attention officer"),
    Route.INTEGRITY: lambda: _("The integrity receiver"),
    Route.STAFF_SAFETY: lambda: _("The staff safety team"),
}


def _count(municipality: Municipality, route: Route, attention_theme_id: int | None = None) -> int:
    team = team_for(municipality, route)
    found = audience(municipality_id=municipality.pk, route=route, team=team, attention_theme_id=attention_theme_id)
    return len(found.everybody)
