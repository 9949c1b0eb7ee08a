"""A calibration: its stories are written, it opens, colleagues score alone, and at closing the sheets become counts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from hkin.privacy.destruction import destroy_keys
from hkin.privacy.sealing import Sealer, create_key, evened, open_key
from network.actions.refusals import NotAllowed
from network.models import Municipality, User
from network.telling import tell
from signals.actions.working import Stale, WrongMoment
from signals.calibration import coordinators_of, criteria_in, disciplines_of, last_opened, leads, scorers_of
from signals.models import CalibrationCase, CalibrationCount, CalibrationRound, CalibrationSheet
from signals.norms import criteria_at
from signals.rules.calibration import CASES, SMALLEST, shown_apart
from signals.rules.scoring import counted

QUARTER = timedelta(days=92)

#: Case number -> criterion -> level.
Scores = Mapping[int, Mapping[str, int]]


class TooFew(Exception):
    """Not enough colleagues to show anything without showing who scored what."""


def start_round(*, by: User, municipality: Municipality) -> CalibrationRound:
    """One at a time: when there is one already, that is the one."""
    if not leads(by, municipality):
        raise NotAllowed
    try:
        with transaction.atomic():
            found = CalibrationRound.objects.create(
                municipality=municipality, protocol=municipality.protocol_version, started_by=by
            )
            create_key(owner=found.uuid, municipality_id=municipality.pk)
            CalibrationCase.objects.bulk_create(
                CalibrationCase(round=found, number=number) for number in range(1, CASES + 1)
            )
    except IntegrityError:
        return CalibrationRound.objects.get(municipality=municipality, closed_at=None)
    return found


def write_case(*, by: User, uuid: UUID, number: int, text: str, seen: int) -> CalibrationRound:
    """In the coordinator's own words. Nothing is kept of the signal it was told after."""
    with transaction.atomic():
        found = _locked(uuid, by, seen=seen)
        if found.opened_at is not None:
            raise WrongMoment
        case = found.cases.get(number=number)
        case.sealed_text = open_key(found.uuid).seal("calibrationcase.text", case.uuid, text)
        case.save(update_fields=["sealed_text"])
        _saved(found)
    return found


def open_round(*, by: User, uuid: UUID, due_on: date, seen: int) -> CalibrationRound:
    """A sheet for everybody who scores. The criteria are those by which the municipality weighs today."""
    with transaction.atomic():
        found = _locked(uuid, by, seen=seen)
        if found.opened_at is not None or found.cases.filter(sealed_text=None).exists():
            raise WrongMoment
        scorers = scorers_of(found.municipality)
        if len(scorers) < SMALLEST:
            raise TooFew
        disciplines = disciplines_of(scorers, found.municipality)
        found.protocol = found.municipality.protocol_version
        found.opened_at, found.due_on, found.asked = timezone.now(), due_on, len(scorers)
        _saved(found)
        CalibrationSheet.objects.bulk_create(
            CalibrationSheet(round=found, scorer=scorer, discipline=disciplines.get(scorer.pk)) for scorer in scorers
        )
        _tell(found, scorers, kind="calibration_opened")
    return found


def give_scores(*, by: User, uuid: UUID, scores: Scores) -> None:
    """Once, and for all cases together. Given twice is given once."""
    with transaction.atomic():
        found = CalibrationRound.objects.select_for_update().filter(uuid=uuid).first()  # first, as who closes it does
        if found is not None and found.is_closed:
            raise WrongMoment
        sheet = CalibrationSheet.objects.select_for_update().filter(scorer=by, round=found).first()
        if found is None or found.opened_at is None or sheet is None:
            raise NotAllowed
        if sheet.given_at is not None:
            return
        text = evened(json.dumps({str(case): dict(given) for case, given in sorted(scores.items())}))
        sheet.sealed_scores = open_key(uuid).seal("calibrationsheet.scores", sheet.uuid, text)
        sheet.given_at = timezone.now()
        sheet.save(update_fields=["sealed_scores", "given_at"])


def close_round(*, by: User, uuid: UUID, seen: int) -> CalibrationRound:
    """The sheets become counts of groups, and are gone: after this no row ties a colleague to a score."""
    with transaction.atomic():
        found = _locked(uuid, by, seen=seen)
        if found.is_closed:
            return found
        if not found.is_open:
            raise WrongMoment
        sheets = list(found.sheets.select_related("scorer"))
        given = [sheet for sheet in sheets if sheet.given_at is not None]
        if len(given) >= SMALLEST:
            CalibrationCount.objects.bulk_create(_counts(found, given))
        found.closed_at, found.given = timezone.now(), len(given)
        _saved(found)
        found.sheets.all().delete()
        _tell(found, [sheet.scorer for sheet in sheets], kind="calibration_closed")
    return found


