"""Whoever has a copy of the database cannot tell who filed a signal: nothing that names a person lies beside it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.cast import Cast, build_cast
from signals.models import Signal
from tests.cast import PASSWORD
from tests.signals.dump import rows
from tests.signals.filing_form import NEW, answers
from tests.signals.life import asked

pytestmark = pytest.mark.django_db(transaction=True)

#: Tables that say who works here and when somebody was there, never about what.
OF_PEOPLE = {
    "network_user",
    "network_rolegrant",
    "django_session",
    "axes_accesslog",
    "axes_accessattempt",
    "account_emailaddress",
}


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    """People and signals get numbers that are found nowhere else."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER SEQUENCE network_user_id_seq RESTART WITH 73410001")
        cursor.execute("ALTER SEQUENCE signals_signal_id_seq RESTART WITH 58620001")
    return build_cast(password=PASSWORD, today=timezone.localdate())


@pytest.fixture
def signal(cast: Cast) -> Signal:
    """Filed from a draft, asked about, answered, added to and looked at, as sanne."""
    client = Client()
    assert client.post(reverse("account_login"), {"login": "sanne", "password": PASSWORD}).status_code == 302
    sent = answers(safety="danger", shield="no_name")
    client.post(reverse("signals:save_draft"), sent)
    client.post(NEW, sent)
    signal = Signal.objects.get(uuid=sent["key"])
    question = asked(signal, cast.omar)
    own = reverse("signals:own_detail", args=[signal.reference])
    client.get(own)
    client.get(reverse("signals:own_list"))
    client.post(reverse("signals:answer", args=[signal.reference, question.pk]), {"text": "Wit, denk ik."})
    client.post(reverse("signals:add", args=[signal.reference]), {"text": "Nu ook 's avonds."})
    client.get(own)
    return signal


def lines_with(*tokens: str) -> list[tuple[str, str]]:
    return [(table, row) for table, row in rows() if any(token in row for token in tokens)]


@pytest.fixture
def person(cast: Cast) -> tuple[str, ...]:
    return (str(cast.sanne.pk), "sanne", cast.sanne.name, cast.sanne.phone)


def traces_of(signal: Signal) -> tuple[str, ...]:
    mark = bytes(signal.reporter_mark).hex()
    own = [str(signal.pk), str(signal.uuid), signal.uuid.hex, signal.reference, mark]
    return (*own, str(signal.reporter.uuid), *(str(note.uuid) for note in signal.notes.all()))


def test_no_row_names_the_person_and_the_signal(signal: Signal, person: tuple[str, ...]) -> None:
    beside = [table for table, row in lines_with(*person) if any(trace in row for trace in traces_of(signal))]
    assert beside == []


def test_the_person_stands_only_in_tables_of_people(signal: Signal, person: tuple[str, ...]) -> None:
    assert {table for table, _row in lines_with(*person)} <= OF_PEOPLE


def test_the_signal_stands_in_no_table_of_people(signal: Signal) -> None:
    assert {table for table, _row in lines_with(*traces_of(signal))} & OF_PEOPLE == set()


def test_a_reader_does_stand_in_the_log(signal: Signal, cast: Cast) -> None:
    """Otherwise the tests above would see nothing at all."""
    asked_by = {table for table, row in lines_with(str(cast.omar.pk)) if str(signal.pk) in row}
    assert {"signals_trailentry", "signals_note"} <= asked_by
