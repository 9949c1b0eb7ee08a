"""The team sees which sources it can ask, what stands of each, and reads hits only when that is allowed."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import Absence, RoleGrant, Source, User
from network.rules import Role
from signals.actions.research import HolderAnswer, answer_source, give_content
from signals.demo.weighing import bring_to
from signals.models import PrivacyCheck, Signal, SourceQuestion, TrailEntry
from signals.models.research import Found
from signals.rules.lifecycle import Verb
from tests.signals.life import filed, taken_up
from tests.signals.researching import (
    ASKED,
    LIMITS,
    QUESTION,
    allowed,
    answered,
    asked,
    content_allowed,
    decided,
    in_research,
    questioned,
    source,
)

QUERIES_AT_MOST = 24
CONTENT = "Elf mensen, van wie er negen dit jaar kwamen."


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return in_research(cast)


@pytest.fixture
def omar(cast: Cast, client: Client) -> Client:
    client.force_login(cast.omar)
    return client


def path(signal: Signal) -> str:
    return reverse("signals:research", args=[signal.reference])


def page_of(client: Client, signal: Signal) -> str:
    answer = client.get(path(signal))
    assert answer.status_code == 200
    return answer.content.decode()


def send(client: Client, signal: Signal, act: str, name: str = "BRP", **given: Any) -> HttpResponseBase:
    signal.refresh_from_db()
    form = {"act": act, "source": source(name).pk, "version": signal.version, "key": uuid4()}
    return client.post(path(signal), form | given)


# ---- asking --------------------------------------------------------------------------------------
def test_every_source_of_the_municipality_can_be_chosen(omar: Client, signal: Signal) -> None:
    page = page_of(omar, signal)
    for name in ("BRP", "Uitkeringen", "WOZ", "Vergunningen"):
        assert name in page


def test_a_check_is_asked_per_source(omar: Client, signal: Signal) -> None:
    assert send(omar, signal, "check", why=ASKED).status_code == 302
    check = PrivacyCheck.objects.get()
    assert (check.source, check.on) == (source(), "source")
    assert ASKED in page_of(omar, signal)


def test_why_this_source_must_be_said(omar: Client, signal: Signal) -> None:
    answer = send(omar, signal, "check", why="")
    assert answer.status_code == 422
    assert not PrivacyCheck.objects.exists()


def test_asking_starts_with_what_was_allowed(omar: Client, signal: Signal, cast: Cast) -> None:
    allowed(signal, cast)
    assert f"{LIMITS}</textarea>" in page_of(omar, signal)
    assert send(omar, signal, "ask", question=QUESTION).status_code == 302
    assert SourceQuestion.objects.get().found == Found.WAITING


def test_pressed_twice_it_is_asked_once(omar: Client, signal: Signal, cast: Cast) -> None:
    allowed(signal, cast)
    key = uuid4()
    answers = [send(omar, signal, "ask", question=QUESTION, key=key).status_code for _time in range(2)]
    assert answers == [302, 302]
    assert TrailEntry.objects.filter(verb=Verb.ASK_SOURCE).count() == 1


def test_a_source_without_somebody_to_answer_says_so(omar: Client, signal: Signal, cast: Cast) -> None:
    allowed(signal, cast, "WOZ")
    answer = send(omar, signal, "ask", "WOZ", question=QUESTION)
    assert answer.status_code == 409
    assert QUESTION in answer.content.decode()  # type: ignore[attr-defined]


def test_a_form_of_an_older_page_keeps_what_was_typed(omar: Client, signal: Signal) -> None:
    answer = send(omar, signal, "check", why=ASKED, version=1)
    assert answer.status_code == 409
    assert f"{ASKED}</textarea>" in answer.content.decode()  # type: ignore[attr-defined]


def test_what_can_no_longer_be_sent_is_shown(omar: Client, signal: Signal, cast: Cast) -> None:
    asked(signal, cast)
    answer = send(omar, signal, "check", why="Een ander woord.")
    assert answer.status_code == 409
    assert "Een ander woord." in answer.content.decode()  # type: ignore[attr-defined]


def test_a_waiting_check_is_withdrawn(omar: Client, signal: Signal, cast: Cast) -> None:
    check = asked(signal, cast)
    send(omar, signal, "withdraw_check")
    check.refresh_from_db()
    assert check.verdict == "withdrawn"


def test_a_waiting_question_is_withdrawn(omar: Client, signal: Signal, cast: Cast) -> None:
    row = questioned(signal, cast)
    send(omar, signal, "withdraw")
    row.refresh_from_db()
    assert (row.found, row.is_given_back) == (Found.WITHDRAWN, False)


def test_why_it_came_back_stands_beside_it(omar: Client, signal: Signal, cast: Cast) -> None:
    row = questioned(signal, cast)
    answer_source(row.reference, by=cast.jasper, answer=HolderAnswer(Found.WITHDRAWN, "De BRP is dicht."))
    page = page_of(omar, signal)
    assert "De BRP is dicht." in page
    assert 'value="ask"' in page


def test_a_member_asks_the_check_and_not_the_source(client: Client, signal: Signal, cast: Cast) -> None:
    client.force_login(cast.bea)
    assert send(client, signal, "check", why=ASKED).status_code == 302
    decided(PrivacyCheck.objects.get(), cast)
    assert 'value="ask"' not in page_of(client, signal)
    assert send(client, signal, "ask", question=QUESTION).status_code == 409
    assert not SourceQuestion.objects.exists()


def test_a_coordinator_who_is_a_member_too_asks_and_reads(client: Client, signal: Signal, cast: Cast) -> None:
    held = cast.omar.grants.get(role=Role.COORDINATOR)
    RoleGrant.objects.create(
        user=cast.omar,
        role=Role.TEAM_MEMBER,
        municipality=held.municipality,
        team=held.team,
        from_on=timezone.localdate(),
    )
    client.force_login(User.objects.get(pk=cast.omar.pk))
    allowed(signal, cast)
    assert 'value="ask"' in page_of(client, signal)
    answered(questioned(signal, cast, "Uitkeringen"), cast.hassan)
    assert 'value="content"' in page_of(client, signal)


# ---- reading -------------------------------------------------------------------------------------
def test_a_hit_waits_for_a_second_decision(omar: Client, signal: Signal, cast: Cast) -> None:
    answered(questioned(signal, cast), cast.jasper)
    assert send(omar, signal, "content", why="Hoeveel mensen?").status_code == 302
    assert PrivacyCheck.objects.filter(on="content", verdict="waiting").count() == 1


def test_the_coordinator_reads_what_the_source_gave(omar: Client, signal: Signal, cast: Cast) -> None:
    row = content_allowed(answered(questioned(signal, cast), cast.jasper), cast)
    give_content(row.reference, by=cast.jasper, content=CONTENT)
    assert CONTENT in page_of(omar, signal)


@pytest.mark.parametrize("found", [Found.HIT, Found.NO_HIT])
def test_a_member_cannot_tell_a_hit_from_an_open_question(
    client: Client, signal: Signal, cast: Cast, found: Found
) -> None:
    client.force_login(cast.bea)
    row = questioned(signal, cast)
    before = re.sub(r"nonce[^>]*|csrf[^>]*|key[^>]*|version[^>]*", "", page_of(client, signal))
    answered(row, cast.jasper, found)
    after = re.sub(r"nonce[^>]*|csrf[^>]*|key[^>]*|version[^>]*", "", page_of(client, signal))
    assert main_of(before) == main_of(after)


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def test_a_member_reads_hits_from_check_2a_on(client: Client, signal: Signal, cast: Cast) -> None:
    client.force_login(cast.bea)
    for name, holder in (("BRP", cast.jasper), ("Uitkeringen", cast.hassan)):
        row = content_allowed(answered(questioned(signal, cast, name), holder), cast)
        give_content(row.reference, by=holder, content=f"{name} zegt: {CONTENT}")
    assert CONTENT not in page_of(client, signal)
    signal.findings.create(step="approach", task="check-2a", verdict="allowed")
    page = page_of(client, signal)
    assert f"BRP zegt: {CONTENT}" in page
    assert f"Uitkeringen zegt: {CONTENT}" not in page  # a closed law


def test_of_a_closed_source_only_that_there_is_a_hit(omar: Client, signal: Signal, cast: Cast) -> None:
    answered(questioned(signal, cast, "Uitkeringen"), cast.hassan)
    words = _("There is a relevant hit at %(department)s. Ask through the privacy officer.")
    assert words % {"department": escape(source("Uitkeringen").department.name)} in page_of(omar, signal)


def test_before_its_step_nothing_can_be_asked(omar: Client, cast: Cast) -> None:
    signal = filed(cast.sanne)
    taken_up(signal, cast.omar)
    assert 'name="act"' not in page_of(omar, signal)


def test_a_protocol_without_sources_says_so(client: Client, cast: Cast) -> None:
    signal = filed(cast.ilse)
    taken_up(signal, cast.wil)
    signal.refresh_from_db()
    bring_to(signal, "approach", by=cast.wil)
    client.force_login(cast.wil)
    assert 'name="act"' not in page_of(client, signal)


@pytest.mark.parametrize("person", ["ilse", "hans", "fatma", "jasper", "sanne", "ruud"])
def test_nobody_else_opens_it(client: Client, signal: Signal, cast: Cast, person: str) -> None:
    client.force_login(cast[person])
    assert client.get(path(signal)).status_code == 404
    assert send(client, signal, "check", why=ASKED).status_code == 404


def test_many_sources_are_offered_page_by_page(omar: Client, signal: Signal, cast: Cast) -> None:
    department = cast.department("PUB")
    many = Source.objects.bulk_create(
        Source(department=department, name=f"Register {number:02}", ground="Wet") for number in range(60)
    )
    seen, query = "", ""
    for _page in range(10):
        with CaptureQueriesContext(connection) as queries:
            page = omar.get(path(signal) + query).content.decode()
        assert len(queries) <= QUERIES_AT_MOST
        seen += page
        older = re.search(r'href="(\?na=[^"]+)"', page)
        if older is None:
            break
        query = older[1]
    assert [seen.count(f"{row.name} · ") for row in many] == [1] * 60


def test_what_was_typed_about_a_source_of_a_later_page_stays(omar: Client, signal: Signal, cast: Cast) -> None:
    Source.objects.bulk_create(
        Source(department=cast.department("BEL"), name=f"Register {number:02}", ground="Wet") for number in range(60)
    )
    answer = send(omar, signal, "check", "Register 59", why="x" * 1001)
    assert answer.status_code == 422
    assert "x" * 1001 in answer.content.decode()  # type: ignore[attr-defined]


def test_it_asks_the_database_little(omar: Client, signal: Signal, cast: Cast) -> None:
    row = content_allowed(answered(questioned(signal, cast), cast.jasper), cast)
    give_content(row.reference, by=cast.jasper, content=CONTENT)
    answered(questioned(signal, cast, "Uitkeringen"), cast.hassan)
    asked(signal, cast, "WOZ")
    with CaptureQueriesContext(connection) as queries:
        page_of(omar, signal)
    assert len(queries) <= QUERIES_AT_MOST


def test_who_stands_in_for_a_holder_of_many_sources_is_looked_up_once(omar: Client, signal: Signal, cast: Cast) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=cast.jasper, from_on=today, until_on=today, deputy=cast.dirk)
    Source.objects.bulk_create(
        Source(department=cast.department("PUB"), name=f"Register {number:02}", ground="Wet") for number in range(20)
    )
    with CaptureQueriesContext(connection) as queries:
        assert cast.dirk.name in page_of(omar, signal)
    assert len(queries) <= QUERIES_AT_MOST
