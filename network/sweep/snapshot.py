"""The directory of one municipality on a day. Each part is asked once, and only when somebody looks at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.matrix import rows_on
from network.models import Absence, Department, Liaison, Municipality, Responsibility, RoleGrant, Theme, User
from network.models.directory import switched_off
from network.models.matrix import Part
from network.roles import Away
from network.rules import Role
from network.rules.holes import ASKS_DEPARTMENT, HoleKind, answers, menders_of
from network.rules.levels import Level
from network.rules.role_names import ROLE_NAMES
from network.sweep.found import Found, Mender

#: So far ahead it is looked whether somebody answers.
AHEAD = timedelta(days=30)
_DAY = timedelta(days=1)
CARRIES = frozenset({Part.LEAD, Part.EXECUTOR})


class Snapshot:
    def __init__(self, municipality: Municipality, on: date) -> None:
        self.municipality = municipality
        self.on = on

    # ---- asked of the database -------------------------------------------------------------------
    @cached_property
    def all_grants(self) -> list[RoleGrant]:
        """Every role but filing, of closed accounts too."""
        rows = RoleGrant.objects.filter(
            Q(until_on=None) | Q(until_on__gte=self.on), municipality=self.municipality, from_on__lte=self.on
        )
        rows = rows.exclude(role=Role.REPORTER).select_related("user", "deputy", "team", "theme", "department")
        return list(rows.order_by("pk"))

    @cached_property
    def departments(self) -> dict[int, Department]:
        """In use."""
        liaisons = Liaison.objects.filter(organisation=OuterRef("outsourced_to"), is_active=True)
        rows = self.municipality.departments.filter(is_active=True).annotate(has_liaison=Exists(liaisons))
        return {row.pk: row for row in rows.select_related("fallback", "outsourced_to")}

    @cached_property
    def themes(self) -> dict[int, Theme]:
        """Watched there."""
        rows = Theme.objects.of(self.municipality).filter(~switched_off(self.municipality), is_active=True)
        return {row.pk: row for row in rows}

    @cached_property
    def cells(self) -> list[Responsibility]:
        """Of themes that are watched and departments that are in use."""
        rows = rows_on(self.municipality, self.on).values()
        return [row for row in rows if row.theme_id in self.themes and row.department_id in self.departments]

    @cached_property
    def _absences(self) -> list[Absence]:
        """Of everybody who answers for something, and of who stands in for them."""
        named = {grant.user_id for grant in self.all_grants}
        named |= {grant.deputy_id for grant in self.all_grants if grant.deputy_id}
        named |= {row.fallback_id for row in self.departments.values() if row.fallback_id}
        soon = Absence.objects.between(self.on, self.on + AHEAD)
        theirs = soon.filter(user__in=named)
        rows = soon.filter(Q(user__in=named) | Q(user__in=theirs.values("deputy")))
        return list(rows.select_related("deputy").order_by("from_on", "pk"))

    # ---- who -------------------------------------------------------------------------------------
    @cached_property
    def grants(self) -> list[RoleGrant]:
        return [grant for grant in self.all_grants if grant.user.is_active]

    @cached_property
    def closed(self) -> set[int]:
        """People whose account is closed, as far as the directory still names them."""
        named: list[User | None] = []
        for grant in self.all_grants:
            named += [grant.user, grant.deputy]
        named += [department.fallback for department in self.departments.values()]
        named += [absence.deputy for absence in self._absences]
        return {person.pk for person in named if person is not None and not person.is_active}

    @cached_property
    def _away(self) -> Mapping[date, Away]:
        found: dict[date, Away] = defaultdict(dict)
        for absence in self._absences:
            day, last = max(absence.from_on, self.on), min(absence.until_on, self.on + AHEAD)
            while day <= last:
                found[day][absence.user_id] = absence.deputy_id
                day += _DAY
        return found

    def away(self, day: date) -> Away:
        return self._away.get(day, {})

    @property
    def coming_days(self) -> list[date]:
        """On which somebody is away, after today."""
        return sorted(day for day in self._away if day > self.on)

    def holders(self, *roles: Role) -> list[RoleGrant]:
        return [grant for grant in self.grants if grant.role in roles]

    @cached_property
    def contacts(self) -> Mapping[int, Sequence[RoleGrant]]:
        found: dict[int, list[RoleGrant]] = defaultdict(list)
        for grant in self.holders(Role.CONTACT_PERSON):
            if grant.department_id is not None:
                found[grant.department_id].append(grant)
        return found

    def answering(self, grants: Collection[RoleGrant], day: date) -> bool:
        """Somebody of these, or a deputy, is there on that day."""
        away = self.away(day)
        return any(answers(one.user_id, deputy=one.deputy_id, away=away, closed=self.closed) for one in grants)

    def has_fallback(self, department: Department, day: date) -> bool:
        """As routing asks them: whoever answers when nobody else can, or a deputy that their absence names."""
        person = department.fallback_id
        return person is not None and answers(person, deputy=None, away=self.away(day), closed=self.closed)

    def is_callable(self, department: Department) -> bool:
        """Another organisation does its work, and the directory says how to reach it."""
        there = department.outsourced_to
        if there is None or not there.is_active:
            return False
        return bool(there.phone) or bool(getattr(department, "has_liaison", False))

    # ---- what ------------------------------------------------------------------------------------
    @cached_property
    def leads(self) -> Mapping[int, Responsibility]:
        """By theme."""
        return {cell.theme_id: cell for cell in self.cells if cell.part == Part.LEAD}

    @cached_property
    def led(self) -> Mapping[int, Sequence[Theme]]:
        """By department."""
        found: dict[int, list[Theme]] = defaultdict(list)
        for cell in self.leads.values():
            found[cell.department_id].append(self.themes[cell.theme_id])
        return {pk: sorted(themes, key=lambda theme: theme.name) for pk, themes in found.items()}

    @cached_property
    def chosen(self) -> list[Responsibility]:
        """Not only filled by a template."""
        return [cell for cell in self.cells if not cell.is_proposal]

    @cached_property
    def carried(self) -> Mapping[int, set[int]]:
        """By department the themes that it leads or does the work for, where somebody chose that."""
        found: dict[int, set[int]] = defaultdict(set)
        for cell in self.chosen:
            if cell.part in CARRIES:
                found[cell.department_id].add(cell.theme_id)
        return found

    @cached_property
    def active_levels(self) -> set[tuple[int, str]]:
        """A theme and a level at which some department does more than hear of it."""
        return {(cell.theme_id, cell.level) for cell in self.cells if cell.part != Part.INFORMED}

    # ---- who mends it ------------------------------------------------------------------------------
    def menders(self, found: Found) -> list[Mender]:
        """Whom to call, in that order; who is there today goes first."""
        people: dict[int, Mender] = {}
        for person, hat in self._called(found):
            if person.is_active:
                people.setdefault(person.pk, Mender(person, hat, person.pk in self.away(self.on)))
        return sorted(people.values(), key=lambda mender: mender.is_away)

    def whom_to_ask(self, found: Found) -> Department | None:
        """The department that can say something about it, where somebody of it can be told."""
        department = found.department or found.asked
        if department is None or found.kind not in ASKS_DEPARTMENT or found.level == Level.STRATEGIC:
            return None
        people = [grant for grant in self.holders(*_TIED) if grant.department_id == department.pk]
        has_fallback = department.fallback is not None and department.fallback.is_active
        return department if people or has_fallback else None

    def _called(self, found: Found) -> list[tuple[User, str | Promise]]:
        department = found.department or found.asked
        called: list[tuple[User, str | Promise]] = []
        if found.person is not None and found.kind in _SAYS_IT_THEMSELF:
            called.append((found.person, ""))
        for role in menders_of(found.kind, level=found.level):
            for grant in self.holders(role):
                if role not in _TIED or (department is not None and grant.department_id == department.pk):
                    called.append((grant.user, ROLE_NAMES[role]))
        if department is not None and department.fallback is not None:
            called.append((department.fallback, _LAST_TO_ASK))
        return called


_TIED = frozenset({Role.CONTACT_PERSON, Role.DEPARTMENT_HEAD})
_SAYS_IT_THEMSELF = frozenset({HoleKind.MAIL_BOUNCES, HoleKind.TOO_MANY_THEMES, HoleKind.NO_DEPUTY})
_LAST_TO_ASK = _("answers when nobody else can")
