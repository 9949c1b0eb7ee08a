"""A file is brought in: kept sealed, read, and done when somebody says yes. Each step is taken once, whoever dies."""

from __future__ import annotations

import json
import logging
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import timedelta

from celery import current_app
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from hkin.privacy.sealing import SealBroken, open_under_ring, seal_under_ring
from network.actions.importing_doing import do_plan, invite_newcomers
from network.actions.importing_progress import Progress
from network.actions.matrix import lock_matrix
from network.actions.refusals import NotAllowed
from network.importing import check_file, may_import
from network.models import ImportRun, Municipality, User
from network.models.importing import ImportState
from network.rules.import_plan import Plan, as_data, from_data
from network.rules.import_sheet import Fault, ImportKind
from network.sheets import SheetError

#: Longer than a task may last, so that nobody else begins while somebody still works.
LEASE = timedelta(seconds=180)
MOST_TRIES = 5
#: The workers are asked again after this long; a message that nobody took is worth nothing then.
NUDGE_EVERY = timedelta(seconds=15)
_TASK = "network.work_on_import"
_CONTENT, _REPORT = "importrun.content", "importrun.report"

logger = logging.getLogger(__name__)


class TooLate(Exception):
    """It is not waiting for this answer (any more)."""


# ---- what somebody does on the page --------------------------------------------------------------
def bring_in(*, by: User, municipality: Municipality, kind: ImportKind, content: bytes) -> ImportRun:
    """The file is kept and will be read. Nothing changes before somebody says yes."""
    if not may_import(by, municipality, kind):
        raise NotAllowed
    run = ImportRun(by=by, municipality=municipality, kind=kind)
    run.content = seal_under_ring(_CONTENT, run.uuid, b64encode(content).decode())
    with transaction.atomic():
        run.save()
        ask_workers(run)
    return run


def say_yes(*, by: User, run: ImportRun, invites: bool = False) -> None:
    """To what the report shows. Said twice it is done once."""
    _check_right(by, run)
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.state != ImportState.CHECKED or run.counts.get("faults"):
            raise TooLate
        run.state, run.invites, run.has_moved = ImportState.TO_DO, invites, False
        run.done, run.tries, run.leased_until = 0, 0, None
        run.save()
        ask_workers(run)


def throw_away(*, by: User, run: ImportRun) -> None:
    """Before the yes, and after all is done. Not while it is being done."""
    _check_right(by, run)
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.state in {ImportState.TO_DO, ImportState.TO_INVITE}:
            raise TooLate
        run.delete()


def _check_right(by: User, run: ImportRun) -> None:
    if run.by_id != by.pk or not may_import(by, run.municipality, ImportKind(run.kind)):
        raise NotAllowed


def report_of(run: ImportRun) -> Plan:
    """Of a week in which the key it lay under was taken off the ring, nothing can be shown any more."""
    try:
        data = open_under_ring(_REPORT, run.uuid, run.report)
    except SealBroken:
        return Plan(faults=(Fault(0, None, gettext_noop("This file cannot be opened any more. Bring it in again.")),))
    return from_data(json.loads(data or "{}"))


# ---- who works on it -----------------------------------------------------------------------------
def ask_workers(run: ImportRun) -> None:
    """After the commit. A broker that does not answer costs time, no file: it is asked again."""
    ImportRun.objects.filter(pk=run.pk).update(nudged_at=timezone.now())
    transaction.on_commit(lambda: _publish(run), robust=True)


def ask_again(run: ImportRun) -> bool:
    """When nobody has it and nobody was asked just now. True when it was left lying."""
    now = timezone.now()
    waiting = ImportRun.objects.unattended(now).filter(pk=run.pk, nudged_at__lt=now - NUDGE_EVERY)
    if waiting.update(nudged_at=now) == 0:
        return False
    _publish(run)
    return True


def pick_up_imports() -> None:
    """What a killed worker left, and what was brought in while the broker was away."""
    for run in ImportRun.objects.unattended(timezone.now()):
        ask_again(run)


