"""Whoever has a copy of the database cannot tell who filed a signal: nothing that names a person lies beside it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hkin.privacy.marks import duty_mark, exclusion_mark
from network.cast import Cast, build_cast
from signals.actions.asking import Caller, ask_call_back
from signals.actions.intake import pass_on, step_aside
from signals.models import Signal
from signals.rules.safety import Safety
from tests.cast import PASSWORD
from tests.signals.dump import rows
from tests.signals.filing_form import NEW, answers
from tests.signals.life import asked, filed, handed_over, taken_up

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


def work_of_colleagues(cast: Cast) -> None:
    """Duties that leave an account beside a number, and a message about that number with whoever has the duty."""
    handed_over(filed(cast.sanne), cast)
    passed = taken_up(filed(cast.sanne), cast.omar)
    passed.refresh_from_db()
    pass_on(passed.reference, by=cast.omar, to=cast.bea, reason="Jij kent de haven.", version=passed.version)
    filed(cast.sanne, safety=Safety.CONDUCT, receiver_id=cast.paul.pk)
    ask_call_back(by=cast.merve, municipality=cast.oudeveen, caller=Caller("Merve", "088-0001104"))


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


@pytest.mark.parametrize("name", ["dirk", "bea", "omar", "paul"])
def test_the_mark_of_a_reporter_with_a_duty_stands_in_no_row_of_that_duty(cast: Cast, name: str) -> None:
    own = filed(cast[name], is_shielded=True)
    work_of_colleagues(cast)
    asked(own, cast.kees)
    beside = lines_with(bytes(own.reporter_mark).hex())
    assert {"signals_signal", "outbox_message"} <= {table for table, _row in beside}
    numbers = (str(own.pk), str(own.uuid), own.reference)
    assert [row for _table, row in beside if not any(number in row for number in numbers)] == []


def test_somebody_told_of_a_duty_is_told_under_another_mark(cast: Cast) -> None:
    """Otherwise the test above would see nothing at all."""
    work_of_colleagues(cast)
    for user in (cast.dirk, cast.bea, cast.omar, cast.paul):
        assert "outbox_message" in {table for table, _row in lines_with(duty_mark(user.pk).hex())}


def test_the_mark_of_whom_a_reporter_keeps_out_stands_with_that_signal_only(cast: Cast) -> None:
    own = filed(cast.sanne, excluded=frozenset({cast.bea.pk}))
    step_aside(filed(cast.merve).reference, by=cast.bea)
    beside = lines_with(exclusion_mark(cast.bea.pk).hex())
    assert [(table, own.reference in row) for table, row in beside] == [("signals_signal", True)]


def test_a_reader_does_stand_in_the_log(signal: Signal, cast: Cast) -> None:
    """Otherwise the tests above would see nothing at all."""
    asked_by = {table for table, row in lines_with(str(cast.omar.pk)) if str(signal.pk) in row}
    assert {"signals_trailentry", "signals_note"} <= asked_by
