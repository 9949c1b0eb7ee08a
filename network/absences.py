"""Who is away, and who may stand in for them."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from network.models import Absence, RoleGrant, User
from network.rules import Role


def own_absences(user: User, today: date) -> QuerySet[Absence]:
    """Those that are not over yet, the nearest first."""
    return Absence.objects.not_over(today).filter(user=user).select_related("deputy")


def able_to_replace(user: User) -> QuerySet[User]:
    """Colleagues who may stand in for everything somebody does: a deputy sees what the absent person would see.

    For each role: its standing deputy, or who holds that role too, sits in that team or is of that department.
    Nobody for who only files: signals of their own wait until they are back.
    """
    grants = RoleGrant.objects.today()
    held = list(grants.filter(user=user).exclude(role=Role.REPORTER))
    if not held:
        return User.objects.none()
    colleagues = User.objects.filter(is_active=True).exclude(pk=user.pk)
    for grant in held:
        near = grants.filter(user=OuterRef("pk"), municipality=grant.municipality_id)
        colleagues = colleagues.filter(Exists(near.filter(_beside(grant))) | Q(pk=grant.deputy_id))
    return colleagues.order_by("name")


def roles_without_deputy(user: User) -> bool:
    """Whether something would wait while this person is away, because nobody stands in by rule."""
    alone = RoleGrant.objects.today().filter(user=user, deputy=None)
    return alone.filter(Q(role__in=_ANSWERING) | Q(role=Role.CONTACT_PERSON, department__fallback=None)).exists()


_ANSWERING = (Role.COORDINATOR, Role.ATTENTION_OFFICER, Role.PRIVACY_OFFICER)


def _beside(grant: RoleGrant) -> Q:
    match Role(grant.role):
        case Role.TEAM_MEMBER | Role.COORDINATOR:
            return Q(team=grant.team_id)
        case Role.CONTACT_PERSON:
            return Q(department=grant.department_id)
        case role:
            return Q(role=role)
