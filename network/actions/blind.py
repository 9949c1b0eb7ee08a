"""A blind round opens, departments answer alone, and it closes: early by who opened it, else after its last day."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from network.actions.refusals import NotAllowed
from network.askings import people_of, speaks_for
from network.blind import may_close, may_open
from network.models import BlindAnswer, BlindRound, Department, Municipality, Theme, User
from network.models.matrix import Part
from network.rules.workshop import NOTHING
from network.telling import tell


class OpenAlready(Exception):
    """There is one about this theme."""

    def __init__(self, blind_round: BlindRound) -> None:
        super().__init__()
        self.blind_round = blind_round


class RoundClosed(Exception):
    """Nothing is kept any more."""


class AnswerChanged(Exception):
    """A colleague of the same department was first."""

    def __init__(self, now: BlindAnswer) -> None:
        super().__init__()
        self.now = now


def open_round(
    *, by: User, municipality: Municipality, theme: Theme, closes_on: date, asked: Collection[Department]
) -> BlindRound:
    """Tells everybody who speaks for a department that is asked."""
    if not may_open(by, municipality):
        raise NotAllowed
    close_lapsed(municipality)
    try:
        with transaction.atomic():
            opened = BlindRound.objects.create(
                municipality=municipality,
                theme=theme,
                closes_on=closes_on,
                opened_by=by,
                asked=sorted(department.pk for department in asked),
            )
            _tell(opened, kind="blind_round_opened", and_more=[])
    except IntegrityError:
        raise OpenAlready(BlindRound.objects.get(municipality=municipality, theme=theme, closed_at=None)) from None
    return opened


def keep_answer(
    *, by: User, blind_round: BlindRound, department: Department, parts: Mapping[int, Part | None], why: str, seen: int
) -> BlindAnswer:
    """Until it closes it may change. `seen` is the version that the page showed, 0 for none.

    None in `parts` is a department that does nothing; one that is left out is one they do not know about.
    RoundClosed when it is over, AnswerChanged when a colleague was first.
    """
    if department.pk not in blind_round.asked or not speaks_for(by, department):
        raise NotAllowed
    with transaction.atomic():
        locked = BlindRound.objects.select_for_update().get(pk=blind_round.pk)
        if locked.is_closed:
            raise RoundClosed
        answer = BlindAnswer.objects.filter(round=locked, department=department).first()
        if (answer.version if answer else 0) != seen:
            raise AnswerChanged(answer or BlindAnswer(round=locked, department=department, by=by))
        answer = answer or BlindAnswer(round=locked, department=department, version=0)
        answer.parts = {str(pk): part.value if part else NOTHING for pk, part in parts.items()}
        answer.why, answer.by, answer.at = why, by, timezone.now()
        answer.version += 1
        answer.save()
    return answer


def close_round(*, by: User, blind_round: BlindRound) -> None:
    """Closed twice is closed once."""
    if blind_round.is_closed:
        return
    if not may_close(by, blind_round):
        raise NotAllowed
    _close(blind_round)


def close_lapsed(municipality: Municipality | None = None) -> int:
    """Rounds whose last day is over: of one municipality, or of all. Says how many."""
    lapsed = BlindRound.objects.lapsed(timezone.localdate()).select_related("opened_by")
    rows = list(lapsed if municipality is None else lapsed.filter(municipality=municipality))
    for row in rows:
        _close(row)
    return len(rows)


def _close(blind_round: BlindRound) -> None:
    with transaction.atomic():
        locked = BlindRound.objects.select_for_update().get(pk=blind_round.pk)
        if locked.closed_at is not None:
            return
        locked.closed_at = timezone.now()
        locked.save(update_fields=["closed_at"])
        _tell(locked, kind="blind_round_closed", and_more=[blind_round.opened_by])


def _tell(blind_round: BlindRound, *, kind: str, and_more: Collection[User]) -> None:
    departments = Department.objects.filter(pk__in=blind_round.asked, is_active=True).select_related("fallback")
    people = [person for department in departments for person in people_of(department)]
    tell(
        dict.fromkeys([*people, *and_more]),
        kind=kind,
        effect=f"{kind}:{blind_round.uuid}",
        municipality_id=blind_round.municipality_id,
        path=reverse("network:blind_round", args=[blind_round.uuid]),
    )
