"""What beat starts for signals, and when."""

from typing import Any

from celery.schedules import crontab

#: Hourly, while the work is daily: whoever was down at the hour catches up at the next. Nobody is told at night.
_DAILY = crontab(minute=10, hour="6-21")
_BY_DAY = crontab(minute=5, hour="6-21")
_DAILY_WORK = (
    "go_on_without_answers",  # before silences: the team's turn again, and the reporter hears it
    "break_silences",
    "remind_of_deadlines",
    "remind_of_hand_overs",
    "remind_of_questions",
    "remind_of_scores",
    "remind_of_looks",
    "remind_of_improvements",
    "remind_of_checks",
    "remind_of_source_questions",
    "tell_of_unopened_queues",
    "remind_of_reviews",
    "remind_to_calibrate",
    "sweep_sealed_files",
)


def _entry(schedule: crontab, *, expires: int) -> dict[str, Any]:
    return {"schedule": schedule, "options": {"expires": expires}}


BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "signals-tell_of_unseen": {"task": "signals.tell_of_unseen", **_entry(crontab(minute="*/10"), expires=540)},
    "signals-find_readers": {"task": "signals.find_readers", **_entry(_BY_DAY, expires=3000)},
    "signals-end_claims": {"task": "signals.end_claims", **_entry(_BY_DAY, expires=3000)},
} | {f"signals-{name}": {"task": f"signals.{name}", **_entry(_DAILY, expires=3000)} for name in _DAILY_WORK}
