"""A municipality gets a definition of its own, and chooses by which one its new signals are weighed."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hkin.outbox.actions import forget
from network.actions.municipality_trail import write_down
from network.joint import may_look_along
from network.models import Municipality, MunicipalityEntry, User
from network.models.trail import MunicipalityEvent
from network.roles import roles_of
from network.rules import Role
from network.rules.starting import KEEPS_PROMISES
from network.telling import tell
from signals.actions.working import NotAllowed
from signals.calibration import coordinators_of, scorers_of
from signals.models import CalibrationSheet, ProtocolVersion, ScoreSheet
from signals.protocols import protocol_named, protocols_for, shipped
from signals.rules.protocol import Protocol
from signals.rules.protocol_faults import faults_of
from signals.rules.protocol_reading import MOST_SCORES, Fault, Unreadable, read_protocol
from signals.scoring import open_lent_sheets

_SHIPS = gettext_lazy("HKIN brings a protocol with this code itself. Choose another code.")
_OTHER_TEXT = gettext_lazy(
    "This code is there already, with another text. Signals that run keep their version, so give yours a new code."
)
_ELSEWHERE = gettext_lazy("This code is there already, for another municipality. Choose another code.")


@dataclass(frozen=True)
class Loaded:
    protocol: Protocol
    is_new: bool


def load_protocol(text: str, *, municipality: Municipality | None) -> Loaded:
    """For one municipality, or for all. Raises Unreadable with every fault; the same text twice is loaded once."""
    text = text.replace("\r\n", "\n")
    protocol = read_protocol(text)
    faults = faults_of(protocol)
    if faults:
        raise Unreadable(faults)
    if protocol.code in shipped():
        raise Unreadable([Fault("code", _SHIPS)])
    with transaction.atomic():
        row, is_new = ProtocolVersion.objects.get_or_create(
            code=protocol.code,
            defaults={"label": protocol.label, "text": text, "municipality": municipality},
        )
        if row.municipality_id != (municipality.pk if municipality else None):
            raise Unreadable([Fault("code", _ELSEWHERE)])
        if row.text != text:
            raise Unreadable([Fault("code", _OTHER_TEXT)])
        if is_new and municipality is not None:
            _write_loaded(municipality, protocol)
    return Loaded(protocol, is_new)


def _write_loaded(municipality: Municipality, protocol: Protocol) -> None:
    """By nobody of the application: who may run a command holds the machine."""
    MunicipalityEntry.objects.create(
        municipality=municipality,
        event=MunicipalityEvent.PROTOCOL_LOADED,
        detail=f"{protocol.label} ({protocol.code})",
    )


# ---- choosing --------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Profile:
    """How new signals are weighed."""

    code: str
    minimum_scores: int | None = None  # None: the one of the protocol
    partner: Municipality | None = None  # lends its scorers


def chooses_as(user: User, municipality: Municipality) -> Role | None:
    """The hat in which somebody chooses it; None for who does not."""
    held = roles_of(user).of(*KEEPS_PROMISES)
    return next((one.role for one in held if one.municipality_id == municipality.pk), None)


def choose_protocol(*, by: User, municipality: Municipality, profile: Profile) -> bool:
    """Whether something changed. New signals begin under it; a signal that runs keeps the version it began under."""
    role = chooses_as(by, municipality)
    if role is None or not _is_offered(profile, municipality):
        raise NotAllowed
    with transaction.atomic():
        row = (
            Municipality.objects.select_for_update(of=("self",))
            .select_related("scoring_partner")
            .get(pk=municipality.pk)
        )
        changed, before = _changes(row, profile), row.scoring_partner
        if changed:
            row.protocol_version = profile.code
            row.minimum_scores = profile.minimum_scores
            row.scoring_partner = profile.partner
            row.save(update_fields=["protocol_version", "minimum_scores", "scoring_partner"])
            write_down(MunicipalityEvent.PROTOCOL_CHOSEN, row, by=by, role=role, detail=" ".join(changed))
        if before != profile.partner:
            _partners_hear(row, before=before, now=profile.partner, by=by, role=role)
    return bool(changed)


def _is_offered(profile: Profile, municipality: Municipality) -> bool:
    if profile.code not in {one.code for one in protocols_for(municipality)}:
        return False
    if profile.minimum_scores is not None and not 1 <= profile.minimum_scores <= MOST_SCORES:
        return False
    partner = profile.partner
    return partner is None or (partner != municipality and may_look_along(partner, for_=municipality))


def _changes(row: Municipality, profile: Profile) -> list[str]:
    """What becomes different, in sentences."""
    changed = []
    if row.protocol_version != profile.code:
        said = {"now": _named(profile.code), "before": _named(row.protocol_version)}
        changed.append(_("Protocol: %(now)s. Before: %(before)s.") % said)
    if row.minimum_scores != profile.minimum_scores:
        usual = _("as in the protocol")
        said = {"now": str(profile.minimum_scores or usual), "before": str(row.minimum_scores or usual)}
        changed.append(_("At least so many scores: %(now)s. Before: %(before)s.") % said)
    if row.scoring_partner != profile.partner:
        changed.append(_other_partner(row.scoring_partner, profile.partner))
    return changed


def _other_partner(before: Municipality | None, now: Municipality | None) -> str:
    nobody = _("nobody")
    said = {"now": str(now or nobody), "before": str(before or nobody)}
    return _("Scores along: %(now)s. Before: %(before)s.") % said


def _named(code: str) -> str:
    return f"{protocol_named(code).label} ({code})"


# ---- the municipality that scores along ------------------------------------------------------------
def stop_scoring_along(*, by: User, municipality: Municipality, with_: Municipality) -> bool:
    """It lends its scorers no more. False when it did not any more; the other one hears it and chooses again."""
    role = chooses_as(by, municipality)
    if role is None:
        raise NotAllowed
    with transaction.atomic():
        row = Municipality.objects.select_for_update(of=("self",)).filter(pk=with_.pk).first()
        if row is None or row.scoring_partner_id != municipality.pk:
            return False
        row.scoring_partner = None
        row.save(update_fields=["scoring_partner"])
        _take_back(municipality, row)
        detail = _other_partner(municipality, None)
        _write_and_tell(row, detail, kind="scoring_along_ended", by=by, role=role)
        words = _("Does not score along for %(place)s any more.") % {"place": row}
        write_down(MunicipalityEvent.PROTOCOL_CHOSEN, municipality, by=by, role=role, detail=words)
    return True


def _partners_hear(
    row: Municipality, *, before: Municipality | None, now: Municipality | None, by: User, role: Role
) -> None:
    """It stands in their own trail too, with who chose it."""
    said = {"place": row}
    if before is not None:
        _take_back(before, row)
        ended = _("Does not score along for %(place)s any more.") % said
        _write_and_tell(before, ended, kind="scoring_along_ended", by=by, role=role)
    if now is not None:
        _write_and_tell(now, _("Scores along for %(place)s.") % said, kind="scoring_along_asked", by=by, role=role)


def _write_and_tell(place: Municipality, detail: str, *, kind: str, by: User, role: Role) -> None:
    entry = write_down(MunicipalityEvent.PROTOCOL_CHOSEN, place, by=by, role=role, detail=detail)
    tell(
        [one for one in coordinators_of(place) if one != by],
        kind=kind,
        effect=f"{kind}:{entry.pk}",
        municipality_id=place.pk,
        path=reverse("signals:choose_protocol", args=[place.slug]),
    )


def _take_back(partner: Municipality, place: Municipality) -> None:
    """What its colleagues did not give yet is not asked of them any more; a score that was given counts."""
    rows = list(open_lent_sheets(partner, to=[place]).values_list("pk", "reference"))
    forget(references=[reference for _pk, reference in rows])
    ScoreSheet.objects.filter(pk__in=[pk for pk, _reference in rows]).delete()
    to_calibrate = CalibrationSheet.objects.waiting().filter(round__municipality=place, round__closed_at=None)
    to_calibrate.exclude(scorer__in=scorers_of(place, with_partner=False)).delete()
