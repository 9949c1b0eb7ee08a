"""Only what a lead or executor has not confirmed in time is asked; nobody is asked about what is not used."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from network.actions.contests import contest_cell, keep_cell, withdraw_contest
from network.askings import due_cells
from network.cast import Cast
from network.models import Contest, Department, Responsibility, Theme, ThemeSetting
from network.models.matrix import Part
from network.rules.askings import AskingStep, step_due
from tests.network.confirming import forget_confirmations, lead_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def department(cast: Cast) -> Department:
    forget_confirmations(cast.department("VAS"))
    return cast.department("VAS")


def due(department: Department, on: date | None = None) -> set[Responsibility]:
    return set(due_cells(on or timezone.localdate()).filter(department=department))


def test_who_leads_or_acts_is_asked_and_nobody_else(department: Department) -> None:
    assert {row.part for row in due(department)} == {Part.LEAD, Part.EXECUTOR}


def test_what_was_confirmed_is_due_after_the_months_of_the_municipality(department: Department) -> None:
    department.responsibilities.update(confirmed_on=date(2026, 3, 31))
    assert not due(department, date(2026, 9, 29))
    assert due(department, date(2026, 9, 30))


def test_a_proposal_of_a_template_is_due_even_when_it_was_confirmed_elsewhere(department: Department) -> None:
    department.responsibilities.update(confirmed_on=timezone.localdate())
    row = lead_of(department)
    Responsibility.objects.filter(pk=row.pk).update(is_proposal=True)
    assert due(department) == {row}


def test_a_theme_that_the_municipality_switched_off_is_left_out(department: Department) -> None:
    theme = lead_of(department).theme
    ThemeSetting.objects.update_or_create(municipality=department.municipality, theme=theme, defaults={"is_on": False})
    assert lead_of(department) not in due(department)


def test_a_theme_switched_off_elsewhere_is_asked_here(cast: Cast, department: Department) -> None:
    theme = lead_of(department).theme
    ThemeSetting.objects.update_or_create(municipality=cast.veenwijk, theme=theme, defaults={"is_on": False})
    assert lead_of(department) in due(department)


def test_a_theme_out_of_use_is_left_out(department: Department) -> None:
    row = lead_of(department)
    Theme.objects.filter(pk=row.theme_id).update(is_active=False)
    assert row not in due(department)


def test_a_department_out_of_use_is_asked_nothing(department: Department) -> None:
    Department.objects.filter(pk=department.pk).update(is_active=False)
    assert not due(department)


def test_what_ended_is_not_asked(department: Department) -> None:
    department.responsibilities.update(until_on=timezone.localdate() - timedelta(days=1))
    assert not due(department)


def contested(cast: Cast, department: Department) -> Contest:
    return contest_cell(by=cast.dirk, row=lead_of(department), reason="Dit doen wij niet.")


def test_what_a_department_contests_is_not_asked_meanwhile(cast: Cast, department: Department) -> None:
    contest = contested(cast, department)
    assert lead_of(department) not in due(department)
    withdraw_contest(by=cast.dirk, contest=contest)
    assert lead_of(department) in due(department)


def test_what_was_decided_to_stay_is_asked_again_after_the_months(cast: Cast, department: Department) -> None:
    keep_cell(by=cast.omar, contest=contested(cast, department), answer="Jullie hebben de panden.")
    assert lead_of(department) not in due(department)
    assert lead_of(department) in due(department, timezone.localdate() + timedelta(days=185))


ASKED = date(2026, 11, 2)
DUE = date(2026, 11, 16)


@pytest.mark.parametrize(
    ("today", "is_reminded", "is_escalated", "step"),
    [
        (date(2026, 11, 8), False, False, None),
        (date(2026, 11, 9), False, False, AskingStep.REMIND),
        (date(2026, 11, 10), True, False, None),
        (date(2026, 11, 15), True, False, None),
        (DUE, True, False, AskingStep.ESCALATE),
        (DUE, False, False, AskingStep.ESCALATE),
        (date(2027, 1, 1), False, True, None),
    ],
)
def test_what_follows_when_nobody_answers(
    today: date, is_reminded: bool, is_escalated: bool, step: AskingStep | None
) -> None:
    found = step_due(asked_on=ASKED, due_on=DUE, is_reminded=is_reminded, is_escalated=is_escalated, today=today)
    assert found is step
