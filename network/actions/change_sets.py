"""A set of changes to the matrix is made, laid before who adopts, and taken over as one: all of it or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from network.actions.matrix import lock_matrix, put, standing
from network.actions.refusals import NotAllowed
from network.change_sets import Comparison, adopters_of, compare, decision_for, holds_from, stamp_of
from network.matrix import Cell, Content, may_propose
from network.models import Change, ChangeSet, Municipality, Organisation, Power, Theme, User
from network.models.matrix import Part
from network.models.proposal import ChangeSetState
from network.roles import roles_of
from network.rules import Role
from network.rules.matrix import ADOPTS
from network.telling import tell


class Moved(Exception):
    """The set is not what the page showed: somebody decided, or its maker took it back."""


class Overtaken(Exception):
    """A cell was changed in the meantime; the maker looks at it again."""


class NothingToPropose(Exception):
    """There is no change in the set, or none that changes anything."""


class TwoLeads(Exception):
    """Two departments would lead the same theme."""


class NeedsAnother(Exception):
    """Who made it takes the lead from a department: somebody else adopts it."""


# ---- making ----------------------------------------------------------------------------------------
def start_set(*, by: User, municipality: Municipality, title: str, why: str, from_on: date) -> ChangeSet:
    if not may_propose(by, municipality):
        raise NotAllowed
    return ChangeSet.objects.create(municipality=municipality, title=title, why=why, from_on=from_on, proposed_by=by)


def reword_set(*, by: User, change_set: ChangeSet, title: str, why: str, from_on: date) -> None:
    with _own(change_set, by, ChangeSetState.DRAFT) as row:
        row.title, row.why, row.from_on = title, why, from_on
        row.save(update_fields=["title", "why", "from_on"])


def set_change(*, by: User, change_set: ChangeSet, cell: Cell, content: Content | None, seen: int | None) -> None:
    """`seen` is the row of the cell that the page showed. Overtaken when the cell is another by now."""
    with _own(change_set, by, ChangeSetState.DRAFT) as row:
        _check_place(row.municipality, cell)
        now = standing(row.municipality, cell, holds_from(row))
        if (now.pk if now else None) != seen:
            raise Overtaken
        leads = row.changes.filter(theme=cell.theme_id, part=Part.LEAD)
        others = leads.exclude(department=cell.department_id, level=cell.level)
        if content is not None and content.part is Part.LEAD and others.exists():
            raise TwoLeads
        Change.objects.update_or_create(
            change_set=row,
            theme_id=cell.theme_id,
            department_id=cell.department_id,
            level=cell.level,
            defaults={
                "part": content.part if content else "",
                "powers": _powers(row.municipality, cell, content),
                "partners": _partners(row.municipality, content),
                "review_on": content.review_on if content else None,
                "seen": seen,
            },
        )


def drop_change(*, by: User, change_set: ChangeSet, change_id: int) -> None:
    with _own(change_set, by, ChangeSetState.DRAFT) as row:
        row.changes.filter(pk=change_id).delete()


def _check_place(municipality: Municipality, cell: Cell) -> None:
    """A cell of this municipality: nothing is proposed for another."""
    theme = Theme.objects.of(municipality).filter(pk=cell.theme_id, is_active=True)
    department = municipality.departments.filter(pk=cell.department_id, is_active=True)
    if not (theme.exists() and department.exists()):
        raise NotAllowed


def _partners(municipality: Municipality, content: Content | None) -> list[int]:
    wanted = content.partners if content else ()
    return list(Organisation.objects.filter(municipality=municipality, pk__in=wanted).values_list("pk", flat=True))


def _powers(municipality: Municipality, cell: Cell, content: Content | None) -> list[int]:
    if content is None or not content.powers:
        return []
    known = Power.objects.used_in(municipality).filter(theme=cell.theme_id, pk__in=content.powers)
    return list(known.values_list("pk", flat=True))


# ---- laying it before somebody -------------------------------------------------------------------
def propose(*, by: User, change_set: ChangeSet) -> None:
    """Everybody who may adopt hears of it. Nothing in the matrix changes."""
    with _own(change_set, by, ChangeSetState.DRAFT) as row:
        comparison = compare(row)
        if not any(not one.changes_nothing for one in comparison.cells):
            raise NothingToPropose
        if comparison.overtaken:
            raise Overtaken
        row.state, row.proposed_at = ChangeSetState.PROPOSED, timezone.now()
        row.save(update_fields=["state", "proposed_at"])
        _tell([user for user in adopters_of(row.municipality) if user != by], row, "change_set_proposed")


def take_back(*, by: User, change_set: ChangeSet) -> None:
    """To work on it further: it is a draft again."""
    with _own(change_set, by, ChangeSetState.PROPOSED) as row:
        row.state = ChangeSetState.DRAFT
        row.save(update_fields=["state"])


def withdraw(*, by: User, change_set: ChangeSet) -> None:
    with _own(change_set, by, ChangeSetState.DRAFT, ChangeSetState.PROPOSED) as row:
        _settle(row, ChangeSetState.WITHDRAWN, by=by)


# ---- deciding ------------------------------------------------------------------------------------
def adopt(*, by: User, change_set: ChangeSet, seen: str, answer: str = "") -> None:
    """Every cell as proposed, from the chosen day or from today when that is over; one that was changed stops it all.

    `seen` is the stamp of what the page showed: its maker may have changed it since, or somebody the matrix.
    """
    with _locked(change_set, [ChangeSetState.PROPOSED]) as row:
        lock_matrix(row.municipality)
        comparison = compare(row)
        if stamp_of(row, comparison) != seen:
            raise Moved
        decision = decision_for(by, row, comparison)
        if decision.needs_another or (decision.is_alone and not answer):
            raise NeedsAnother
        if not decision.may_adopt:
            raise NotAllowed
        if comparison.overtaken:
            raise Overtaken
        _settle(row, ChangeSetState.ADOPTED, by=by, answer=answer)
        _put_all(row, comparison, by=by)
        _tell_maker(row, by, "change_set_adopted")


def refuse(*, by: User, change_set: ChangeSet, seen: str, answer: str) -> None:
    with _locked(change_set, [ChangeSetState.PROPOSED]) as row:
        comparison = compare(row)
        if stamp_of(row, comparison) != seen:
            raise Moved
        if not decision_for(by, row, comparison).may_refuse:
            raise NotAllowed
        _settle(row, ChangeSetState.REFUSED, by=by, answer=answer)
        _tell_maker(row, by, "change_set_refused")


def _put_all(row: ChangeSet, comparison: Comparison, *, by: User) -> None:
    """Who takes a lead comes last: whoever had it gave it up as the set says, and only else goes on as executor."""
    role = _hat(by, row.municipality)
    for one in sorted(comparison.cells, key=lambda one: one.after is not None and one.after.part is Part.LEAD):
        put(
            row.municipality,
            one.cell,
            one.after,
            by=by,
            role=role,
            from_on=comparison.day,
            reason=row.title,
            change_set=row,
        )


def _hat(by: User, municipality: Municipality) -> str:
    held = roles_of(by)
    return next((role for role in Role if role in ADOPTS and municipality.pk in held.municipalities(role)), "")


# ---- the row, locked -----------------------------------------------------------------------------
@contextmanager
def _own(change_set: ChangeSet, by: User, *states: ChangeSetState) -> Iterator[ChangeSet]:
    """For its maker, as long as they propose there."""
    with _locked(change_set, states) as row:
        if row.proposed_by_id != by.pk or not may_propose(by, row.municipality):
            raise NotAllowed
        yield row


@contextmanager
def _locked(change_set: ChangeSet, states: Collection[ChangeSetState]) -> Iterator[ChangeSet]:
    with transaction.atomic():
        row = ChangeSet.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=change_set.pk)
        if row.state not in states:
            raise Moved
        yield row


def _settle(row: ChangeSet, state: ChangeSetState, *, by: User, answer: str = "") -> None:
    row.state, row.decided_by, row.decided_at, row.answer = state, by, timezone.now(), answer
    row.save(update_fields=["state", "decided_by", "decided_at", "answer"])


def _tell_maker(row: ChangeSet, by: User, kind: str) -> None:
    _tell([row.proposed_by] if row.proposed_by_id != by.pk else [], row, kind)


def _tell(people: Collection[User], row: ChangeSet, kind: str) -> None:
    assert row.proposed_at is not None
    tell(
        people,
        kind=kind,
        effect=f"change_set:{row.pk}:{row.proposed_at.timestamp()}",
        municipality_id=row.municipality_id,
        path=reverse("network:change_set", args=[row.uuid]),
        by_mail="digest",
    )
