"""What beat starts for signals. No task takes an argument; each period is worked once, however many beats there are."""

from __future__ import annotations

from collections.abc import Callable

from celery import shared_task
from django.utils import timezone

from hkin.outbox.jobs import once
from signals.actions import approach, calibration, chasing, improvements, lapsing, norms, questions, reminding, scoring
from signals.retention import sweep_sealed_files


@shared_task(name="signals.tell_of_unseen")
def tell_of_unseen() -> None:
    now = timezone.localtime()
    tenth = now.replace(minute=now.minute // 10 * 10)
    _once("tell_of_unseen", f"{tenth:%Y-%m-%dT%H:%M%z}", reminding.tell_of_unseen)


@shared_task(name="signals.end_claims")
def end_claims() -> None:
    _once("end_claims", f"{timezone.localtime():%Y-%m-%dT%H%z}", lapsing.end_claims)


@shared_task(name="signals.find_readers")
def find_readers() -> None:
    _once("find_readers", f"{timezone.localtime():%Y-%m-%dT%H%z}", lapsing.find_readers)


@shared_task(name="signals.go_on_without_answers")
def go_on_without_answers() -> None:
    _daily("go_on_without_answers", lapsing.go_on_without_answers)


@shared_task(name="signals.break_silences")
def break_silences() -> None:
    _daily("break_silences", lapsing.break_silences)


@shared_task(name="signals.remind_of_deadlines")
def remind_of_deadlines() -> None:
    _daily("remind_of_deadlines", reminding.remind_of_deadlines)


@shared_task(name="signals.remind_of_hand_overs")
def remind_of_hand_overs() -> None:
    _daily("remind_of_hand_overs", reminding.remind_of_hand_overs)


@shared_task(name="signals.remind_of_questions")
def remind_of_questions() -> None:
    _daily("remind_of_questions", questions.remind_of_questions)


@shared_task(name="signals.remind_of_looks")
def remind_of_looks() -> None:
    _daily("remind_of_looks", approach.remind_of_looks)


@shared_task(name="signals.remind_of_improvements")
def remind_of_improvements() -> None:
    _daily("remind_of_improvements", improvements.remind_of_improvements)


@shared_task(name="signals.remind_of_scores")
def remind_of_scores() -> None:
    _daily("remind_of_scores", scoring.remind_of_scores)


@shared_task(name="signals.remind_of_checks")
def remind_of_checks() -> None:
    _daily("remind_of_checks", chasing.remind_of_checks)


@shared_task(name="signals.remind_of_source_questions")
def remind_of_source_questions() -> None:
    _daily("remind_of_source_questions", chasing.remind_of_source_questions)


@shared_task(name="signals.tell_of_unopened_queues")
def tell_of_unopened_queues() -> None:
    _daily("tell_of_unopened_queues", reminding.tell_of_unopened_queues)


@shared_task(name="signals.remind_of_reviews")
def remind_of_reviews() -> None:
    _daily("remind_of_reviews", norms.remind_of_reviews)


@shared_task(name="signals.remind_to_calibrate")
def remind_to_calibrate() -> None:
    _daily("remind_to_calibrate", calibration.remind_to_calibrate)


@shared_task(name="signals.sweep_sealed_files")
def sweep_files() -> None:
    _daily("sweep_sealed_files", sweep_sealed_files)


def _daily(job: str, work: Callable[[], object]) -> None:
    _once(job, f"{timezone.localdate():%Y-%m-%d}", work)


def _once(job: str, period: str, work: Callable[[], object]) -> None:
    with once(f"signals.{job}", period) as mine:
        if mine:
            work()
