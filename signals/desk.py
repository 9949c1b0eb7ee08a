"""Where somebody files, and what the form may promise there: who reads it and when, from the access rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hkin.nlds.days import moment_in_words
from network.joint import rule_for
from network.models import Department, Municipality, RoleGrant, User
from network.models.place import TeamKind
from network.roles import home_of, roles_of
from network.rules import Role
from network.rules.joint import Act, Arrangement
from network.working_days import ReadingCalendar
from signals.actions.filing import origin_of
from signals.actions.routing import consult_directory, team_for
from signals.audience import audience, audience_of
from signals.models import Signal
from signals.rules.lifecycle import Route
from signals.rules.routing import Directory, decide
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
        count = self._readers(safety)
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
        return words % {"count": count}

    def team_sees_name(self) -> str:
        count = self._readers(Safety.NONE)
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

    def opens(self) -> str:
        """When the team reads next, in words; empty while it reads now."""
        team = team_for(self.municipality, Route.TEAM)
        return _opens(team.calendar, self.now) if team else ""

    def _readers(self, safety: Safety) -> int:
        routing = decide(safety=safety, regime_answer=None, directory=self._directory)
        return _count(self.municipality, routing.route, routing.attention_theme_id)

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
    opens: str  # when the queue is read next, in words; empty while it is read now


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
        read_by=calendar.due_on(signal.created_at, 0 if signal.is_urgent else 1),
        word_by=signal.next_word_on,
        opens=_opens(calendar, timezone.now()),
    )


def _opens(calendar: ReadingCalendar, now: datetime) -> str:
    moment = calendar.next_reading_moment(now)
    return "" if moment <= now else moment_in_words(moment)


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
