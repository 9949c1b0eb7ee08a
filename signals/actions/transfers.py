"""A copy goes to another organisation: what, why, which ground, who there, and later that it arrived (R6)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from hkin.privacy.access_log import log_look
from network.models import User
from signals.access import actor_for
from signals.actions.protocol import find_kind, must_be_shareable
from signals.actions.working import NotAllowed, NotYet, Stale, Work, WrongMoment, at_work
from signals.models import Transfer
from signals.package import Package
from signals.rules.lifecycle import Verb
from signals.rules.protocol import TaskKind
from signals.rules.transfer import refusal
from signals.transfers import Wanted, build_package, chosen_attachments, is_practice, may_transfer


def transfer(reference: str, *, by: User, wanted: Wanted, seen: str, version: int | None = None, key: UUID) -> Transfer:
    """`seen` is the hash of what was shown: nothing goes that nobody looked at."""
    with at_work(reference, by=by, verb=Verb.TRANSFER, version=version, key=key) as work:
        signal = work.signal
        if not may_transfer(by, signal):
            raise NotAllowed
        must_be_shareable(signal)
        if refused := refusal(wanted.kind, has_police_data=signal.has_police_data):
            raise NotYet([refused])
        if signal.needs_permission and not wanted.allowed:
            raise NotYet([_("Write down why this may be shared.")])
        package = build_package(signal, work.sealer, wanted, key=key)
        if package.digest != seen:
            raise Stale
        row = _row(work, wanted, package, key)
        row.save(force_insert=True)
        row.attachments.set(chosen_attachments(signal, wanted.attachments))
        find_kind(work, TaskKind.TRANSFER, "sent")
        log_look(
            actor=actor_for(by, work.role, signal.municipality_id),
            action="export_signal",
            purpose="transfer",
            signals=[signal.uuid],
            reason=str(wanted.organisation or ""),  # what was typed may hold a name: that stands sealed
        )
        work.detail = f"{wanted.to}. {wanted.law}\n{wanted.why}"
    return row


def _row(work: Work, wanted: Wanted, package: Package, key: UUID) -> Transfer:
    row = Transfer(
        uuid=key,
        signal=work.signal,
        organisation=wanted.organisation,
        kind=wanted.kind,
        ground=wanted.ground,
        sent_by=work.by,
        is_practice=is_practice(work.signal),
        digest=package.digest,
    )
    texts = {
        "to": wanted.to,
        "recipient": wanted.recipient,
        "contact_point": wanted.contact_point,
        "why": wanted.why,
        "ground": wanted.law,
        "allowed": wanted.allowed,
        "package": package.as_json(),
    }
    _seal(row, work, texts)
    return row


def confirm_receipt(
    reference: str,
    *,
    by: User,
    transfer: UUID,
    received_on: date,
    received_by: str,
    their_number: str = "",
    version: int | None = None,
    key: UUID | None = None,
) -> Transfer:
    """Once: what they told us, on which day, and under which number it lives there."""
    with at_work(reference, by=by, verb=Verb.CONFIRM_RECEIPT, version=version, key=key) as work:
        row = work.signal.transfers.select_for_update(of=("self",)).filter(uuid=transfer).first()
        if row is None or not may_transfer(by, work.signal):
            raise NotAllowed
        if row.received_on is not None:
            raise WrongMoment
        row.received_on, row.confirmed_by = received_on, by
        _seal(row, work, {"received_by": received_by, "their_number": their_number})
        row.save(update_fields=["received_on", "confirmed_by", "sealed_received_by", "sealed_their_number"])
        to = work.sealer.open("transfer.to", row.uuid, row.sealed_to)
        work.detail = "\n".join(filter(None, [f"{to}: {received_by}", their_number]))
    return row


def _seal(row: Transfer, work: Work, texts: dict[str, str]) -> None:
    for column, text in texts.items():
        sealed = work.sealer.seal(f"transfer.{column}", row.uuid, text) if text else None
        setattr(row, f"sealed_{column}", sealed)
