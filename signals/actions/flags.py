"""A flag is set or goes off, and the coordinator lets somebody in: each with a reason, and at once for everybody."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import User
from signals.actions.intake import forget_what_was_told
from signals.actions.working import NotAllowed, WrongMoment, at_work
from signals.flags import could_be_admitted, losing_sight, may_admit, may_remove, standing
from signals.models import Admission, Flagging, Signal
from signals.rules.flags import FLAG_FIELD, FLAG_WORDS, Flag
from signals.rules.lifecycle import TEAM_QUEUES, Verb


def set_flag(
    reference: str, *, by: User, flag: Flag, reason: str, version: int | None = None, key: UUID | None = None
) -> Signal:
    """From now on fewer see it. Whoever does not any more loses the claim, and what they were told of it."""
    with at_work(reference, by=by, verb=Verb.FLAG, version=version, key=key) as work:
        signal = work.signal
        if getattr(signal, FLAG_FIELD[flag]):
            raise WrongMoment
        row = Flagging(uuid=key or uuid4(), signal=signal, flag=flag, set_by=by, set_role=work.role)
        row.sealed_reason = work.sealer.seal("flagging.reason", row.uuid, reason)
        row.save(force_insert=True)
        setattr(signal, FLAG_FIELD[flag], True)
        if flag is Flag.POLICE_DATA:  # whoever was let in for something else was not let in for this
            signal.admissions.filter(ended_at=None).update(ended_at=timezone.now())
        _take_out_of_sight(signal)
        work.detail = _("%(flag)s: set. %(reason)s") % {"flag": FLAG_WORDS[flag], "reason": reason}
    return signal


def remove_flag(
    reference: str, *, by: User, flag: Flag, reason: str, version: int | None = None, key: UUID | None = None
) -> Signal:
    """In the other role than it was set in: nobody lets all in again alone."""
    with at_work(reference, by=by, verb=Verb.FLAG, version=version, key=key) as work:
        signal = work.signal
        if not getattr(signal, FLAG_FIELD[flag]):
            raise WrongMoment
        row = standing(signal, flag)
        if not may_remove(by, signal, row):
            raise NotAllowed
        if row is not None:
            row.removed_by, row.removed_at = by, timezone.now()
            row.sealed_removal = work.sealer.seal("flagging.removal", row.uuid, reason)
            row.save(update_fields=["removed_by", "removed_at", "sealed_removal"])
        setattr(signal, FLAG_FIELD[flag], False)
        if not signal.is_flagged:
            signal.admissions.filter(ended_at=None).update(ended_at=timezone.now())
        _take_out_of_sight(signal)
        work.detail = _("%(flag)s: removed. %(reason)s") % {"flag": FLAG_WORDS[flag], "reason": reason}
    return signal


def admit(
    reference: str, *, by: User, person: User, reason: str, version: int | None = None, key: UUID | None = None
) -> Admission:
    """A colleague of the queue may see it from now on, in person."""
    with at_work(reference, by=by, verb=Verb.FLAG, version=version, key=key) as work:
        signal = work.signal
        if not may_admit(by, signal) or person not in could_be_admitted(signal):
            raise NotAllowed
        row = Admission(uuid=key or uuid4(), signal=signal, user=person, admitted_by=by)
        row.sealed_reason = work.sealer.seal("admission.reason", row.uuid, reason)
        row.save(force_insert=True)
        work.detail = _("%(name)s may see it. %(reason)s") % {"name": person, "reason": reason}
    return row


def end_admission(
    reference: str, *, by: User, person: User, reason: str, version: int | None = None, key: UUID | None = None
) -> Signal:
    with at_work(reference, by=by, verb=Verb.FLAG, version=version, key=key) as work:
        signal = work.signal
        if not may_admit(by, signal):
            raise NotAllowed
        if not signal.admissions.filter(user=person, ended_at=None).update(ended_at=timezone.now()):
            raise WrongMoment
        _take_out_of_sight(signal)
        work.detail = _("%(name)s may not see it any more. %(reason)s") % {"name": person, "reason": reason}
    return signal


def _take_out_of_sight(signal: Signal) -> None:
    """Inside a move: the claim of somebody who may not see it any more ends, and their messages about it go."""
    if signal.route not in TEAM_QUEUES:
        return
    out = losing_sight(signal, as_if=frozenset())
    if signal.owner_id in {user.pk for user in out}:
        signal.owner, signal.lease_until = None, None
        out = losing_sight(signal, as_if=frozenset())
    forget_what_was_told(signal, out)
