"""Weighing 3: colleagues are asked, each scores alone, and then the round is shown to all of them at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hkin.outbox.actions import forget
from hkin.privacy.marks import duty_mark
from hkin.privacy.sealing import open_key
from network.models import User
from network.roles import away_on
from network.rules import Role
from network.telling import tell
from signals.access import role_towards
from signals.actions.protocol import find
from signals.actions.working import (
    DoneBefore,
    NotAllowed,
    NotYet,
    Work,
    WrongMoment,
    append_to_trail,
    at_work,
    done_before,
    sent_once,
)
from signals.models import ScoreRound, ScoreSheet, Signal
from signals.rules.lifecycle import Status, Verb, may
from signals.rules.protocol import WAITING, Task
from signals.rules.scoring import Scores, balances
from signals.scoring import (
    Progress,
    Scorer,
    leads_round,
    minimum_for,
    open_round_of,
    opened_scores,
    own_scorers,
    partner_scorers,
    progress_of,
    scores_task,
    sealed_scores,
    sheets_late,
    takes_scores,
    ways_to_advise,
)


def too_few(minimum: int) -> str:
    words = ngettext(
        "Ask at least %(minimum)s colleague: the result takes that many own scores.",
        "Ask at least %(minimum)s colleagues: the result takes that many own scores.",
        minimum,
    )
    return words % {"minimum": minimum}


def open_round(
    reference: str, *, by: User, scorers: Collection[UUID], due_on: date, version: int, key: UUID | None = None
) -> ScoreRound:
    """`scorers` are keys of people. They are asked by name, and each hears it."""
    with at_work(reference, by=by, verb=Verb.OPEN_ROUND, version=version, key=key) as work:
        task = _task_for(work)
        if open_round_of(work.signal) is not None:
            raise WrongMoment
        chosen = _chosen(work.signal, scorers)
        minimum = minimum_for(work.signal)
        if len(chosen) < minimum:
            raise NotYet([too_few(minimum)])
        row = ScoreRound.objects.create(signal=work.signal, opened_by=by, due_on=due_on, minimum=minimum)
        _ask(row, chosen, work.signal)
        find(work, task, WAITING)
    return row


def ask_more(
    reference: str, *, by: User, scorers: Collection[UUID], version: int, key: UUID | None = None
) -> ScoreRound:
    """Somebody else too, in a round that is open: a colleague is ill, or stepped aside."""
    with at_work(reference, by=by, verb=Verb.OPEN_ROUND, version=version, key=key) as work:
        _task_for(work)
        row = open_round_of(work.signal)
        if row is None:
            raise WrongMoment
        asked = set(row.sheets.values_list("scorer__key", flat=True))
        _ask(row, _chosen(work.signal, set(scorers) - asked), work.signal)
    return row


def _task_for(work: Work) -> Task:
    task = scores_task(work.signal)
    if task is None:
        raise WrongMoment
    if work.role not in task.by:
        raise NotAllowed
    return task


def _chosen(signal: Signal, keys: Collection[UUID]) -> list[Scorer]:
    """NotAllowed for whoever may not be asked (any more)."""
    able = {one.user.key: one for one in (*own_scorers(signal), *partner_scorers(signal))}
    if not set(keys) <= able.keys():
        raise NotAllowed
    return [one for key, one in able.items() if key in set(keys)]


def _ask(row: ScoreRound, scorers: Iterable[Scorer], signal: Signal) -> None:
    for one in scorers:
        sheet = ScoreSheet.objects.create(round=row, scorer=one.user, discipline=one.discipline)
        _tell([sheet], signal, kind="scores_asked", effect=f"scores:{sheet.uuid}")


def give_scores(reference: str, *, by: User, scores: Scores, key: UUID | None = None) -> ScoreSheet:
    """Given once, not changed. In the trail stands who did it, never what.

    The signal keeps its version: what a colleague scores makes nobody's form stale.
    """
    with sent_once(key):
        sheet, signal = _locked(reference, by=by)
        if done_before(key, by=by, reference=signal.reference):
            raise DoneBefore
        task = scores_task(signal)
        role = role_towards(by, signal, Verb.SCORE) or Role.TEAM_MEMBER  # of the partner's team
        if task is None or not takes_scores(sheet) or not may(role, Verb.SCORE, Status(signal.status)):
            raise WrongMoment
        if not scores.fits([one.code for one in task.criteria], [way.code for way in ways_to_advise(signal)]):
            raise WrongMoment  # a form of another version of the protocol
        work = Work(signal, by, role, Verb.SCORE, open_key(signal.uuid), key=key)
        sheet.given_at, sheet.sealed_scores = timezone.now(), sealed_scores(sheet, scores, work.sealer)
        sheet.save(update_fields=["given_at", "sealed_scores"])
        append_to_trail(work, before=signal.status, after=signal.status)
        _tell_when_all_answered(progress_of(sheet.round, signal), signal, by=by)
    return sheet


def _locked(reference: str, *, by: User) -> tuple[ScoreSheet, Signal]:
    """The signal first, in the order of the team's moves; then the sheet as it is under that lock."""
    rows = ScoreSheet.objects.visible_to(by).filter(reference=reference)
    keys = list(rows.values_list("round__signal_id", flat=True))
    signals = Signal.objects.select_for_update(of=("self",)).select_related("municipality", "team__municipality")
    signal = signals.filter(pk__in=keys).first()
    sheet = rows.select_related("round__opened_by").first() if signal else None
    if signal is None or sheet is None:
        raise NotAllowed
    sheet.round.signal = signal
    return sheet, signal