def _publish(run: ImportRun) -> None:
    expires = 4 * NUDGE_EVERY.seconds
    try:
        current_app.send_task(
            _TASK, args=[str(run.uuid)], ignore_result=True, expires=expires, argsrepr="(-)", kwargsrepr="{-}"
        )
    except Exception as error:  # every broker library has its own
        logger.warning("The broker took no import: %s", type(error).__name__)


def work_on(uuid: str) -> None:
    """All steps that nobody waits for. Whoever comes second finds that somebody has it."""
    run = ImportRun.objects.select_related("municipality", "by").filter(uuid=uuid).first()
    if run is None or not run.claim(until=timezone.now() + LEASE):
        return
    run.refresh_from_db()
    try:
        while run.is_working:
            (_give_up if run.tries > MOST_TRIES or not _is_allowed(run) else _STEPS[ImportState(run.state)])(run)
    except Exception as error:  # what was half done is rolled back, and tried again later
        logger.warning("An import stopped: %s", type(error).__name__)
    ImportRun.objects.filter(pk=run.pk).update(leased_until=None)


def _look(run: ImportRun) -> None:
    """What would it change?"""
    try:
        plan, lines = _plan(run)
    except SheetError as error:
        plan, lines = Plan(faults=(Fault(0, None, str(error.message)),)), 0
    run.total, run.state = lines, ImportState.CHECKED
    _keep(run, plan)


def _do(run: ImportRun) -> None:
    """All of it in one transaction, when it would still change what was shown; else it is shown again."""
    with Progress(run) as progress, transaction.atomic():
        lock_matrix(run.municipality)
        plan, _lines = _plan(run)
        if as_data(plan)["changes"] != as_data(report_of(run))["changes"] or plan.faults:
            run.state, run.has_moved = ImportState.CHECKED, True
            _keep(run, plan)
            return
        newcomers = do_plan(
            plan, kind=ImportKind(run.kind), municipality=run.municipality, by=run.by, tick=progress.tick
        )
        progress.close()
        run.state = ImportState.TO_INVITE if newcomers and run.invites else ImportState.DONE
        run.content, run.done, run.finished_at = None, run.total, timezone.now()
        run.save(update_fields=["state", "content", "done", "finished_at"])


def _invite(run: ImportRun) -> None:
    """A letter to each new person that has none yet; after a stop it goes on where it was."""
    addresses = [one.values["email"] for one in report_of(run).changes if one.act == "new"]
    run.total, run.done = len(addresses), 0
    run.save(update_fields=["total", "done"])
    for count in invite_newcomers(addresses, municipality=run.municipality, by=run.by):
        ImportRun.objects.filter(pk=run.pk).update(done=count, leased_until=timezone.now() + LEASE)
    run.state, run.done = ImportState.DONE, run.total
    run.save(update_fields=["state", "done"])


_STEPS: dict[ImportState, Callable[[ImportRun], None]] = {
    ImportState.TO_CHECK: _look,
    ImportState.TO_DO: _do,
    ImportState.TO_INVITE: _invite,
}


def _give_up(run: ImportRun) -> None:
    run.state, run.finished_at = ImportState.BROKEN, timezone.now()
    run.save(update_fields=["state", "finished_at"])


def _is_allowed(run: ImportRun) -> bool:
    """The right may have ended since."""
    return may_import(run.by, run.municipality, ImportKind(run.kind))


def _plan(run: ImportRun) -> tuple[Plan, int]:
    content = b64decode(open_under_ring(_CONTENT, run.uuid, run.content))
    return check_file(content, kind=ImportKind(run.kind), municipality=run.municipality, by=run.by)


def _keep(run: ImportRun, plan: Plan) -> None:
    run.counts = plan.counts()
    run.report = seal_under_ring(_REPORT, run.uuid, json.dumps(as_data(plan)))
    run.save(update_fields=["state", "has_moved", "total", "counts", "report"])


__all__ = ["TooLate", "ask_again", "bring_in", "pick_up_imports", "report_of", "say_yes", "throw_away", "work_on"]
