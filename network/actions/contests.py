"""A department says that a cell is not right; the tactical level keeps or changes it before a day."""

from __future__ import annotations

from dataclasses import replace

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from network.actions.askings import close_if_answered
from network.actions.matrix import CellChanged, lock_matrix, put, standing
from network.actions.refusals import NotAllowed
from network.actions.settling import settle
from network.askings import hat_for, leading_department, responsible_people, settles, speaks_for, those_who
from network.matrix import Cell, Content
from network.models import CellEntry, Contest, Department, Municipality, Responsibility, User
from network.models.confirmation import ContestOutcome
from network.models.matrix import CellEvent, Part
from network.roles import roles_of
from network.rules.askings import SETTLE_WITHIN
from network.rules.levels import Level
from network.rules.matrix import SETTLES
from network.telling import tell


class ContestedBefore(Exception):
    """A colleague contested the cell already."""

    def __init__(self, contest: Contest) -> None:
        super().__init__()
        self.contest = contest


class SettledBefore(Exception):
    """Somebody was first: it is decided, changed or taken back."""


def contest_cell(*, by: User, row: Responsibility, reason: str) -> Contest:
    """ "Dit klopt niet", about the row that the page showed. CellChanged when it is not what stands there now."""
    if not speaks_for(by, row.department):
        raise NotAllowed
    today = timezone.localdate()
    municipality, cell = row.department.municipality, Cell.of(row)
    with transaction.atomic():
        lock_matrix(municipality)
        now = standing(municipality, cell, today)
        if now is None or now.pk != row.pk:
            raise CellChanged(now)
        contest = _written(row, municipality, by=by, reason=reason)
        CellEntry.objects.create(
            municipality=municipality,
            theme_id=row.theme_id,
            department_id=row.department_id,
            level=row.level,
            event=CellEvent.CONTESTED,
            was=row.part,
            became=row.part,
            by=by,
            role=contest.role,
            reason=reason[:300],
        )
        close_if_answered(row.department, today)
        _tell_who_decides(contest, municipality)
    return contest


def _written(row: Responsibility, municipality: Municipality, *, by: User, reason: str) -> Contest:
    contest = Contest(
        municipality=municipality,
        theme_id=row.theme_id,
        department=row.department,
        level=row.level,
        part=row.part,
        by=by,
        role=hat_for(by, row.department),
        reason=reason,
        decide_by=municipality.calendar.add_reading_days(timezone.localdate(), SETTLE_WITHIN),
    )
    try:
        with transaction.atomic():
            contest.save()
    except IntegrityError:
        before = Contest.objects.filter(theme=row.theme_id, department=row.department, level=row.level)
        raise ContestedBefore(before.get(settled_at=None)) from None
    return contest


def _tell_who_decides(contest: Contest, municipality: Municipality) -> None:
    """And whoever answers for the department that leads the theme."""
    lead = leading_department(contest)
    people = [*those_who(municipality, *SETTLES), *(responsible_people(lead) if lead else [])]
    tell(
        dict.fromkeys(people),
        kind="cell_contested",
        effect=f"contest:{contest.pk}",
        municipality_id=municipality.pk,
        path=reverse("network:contest", args=[contest.pk]),
    )


# ---- settled -------------------------------------------------------------------------------------
def withdraw_contest(*, by: User, contest: Contest) -> None:
    """By whoever speaks for the department."""
    if not speaks_for(by, contest.department):
        raise NotAllowed
    with transaction.atomic():
        now = _taken(contest)
        settle(now, ContestOutcome.WITHDRAWN, by=by, role=hat_for(by, contest.department), answer="")


def keep_cell(*, by: User, contest: Contest, answer: str) -> None:
    """It stays as it is, and the department reads why."""
    role = _deciding_hat(by, contest)
    with transaction.atomic():
        settle(_taken(contest), ContestOutcome.KEPT, by=by, role=role, answer=answer)


def change_contested(
    *, by: User, contest: Contest, part: Part | None, answer: str, new_lead: Department | None = None
) -> None:
    """The department does this from today on (None: nothing); who leads instead is asked "klopt dit?" in turn.

    A contested cell never becomes the lead here: that takes it from somebody else, and is proposed.
    """
    role = _deciding_hat(by, contest)
    takes_over = contest.part == Part.LEAD and new_lead is not None
    if part in {Part.LEAD, contest.part} or (new_lead is not None and not takes_over):
        raise NotAllowed
    if new_lead is not None and (
        new_lead == contest.department or new_lead.municipality_id != contest.municipality_id or not new_lead.is_active
    ):
        raise NotAllowed
    municipality = contest.municipality
    with transaction.atomic():
        _taken(contest)
        cell = Cell(contest.theme_id, contest.department_id, Level(contest.level))
        put(municipality, cell, _with_part(municipality, cell, part), by=by, role=role, reason=answer[:300])
        if new_lead is not None:
            cell = replace(cell, department_id=new_lead.pk)
            content = _with_part(municipality, cell, Part.LEAD)
            put(municipality, cell, content, by=by, role=role, reason=answer[:300])


def _with_part(municipality: Municipality, cell: Cell, part: Part | None) -> Content | None:
    """With the powers and partners that stand there."""
    if part is None:
        return None
    now = standing(municipality, cell, timezone.localdate())
    content = Content.of(now) if now else None
    return replace(content, part=part) if content else Content(part)


def _taken(contest: Contest) -> Contest:
    """Of two who decide at once the second hears that somebody was first."""
    lock_matrix(contest.municipality)
    rows = Contest.objects.select_related("municipality", "department__fallback", "by")
    now = rows.filter(pk=contest.pk, settled_at=None).first()
    if now is None:
        raise SettledBefore
    return now


def _deciding_hat(by: User, contest: Contest) -> str:
    if not settles(by, contest.municipality):
        raise NotAllowed
    held = roles_of(by).of(*SETTLES)
    return next(one.role for one in held if one.municipality_id == contest.municipality_id)