def _tell_when_all_answered(progress: Progress, signal: Signal, *, by: User) -> None:
    opener = progress.round.opened_by
    if progress.waiting or opener == by or not Signal.objects.visible_to(opener).filter(pk=signal.pk).exists():
        return
    tell(
        [opener],
        kind="scores_complete",
        effect=f"scores_complete:{progress.round.uuid}:{len(progress.given)}",
        municipality_id=signal.municipality_id,
        reference=signal.reference,
        path=reverse("signals:scoring", args=[signal.reference]),
    )


def step_back(reference: str, *, by: User) -> None:
    """Somebody of the partner knows the person or the address: the sheet goes, and with it all they see of it."""
    with transaction.atomic():
        found, signal = _locked(reference, by=by)
        if not may(Role.TEAM_MEMBER, Verb.STEP_ASIDE, Status(signal.status)):
            raise WrongMoment
        role = role_towards(by, signal, Verb.STEP_ASIDE) or Role.TEAM_MEMBER
        work = Work(signal, by, role, Verb.STEP_ASIDE, open_key(signal.uuid))
        signal.stepped_aside.add(by)
        forget(references=[found.reference], recipient_marks=[duty_mark(by.pk)])
        append_to_trail(work, before=signal.status, after=signal.status)


def show_scores(reference: str, *, by: User, version: int, key: UUID | None = None) -> ScoreRound:
    """The round ends, for all at once. What somebody gave who may not know of it any more is thrown away."""
    with at_work(reference, by=by, verb=Verb.SHOW_SCORES, version=version, key=key) as work:
        signal = work.signal
        task = _task_for(work)
        row = open_round_of(signal)
        if row is None:
            raise WrongMoment
        progress = progress_of(row, signal)
        if not progress.may_be_shown(by=by, leads=leads_round(by, signal)):
            raise NotYet([_why_not(progress, by)])
        row.sheets.exclude(pk__in=[sheet.pk for sheet in progress.sheets]).delete()
        row.minimum, row.shown_at, row.shown_by = progress.needed, timezone.now(), by
        row.save()
        advice = [opened_scores(sheet, work.sealer).advice for sheet in progress.given]
        find(work, task, "tied" if balances(advice) else "scored")
        work.detail = counted_in_words(len(progress.given), row.minimum)
        others = [sheet for sheet in progress.sheets if sheet.scorer_id != by.pk]
        _tell(others, signal, kind="scores_shown", effect=f"scores_shown:{row.uuid}")
    return row


def _why_not(progress: Progress, by: User) -> str:
    if progress.waits_for(by):
        return _("Give your own score first. Then you can show them all.")
    if not progress.has_enough:
        return counted_in_words(len(progress.given), progress.needed)
    return _("Not everybody answered yet. Only the coordinator can show the scores now.")


def counted_in_words(given: int, minimum: int) -> str:
    scores = ngettext("%(given)s score", "%(given)s scores", given) % {"given": given}
    return _("%(scores)s; the minimum is %(minimum)s") % {"scores": scores, "minimum": minimum}


def remind_of_scores() -> None:
    """Once, when the day has passed, to who is there and can still answer."""
    today = timezone.localdate()
    away = away_on(today)
    for sheet in sheets_late(today):
        reads_it = ScoreSheet.objects.visible_to(sheet.scorer).filter(pk=sheet.pk).exists()
        if reads_it and sheet.scorer_id not in away:
            with transaction.atomic():
                _tell([sheet], sheet.signal, kind="scores_late", effect=f"scores_late:{sheet.uuid}")


def _tell(sheets: Iterable[ScoreSheet], signal: Signal, *, kind: str, effect: str) -> None:
    """Each under the number of their own sheet: a partner knows no other number of the signal."""
    for sheet in sheets:
        tell(
            [sheet.scorer],
            kind=kind,
            effect=effect,
            municipality_id=signal.municipality_id,
            reference=sheet.reference,
            path=reverse("signals:score_sheet", args=[sheet.reference]),
        )
