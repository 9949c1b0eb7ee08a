"""A source holder reads one question and what may be looked up, presses hit or no hit, and sees nothing else."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext as _

from hkin.privacy.models import Look
from network.cast import Cast
from signals.models import Signal, SourceQuestion, TrailEntry
from signals.models.research import Found
from signals.rules.lifecycle import Verb
from signals.rules.reference import shown
from tests.signals.life import TEXT
from tests.signals.researching import ASKED, LIMITS, QUESTION, answered, content_allowed, in_research, questioned

QUERIES_AT_MOST = 12
CONTENT = "Elf mensen staan er ingeschreven."


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return in_research(cast)


@pytest.fixture
def row(signal: Signal, cast: Cast) -> SourceQuestion:
    return questioned(signal, cast)


@pytest.fixture
def jasper(cast: Cast, client: Client) -> Client:
    client.force_login(cast.jasper)
    return client


def path(row: SourceQuestion) -> str:
    return reverse("signals:source_question", args=[row.reference])


def page_of(client: Client, row: SourceQuestion) -> str:
    answer = client.get(path(row))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, row: SourceQuestion, answer: str, **given: Any) -> HttpResponseBase:
    row.refresh_from_db()
    return client.post(path(row), {"answer": answer, "version": row.version, "key": uuid4()} | given)


# ---- what is seen --------------------------------------------------------------------------------
def test_the_question_and_its_limits_stand_there(jasper: Client, row: SourceQuestion) -> None:
    page = page_of(jasper, row)
    assert QUESTION in page
    assert LIMITS in page


def test_nothing_else_of_the_signal_does(jasper: Client, row: SourceQuestion, cast: Cast) -> None:
    questioned(row.signal, cast, "Uitkeringen")
    pages = page_of(jasper, row) + jasper.get(reverse("signals:source_questions")).content.decode()
    pages += jasper.get(reverse("home")).content.decode() + jasper.get(reverse("outbox:inbox")).content.decode()
    signal = row.signal
    for secret in (signal.reference, shown(signal.reference), TEXT, ASKED, "Uitkeringen", cast.fatma.name):
        assert secret not in pages


def test_what_waits_stands_in_the_list_and_in_the_menu(jasper: Client, row: SourceQuestion) -> None:
    page = jasper.get(reverse("signals:source_questions")).content.decode()
    assert f'href="{path(row)}"' in page
    assert "hkin-count" in page
    assert QUESTION not in page


def test_reading_it_is_written_down(jasper: Client, row: SourceQuestion, cast: Cast) -> None:
    page_of(jasper, row)
    look = Look.objects.get(action="open_source_question")
    assert (look.actor_id, look.role, look.purpose) == (cast.jasper.pk, "source_holder", "answer_source")


def test_the_pages_ask_the_database_little(jasper: Client, row: SourceQuestion) -> None:
    for address in (path(row), reverse("signals:source_questions")):
        with CaptureQueriesContext(connection) as queries:
            jasper.get(address)
        assert len(queries) <= QUERIES_AT_MOST


# ---- the answer ----------------------------------------------------------------------------------
@pytest.mark.parametrize("found", [Found.HIT, Found.NO_HIT])
def test_one_press_is_the_answer(jasper: Client, row: SourceQuestion, cast: Cast, found: Found) -> None:
    assert send(jasper, row, found).status_code == 302
    row.refresh_from_db()
    assert (row.found, row.answered_by) == (found, cast.jasper)


def test_after_the_answer_the_question_is_gone(jasper: Client, row: SourceQuestion) -> None:
    send(jasper, row, Found.NO_HIT)
    page = page_of(jasper, row)
    assert QUESTION not in page
    assert LIMITS not in page


def test_pressed_twice_it_is_answered_once(jasper: Client, row: SourceQuestion) -> None:
    key, version = uuid4(), row.version
    answers = [send(jasper, row, Found.HIT, key=key, version=version).status_code for _press in range(2)]
    assert answers == [302, 302]
    assert TrailEntry.objects.filter(verb=Verb.ANSWER_SOURCE).count() == 1


def test_a_colleague_who_was_first_is_not_overruled(jasper: Client, row: SourceQuestion, cast: Cast) -> None:
    version = row.version
    answered(row, cast.jasper)
    assert send(jasper, row, Found.NO_HIT, version=version).status_code == 409
    row.refresh_from_db()
    assert row.found == Found.HIT


def test_giving_it_back_wants_a_reason(jasper: Client, row: SourceQuestion) -> None:
    assert send(jasper, row, "cannot", reason="").status_code == 422
    assert send(jasper, row, "cannot", reason="Ik heb geen toegang.").status_code == 302
    row.refresh_from_db()
    assert row.is_given_back


def test_an_answer_that_does_not_exist_is_refused(jasper: Client, row: SourceQuestion) -> None:
    assert send(jasper, row, "maybe").status_code == 422


def test_a_number_that_looks_like_a_bsn_is_asked_about(jasper: Client, row: SourceQuestion) -> None:
    assert send(jasper, row, "cannot", reason="Het gaat om 111222333.").status_code == 422


# ---- the content ---------------------------------------------------------------------------------
def test_content_is_not_asked_before_it_is_allowed(jasper: Client, row: SourceQuestion) -> None:
    send(jasper, row, Found.HIT)
    assert 'name="content"' not in page_of(jasper, row)
    assert send(jasper, row, "content", content=CONTENT).status_code == 409


def test_after_the_second_decision_the_holder_gives_it(jasper: Client, row: SourceQuestion, cast: Cast) -> None:
    content_allowed(answered(row, cast.jasper), cast)
    assert 'name="content"' in page_of(jasper, row)
    assert send(jasper, row, "content", content=CONTENT).status_code == 302
    assert CONTENT not in page_of(jasper, row)
    row.refresh_from_db()
    assert row.sealed_content is not None


# ---- after the end -------------------------------------------------------------------------------
def test_a_late_answer_is_not_taken_and_what_was_typed_stays(jasper: Client, row: SourceQuestion) -> None:
    Signal.objects.filter(pk=row.signal_id).update(status="closed", outcome="no_hit")
    answer = send(jasper, row, "cannot", reason="De BRP was dicht.")
    assert answer.status_code == 409
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert "De BRP was dicht." in page
    assert QUESTION not in page
    assert _("Not needed any more") in page


def test_of_a_hit_it_is_not_said_any_more_that_the_team_may_come_back(jasper: Client, row: SourceQuestion) -> None:
    more = _("The team may ask what you found. Then you hear of it; you do not have to keep anything.")
    send(jasper, row, Found.HIT)
    assert more in page_of(jasper, row)
    Signal.objects.filter(pk=row.signal_id).update(status="closed", outcome="no_hit")
    assert more not in page_of(jasper, row)


# ---- who -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("person", ["ilse", "hassan", "omar", "fatma", "hans", "sanne", "karin"])
def test_nobody_else_opens_it(client: Client, row: SourceQuestion, cast: Cast, person: str) -> None:
    client.force_login(cast[person])
    assert client.get(path(row)).status_code == 404
    assert send(client, row, Found.HIT).status_code == 404


def test_who_stepped_aside_sees_it_no_more(jasper: Client, row: SourceQuestion, cast: Cast) -> None:
    row.signal.stepped_aside.add(cast.jasper)
    assert jasper.get(path(row)).status_code == 404
    assert path(row) not in jasper.get(reverse("signals:source_questions")).content.decode()
