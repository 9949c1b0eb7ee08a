"""Somebody stopped, and nobody is left for it: that is a gap before a signal meets it."""

from __future__ import annotations

from network.actions.holes import report_hole
from network.models import RoleGrant
from network.models.place import TeamKind
from network.rules import HoleKind, Role

_QUEUES = {Role.ATTENTION_OFFICER: "attention_officer", Role.INTEGRITY_RECEIVER: "integrity"}


def report_gap(grant: RoleGrant) -> None:
    """For a grant that is over."""
    others = RoleGrant.objects.today().filter(role=grant.role, municipality=grant.municipality_id)
    match Role(grant.role):
        case Role.CONTACT_PERSON:
            department = grant.department
            has_fallback = department is not None and department.fallback is not None and department.fallback.is_active
            if not has_fallback and not others.filter(department=department).exists():
                report_hole(
                    municipality=grant.municipality, kind=HoleKind.NO_CONTACT, department_id=grant.department_id
                )
        case Role.COORDINATOR if grant.municipality.is_live and not others.exists():
            report_hole(municipality=grant.municipality, kind=HoleKind.NO_RECEIVER, route="coordinator")
        case Role.TEAM_MEMBER if not _behind(grant):
            kind = grant.team.kind if grant.team else TeamKind.INTEGRAL
            route = "staff_safety" if kind == TeamKind.STAFF_SAFETY else "team"
            report_hole(municipality=grant.municipality, kind=HoleKind.NO_RECEIVER, route=route)
        case Role.ATTENTION_OFFICER | Role.INTEGRITY_RECEIVER as role if not others.exists():
            report_hole(municipality=grant.municipality, kind=HoleKind.NO_RECEIVER, route=_QUEUES[role])


def _behind(grant: RoleGrant) -> bool:
    readers = RoleGrant.objects.today().filter(role__in=[Role.TEAM_MEMBER, Role.COORDINATOR], team=grant.team_id)
    return readers.exists()
