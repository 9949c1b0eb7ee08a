"""A department says that a cell is not right; the tactical level decides, and a signal still finds its way."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from network.actions.askings import look_after_askings, remind_of_contests
from network.actions.contests import (
    ContestedBefore,
    SettledBefore,
    change_contested,
    contest_cell,
    keep_cell,
    withdraw_contest,
)
from network.actions.matrix import CellChanged, change_cell
from network.askings import overdue_contests
from network.cast import Cast
from network.matrix import Cell, Content, leads_on
from network.models import Absence, Asking, CellEntry, Contest, Responsibility
from network.models.confirmation import ContestOutcome
from network.models.matrix import CellEvent, Part
from network.tasks import remind_of_contests as task
from tests.network.confirming import forget_confirmations, lead_of, make_head, told
from tests.signals.heard import MONDAY

pytestmark = pytest.mark.django_db

WHY = "De panden zijn verkocht."
ANSWER = "Jullie hebben de contracten nog."


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)


@pytest.fixture
def lead(cast: Cast) -> Responsibility:
    return lead_of(cast.department("VAS"))


@pytest.fixture
def contest(cast: Cast, lead: Responsibility) -> Contest:
    return contest_cell(by=cast.dirk, row=lead, reason=WHY)


def part_of(row: Responsibility) -> str | None:
    now = Responsibility.objects.today().filter(theme=row.theme, department=row.department, level=row.level).first()
    return now.part if now else None


def events(row: Responsibility) -> list[str]:
    entries = CellEntry.objects.filter(theme=row.theme, department=row.department, level=row.level)
    return list(entries.order_by("pk").values_list("event", flat=True))


# ---- contesting ----------------------------------------------------------------------------------
def test_it_is_decided_within_ten_working_days(contest: Contest) -> None:
    assert contest.decide_by == MONDAY.date() + timedelta(days=14)


def test_a_closed_day_of_the_municipality_counts_not(cast: Cast, lead: Responsibility) -> None:
    cast.oudeveen.closed_days = [MONDAY.date() + timedelta(days=1)]
    cast.oudeveen.save()
    contest = contest_cell(by=cast.dirk, row=lead_of(cast.department("VAS")), reason=WHY)
    assert contest.decide_by == MONDAY.date() + timedelta(days=15)


def test_the_coordinators_hear_of_it(cast: Cast, contest: Contest) -> None:
    assert told(cast.omar) == told(cast.wil) == ["cell_contested"]
    assert told(cast.noor) == told(cast.ilse) == []


def test_the_head_of_the_department_that_leads_hears_of_it(cast: Cast) -> None:
    make_head(cast, cast.merve, "VAS", since=MONDAY.date())
    helping = Responsibility.objects.today().get(
        theme=cast.themes["T07"], department=cast.department("BIJ"), part=Part.EXECUTOR
    )
    contest_cell(by=cast.yusuf, row=helping, reason=WHY)
    assert told(cast.merve) == ["cell_contested"]


def test_a_deputy_hears_of_it_while_the_coordinators_are_away(cast: Cast, lead: Responsibility) -> None:
    for person in (cast.omar, cast.wil):
        Absence.objects.create(user=person, from_on=MONDAY.date(), until_on=MONDAY.date(), deputy=cast.bea)
    contest_cell(by=cast.dirk, row=lead, reason=WHY)
    assert told(cast.bea) == ["cell_contested"]
    assert told(cast.omar) == []


def test_a_contested_cell_still_routes(cast: Cast, contest: Contest, lead: Responsibility) -> None:
    assert leads_on(cast.oudeveen, MONDAY.date(), [contest.theme])[contest.theme_id] == lead


def test_the_trail_says_so(contest: Contest, lead: Responsibility) -> None:
    assert events(lead) == [CellEvent.CONTESTED]


def test_a_cell_is_contested_once(cast: Cast, contest: Contest, lead: Responsibility) -> None:
    with pytest.raises(ContestedBefore) as before:
        contest_cell(by=cast.dirk, row=lead, reason="Nog eens.")
    assert before.value.contest == contest


def test_a_cell_that_changed_meanwhile_is_not_contested(cast: Cast, lead: Responsibility) -> None:
    content = Content.of(lead)
    assert content
    change_cell(
        by=cast.noor,
        municipality=cast.oudeveen,
        cell=Cell.of(lead),
        content=replace(content, powers=()),
        seen=lead.pk,
    )
    with pytest.raises(CellChanged):
        contest_cell(by=cast.dirk, row=lead, reason=WHY)


@pytest.mark.parametrize("person", ["karin", "omar", "noor", "ilse"])
def test_nobody_contests_for_another_department(cast: Cast, lead: Responsibility, person: str) -> None:
    with pytest.raises(PermissionDenied):
        contest_cell(by=cast[person], row=lead, reason=WHY)


def test_the_last_that_was_asked_is_answered_with_it(cast: Cast) -> None:
    department = cast.department("VAS")
    forget_confirmations(department)
    department.responsibilities.exclude(part=Part.LEAD).update(confirmed_on=MONDAY.date())
    look_after_askings()
    contest_cell(by=cast.dirk, row=lead_of(department), reason=WHY)
    assert Asking.objects.get(department=department).answered_on == MONDAY.date()


# ---- deciding ------------------------------------------------------------------------------------
def test_what_is_kept_stays_and_the_department_reads_why(cast: Cast, contest: Contest, lead: Responsibility) -> None:
    keep_cell(by=cast.omar, contest=contest, answer=ANSWER)
    contest.refresh_from_db()
    assert (contest.outcome, contest.answer, contest.settled_by) == (ContestOutcome.KEPT, ANSWER, cast.omar)
    assert part_of(lead) == Part.LEAD
    assert told(cast.dirk) == ["contest_settled"]
    assert events(lead) == [CellEvent.CONTESTED, CellEvent.SETTLED]


def test_what_changes_is_another_part_from_today(cast: Cast, contest: Contest, lead: Responsibility) -> None:
    won = cast.department("WON")
    change_contested(by=cast.omar, contest=contest, part=Part.ADVISER, answer=ANSWER, new_lead=won)
    contest.refresh_from_db()
    assert (contest.outcome, contest.answer) == (ContestOutcome.CHANGED, ANSWER)
    assert part_of(lead) == Part.ADVISER
    assert leads_on(cast.oudeveen, MONDAY.date(), [contest.theme])[contest.theme_id].department == won
    assert told(cast.dirk) == ["contest_settled"]


def test_who_leads_instead_is_asked_whether_it_is_right(cast: Cast, contest: Contest) -> None:
    change_contested(by=cast.omar, contest=contest, part=None, answer=ANSWER, new_lead=cast.department("WON"))
    look_after_askings()
    assert told(cast.linda) == ["confirmation_asked"]


def test_a_contested_cell_never_becomes_the_lead_here(cast: Cast) -> None:
    helping = Responsibility.objects.today().get(theme=cast.themes["T07"], department=cast.department("BIJ"))
    contest = contest_cell(by=cast.yusuf, row=helping, reason="Dit leiden wij.")
    with pytest.raises(PermissionDenied):
        change_contested(by=cast.omar, contest=contest, part=Part.LEAD, answer=ANSWER)


def test_a_department_elsewhere_cannot_lead_here(cast: Cast, contest: Contest) -> None:
    elsewhere = cast.department("OOV", at="veenwijk")
    with pytest.raises(PermissionDenied):
        change_contested(by=cast.omar, contest=contest, part=None, answer=ANSWER, new_lead=elsewhere)


@pytest.mark.parametrize("person", ["dirk", "noor", "bea", "jelle", "ilse"])
def test_only_the_tactical_level_decides(cast: Cast, contest: Contest, person: str) -> None:
    with pytest.raises(PermissionDenied):
        keep_cell(by=cast[person], contest=contest, answer=ANSWER)
    with pytest.raises(PermissionDenied):
        change_contested(by=cast[person], contest=contest, part=None, answer=ANSWER)


def test_whoever_decides_second_hears_that_it_is_decided(cast: Cast, contest: Contest) -> None:
    keep_cell(by=cast.omar, contest=contest, answer=ANSWER)
    with pytest.raises(SettledBefore):
        change_contested(by=cast.wil, contest=contest, part=None, answer="Nee.")


def test_a_change_by_the_keeper_settles_it(cast: Cast, contest: Contest, lead: Responsibility) -> None:
    change_cell(
        by=cast.noor,
        municipality=cast.oudeveen,
        cell=Cell.of(lead),
        content=Content(Part.ADVISER),
        seen=lead.pk,
        reason="Overleg van 1 maart.",
    )
    contest.refresh_from_db()
    assert (contest.outcome, contest.settled_by) == (ContestOutcome.CHANGED, cast.noor)
    assert contest.answer == "Overleg van 1 maart."
    assert told(cast.dirk) == ["contest_settled"]


def test_a_lead_that_passes_to_another_department_settles_it(cast: Cast, contest: Contest) -> None:
    won = Responsibility.objects.today().filter(theme=contest.theme, department=cast.department("WON")).first()
    cell = (
        Cell.of(won)
        if won
        else replace(Cell.of(lead_of(cast.department("VAS"))), department_id=cast.department("WON").pk)
    )
    change_cell(
        by=cast.noor,
        municipality=cast.oudeveen,
        cell=cell,
        content=Content(Part.LEAD),
        seen=won.pk if won else None,
    )
    contest.refresh_from_db()
    assert contest.outcome == ContestOutcome.CHANGED


def test_a_change_of_another_cell_leaves_it_open(cast: Cast, contest: Contest) -> None:
    other = (
        Responsibility.objects.today()
        .filter(theme=contest.theme, municipality=cast.oudeveen)
        .exclude(part=Part.LEAD)[0]
    )
    change_cell(by=cast.noor, municipality=cast.oudeveen, cell=Cell.of(other), content=None, seen=other.pk)
    contest.refresh_from_db()
    assert contest.settled_at is None


def test_the_department_takes_it_back(cast: Cast, contest: Contest, lead: Responsibility) -> None:
    withdraw_contest(by=cast.dirk, contest=contest)
    contest.refresh_from_db()
    assert contest.outcome == ContestOutcome.WITHDRAWN
    assert contest_cell(by=cast.dirk, row=lead, reason="Toch niet.").pk != contest.pk


def test_another_department_cannot_take_it_back(cast: Cast, contest: Contest) -> None:
    with pytest.raises(PermissionDenied):
        withdraw_contest(by=cast.karin, contest=contest)


# ---- the deadline --------------------------------------------------------------------------------
def test_a_working_day_before_it_is_due_the_coordinator_hears_it_again_once(
    cast: Cast, contest: Contest, time_machine: Any
) -> None:
    time_machine.move_to(MONDAY + timedelta(days=10), tick=False)
    remind_of_contests()
    assert told(cast.omar) == ["cell_contested"]
    time_machine.move_to(MONDAY + timedelta(days=11), tick=False)  # Friday; it is due on Monday
    remind_of_contests()
    task()
    assert told(cast.omar) == ["cell_contested", "cell_contested"]


def test_past_its_day_it_waits_too_long(cast: Cast, contest: Contest) -> None:
    assert not overdue_contests(cast.oudeveen, contest.decide_by).exists()
    assert overdue_contests(cast.oudeveen, contest.decide_by + timedelta(days=1)).get() == contest
    assert not overdue_contests(cast.veenwijk, contest.decide_by + timedelta(days=1)).exists()
