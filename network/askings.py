"""Assigned is not accepted: which cells a department must still confirm, who speaks for it, what waits too long."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, DateField, Exists, F, Func, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from network.models import Asking, Contest, Department, Municipality, Responsibility, RoleGrant, ThemeSetting, User
from network.models.confirmation import ContestOutcome
from network.models.matrix import Part, ResponsibilityQuerySet
from network.roles import away_on, present, roles_of
from network.rules import Role
from network.rules.askings import ASKED_PARTS
from network.rules.matrix import CONFIRMS, SETTLES, editors


# ---- which cells ---------------------------------------------------------------------------------
def asked_cells(on: date) -> ResponsibilityQuerySet:
    """Of leads and executors, where both the theme and the department are in use."""
    switched_off = ThemeSetting.objects.filter(
        theme=OuterRef("theme"), municipality=OuterRef("municipality"), is_on=False
    )
    return Responsibility.objects.current(on).filter(
        ~Exists(switched_off), part__in=ASKED_PARTS, theme__is_active=True, department__is_active=True
    )


def cells_to_confirm(on: date) -> ResponsibilityQuerySet:
    """Less what a department contests, and what somebody decided to keep: that stands as long as a yes does."""
    of_this_cell: dict[str, Any] = {name: OuterRef(name) for name in ("theme", "department", "level")}
    contests = Contest.objects.filter(**of_this_cell)
    return asked_cells(on).filter(
        ~Exists(contests.filter(settled_at=None)),
        ~Exists(decided_to_keep(contests, on).filter(part=OuterRef("part"), settled_at__date__gte=OuterRef("from_on"))),
    )


def decided_to_keep(contests: QuerySet[Contest], on: date) -> QuerySet[Contest]:
    kept = contests.filter(outcome=ContestOutcome.KEPT)
    return kept.annotate(good_until=_months_after(TruncDate("settled_at"))).filter(good_until__gt=on)


def due_cells(on: date) -> ResponsibilityQuerySet:
    """Never confirmed, or too long ago."""
    rows = cells_to_confirm(on).annotate(lapses_on=_months_after(F("confirmed_on")))
    return rows.filter(Q(lapses_on=None) | Q(lapses_on__lte=on) | Q(is_proposal=True))


def _months_after(day: Any) -> Func:
    """As many months later as the municipality says; the last day of a month stays one."""
    return Func(
        day,
        F("municipality__confirm_every_months"),
        template="(%(expressions)s))::date",
        arg_joiner=" + make_interval(months => ",
        output_field=DateField(null=True),
    )


# ---- who speaks for a department -----------------------------------------------------------------
def departments_spoken_for(user: User) -> QuerySet[Department]:
    """By a role in it, and by who answers for it when nobody else can."""
    held = roles_of(user)
    named = Q(fallback=user, municipality__in=held.municipalities())
    return Department.objects.filter(Q(pk__in=held.departments(*CONFIRMS)) | named, is_active=True)


def speaks_for(user: User, department: Department) -> bool:
    if department.pk in roles_of(user).departments(*CONFIRMS):
        return True
    return department.fallback_id == user.pk and department.municipality_id in roles_of(user).municipalities()


def hat_for(user: User, department: Department) -> str:
    """In which role somebody speaks for it; empty for who is only named as the last to ask."""
    held = roles_of(user).of(*CONFIRMS)
    return next((one.role for one in held if one.department_id == department.pk), "")


def oversees(user: User, municipality: Municipality) -> bool:
    """Keeps the directory, or decides about what is contested."""
    roles = editors(is_live=municipality.is_live) | SETTLES
    return municipality.pk in roles_of(user).municipalities(*roles)


def settles(user: User, municipality: Municipality) -> bool:
    return municipality.pk in roles_of(user).municipalities(*SETTLES)


def contact_persons(department: Department) -> list[User]:
    """Who is there today, else the head, else the last to ask."""
    return _holding(department, Role.CONTACT_PERSON) or responsible_people(department)


def responsible_people(department: Department) -> list[User]:
    """The head, else who answers when nobody else can; empty when that is nobody."""
    heads = _holding(department, Role.DEPARTMENT_HEAD)
    fallback = department.fallback
    return heads or ([fallback] if fallback is not None and fallback.is_active else [])


def people_of(department: Department) -> list[User]:
    """Everybody who speaks for it."""
    found = [*_holding(department, Role.CONTACT_PERSON), *responsible_people(department)]
    return list(dict.fromkeys(found))


def those_who(municipality: Municipality, *roles: Role) -> list[User]:
    """Who is there in one of these roles today; when all are away, everybody who holds it."""
    return _answering(RoleGrant.objects.filter(municipality=municipality, role__in=roles))


def _holding(department: Department, role: Role) -> list[User]:
    return _answering(RoleGrant.objects.filter(department=department, role=role))


def _answering(grants: QuerySet[RoleGrant]) -> list[User]:
    today = timezone.localdate()
    rows = list(RoleGrant.objects.current(today).filter(pk__in=grants).select_related("user", "deputy").order_by("pk"))
    there = [person for person, _absent in present(rows, away_on(today))]
    return list(dict.fromkeys(there or [row.user for row in rows]))


def leading_department(contest: Contest) -> Department | None:
    """Of the theme, unless that is who contests."""
    leads = Responsibility.objects.today().filter(
        municipality=contest.municipality_id, theme=contest.theme_id, part=Part.LEAD
    )
    lead = leads.exclude(department=contest.department_id).select_related("department__fallback").first()
    return lead.department if lead else None


# ---- what waits ----------------------------------------------------------------------------------
def overdue(municipality: Municipality, on: date) -> QuerySet[Asking]:
    """Asked, and not answered by the due day."""
    return Asking.objects.filter(department__municipality=municipality, answered_on=None, due_on__lt=on)


def overdue_contests(municipality: Municipality, on: date) -> QuerySet[Contest]:
    """Nobody decided by the day."""
    return Contest.objects.filter(municipality=municipality, settled_at=None, decide_by__lt=on)


def open_askings(places: Collection[int]) -> QuerySet[Asking]:
    """The first due first."""
    rows = Asking.objects.filter(department__municipality__in=places, department__is_active=True, answered_on=None)
    return rows.select_related("department__municipality").order_by("due_on", "pk")


def unasked_due(places: Collection[int], on: date) -> list[tuple[Department, int]]:
    """Departments with cells to confirm that nobody asked them about, and how many cells."""
    asked = Asking.objects.filter(department=OuterRef("department"), answered_on=None)
    rows = due_cells(on).filter(~Exists(asked), department__municipality__in=places)
    counts = dict(rows.order_by().values_list("department").annotate(Count("pk")))
    departments = Department.objects.filter(pk__in=counts).select_related("municipality")
    return [(row, counts[row.pk]) for row in departments.order_by("municipality__name", "name")]


def open_contests(places: Collection[int]) -> QuerySet[Contest]:
    rows = Contest.objects.filter(municipality__in=places, settled_at=None)
    return rows.select_related("theme", "department", "municipality", "by").order_by("decide_by", "pk")


def due_count(departments: Sequence[int], on: date) -> dict[int, int]:
    """How many cells each department must still confirm."""
    counts: dict[int, int] = {}
    for pk in due_cells(on).filter(department__in=departments).values_list("department_id", flat=True):
        counts[pk] = counts.get(pk, 0) + 1
    return counts
