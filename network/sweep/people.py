"""Holes in who answers: queues, departments, who left, and whose mail does not arrive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from hkin.outbox.access import whose_mail_bounces
from hkin.privacy.marks import duty_mark
from network.granted import title_of
from network.models import Department, RoleGrant, User
from network.models.place import TeamKind
from network.rules import HoleKind, Role
from network.rules.claims import answers_to
from network.sweep.found import Found
from network.sweep.snapshot import Snapshot

#: Queues that a person reads, and who: away without a deputy, and nobody reads it.
_READ_BY_PEOPLE = {"attention_officer": Role.ATTENTION_OFFICER, "integrity": Role.INTEGRITY_RECEIVER}


# ---- queues --------------------------------------------------------------------------------------
def queue_holes(snapshot: Snapshot) -> Iterator[Found]:
    def team(kind: TeamKind) -> bool:
        return any(
            grant.team is not None and grant.team.kind == kind
            for grant in snapshot.holders(Role.TEAM_MEMBER, Role.COORDINATOR)
        )

    is_read = {
        "team": team(TeamKind.INTEGRAL),
        "staff_safety": team(TeamKind.STAFF_SAFETY),
        "restricted": bool(snapshot.holders(Role.COORDINATOR, Role.PRIVACY_OFFICER)),
        "coordinator": bool(snapshot.holders(Role.COORDINATOR)) or not snapshot.municipality.is_live,
    }
    for route, role in _READ_BY_PEOPLE.items():
        readers = snapshot.holders(role)
        is_read[route] = snapshot.answering(readers, snapshot.on)
        days = _unanswered(snapshot, readers) if is_read[route] else []
        if days:
            yield Found(snapshot.municipality, HoleKind.BOTH_AWAY, route=route, days=days)
    for route, somebody in is_read.items():
        if not somebody:
            yield Found(snapshot.municipality, HoleKind.NO_RECEIVER, route=route)


def _unanswered(
    snapshot: Snapshot, grants: Sequence[RoleGrant], department: Department | None = None
) -> Sequence[date]:
    """The days to come on which none of them can be reached."""
    return [
        day
        for day in snapshot.coming_days
        if not snapshot.answering(grants, day)
        and not (department is not None and snapshot.has_fallback(department, day))
    ]


# ---- departments ---------------------------------------------------------------------------------
def department_holes(snapshot: Snapshot) -> Iterator[Found]:
    for department in snapshot.departments.values():
        yield from department_hole(snapshot, department)


def department_hole(snapshot: Snapshot, department: Department) -> Iterator[Found]:
    """As routing meets it: without a contact person it is a hole even where somebody answers as the last to ask."""
    contacts = snapshot.contacts.get(department.pk, [])
    themes = snapshot.led.get(department.pk, [])
    if snapshot.is_callable(department):
        return

    def hole(kind: HoleKind, days: Sequence[date] = ()) -> Found:
        return Found(
            snapshot.municipality,
            kind,
            department=department,
            names=[theme.name for theme in themes],
            themes=len(themes),
            days=days,
            grant=contacts[0] if contacts else None,
        )

    if not contacts:
        yield hole(HoleKind.NO_CONTACT)
    elif not snapshot.answering(contacts, snapshot.on) and not snapshot.has_fallback(department, snapshot.on):
        yield hole(HoleKind.NOBODY_PRESENT)
    elif days := _unanswered(snapshot, contacts, department):
        yield hole(HoleKind.BOTH_AWAY, days)
    elif _stands_alone(snapshot, department, contacts):
        yield hole(HoleKind.NO_DEPUTY)


def _stands_alone(snapshot: Snapshot, department: Department, contacts: Sequence[RoleGrant]) -> bool:
    """Of a department that leads or does the work: one contact person, no deputy, and nobody who is asked last."""
    if department.pk not in snapshot.carried or department.fallback is not None:
        return False
    return len({grant.user_id for grant in contacts}) == 1 and not any(grant.deputy_id for grant in contacts)


# ---- people --------------------------------------------------------------------------------------
def leaver_holes(snapshot: Snapshot) -> Iterator[Found]:
    """One for each person whose account is closed and whom the directory still names."""
    named: dict[int, list[str]] = defaultdict(list)
    people: dict[int, User] = {}
    grants: dict[int, RoleGrant] = {}
    departments: dict[int, Department] = {}

    def note(person: User, words: str) -> None:
        people[person.pk] = person
        named[person.pk].append(words)

    for grant in snapshot.all_grants:
        if not grant.user.is_active:
            note(grant.user, title_of(grant))
        elif grant.deputy is not None and not grant.deputy.is_active:
            note(grant.deputy, _("deputy of %(name)s") % {"name": grant.user})
            grants.setdefault(grant.deputy.pk, grant)
    for department in snapshot.departments.values():
        if department.fallback is not None and not department.fallback.is_active:
            note(department.fallback, _("the last to ask of %(department)s") % {"department": department})
            departments.setdefault(department.fallback.pk, department)
    for pk, person in people.items():
        yield Found(
            snapshot.municipality,
            HoleKind.LEFT,
            person=person,
            names=named[pk],
            grant=grants.get(pk),
            asked=departments.get(pk),
            themes=len(named[pk]),
        )


def mail_holes(snapshot: Snapshot) -> Iterator[Found]:
    """Of who answers for something: a letter did not arrive, and none did since."""
    people = {grant.user_id: grant.user for grant in snapshot.grants}
    marks = {duty_mark(pk): person for pk, person in people.items()}
    for mark in whose_mail_bounces(marks) if marks else ():
        yield Found(snapshot.municipality, HoleKind.MAIL_BOUNCES, person=marks[mark])


# ---- departments of the sign-in --------------------------------------------------------------------
def is_known(snapshot: Snapshot, named: str) -> bool:
    """Some department answers to this name by now."""
    return any(
        answers_to(named, code=one.code, name=one.name, synonyms=one.synonyms) for one in snapshot.departments.values()
    )
