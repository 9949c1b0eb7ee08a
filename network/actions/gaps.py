"""Somebody stopped, and nobody is left for it: that is a gap before a signal meets it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from network.actions.holes import report_hole
from network.models import RoleGrant
from network.models.place import TeamKind
from network.rules import HoleKind, Role
from network.sweep import Found, Snapshot
from network.sweep.people import department_hole, queue_holes

_QUEUES = {
    Role.ATTENTION_OFFICER: "attention_officer",
    Role.INTEGRITY_RECEIVER: "integrity",
    Role.COORDINATOR: "coordinator",
}


def report_gap(grant: RoleGrant) -> None:
    """For a grant that is over: what it leaves behind, as the directory finds it."""
    for found in _left_by(grant):
        report_hole(
            municipality=grant.municipality,
            kind=found.kind,
            department_id=found.department.pk if found.department else None,
            route=found.route,
        )


def _left_by(grant: RoleGrant) -> Iterator[Found]:
    snapshot = Snapshot(grant.municipality, timezone.localdate())
    role = Role(grant.role)
    if role is Role.CONTACT_PERSON:
        department = snapshot.departments.get(grant.department_id or 0)
        found = department_hole(snapshot, department) if department else ()
        yield from (one for one in found if one.kind is HoleKind.NO_CONTACT)
        return
    queue = _queue_of(grant) if role is Role.TEAM_MEMBER else _QUEUES.get(role)
    if queue:
        yield from (one for one in queue_holes(snapshot) if one.kind is HoleKind.NO_RECEIVER and one.route == queue)


def _queue_of(grant: RoleGrant) -> str:
    is_safety = grant.team is not None and grant.team.kind == TeamKind.STAFF_SAFETY
    return "staff_safety" if is_safety else "team"
