"""The team at its pages: who is signed in, what stands in a list, and a form as the page sends it."""

from __future__ import annotations

from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hkin.privacy.sealing import open_key
from hkin.privacy.words import INDEX_VERSION
from network.cast import Cast
from network.models import User
from signals.models import Note, Signal, TrailEntry
from signals.models.note import NoteKind
from signals.rules.lifecycle import URGENCY_RANK, Outcome, Route, Status, Urgency, Verb
from signals.rules.reference import new_reference

QUEUE = "/werkvoorraad/"
ARCHIVE = "/werkvoorraad/archief/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, signal: Signal) -> str:
    return reverse(f"signals:{name}", args=[signal.reference])


def listed(user: User, page: str = QUEUE, **asked: str) -> list[str]:
    """References in the order of the list."""
    client = signed_in(user)
    answer = client.post(page, asked, follow=True) if "q" in asked else client.get(page, asked)
    assert answer.status_code == 200
    return [row.signal.reference for row in answer.context["rows"]]


def searched(user: User, **asked: str) -> HttpResponse:
    """The answer to a search of the queue: sent, and then shown at an address without its words."""
    client = signed_in(user)
    sent = client.post(QUEUE, asked)
    return client.get(sent["Location"])


def page_of(user: User, signal: Signal, name: str = "team_detail", **asked: str) -> str:
    """As somebody reads it: "Wonen & Zorg", not "Wonen &amp; Zorg"."""
    answer = signed_in(user).get(address(name, signal), asked)
    assert answer.status_code == 200
    return words_of(answer)


def words_of(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def send(user: User, name: str, signal: Signal, **answers: Any) -> HttpResponse:
    """A form of a page as it was made from the signal now."""
    version = Signal.objects.get(pk=signal.pk).version
    given = {"version": version, "key": uuid4(), **answers}
    return signed_in(user).post(address(name, signal), given)


def day_of(name: str, *, ahead: int = 7) -> dict[str, int]:
    """A day as the three boxes of the form send it."""
    day = timezone.localdate() + timedelta(days=ahead)
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def said_about(signal: Signal, kind: NoteKind) -> list[str]:
    sealer = open_key(signal.uuid)
    notes = Note.objects.filter(signal=signal, kind=kind)
    return [sealer.open("note.text", note.uuid, note.sealed_text) for note in notes]


def detail_of(signal: Signal, verb: Verb) -> str:
    """What the trail keeps of the last move of a kind."""
    entry = TrailEntry.objects.filter(signal=signal, verb=verb).latest("pk")
    return open_key(signal.uuid).open("trailentry.detail", entry.uuid, entry.sealed_detail)


def moves_of(signal: Signal, verb: Verb) -> int:
    return TrailEntry.objects.filter(signal=signal, verb=verb).count()


def many(cast: Cast, number: int, **more: Any) -> list[Signal]:
    """Rows for a full queue: nothing sealed in them, due on different days."""
    today = timezone.localdate()
    made = [_row(cast, today + timedelta(days=place % 30), **more) for place in range(number)]
    return Signal.objects.bulk_create(made)


def closed(cast: Cast, number: int, **more: Any) -> list[Signal]:
    ended = {"status": Status.CLOSED, "outcome": Outcome.NO_HIT, "closed_at": timezone.now()}
    return many(cast, number, **(ended | more))


def _row(cast: Cast, due_on: date, **more: Any) -> Signal:
    urgency = Urgency.THIS_WEEK
    usual = {
        "municipality": cast.oudeveen,
        "route": Route.TEAM,
        "team": cast.teams["oudeveen", "integral"],
        "urgency": urgency,
        "urgency_rank": URGENCY_RANK[urgency],
        "sealed_text": b"x",
        "reporter_mark": b"m" * 16,
        "index_version": INDEX_VERSION,
    }
    return Signal(reference=new_reference(), due_on=due_on, **(usual | more))
