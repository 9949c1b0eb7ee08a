"""When do signals, drafts and call-backs go: declared here, done by `manage.py forget` as the role that may destroy.

What goes is gone everywhere: rows, keys, files, inbox lines and letters. A signal leaves a tombstone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.outbox.actions import forget as forget_messages
from hkin.privacy.destruction import destroy_keys
from hkin.privacy.retention import Rule, Term, declare
from network.models import JointAct
from signals.models import (
    AgendaItem,
    Attachment,
    CalibrationCase,
    CalibrationRound,
    CallBack,
    Draft,
    DrillRun,
    HandOver,
    Improvement,
    Meeting,
    Mention,
    Reporter,
    ScoreSheet,
    Signal,
    SourceQuestion,
    SubjectKey,
    Tombstone,
)

DRAFT_DAYS = timedelta(days=30)
CALL_BACK_DAYS = timedelta(days=30)
PRACTICE_DAYS = timedelta(days=30)
DRILL_DAYS = timedelta(days=2 * 365)
IMPROVEMENT_DAYS = timedelta(days=2 * 365)
MEETING_DAYS = timedelta(days=2 * 365)
ORPHAN_AGE = timedelta(days=1)


def _by_their_own_date() -> list[Term]:
    """Rows that say themselves when they go, or whose term is in days."""
    return [Term(None, 0)]


# ---- signals -------------------------------------------------------------------------------------
def _signals_due(_municipality_id: int | None, before: datetime) -> QuerySet[Signal]:
    """Kept up to and including the day that was promised to the reporter."""
    return Signal.objects.closed().filter(destroy_on__lt=timezone.localdate(before))


def _practice_due(_municipality_id: int | None, before: datetime) -> QuerySet[Signal]:
    """Finished or not; and all of it once the municipality is live."""
    return Signal.objects.practised(before - PRACTICE_DAYS)


def _destroy_signals(keys: list[int]) -> int:
    rows = list(Signal.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    attachments = Attachment.objects.filter(signal__in=rows)
    links = Reporter.objects.filter(signal__in=rows).values_list("uuid", flat=True)
    _delete_files_after_commit(attachments)
    destroy_keys([*(row.uuid for row in rows), *attachments.values_list("uuid", flat=True), *links])
    hand_overs = HandOver.objects.filter(signal__in=rows).values_list("reference", flat=True)
    sheets = ScoreSheet.objects.filter(round__signal__in=rows).values_list("reference", flat=True)
    asked = SourceQuestion.objects.filter(signal__in=rows).values_list("reference", flat=True)
    forget_messages(references=[*(row.reference for row in rows), *hand_overs, *sheets, *asked])
    JointAct.objects.filter(subject__in=[row.uuid for row in rows]).delete()
    Tombstone.objects.bulk_create(_tombstone(row) for row in rows if not row.is_practice)
    mentioned = list(Mention.objects.filter(signal__in=rows).values_list("key_id", flat=True).distinct())
    Signal.objects.filter(pk__in=[row.pk for row in rows]).delete()
    _delete_unmentioned(mentioned)
    return len(rows)


def _tombstone(row: Signal) -> Tombstone:
    closed_on = timezone.localdate(row.closed_at) if row.closed_at else timezone.localdate()
    return Tombstone(uuid=row.uuid, municipality_id=row.municipality_id, outcome=row.outcome, closed_on=closed_on)


def _delete_unmentioned(keys: Sequence[int]) -> None:
    """The last mention takes the key along. Locked in order: a filing that mentions one now waits, or is waited for."""
    locked = SubjectKey.objects.select_for_update().filter(pk__in=keys).order_by("kind", "hash")
    ids = [key.pk for key in locked]
    mentions = Mention.objects.filter(key=OuterRef("pk"))
    SubjectKey.objects.filter(~Exists(mentions), pk__in=ids).delete()


# ---- drafts and call-backs -----------------------------------------------------------------------
def _drafts_due(_municipality_id: int | None, before: datetime) -> QuerySet[Draft]:
    return Draft.objects.filter(updated_at__lt=before - DRAFT_DAYS)


def _destroy_drafts(keys: list[int]) -> int:
    """One that was sent or written on since the keys were read stays, and is due no more."""
    untouched = Draft.objects.filter(pk__in=keys, updated_at__lt=timezone.now() - DRAFT_DAYS)
    rows = list(untouched.select_for_update().order_by("pk"))
    attachments = Attachment.objects.filter(draft__in=rows)
    _delete_files_after_commit(attachments)
    destroy_keys([*(row.uuid for row in rows), *attachments.values_list("uuid", flat=True)])
    attachments.delete()
    Draft.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return len(keys)


def _call_backs_due(_municipality_id: int | None, before: datetime) -> QuerySet[CallBack]:
    return CallBack.objects.filter(asked_at__lt=before - CALL_BACK_DAYS)


def _destroy_call_backs(keys: list[int]) -> int:
    return CallBack.objects.filter(pk__in=keys).delete()[0]


# ---- drills: what is compared is the last few ----------------------------------------------------
def _drills_due(_municipality_id: int | None, before: datetime) -> QuerySet[DrillRun]:
    return DrillRun.objects.filter(at__lt=before - DRILL_DAYS)


def _destroy_drills(keys: list[int]) -> int:
    return DrillRun.objects.filter(pk__in=keys).delete()[0]


# ---- meetings: without their signals they say when people met ----------------------------------
def _meetings_due(_municipality_id: int | None, before: datetime) -> QuerySet[Meeting]:
    """As long as a signal of it is kept, the meeting is."""
    held = AgendaItem.objects.filter(meeting=OuterRef("pk"))
    return Meeting.objects.filter(~Exists(held), starts_at__lt=before - MEETING_DAYS)


def _destroy_meetings(keys: list[int]) -> int:
    rows = Meeting.objects.filter(pk__in=keys)
    forget_messages(references=list(rows.values_list("reference", flat=True)))
    return rows.delete()[1].get("signals.Meeting", 0)


# ---- calibrations: stories a year, figures without anybody in them five years --------------------------
def _stories_due(_municipality_id: int | None, before: datetime) -> QuerySet[CalibrationRound]:
    """A year after closing; and what was never closed, a year after it was begun."""
    told = CalibrationCase.objects.filter(round=OuterRef("pk"), sealed_text__isnull=False)
    ended = Q(closed_at__lt=before) | Q(closed_at=None, started_at__lt=before)
    return CalibrationRound.objects.filter(ended, Exists(told))


def _destroy_stories(keys: list[int]) -> int:
    rows = list(CalibrationRound.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    destroy_keys([row.uuid for row in rows])
    CalibrationCase.objects.filter(round__in=rows).update(sealed_text=None)
    CalibrationRound.objects.filter(pk__in=[row.pk for row in rows], closed_at=None).delete()
    return len(rows)


def _calibrations_due(_municipality_id: int | None, before: datetime) -> QuerySet[CalibrationRound]:
    return CalibrationRound.objects.filter(closed_at__lt=before)


def _destroy_calibrations(keys: list[int]) -> int:
    rows = CalibrationRound.objects.filter(pk__in=keys)
    destroy_keys(rows.values_list("uuid", flat=True))
    return rows.delete()[0]


# ---- improvements: what was done is compared for a while -----------------------------------------
def _improvements_due(_municipality_id: int | None, before: datetime) -> QuerySet[Improvement]:
    return Improvement.objects.filter(done_on__lt=timezone.localdate(before - IMPROVEMENT_DAYS))


def _destroy_improvements(keys: list[int]) -> int:
    return Improvement.objects.filter(pk__in=keys).delete()[0]


# ---- files ---------------------------------------------------------------------------------------
def _delete_files_after_commit(attachments: QuerySet[Attachment]) -> None:
    """Their keys are gone in this transaction. A crash in between leaves unreadable files for the sweep."""
    for names in attachments.values_list("original_file", "shown_file"):
        for name in names:
            transaction.on_commit(partial(storages["sealed"].delete, name))


def sweep_sealed_files() -> int:
    """Files that no row knows: their transaction failed after they were written, or before they were removed."""
    known = {name for names in Attachment.objects.values_list("original_file", "shown_file") for name in names}
    sweep: Callable[..., int] = storages["sealed"].sweep  # type: ignore[attr-defined]  # SealedStorage
    return sweep(known=known, older_than=ORPHAN_AGE)


def declare_rules() -> None:
    for rule in RULES:
        declare(rule)


def _rule(name: str, label: Any, due: Callable[..., QuerySet[Any]], destroy: Callable[[list[Any]], int]) -> Rule:
    return Rule(name=name, label=label, terms=_by_their_own_date, due=due, destroy=destroy)


RULES = (
    _rule("closed_signals", _("Closed signals"), _signals_due, _destroy_signals),
    _rule("practice_signals", _("Signals filed for practice"), _practice_due, _destroy_signals),
    _rule("old_drafts", _("Forms that were never sent"), _drafts_due, _destroy_drafts),
    _rule("old_improvements", _("Improvements that are done"), _improvements_due, _destroy_improvements),
    _rule("old_call_backs", _("Requests to call back"), _call_backs_due, _destroy_call_backs),
    _rule("old_meetings", _("Old meetings without signals"), _meetings_due, _destroy_meetings),
    Rule(
        name="calibration_stories",
        label=_("Stories of a calibration"),
        terms=lambda: [Term(None, 12)],
        due=_stories_due,
        destroy=_destroy_stories,
    ),
    Rule(
        name="old_calibrations",
        label=_("Figures of old calibrations"),
        terms=lambda: [Term(None, 60)],
        due=_calibrations_due,
        destroy=_destroy_calibrations,
    ),
    _rule("old_drills", _("Old drills"), _drills_due, _destroy_drills),
)
