"""The steps of a demo story, each one real action by one of the cast."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from network.cast import Cast
from network.models import User
from signals.actions import assignment, feedback, intake, notes, protocol, second_reading
from signals.actions.closing import Ending, close_signal
from signals.actions.flags import admit, set_flag
from signals.actions.improvements import Better, end_improvement
from signals.actions.splitting import Part, split_off
from signals.deadlines import answered_by, deadlines_of
from signals.demo.dating import Diary
from signals.demo.weighing import bring_to, make_ready_for, make_shareable
from signals.models import HandOver, Improvement, SecondReading, Signal
from signals.models.assignment import OwnReport, Reply
from signals.models.note import NoteKind
from signals.protocols import protocol_of
from signals.rules import feedback as words
from signals.rules.deadlines import Deadline
from signals.rules.flags import Flag
from signals.rules.lifecycle import KEPT_MONTHS, Outcome, Route, Urgency
from signals.rules.safety import Safety

Step = Mapping[str, Any]


@dataclass
class Stage:
    """A signal while its story is told. `changes` are its own moments, dated back when the story ends."""

    cast: Cast
    signal: Signal
    reporter: User
    diary: Diary
    changes: dict[str, Any] = field(default_factory=dict)

    def by(self, step: Step) -> User:
        person: User = self.cast[step["by"]]
        return person

    @property
    def reference(self) -> str:
        return self.signal.reference

    @property
    def version(self) -> int:
        self.signal.refresh_from_db(fields=["version"])
        return self.signal.version

    @property
    def coordinator(self) -> User:
        person: User = self.cast["omar" if self.signal.municipality == self.cast.oudeveen else "wil"]
        return person

    def hand_over(self) -> HandOver:
        return self.signal.hand_overs.latest("pk")

    def settle(self) -> None:
        if self.changes:
            Signal.objects.filter(pk=self.signal.pk).update(**self.changes)


def take(stage: Stage, step: Step, at: datetime) -> None:
    _STEPS[step["do"]](stage, step, at)


def _heard(stage: Stage, at: datetime) -> date:
    """The reporter heard something: the next word comes within the longest silence after it."""
    day = timezone.localdate(at) + deadlines_of(stage.cast.oudeveen).silence
    stage.changes["next_word_on"] = day
    return day


def _seen(stage: Stage, step: Step, at: datetime) -> None:
    intake.mark_seen(stage.reference, by=stage.by(step))
    stage.changes.setdefault("seen_at", at)


def _claim(stage: Stage, step: Step, at: datetime) -> None:
    text = words.taken_up(next_word_on=_heard(stage, at))
    intake.claim(stage.reference, by=stage.by(step), feedback=text)
    stage.changes.setdefault("seen_at", at)


def _take_over(stage: Stage, step: Step, _at: datetime) -> None:
    intake.take_over(stage.reference, by=stage.by(step), reason=step["text"])


def _pass_on(stage: Stage, step: Step, _at: datetime) -> None:
    intake.pass_on(stage.reference, by=stage.by(step), to=stage.cast[step["to"]], reason=step["text"])


def _step_aside(stage: Stage, step: Step, _at: datetime) -> None:
    intake.step_aside(stage.reference, by=stage.by(step))


def _headline(stage: Stage, step: Step, _at: datetime) -> None:
    intake.write_headline(stage.reference, by=stage.by(step), headline=step["text"], version=stage.version)


def _note(stage: Stage, step: Step, _at: datetime) -> None:
    notes.add_note(stage.reference, by=stage.by(step), text=step["text"])


def _urgency(stage: Stage, step: Step, at: datetime) -> None:
    urgency = Urgency(step["urgency"])
    intake.set_urgency(stage.reference, by=stage.by(step), urgency=urgency, reason=step["text"], version=stage.version)
    stage.changes["due_on"] = stage.signal.calendar.due_on(at, deadlines_of(stage.cast.oudeveen).to_decide(urgency))


def _theme(stage: Stage, step: Step, _at: datetime) -> None:
    theme = stage.cast.themes[step["theme"]]
    intake.set_theme(stage.reference, by=stage.by(step), theme=theme, reason=step["text"], version=stage.version)


def _route(stage: Stage, step: Step, _at: datetime) -> None:
    route = Route(step["route"])
    intake.move_to_queue(stage.reference, by=stage.by(step), route=route, reason=step["text"], version=stage.version)


def _regime(stage: Stage, step: Step, _at: datetime) -> None:
    intake.decide_regime(
        stage.reference, by=stage.by(step), allowed=step["allowed"], reason=step["text"], version=stage.version
    )


def _tell(stage: Stage, step: Step, at: datetime) -> None:
    text = words.still_busy(next_word_on=_heard(stage, at))
    feedback.tell_reporter(stage.reference, by=stage.by(step), text=text)


def _ask(stage: Stage, step: Step, at: datetime) -> None:
    question = feedback.ask_reporter(stage.reference, by=stage.by(step), question=step["text"])
    question.due_on = answered_by(stage.signal, Deadline.REPORTER_ANSWER, asked_at=at)
    question.save(update_fields=["due_on"])


def _answer(stage: Stage, step: Step, _at: datetime) -> None:
    question = stage.signal.notes.filter(kind=NoteKind.QUESTION).latest("pk")
    feedback.answer_question(stage.reference, by=stage.reporter, question_id=question.pk, answer=step["text"])


def _add(stage: Stage, step: Step, _at: datetime) -> None:
    feedback.add_to_signal(stage.reference, by=stage.reporter, text=step["text"])


def _correct(stage: Stage, step: Step, _at: datetime) -> None:
    feedback.correct_signal(stage.reference, by=stage.reporter, text=step["text"])


def _shield(stage: Stage, _step: Step, _at: datetime) -> None:
    feedback.shield_reporter(stage.reference, by=stage.reporter)


def _withdraw(stage: Stage, _step: Step, at: datetime) -> None:
    feedback.withdraw_signal(stage.reference, by=stage.reporter)
    _ended(stage, Outcome.WITHDRAWN, at)


def _hand_over(stage: Stage, step: Step, _at: datetime) -> None:
    """`due` is counted in days from today."""
    question = assignment.Question(
        question=step["question"],
        text=step["text"],
        power=step["power"],
        due_on=timezone.localdate() + timedelta(days=step["due"]),
        shares_text=step["shares_text"],
        takes_lead=step.get("takes_lead", False),
    )
    make_shareable(stage.signal, by=stage.coordinator)
    department = stage.cast.department(step["department"], at=stage.signal.municipality.slug)
    assignment.hand_over(
        stage.reference, by=stage.by(step), department=department, question=question, version=stage.version
    )


def _reply(stage: Stage, step: Step, at: datetime) -> None:
    row = stage.hand_over()
    later = timezone.localdate() + timedelta(days=step["later"]) if "later" in step else None
    answer = assignment.Answer(reply=Reply(step["reply"]), words=step["text"], later_on=later)
    assignment.answer_hand_over(row.reference, by=stage.by(step), answer=answer, version=row.version)
    HandOver.objects.filter(pk=row.pk).update(replied_at=at)


def _give(stage: Stage, step: Step, _at: datetime) -> None:
    row = stage.hand_over()
    to: User = stage.cast[step["to"]]
    assignment.give_to_colleague(row.reference, by=stage.by(step), to=to, version=row.version)


def _result(stage: Stage, step: Step, at: datetime) -> None:
    row = stage.hand_over()
    assignment.report_result(
        row.reference,
        by=stage.by(step),
        result=step["text"],
        own_number=step["number"],
        own_report=OwnReport(step.get("own_report", OwnReport.YES)),
        version=row.version,
    )
    HandOver.objects.filter(pk=row.pk).update(replied_at=at)


def _take_back(stage: Stage, step: Step, _at: datetime) -> None:
    row = stage.hand_over()
    assignment.take_back(
        stage.reference, by=stage.by(step), question=row.reference, reason=step["text"], version=row.version
    )


def _weigh(stage: Stage, step: Step, _at: datetime) -> None:
    protocol.weigh(
        stage.reference,
        by=stage.by(step),
        task=step["task"],
        verdict=step["verdict"],
        answers=step["answers"],
        version=stage.version,
    )


def _bring(stage: Stage, step: Step, _at: datetime) -> None:
    """What a story does not tell of the steps before is answered in a word."""
    bring_to(stage.signal, step["step"], by=stage.coordinator)


def _go_on(stage: Stage, step: Step, at: datetime) -> None:
    followed = protocol_of(stage.signal)
    way = next(one for one in followed.ways_from(stage.signal.step) if one.code == step["way"])
    text = words.gone_on(followed, way, next_word_on=_heard(stage, at))
    protocol.go_on(
        stage.reference,
        by=stage.by(step),
        way=step["way"],
        reason=step["text"],
        feedback=text,
        version=stage.version,
    )
    stage.signal.refresh_from_db()
    if not stage.signal.is_urgent:
        days = protocol_of(stage.signal).step(stage.signal.step).days
        stage.changes["due_on"] = stage.signal.calendar.add_reading_days(timezone.localdate(at), days)


def _ask_second(stage: Stage, step: Step, _at: datetime) -> None:
    second_reading.ask_second_reader(
        stage.reference, by=stage.by(step), reason=step["text"], question=step["question"], version=stage.version
    )


def _second_read(stage: Stage, step: Step, at: datetime) -> None:
    row = second_reading.read_second(
        stage.reference, by=stage.by(step), agrees=True, answer=step["text"], version=stage.version
    )
    SecondReading.objects.filter(pk=row.pk).update(read_at=at)


def _flag(stage: Stage, step: Step, _at: datetime) -> None:
    set_flag(stage.reference, by=stage.by(step), flag=Flag(step["flag"]), reason=step["text"], version=stage.version)


def _admit(stage: Stage, step: Step, _at: datetime) -> None:
    person: User = stage.cast[step["to"]]
    admit(stage.reference, by=stage.by(step), person=person, reason=step["text"], version=stage.version)


def _split(stage: Stage, step: Step, at: datetime) -> None:
    """Whatever the whole is about goes along."""
    part = Part(
        text=step["text"],
        safety=Safety.NONE,
        theme=stage.cast.themes[step["theme"]],
        subjects=list(stage.signal.subjects.values_list("uuid", flat=True)),
    )
    split = split_off(stage.reference, by=stage.by(step), part=part, version=stage.version)
    deadlines = deadlines_of(split.municipality)
    Signal.objects.filter(pk=split.pk).update(
        created_at=at,
        due_on=split.calendar.due_on(at, deadlines.to_decide(Urgency(split.urgency))),
        next_word_on=timezone.localdate(at) + deadlines.silence,
    )


def _close(stage: Stage, step: Step, at: datetime) -> None:
    outcome = Outcome(step["outcome"])
    kept_until = _ended(stage, outcome, at)
    goes_to = step["goes_to"] if outcome is Outcome.NOT_ORGANISED_CRIME else ""
    text = words.with_destination(words.closed(outcome, kept_until=kept_until), goes_to=goes_to)
    make_ready_for(stage.signal, outcome, by=stage.coordinator, closer=stage.by(step))
    ending = Ending(
        outcome=outcome,
        reason=step["reason"],
        feedback=text,
        goes_to=step["goes_to"],
        improvement=_improvement(stage, step),
    )
    close_signal(stage.reference, by=stage.by(step), ending=ending, version=stage.version)


def _improvement(stage: Stage, step: Step) -> Better | None:
    """`due` is counted in days from today, on a day that people work."""
    given = step.get("improvement")
    if given is None:
        return None
    due_on = stage.signal.calendar.add_reading_days(timezone.localdate() + timedelta(days=given["due"]), 0)
    return Better(what=given["what"], owner=stage.cast[given["owner"]], due_on=due_on)


def _improve(stage: Stage, step: Step, at: datetime) -> None:
    row = Improvement.objects.open().get(owner=stage.by(step))
    end_improvement(row.uuid, by=stage.by(step), came_of_it=step["text"], version=row.version)
    Improvement.objects.filter(pk=row.pk).update(done_on=timezone.localdate(at))


def _ended(stage: Stage, outcome: Outcome, at: datetime) -> date:
    kept_until = feedback.months_on(timezone.localdate(at), KEPT_MONTHS[outcome])
    stage.changes |= {"closed_at": at, "destroy_on": kept_until, "next_word_on": None}
    return kept_until


_STEPS: dict[str, Callable[[Stage, Step, datetime], None]] = {
    "seen": _seen,
    "claim": _claim,
    "take_over": _take_over,
    "pass_on": _pass_on,
    "step_aside": _step_aside,
    "headline": _headline,
    "note": _note,
    "urgency": _urgency,
    "theme": _theme,
    "route": _route,
    "regime": _regime,
    "tell": _tell,
    "ask": _ask,
    "answer": _answer,
    "add": _add,
    "correct": _correct,
    "shield": _shield,
    "withdraw": _withdraw,
    "hand_over": _hand_over,
    "reply": _reply,
    "give": _give,
    "result": _result,
    "take_back": _take_back,
    "weigh": _weigh,
    "bring": _bring,
    "go_on": _go_on,
    "ask_second": _ask_second,
    "second_read": _second_read,
    "flag": _flag,
    "admit": _admit,
    "split": _split,
    "close": _close,
    "improve": _improve,
}
