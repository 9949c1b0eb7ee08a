"""What the page of a transfer shows: to whom it may go, what would go, and where copies live already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.models import Liaison, Organisation
from signals.access import Opened
from signals.actions.drafting import AttachmentShown, attachments_of
from signals.flags import has_victim_in_sight
from signals.models import Signal, Transfer
from signals.protocols import follows_protocol, standing_of
from signals.rules.lifecycle import Route
from signals.rules.protocol_words import missing_in_words
from signals.standing_page import address_of
from signals.transfers import can_be_fetched

MOST_PARTNERS = 100


@dataclass(frozen=True)
class Sent:
    """A copy that lives elsewhere, as the signal says it from then on."""

    row: Transfer
    to: str
    recipient: str
    contact_point: str
    why: str
    ground: str
    received_by: str
    their_number: str

    @property
    def since(self) -> date:
        return self.row.received_on or timezone.localdate(self.row.sent_at)

    @property
    def can_be_fetched(self) -> bool:
        return can_be_fetched(self.row)

    @property
    def facts(self) -> list[tuple[str, str]]:
        return [
            (_("Who there gets it"), self.recipient),
            (_("Why"), self.why),
            (_("Ground"), self.ground),
            (_("Requests of persons"), self.contact_point),
            (_("Receipt"), self.receipt),
        ]

    @property
    def receipt(self) -> str:
        if self.row.received_on is None:
            return _("Not written down yet")
        said = {"day": date_format(self.row.received_on, "j F Y"), "who": self.received_by}
        number = _("Their number: %(number)s") % {"number": self.their_number} if self.their_number else ""
        return "\n".join(filter(None, [_("%(day)s, said %(who)s") % said, number]))


def sent_of(opened: Opened) -> list[Sent]:
    """The newest first. One query."""

    def text(row: Transfer, column: str) -> str:
        return opened.sealer.open(f"transfer.{column}", row.uuid, getattr(row, f"sealed_{column}"))

    rows = opened.signal.transfers.select_related("sent_by", "confirmed_by")
    return [Sent(row, *(text(row, column) for column in _SEALED)) for row in rows]


_SEALED = ("to", "recipient", "contact_point", "why", "ground", "received_by", "their_number")


@dataclass(frozen=True)
class Partner:
    """Somewhere it may go, and whom to call there."""

    organisation: Organisation
    liaisons: Sequence[Liaison]

    @property
    def key(self) -> str:
        return str(self.organisation.pk)

    @property
    def people(self) -> str:
        return "; ".join(f"{one.name}, {one.function}" if one.function else one.name for one in self.liaisons)

    @property
    def contact_point(self) -> str:
        one = self.organisation
        return ", ".join(filter(None, [one.name, one.phone, one.email, one.website]))


def partners_of(signal: Signal) -> list[Partner]:
    rows = signal.municipality.organisations.filter(is_active=True).order_by("name")[:MOST_PARTNERS]
    found = list(rows)
    liaisons: dict[int, list[Liaison]] = {}
    for liaison in Liaison.objects.filter(organisation__in=found, is_active=True).order_by("name"):
        liaisons.setdefault(liaison.organisation_id, []).append(liaison)
    return [Partner(row, liaisons.get(row.pk, ())) for row in found]


def attachments_to_choose(signal: Signal) -> list[AttachmentShown]:
    return attachments_of(list(signal.attachments.all()))


def missing_before(signal: Signal) -> list[tuple[str, str]]:
    """What must be recorded first (R1): a sentence, and where that is done; without address when not in this step."""
    if not follows_protocol(signal):
        return []
    standing = standing_of(signal)
    needs = standing.missing_to_share()
    tasks = [standing.protocol.task(need.task) for need in needs]
    addresses = [address_of(signal, task) if task in standing.tasks else "" for task in tasks]
    return list(zip(missing_in_words(standing.protocol, standing.facts, needs), addresses, strict=True))


def warnings_about(signal: Signal) -> list[str]:
    """To be read before somebody shares."""
    found = []
    if has_victim_in_sight(signal):
        found.append(_("There may be a victim or a minor in sight. Share no more than their safety needs."))
    if signal.route == Route.INTEGRITY:
        found.append(_("It may be about a colleague. Line management does not hear of this."))
    if signal.has_police_data:
        found.append(_("This signal holds police data. It does not go to the RIEC by us."))
    if signal.has_criminal_data:
        found.append(_("This signal states a suspicion about somebody. It is no evidence: share no more than needed."))
    if signal.is_under_closed_law:
        found.append(_("A closed law may hold for this signal. Ask the privacy officer first."))
    return found
