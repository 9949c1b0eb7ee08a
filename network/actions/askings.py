"""A department is asked whether its cells are right, reminded, and answers; past its day its head hears of it."""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import date
from urllib.parse import urlencode

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from network.actions.matrix import lock_matrix
from network.actions.refusals import NotAllowed
from network.askings import (
    cells_to_confirm,
    contact_persons,
    due_cells,
    hat_for,
    open_contests,
    responsible_people,
    speaks_for,
    those_who,
)
from network.models import Asking, CellEntry, Contest, Department, Municipality, User
from network.models.matrix import CellEvent
from network.rules.askings import AskingStep, due_on, step_due
from network.rules.matrix import EDITS, SETTLES
from network.telling import tell

logger = logging.getLogger(__name__)


class CellsChanged(Exception):
    """What the page showed is not what stands there now."""


class NotFinished(Exception):
    """Some departments could not be looked after; the others are."""


# ---- the department answers ----------------------------------------------------------------------
def confirm(*, by: User, department: Department, seen: Collection[int]) -> int:
    """ "Alles klopt", of the rows that the page showed: how many. None when a colleague was just before them."""
    if not speaks_for(by, department):
        raise NotAllowed
    today = timezone.localdate()
    with transaction.atomic():
        lock_matrix(department.municipality)
        rows = list(cells_to_confirm(today).filter(department=department))
        if {row.pk for row in rows} != set(seen):
            raise CellsChanged
        if not due_cells(today).filter(department=department).exists():
            return 0
        fresh = [row for row in rows if row.is_proposal or row.confirmed_on != today]
        for row in fresh:
            row.confirmed_on, row.confirmed_by, row.is_proposal = today, by, False
            row.save(update_fields=["confirmed_on", "confirmed_by", "is_proposal"])
        role = hat_for(by, department)
        CellEntry.objects.bulk_create(
            CellEntry(
                municipality_id=row.municipality_id,
                theme_id=row.theme_id,
                department_id=row.department_id,
                level=row.level,
                event=CellEvent.CONFIRMED,
                was=row.part,
                became=row.part,
                by=by,
                role=role,
            )
            for row in fresh
        )
        close_if_answered(department, today)
    return len(fresh)


def close_if_answered(department: Department, today: date) -> None:
    """Nothing is left to confirm."""
    if not due_cells(today).filter(department=department).exists():
        Asking.objects.filter(department=department, answered_on=None).update(answered_on=today)


def address_of(department: Department) -> str:
    """The one page of a department."""
    page = reverse("network:confirm_department", args=[department.code])
    return f"{page}?{urlencode({'gemeente': department.municipality.slug})}"


# ---- what a day brings ---------------------------------------------------------------------------
def look_after_askings() -> None:
    """Whatever was missed is done the next working day. One department that fails does not keep the others waiting."""
    today, failed = timezone.localdate(), 0
    for pk in list(Department.objects.order_by("municipality", "pk").values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                _look_after(pk, today)
        except Exception as error:
            failed += 1
            logger.warning("A department was not asked whether its cells are right: %s", type(error).__name__)
    if failed:
        raise NotFinished(f"{failed} departments")


def _look_after(pk: int, today: date) -> None:
    rows = Department.objects.select_for_update(of=("self",), no_key=True).select_related("municipality", "fallback")
    department = rows.get(pk=pk)
    asking = Asking.objects.select_for_update().filter(department=department, answered_on=None).first()
    is_due = due_cells(today).filter(department=department).exists()
    is_working_day = department.municipality.calendar.is_reading_day(today)
    if asking is not None and not is_due:
        close_if_answered(department, today)
    elif asking is None and is_due and is_working_day:
        _ask(department, today)
    elif asking is not None and is_working_day:
        _go_on(asking, department, today)


def _ask(department: Department, today: date) -> None:
    asking = Asking.objects.create(
        department=department, asked_on=today, due_on=due_on(today, department.municipality.calendar)
    )
    _tell(contact_persons(department), asking, department, kind="confirmation_asked")


def _go_on(asking: Asking, department: Department, today: date) -> None:
    step = step_due(
        asked_on=asking.asked_on,
        due_on=asking.due_on,
        is_reminded=asking.reminded_on is not None,
        is_escalated=asking.escalated_on is not None,
        today=today,
    )
    if step is AskingStep.REMIND:
        asking.reminded_on = today
        _tell(contact_persons(department), asking, department, kind="confirmation_reminded")
    elif step is AskingStep.ESCALATE:
        asking.escalated_on = today
        above = responsible_people(department) or those_who(department.municipality, *EDITS)
        _tell(above, asking, department, kind="confirmation_escalated")
    asking.save(update_fields=["reminded_on", "escalated_on"])


def _tell(people: Collection[User], asking: Asking, department: Department, *, kind: str) -> None:
    tell(
        people,
        kind=kind,
        effect=f"asking:{asking.pk}:{kind}",
        municipality_id=department.municipality_id,
        path=address_of(department),
    )


def remind_of_contests() -> None:
    """Once, a working day before somebody must have decided."""
    today, failed = timezone.localdate(), 0
    for municipality in Municipality.objects.order_by("pk"):
        try:
            near = municipality.calendar.add_reading_days(today, 1)
            for contest in open_contests([municipality.pk]).filter(reminded_on=None, decide_by__lte=near):
                _remind(contest, municipality, today)
        except Exception as error:
            failed += 1
            logger.warning("Contests were not looked after: %s", type(error).__name__)
    if failed:
        raise NotFinished(f"{failed} municipalities")


def _remind(contest: Contest, municipality: Municipality, today: date) -> None:
    with transaction.atomic():
        if not Contest.objects.filter(pk=contest.pk, settled_at=None, reminded_on=None).update(reminded_on=today):
            return
        tell(
            those_who(municipality, *SETTLES),
            kind="cell_contested",
            effect=f"contest:{contest.pk}:near",
            municipality_id=municipality.pk,
            path=reverse("network:contest", args=[contest.pk]),
        )
