"""A signal in the step of its approach, and a plan in short steps, through the same actions as the pages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from network.cast import Cast
from network.models import Department, Power
from signals.actions.approach import send_action
from signals.actions.assignment import Answer, answer_hand_over, report_result
from signals.actions.checks import ask_check, decide_check
from signals.actions.planning import Wanted, add_action, write_goal
from signals.demo.weighing import bring_to
from signals.models import HandOver, PlanAction, Signal
from signals.models.assignment import Reply
from signals.rules.checks import Test
from signals.rules.protocol import CheckOn
from tests.signals.life import filed, taken_up

GOAL = "De loods wordt weer gebruikt zoals afgesproken."
WHAT = "Ga langs bij de loods aan de Havendijk."
NEEDS = "De huurder zou er iets anders doen dan in het contract staat."


def in_approach(cast: Cast, **more: Any) -> Signal:
    """Omar has it, and it went through intake, weighing and research."""
    signal = taken_up(filed(cast.sanne, themes=[cast.themes["T07"]], **more), cast.omar)
    signal.refresh_from_db()
    bring_to(signal, "approach", by=cast.omar)
    signal.refresh_from_db()
    return signal


def allowed(
    signal: Signal, cast: Cast, department: str = "VAS", *, power: Power | None = None, yes: bool = True
) -> None:
    """Fatma allows sharing with a department, or that it uses a power."""
    check = ask_check(
        signal.reference,
        by=cast.omar,
        on=CheckOn.POWER if power else CheckOn.DEPARTMENT,
        department=cast.department(department),
        power=power,
        asked="De plaats, om langs te gaan." if yes else "De plaats en de huurder.",
    )
    answers = dict.fromkeys(Test, "Ja.")
    decide_check(check.uuid, by=cast.fatma, allowed=yes, answers=answers, limits="Alleen het adres.")
    signal.refresh_from_db()


def power_of(cast: Cast) -> Power:
    power = cast.themes["T07"].powers.first()
    assert power is not None
    return power


def planned(signal: Signal, cast: Cast, *, goal: str = GOAL) -> None:
    signal.refresh_from_db()
    write_goal(signal.reference, by=cast.omar, goal=goal, version=signal.version)
    signal.refresh_from_db()


def wanted(department: Department, **more: Any) -> Wanted:
    given: dict[str, Any] = {"what": WHAT, "text": NEEDS, "due_on": timezone.localdate() + timedelta(days=7)} | more
    return Wanted(department=department, **given)


def with_action(signal: Signal, cast: Cast, department: str = "VAS", **more: Any) -> PlanAction:
    signal.refresh_from_db()
    row = add_action(
        signal.reference, by=cast.omar, wanted=wanted(cast.department(department), **more), version=signal.version
    )
    signal.refresh_from_db()
    return row


def with_plan(cast: Cast, *departments: str, **more: Any) -> tuple[Signal, list[PlanAction]]:
    """A plan with an action for each of these departments, which the privacy officer allowed."""
    signal = in_approach(cast, **more)
    for department in departments:
        allowed(signal, cast, department)
    planned(signal, cast)
    return signal, [with_action(signal, cast, department) for department in departments]


def sent(signal: Signal, action: PlanAction, cast: Cast) -> HandOver:
    signal.refresh_from_db()
    row = send_action(signal.reference, by=cast.omar, action=action.uuid, version=signal.version, key=uuid4())
    signal.refresh_from_db()
    return row


def answered(row: HandOver, reply: Reply, words: str = "", later_on: date | None = None) -> HandOver:
    """By whom it was addressed to."""
    row.refresh_from_db()
    assert row.contact is not None
    return answer_hand_over(row.reference, by=row.contact, answer=Answer(reply, words, later_on), version=row.version)


def reported(row: HandOver, result: str = "De huur is opgezegd.") -> HandOver:
    row.refresh_from_db()
    assert row.contact is not None
    return report_result(row.reference, by=row.contact, result=result, own_number="", version=row.version)
