"""The privacy officer sees which checks wait, reads what is asked and for which purpose, and answers five questions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from hkin.privacy.models import Look
from network.cast import Cast
from network.models import Absence
from signals.actions.checks import withdraw_check
from signals.models import PrivacyCheck, Signal, TrailEntry
from signals.rules.checks import Test
from signals.rules.lifecycle import Verb
from tests.signals.life import TEXT
from tests.signals.researching import ASKED, LIMITS, asked, decided, in_research

QUERIES_AT_MOST = 18
LIST_QUERIES_AT_MOST = 12


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return in_research(cast)


@pytest.fixture
def check(signal: Signal, cast: Cast) -> PrivacyCheck:
    return asked(signal, cast)


@pytest.fixture
def fatma(cast: Cast, client: Client) -> Client:
    client.force_login(cast.fatma)
    return client


def address(check: PrivacyCheck) -> str:
    return reverse("signals:check", args=[check.uuid])


def typed(check: PrivacyCheck, **other: Any) -> dict[str, Any]:
    answers = {str(test): f"Antwoord op {test}." for test in Test}
    return answers | {"version": check.version, "key": uuid4(), "decision": "allowed", "limits": LIMITS} | other


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


# ---- the list ------------------------------------------------------------------------------------
def test_what_waits_stands_in_the_list_and_in_the_menu(fatma: Client, check: PrivacyCheck) -> None:
    page = page_of(fatma, reverse("signals:checks"))
    assert f'href="{address(check)}"' in page
    assert "hkin-count" in page


def test_what_is_due_first_stands_first(fatma: Client, check: PrivacyCheck, cast: Cast) -> None:
    sooner = asked(check.signal, cast, "Vergunningen")
    PrivacyCheck.objects.filter(pk=sooner.pk).update(due_on=check.due_on - timedelta(days=1))
    page = page_of(fatma, reverse("signals:checks"))
    assert page.index(str(sooner.uuid)) < page.index(str(check.uuid))


def test_the_list_says_nothing_of_the_signal(fatma: Client, check: PrivacyCheck) -> None:
    page = page_of(fatma, reverse("signals:checks"))
    assert TEXT not in page
    assert ASKED not in page


def test_what_is_decided_is_found_by_its_decision(fatma: Client, check: PrivacyCheck, cast: Cast) -> None:
    decided(check, cast, allowed=False)
    path = reverse("signals:checks")
    assert str(check.uuid) not in page_of(fatma, path)
    assert str(check.uuid) in page_of(fatma, f"{path}?toon=besloten&verdict=refused")
    assert str(check.uuid) not in page_of(fatma, f"{path}?toon=besloten&verdict=allowed")


def test_the_rest_stands_on_a_next_page(fatma: Client, check: PrivacyCheck, cast: Cast) -> None:
    decided(check, cast, allowed=False)
    others = [decided(asked(check.signal, cast), cast, allowed=False) for _number in range(25)]
    path = reverse("signals:checks") + "?toon=besloten"
    assert str(check.uuid) not in page_of(fatma, path)
    cursor = f"na={others[0].due_on:%Y%m%d}-{others[0].pk}"
    assert cursor in page_of(fatma, path)
    assert str(check.uuid) in page_of(fatma, f"{path}&{cursor}")


def test_the_list_asks_the_database_little(fatma: Client, check: PrivacyCheck, cast: Cast) -> None:
    for name in ("Vergunningen", "WOZ", "Uitkeringen"):
        asked(check.signal, cast, name)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        page_of(fatma, reverse("signals:checks"))
    assert len(queries) <= LIST_QUERIES_AT_MOST


# ---- one check -----------------------------------------------------------------------------------
def test_it_shows_what_is_asked_and_for_which_purpose(fatma: Client, check: PrivacyCheck) -> None:
    page = page_of(fatma, address(check))
    for words in (ASKED, "Nagaan of er iets niet klopt", check.source and check.source.ground, TEXT):
        assert str(words) in page


def test_it_does_not_say_who_filed_it(fatma: Client, check: PrivacyCheck, cast: Cast) -> None:
    assert cast.sanne.name not in page_of(fatma, address(check))


def test_reading_it_is_written_down(fatma: Client, check: PrivacyCheck, cast: Cast) -> None:
    page_of(fatma, address(check))
    look = Look.objects.get(action="open_check", actor_id=cast.fatma.pk)
    assert look.purpose == "check"


def test_one_page_asks_the_database_little(fatma: Client, check: PrivacyCheck) -> None:
    with CaptureQueriesContext(connection) as queries:
        page_of(fatma, address(check))
    assert len(queries) <= QUERIES_AT_MOST


def test_many_earlier_checks_ask_it_no_more(fatma: Client, check: PrivacyCheck, cast: Cast) -> None:
    withdraw_check(check.uuid, by=cast.omar)
    earlier = [decided(asked(check.signal, cast), cast, allowed=False) for _number in range(30)]
    last = asked(check.signal, cast)
    with CaptureQueriesContext(connection) as queries:
        page = page_of(fatma, address(last))
    assert all(str(row.uuid) in page for row in earlier)
    assert len(queries) <= QUERIES_AT_MOST


def test_a_decision_is_saved_with_its_five_answers(fatma: Client, check: PrivacyCheck) -> None:
    answer = fatma.post(address(check), typed(check))
    assert answer.status_code == 302
    page = page_of(fatma, address(check))
    for words in (LIMITS, *(f"Antwoord op {test}." for test in Test)):
        assert words in page


def test_whoever_asked_hears_of_it(fatma: Client, check: PrivacyCheck, cast: Cast) -> None:
    fatma.post(address(check), typed(check))
    assert Message.objects.filter(kind="check_decided", recipient_mark=duty_mark(cast.omar.pk)).count() == 1


def test_the_privacy_officer_hears_that_it_waits(check: PrivacyCheck, cast: Cast) -> None:
    message = Message.objects.get(kind="check_asked")
    assert (bytes(message.recipient_mark), message.reference) == (duty_mark(cast.fatma.pk), check.signal.reference)


@pytest.mark.parametrize("missing", [*map(str, Test), "decision", "limits"])
def test_each_question_wants_an_answer(fatma: Client, check: PrivacyCheck, missing: str) -> None:
    answer = fatma.post(address(check), typed(check, **{missing: ""}))
    assert answer.status_code == 422
    assert f'id="id_{missing}_error"' in answer.content.decode()


def test_what_is_missing_is_named_in_the_order_of_the_page(fatma: Client, check: PrivacyCheck) -> None:
    page = fatma.post(address(check), typed(check, ground="", subsidiarity="", decision="")).content.decode()
    named = [page.index(f'href="#id_{name}') for name in ("ground", "subsidiarity", "decision")]
    assert named == sorted(named)


def test_a_refusal_needs_no_limits(fatma: Client, check: PrivacyCheck) -> None:
    fatma.post(address(check), typed(check, decision="refused", limits=""))
    check.refresh_from_db()
    assert (check.verdict, check.sealed_limits) == ("refused", None)


def test_pressed_twice_it_is_decided_once(fatma: Client, check: PrivacyCheck) -> None:
    form = typed(check)
    answers = [fatma.post(address(check), form).status_code for _press in range(2)]
    assert answers == [302, 302]
    assert TrailEntry.objects.filter(verb=Verb.DECIDE_CHECK).count() == 1


def test_a_check_that_was_withdrawn_keeps_what_was_typed(fatma: Client, check: PrivacyCheck, cast: Cast) -> None:
    form = typed(check)
    withdraw_check(check.uuid, by=cast.omar)
    answer = fatma.post(address(check), form)
    assert answer.status_code == 409
    assert LIMITS in answer.content.decode()


def test_a_form_of_an_older_page_can_be_sent_again(fatma: Client, check: PrivacyCheck) -> None:
    answer = fatma.post(address(check), typed(check, version=0))
    assert answer.status_code == 409
    assert f'name="version" value="{check.version}"' in answer.content.decode()


# ---- who -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("person", ["ilse", "hans", "omar", "jasper", "noor"])
def test_nobody_else_sees_or_decides_it(client: Client, cast: Cast, check: PrivacyCheck, person: str) -> None:
    client.force_login(cast[person])
    answers = [
        client.get(reverse("signals:checks")),
        client.get(address(check)),
        client.post(address(check), typed(check)),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


def test_a_deputy_decides_while_the_officer_is_away(client: Client, cast: Cast, check: PrivacyCheck) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=cast.fatma, from_on=today, until_on=today, deputy=cast.jeroen)
    client.force_login(cast.jeroen)
    client.post(address(check), typed(check))
    check.refresh_from_db()
    assert check.decided_by == cast.jeroen


def test_the_supervisor_does_not_decide_as_deputy(client: Client, cast: Cast, check: PrivacyCheck) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=cast.fatma, from_on=today, until_on=today, deputy=cast.hans)
    client.force_login(cast.hans)
    assert client.get(address(check)).status_code == 404


def test_whoever_asked_it_as_deputy_does_not_decide_it(client: Client, cast: Cast, check: PrivacyCheck) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=cast.fatma, from_on=today, until_on=today, deputy=cast.omar)
    client.force_login(cast.omar)
    assert 'name="decision"' not in page_of(client, address(check))
    assert client.post(address(check), typed(check)).status_code == 404