def discard_round(*, by: User, uuid: UUID, seen: int) -> None:
    """Before it opens: the stories, and the key under which they lie."""
    with transaction.atomic():
        found = _locked(uuid, by, seen=seen)
        if found.opened_at is not None:
            raise WrongMoment
        destroy_keys([found.uuid], reason="withdrawn")
        found.delete()


def _locked(uuid: UUID, by: User, *, seen: int) -> CalibrationRound:
    rows = CalibrationRound.objects.select_for_update(of=("self",)).select_related("municipality")
    found = rows.filter(uuid=uuid).first()
    if found is None or not leads(by, found.municipality):
        raise NotAllowed
    if found.version != seen and not found.is_closed:
        raise Stale
    return found


def _saved(found: CalibrationRound) -> None:
    found.version += 1
    found.save()


# ---- sheets become counts ----------------------------------------------------------------------------
@dataclass(frozen=True)
class _Group:
    """Sheets counted together, by primary key. Without a discipline: everybody, or with `is_rest` the others."""

    sheets: tuple[int, ...]
    discipline: int | None = None
    is_rest: bool = False


def _counts(found: CalibrationRound, sheets: Sequence[CalibrationSheet]) -> list[CalibrationCount]:
    sealer = open_key(found.uuid)
    scores = {sheet.pk: _scores(sealer, sheet) for sheet in sheets}
    return [
        _count(found, case, criterion.code, group, [scores[one][str(case)][criterion.code] for one in group.sheets])
        for case in range(1, CASES + 1)
        for criterion in criteria_in(found)
        for group in _groups(sheets)
    ]


def _groups(sheets: Sequence[CalibrationSheet]) -> list[_Group]:
    """Everybody together, each discipline that is large enough, and the others. Without a department: one of those."""
    apart = shown_apart(Counter(sheet.discipline_id or -sheet.pk for sheet in sheets))
    groups = [_Group(tuple(sheet.pk for sheet in sheets))]
    for discipline in sorted(apart):
        groups.append(_Group(tuple(one.pk for one in sheets if one.discipline_id == discipline), discipline))
    rest = tuple(one.pk for one in sheets if one.discipline_id not in apart)
    return [*groups, _Group(rest, is_rest=True)] if apart and rest else groups


def _count(found: CalibrationRound, case: int, criterion: str, group: _Group, given: list[int]) -> CalibrationCount:
    zeros, ones, twos, threes = counted(given)
    return CalibrationCount(
        round=found, case=case, criterion=criterion, discipline_id=group.discipline, is_rest=group.is_rest,
        zeros=zeros, ones=ones, twos=twos, threes=threes,
    )  # fmt: skip


def _scores(sealer: Sealer, sheet: CalibrationSheet) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = json.loads(
        sealer.open("calibrationsheet.scores", sheet.uuid, sheet.sealed_scores)
    )
    return found


# ---- once a quarter ----------------------------------------------------------------------------------
def remind_to_calibrate() -> int:
    """Tells the coordinators once when no round was opened for a quarter. Says how many municipalities heard it."""
    places = Municipality.objects.filter(is_live=True)
    return sum(_remind(place) for place in places if is_due(place))


def is_due(place: Municipality) -> bool:
    if not criteria_at(place) or CalibrationRound.objects.filter(municipality=place, closed_at=None).exists():
        return False
    last = last_opened(place)
    begun = last.opened_at if last else place.went_live_at
    return begun is None or begun < timezone.now() - QUARTER


def _remind(place: Municipality) -> bool:
    last = last_opened(place)
    with transaction.atomic():
        tell(
            coordinators_of(place),
            kind="calibration_due",
            effect=f"calibration_due:{place.pk}:{last.uuid if last else 'first'}",
            municipality_id=place.pk,
            path=reverse("signals:calibrations"),
            by_mail="digest",
        )
    return True


# ---- telling -----------------------------------------------------------------------------------------
def _tell(found: CalibrationRound, people: Collection[User], *, kind: str) -> None:
    tell(
        people,
        kind=kind,
        effect=f"{kind}:{found.uuid}",
        municipality_id=found.municipality_id,
        path=reverse("signals:calibration", args=[found.uuid]),
        by_mail="digest",
    )
