"""The norm book of Oudeveen, and two quarters in which its team calibrated. Nothing in it is real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from hkin.outbox.models import Letter, Message
from network.cast import Cast
from network.models import RoleGrant
from network.rules import Role
from signals.actions.calibration import close_round, give_scores, open_round, start_round, write_case
from signals.actions.norms import Wording, change_norm, write_norm
from signals.models import CalibrationRound, NormVersion
from signals.norms import criteria_at


@dataclass(frozen=True)
class Agreement:
    by: str
    owner: str
    ago: int  # days since it was written
    ahead: int  # days until it is looked at again; negative: that day has passed
    criterion: str
    themes: tuple[str, ...]
    title: str
    rule: str
    example: str


AGREEMENTS = (
    Agreement(
        by="joris",
        owner="joris",
        ago=96,
        ahead=240,
        criterion="vulnerability",
        themes=(),
        title="Kind of afhankelijk persoon in beeld",
        rule="Is er een kind in beeld, of iemand die niet zelf weg kan? Dan kijken we dezelfde dag, "
        "ook als de rest nog vaag is. Eerst hulp, dan pas handhaven.",
        example="Een huis met steeds andere bewoners. Voor de deur staat elke ochtend een kinderfiets.",
    ),
    Agreement(
        by="kees",
        owner="bea",
        ago=80,
        ahead=-3,
        criterion="concreteness",
        themes=("T07", "T08"),
        title="Een pand zonder naam is genoeg",
        rule="Noemt een signaal een pand en wat daar gebeurt? Dan is het concreet genoeg om te wegen. "
        "Een naam van een persoon hoeft niet.",
        example="Een winkel die nooit klanten heeft en toch elke maand verbouwt.",
    ),
    Agreement(
        by="bea",
        owner="bea",
        ago=40,
        ahead=325,
        criterion="recency",
        themes=(),
        title="Oud, maar het komt terug",
        rule="Is het langer dan een jaar geleden, maar hoorden we hetzelfde opnieuw? Dan telt het als lopend.",
        example="Twee jaar geleden klachten over nachtelijk laden. Nu meldt een andere afdeling hetzelfde.",
    ),
    Agreement(
        by="omar",
        owner="kees",
        ago=9,
        ahead=356,
        criterion="severity",
        themes=("T19",),
        title="Druk op een collega weegt zwaar",
        rule="Wordt een collega onder druk gezet? Dan geven we minstens een 2, ook als het bij woorden bleef.",
        example="Een aanvrager zegt aan de balie dat hij weet waar de kinderen van de medewerker naar school gaan.",
    ),
)
CHANGED = (
    "Is er een kind in beeld, of iemand die niet zelf weg kan? Dan kijken we dezelfde dag, ook als de rest vaag is. "
    "We bellen eerst met de zorgcoördinator. Eerst hulp, dan pas handhaven."
)

STORIES = (
    "Een kleine zaak koopt veel in en verkoopt bijna niets. De eigenaar wisselt elk half jaar. Buren zien alleen in de "
    "avond licht. Er is nog geen controle geweest.",
    "Aan de balie vraagt steeds een ander om een briefadres op dezelfde plek. Eén man doet het woord. Een van de "
    "vrouwen kijkt alleen naar de grond en heeft haar eigen papieren niet bij zich.",
    "Een vereniging zonder leden krijgt een grote gift en vraagt daarna subsidie. De penningmeester wil alleen "
    "mondeling uitleggen waar het geld vandaan komt.",
)

#: Who scored then, and in a word how: care sees more harm than safety does.
_CARE, _SAFETY = ("joris", "marga", "ties"), ("bea", "kees", "renske")
_HELPED = ("marga", "ties", "renske")


def write_the_norm_book(cast: Cast) -> None:
    now = timezone.now()
    for one in AGREEMENTS:
        _write(cast, one, now)
    _calibrate(cast, now - timedelta(days=112), shift=1)
    _calibrate(cast, now - timedelta(days=21), shift=0)
    kinds = ("calibration_opened", "calibration_closed")
    for rows in (Message.objects.filter(kind__in=kinds), Letter.objects.filter(kind__in=kinds)):
        rows.delete()  # long read


def _write(cast: Cast, one: Agreement, now: datetime) -> None:
    day = timezone.localdate(now) + timedelta(days=one.ahead)
    wording = Wording(
        criterion=one.criterion,
        title=one.title,
        rule=one.rule,
        example=one.example,
        owner=cast[one.owner],
        review_on=day,
        themes=[cast.themes[code] for code in one.themes],
    )
    norm = write_norm(by=cast[one.by], municipality=cast.oudeveen, wording=wording, key=uuid4())
    written = now - timedelta(days=one.ago)
    norm.versions.update(at=written)
    if one is AGREEMENTS[0]:
        _change(cast, norm.versions.get(), now - timedelta(days=5))


def _change(cast: Cast, before: NormVersion, at: datetime) -> None:
    wording = Wording(
        criterion=before.criterion,
        title=before.title,
        rule=CHANGED,
        example=before.example,
        owner=before.owner,
        review_on=before.review_on,
    )
    why = "In het overleg bleek dat de zorgcoördinator sneller binnen is dan wij."
    norm = change_norm(by=cast.bea, uuid=before.norm.uuid, wording=wording, why=why, seen=1, key=uuid4())
    norm.versions.filter(number=2).update(at=at)


# ---- two quarters --------------------------------------------------------------------------------------
def _calibrate(cast: Cast, at: datetime, *, shift: int) -> None:
    """Three colleagues helped for a day, so that two disciplines can be seen."""
    team = cast.teams["oudeveen", "integral"]
    helped = RoleGrant.objects.bulk_create(
        RoleGrant(
            user=cast[name],
            role=Role.TEAM_MEMBER,
            municipality=cast.oudeveen,
            team=team,
            from_on=timezone.localdate() - timedelta(days=1),
        )
        for name in _HELPED
    )
    found = start_round(by=cast.omar, municipality=cast.oudeveen)
    for number, story in enumerate(STORIES, start=1):
        found = write_case(by=cast.omar, uuid=found.uuid, number=number, text=story, seen=found.version)
    found = open_round(by=cast.omar, uuid=found.uuid, due_on=timezone.localdate(), seen=found.version)
    codes = [one.code for one in criteria_at(cast.oudeveen)]
    for place, name in enumerate([*_SAFETY, *_CARE]):
        scores = {number: _scored(codes, number, place, shift) for number in (1, 2, 3)}
        give_scores(by=cast[name], uuid=found.uuid, scores=scores)
    close_round(by=cast.omar, uuid=found.uuid, seen=found.version)
    begun = at - timedelta(days=16)
    CalibrationRound.objects.filter(pk=found.pk).update(
        started_at=begun, opened_at=begun + timedelta(days=2), due_on=timezone.localdate(at), closed_at=at
    )
    RoleGrant.objects.filter(pk__in=[row.pk for row in helped]).delete()


def _scored(codes: list[str], number: int, place: int, shift: int) -> Mapping[str, int]:
    """Close together on what can be checked, far apart on harm; a quarter earlier farther still."""
    is_care = place >= len(_SAFETY)
    return {code: _level(code, number, place, is_care=is_care, shift=shift) for code in codes}


def _level(code: str, number: int, place: int, *, is_care: bool, shift: int) -> int:
    if code in {"severity", "vulnerability"} and number == 2:
        return 3 if is_care else max(1 - shift, 0) + place % 2
    if code in {"severity", "vulnerability"}:
        return (2 if is_care else 1) + (place + shift) % 2
    if code == "options":
        return (1 if is_care else 2) + (shift if place == 0 else 0)
    return (len(code) + number) % 3 + (place % 2 if shift or number == 3 else 0)
