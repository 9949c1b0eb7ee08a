"""A signal's life in short steps, through the same actions as the pages."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from network.cast import Cast
from network.models import User
from network.roles import home_of
from signals.actions.assignment import Question, hand_over, take_back
from signals.actions.feedback import ask_reporter
from signals.actions.filing import Filing, file_signal
from signals.actions.intake import claim
from signals.demo.weighing import make_shareable
from signals.models import HandOver, Note, Signal
from signals.rules.moments import Daypart, Precision, Seen
from signals.rules.safety import PlaceKind, Safety

TEXT = "In de loods aan de Industrieweg gaan elke nacht bestelbusjes in en uit, met afgeplakte ramen."


def filed(by: User, *, text: str = TEXT, place: str = "Industrieweg 12, Oudeveen", **more: Any) -> Signal:
    home = home_of(by)
    assert home is not None
    today = timezone.localdate()
    filing = Filing(
        **{
            "text": text,
            "place": place,
            "place_kind": PlaceKind.LINE,
            "seen": Seen(today, today, Daypart.NIGHT, Precision.DAY),
            "safety": Safety.NONE,
            **more,
        }
    )
    return file_signal(
        filing=filing, by=by, key=uuid4(), municipality=home.municipality, department=home.department
    ).signal


def taken_up(signal: Signal, by: User) -> Signal:
    return claim(signal.reference, by=by, feedback="We zijn met je signaal bezig.")


def asked(signal: Signal, by: User, question: str = "Welke kleur hadden de busjes?") -> Note:
    """The team takes it up and asks the reporter something."""
    taken_up(signal, by)
    return ask_reporter(signal.reference, by=by, question=question)


def has_purpose(signal: Signal, by: User) -> None:
    """Purpose and ground are recorded, so that a department may be asked."""
    signal.refresh_from_db()
    make_shareable(signal, by=by)


def handed_over(
    signal: Signal, cast: Cast, *, department: str = "VAS", by: User | None = None, **more: Any
) -> HandOver:
    """Omar takes it up and asks a department, sharing nothing that is not named here."""
    omar = by or cast.omar
    taken_up(signal, omar)
    has_purpose(signal, omar)
    signal.refresh_from_db()
    question = Question(
        **{
            "question": "Is deze loods van de gemeente?",
            "text": "Wij onderzoeken of een loods anders gebruikt wordt dan afgesproken.",
            "due_on": timezone.localdate(),
            **more,
        }
    )
    return hand_over(
        signal.reference, by=omar, department=cast.department(department), question=question, version=signal.version
    )


def taken_back(row: HandOver, cast: Cast, reason: str = "Verkeerd gestuurd.") -> HandOver:
    row.refresh_from_db()
    return take_back(row.signal.reference, by=cast.omar, question=row.reference, reason=reason, version=row.version)
