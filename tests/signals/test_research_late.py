"""A check or a question to a source that waits past its day is told once, and stands first on the page of a day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.cast import Cast
from signals.actions.chasing import remind_of_checks, remind_of_source_questions
from signals.actions.intake import move_to_queue
from signals.models import PrivacyCheck, Signal, SourceQuestion
from signals.rules.lifecycle import Route
from tests.signals.life import TEXT
from tests.signals.researching import ASKED, QUESTION, asked, decided, in_research, questioned

HOME_QUERIES = 15


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return in_research(cast)


def make_late(*rows: PrivacyCheck | SourceQuestion) -> None:
    for row in rows:
        type(row).objects.filter(pk=row.pk).update(due_on=timezone.localdate() - timedelta(days=1))


def told(kind: str) -> list[bytes]:
    return [bytes(message.recipient_mark) for message in Message.objects.filter(kind=kind)]


def test_a_late_check_is_told_once(signal: Signal, cast: Cast) -> None:
    make_late(asked(signal, cast))
    for _day in range(2):
        remind_of_checks()
    assert told("check_late") == [duty_mark(cast.fatma.pk)]


def test_what_is_decided_or_not_due_is_not_told(signal: Signal, cast: Cast) -> None:
    make_late(decided(asked(signal, cast), cast))
    asked(signal, cast, "WOZ")
    remind_of_checks()
    assert told("check_late") == []


def test_a_late_question_is_told_to_the_holder_once(signal: Signal, cast: Cast) -> None:
    make_late(questioned(signal, cast))
    for _day in range(2):
        remind_of_source_questions()
    assert told("source_late") == [duty_mark(cast.jasper.pk)]


def test_once_it_left_the_team_nobody_is_told(signal: Signal, cast: Cast) -> None:
    make_late(questioned(signal, cast), asked(signal, cast, "WOZ"))
    signal.refresh_from_db()
    move_to_queue(signal.reference, by=cast.omar, route=Route.INTEGRITY, reason="Hoort daar.", version=signal.version)
    remind_of_checks()
    remind_of_source_questions()
    assert (told("check_late"), told("source_late")) == ([], [])


def home(client: Client) -> str:
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("home")).content.decode()
    assert len(queries) <= HOME_QUERIES
    return page


def test_the_day_of_the_privacy_officer_begins_with_it(client: Client, signal: Signal, cast: Cast) -> None:
    check = asked(signal, cast)
    client.force_login(cast.fatma)
    page = home(client)
    assert reverse("signals:check", args=[check.uuid]) in page
    assert TEXT not in page
    assert ASKED not in page


def test_the_day_of_the_source_holder_begins_with_it(client: Client, signal: Signal, cast: Cast) -> None:
    row = questioned(signal, cast)
    client.force_login(cast.jasper)
    page = home(client)
    assert reverse("signals:source_question", args=[row.reference]) in page
    assert QUESTION not in page


def test_ilse_begins_without_any(client: Client, signal: Signal, cast: Cast) -> None:
    row, check = questioned(signal, cast), asked(signal, cast, "WOZ")
    client.force_login(cast.ilse)
    page = home(client)
    assert row.reference not in page
    assert str(check.uuid) not in page
