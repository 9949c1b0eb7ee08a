"""A signal walked through its protocol at the pages, by who does it: nothing here calls an action or writes a row."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from network.cast import Cast
from network.models import Department, Organisation, Source, User
from signals.models import (
    AgendaItem,
    HandOver,
    Meeting,
    PlanAction,
    PrivacyCheck,
    ScoreSheet,
    Signal,
    SourceQuestion,
)
from signals.protocols import protocol_of
from signals.rules.checks import Test
from signals.rules.protocol import Answer, Question, TaskKind
from tests.signals.filing_form import signed_in


def press(user: User, address: str, **answers: Any) -> HttpResponse:
    """A form that is taken leads on; whatever else it does is shown with what the page says."""
    answer = signed_in(user).post(address, {"key": str(uuid4()), **answers})
    assert answer.status_code == 302, (address, answer.status_code, _faults(answer))
    return answer


def at(name: str, signal: Signal, *more: object) -> str:
    return reverse(f"signals:{name}", args=[signal.reference, *more])


def send(user: User, name: str, signal: Signal, *more: object, **answers: Any) -> HttpResponse:
    return press(user, at(name, signal, *more), version=_fresh(signal).version, **answers)


def due_today() -> dict[str, int]:
    """A day is three boxes."""
    today = timezone.localdate()
    return {"due_on_day": today.day, "due_on_month": today.month, "due_on_year": today.year}


def _fresh(signal: Signal) -> Signal:
    signal.refresh_from_db()
    return signal


def _faults(answer: HttpResponse) -> object:
    form = (answer.context or {}).get("form") if answer.context else None
    missing = (answer.context or {}).get("missing") if answer.context else None
    return form.errors if form is not None and form.errors else missing or answer.content.decode()[:500]


# ---- intake and questions --------------------------------------------------------------------------------------------
def take_up(user: User, signal: Signal) -> None:
    press(user, at("claim", signal))


def answer_task(user: User, signal: Signal, task: str, verdict: str) -> None:
    """Every question of the task, as somebody who has an answer to each."""
    questions = protocol_of(signal).task(task).questions
    given = {f"q_{one.code}": _answer(one) for one in questions if one.only_for in {"", verdict}}
    send(user, "weighing", signal, task, verdict=verdict, **given)


def _answer(question: Question) -> str | list[str]:
    if question.answer is Answer.ONE:
        return question.options[0].code
    if question.answer is Answer.SOME:
        return [question.options[0].code]
    return "yes" if question.answer is Answer.YES_NO else "Zoals besproken."


def go(user: User, signal: Signal, way: str, **more: Any) -> None:
    """By a way of the step it stands in: onward, or to an end."""
    words = {"reason": "Zoals besproken.", "feedback": "We gaan verder.", "made_possible": "no"}
    send(user, "go_on", signal, way, **(words | more))


def intake_done(cast: Cast, signal: Signal, *, by: str = "omar") -> None:
    """Weighings 1, 2A and 2B, and on to the team."""
    user = cast[by]
    take_up(user, signal)
    for task in ("weighing-1", "weighing-2a", "weighing-2b"):
        answer_task(user, signal, task, "yes")
    go(user, signal, "to_weighing")


# ---- weighing by the team --------------------------------------------------------------------------------------------
def weighed(
    cast: Cast, signal: Signal, *, scorers: tuple[str, ...] = ("omar", "bea", "joris"), by: str = "omar"
) -> None:
    user, protocol = cast[by], protocol_of(signal)
    if protocol.has_task("source-code"):
        answer_task(user, signal, "source-code", "coded")
    people = [str(cast[name].key) for name in scorers]
    send(user, "scoring", signal, people=people, **due_today())
    for name in scorers:
        score(cast[name], signal)
    send(user, "scoring_show", signal)
    answer_task(user, signal, "three-questions", "help")


def score(user: User, signal: Signal, level: int = 2) -> None:
    sheet = ScoreSheet.objects.get(round__signal=signal, scorer=user, given_at=None)
    task = protocol_of(signal).first_of(TaskKind.SCORES)
    assert task is not None
    levels = {f"level_{one.code}": str(level) for one in task.criteria}
    press(user, reverse("signals:score_sheet", args=[sheet.reference]), advice="none", **levels)


# ---- sources ---------------------------------------------------------------------------------------------------------
def source_says(cast: Cast, signal: Signal, *, found: str = "hit", source: str = "BRP", holder: str = "jasper") -> None:
    row = Source.objects.get(name=source, department__municipality=signal.municipality)
    send(cast.omar, "research", signal, act="check", source=row.pk, why="Wie staat er ingeschreven?")
    decide(cast.fatma, signal)
    send(cast.omar, "research", signal, act="ask", source=row.pk, question="Staat er iemand ingeschreven?")
    question = SourceQuestion.objects.get(signal=signal, source=row)
    address = reverse("signals:source_question", args=[question.reference])
    press(cast[holder], address, version=question.version, answer=found)


def decide(officer: User, signal: Signal, *, allowed: bool = True) -> None:
    """The check that waits."""
    check = PrivacyCheck.objects.waiting().get(signal=signal)
    tests = {str(test): "Zie de vraag." for test in Test}
    decision = {"decision": "allowed", "limits": "Alleen het adres."} if allowed else {"decision": "refused"}
    press(officer, reverse("signals:check", args=[check.uuid]), version=check.version, **tests, **decision)


# ---- the approach ----------------------------------------------------------------------------------------------------
def share_with(cast: Cast, signal: Signal, department: Department) -> None:
    """Check 2A: asked by the coordinator, decided by the privacy officer."""
    given = {"department": department.pk, "shares": ["place", "task"], "why": "Zij kunnen er gaan kijken."}
    send(cast.omar, "approach_check", signal, **given)
    decide(cast.fatma, signal)


def discussed(cast: Cast, signal: Signal) -> None:
    """In a meeting of today, with Bea in the chair."""
    today = timezone.localdate()
    given = {
        "day_day": today.day,
        "day_month": today.month,
        "day_year": today.year,
        "hour": "23:30",
        "place": "Kamer 2.14",
        "chair": str(cast.bea.key),
        "members": [str(cast.omar.key)],
    }
    press(cast.omar, reverse("signals:meeting_new", args=[cast.oudeveen.slug]), **given)
    meeting = Meeting.objects.latest("pk")
    for name in ("meeting_send", "meeting_begin"):
        meeting.refresh_from_db()
        press(cast.omar, reverse(f"signals:{name}", args=[meeting.reference]), version=meeting.version)
    item = AgendaItem.objects.get(meeting=meeting, signal=signal)
    address = reverse("signals:meeting_discuss", args=[meeting.reference, item.reference])
    press(cast.bea, address, version=_fresh(signal).version, minutes="We gaan samen kijken.")
    meeting.refresh_from_db()
    press(cast.omar, reverse("signals:meeting_end", args=[meeting.reference]), version=meeting.version)


def acted(cast: Cast, signal: Signal, department: Department, contact: User) -> None:
    """One action: in the plan, checked for its power, sent, accepted, done."""
    send(cast.omar, "approach_goal", signal, goal="Weten wat er gebeurt.")
    words = {"what": "Controleer de loods.", "text": "Kijk alleen naar het gebruik."}
    send(cast.omar, "approach_add", signal, department=department.pk, power="", **words, **due_today())
    form = signed_in(cast.omar).get(at("approach", signal)).context["forms"]["power"]
    send(cast.omar, "approach_power", signal, use=next(iter(form.uses)), why="Zonder hen kunnen we niet kijken.")
    decide(cast.fatma, signal)
    send(cast.omar, "approach_send", signal, action=str(PlanAction.objects.get(plan__signal=signal).uuid))
    row = HandOver.objects.get(signal=signal, department=department)
    reply(contact, row)
    report(contact, row)


def looked(cast: Cast, signal: Signal) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    day = {"look_on_day": tomorrow.day, "look_on_month": tomorrow.month, "look_on_year": tomorrow.year}
    send(cast.omar, "approach_plan_look", signal, **day)
    send(cast.omar, "approach_look", signal, helped="yes", words="De loods is leeg.")


# ---- another organisation --------------------------------------------------------------------------------------------
def hand_to(user: User, signal: Signal, organisation: Organisation) -> None:
    """Shown line by line first; only the second press sends it."""
    typed = {
        "organisation": str(organisation.pk),
        "recipient": "Wie er dienst heeft",
        "why": "Zij kunnen meteen met de mensen praten.",
        "ground": "safe_at_home",
        "ground_words": "Artikel 5.2.6 Wmo",
        "summary": "Iemand lijkt niet vrij te kunnen praten.",
        "key": str(uuid4()),
        "version": _fresh(signal).version,
    }
    shown = signed_in(user).post(at("transfer", signal), typed | {"show": "1"})
    assert shown.status_code == 200, _faults(shown)
    press(user, at("transfer", signal), **typed, seen=shown.context["package"].digest, send="1")


# ---- departments -----------------------------------------------------------------------------------------------------
def ask_department(user: User, signal: Signal, department: Department, *, leads: bool = False) -> HandOver:
    given = {
        "department": department.pk,
        "question": "Pakken jullie dit op?",
        "power": "",
        "text": "Wij zien iets dat niet klopt bij een adres.",
        **due_today(),
    }
    send(user, "hand_over_new", signal, **given, **({"takes_lead": "on"} if leads else {}))
    return HandOver.objects.get(signal=signal, department=department)


def reply(user: User, row: HandOver, answer: str = "yes") -> None:
    row.refresh_from_db()
    press(user, reverse("signals:hand_over_reply", args=[row.reference]), version=row.version, answer=answer)


def report(user: User, row: HandOver) -> None:
    row.refresh_from_db()
    address = reverse("signals:hand_over_result", args=[row.reference])
    given = {"result-result": "Gecontroleerd en opgelost.", "result-own_number": "", "result-own_report": "yes"}
    press(user, address, version=row.version, **given)
