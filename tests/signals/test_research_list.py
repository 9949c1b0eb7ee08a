"""A source holder finds every question to their sources: what waits, and page by page what is answered."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from network.cast import Cast
from signals.models import PrivacyCheck, Signal, SourceQuestion
from signals.models.check import CheckVerdict
from signals.models.research import Found
from signals.rules.lifecycle import Outcome, Status
from signals.rules.reference import shown
from signals.sources import ANSWER_WORDS
from tests.signals.researching import asked, in_research, questioned, source

QUERIES_AT_MOST = 12
MANY = 60  # more than two pages


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return in_research(cast)


@pytest.fixture
def jasper(cast: Cast, client: Client) -> Client:
    client.force_login(cast.jasper)
    return client


def many(signal: Signal, cast: Cast, found: Found) -> list[SourceQuestion]:
    """Questions to the BRP, two to a day."""
    today = timezone.localdate()
    return [_question(signal, cast, found, today + timedelta(days=number // 2)) for number in range(MANY)]


def _question(signal: Signal, cast: Cast, found: Found, day: date) -> SourceQuestion:
    check = PrivacyCheck.objects.create(
        signal=signal,
        task="check-1",
        on="source",
        source=source(),
        asked_by=cast.omar,
        due_on=day,
        sealed_asked=b"x",
        verdict=CheckVerdict.ALLOWED,
        decided_by=cast.fatma,
        decided_at=timezone.now(),
    )
    return SourceQuestion.objects.create(
        signal=signal,
        source=source(),
        check_1=check,
        asked_by=cast.omar,
        due_on=day,
        sealed_question=b"x",
        found=found,
    )


def walked(client: Client, query: str) -> list[str]:
    """Every number on every page, by the link to the next one."""
    seen: list[str] = []
    for _page in range(10):
        page = client.get(reverse("signals:source_questions") + query).content.decode()
        seen += re.findall(r'href="/bronvragen/([^/"?]+)/"', page.partition("<main")[2])
        older = re.search(r'href="(\?[^"]*na=[^"]+)"', page)
        if older is None:
            return seen
        query = older[1].replace("&amp;", "&")
    raise AssertionError("no last page")


@pytest.mark.parametrize(("found", "query"), [(Found.WAITING, ""), (Found.NO_HIT, "?toon=beantwoord")])
def test_every_question_stands_on_one_page_once(
    jasper: Client, signal: Signal, cast: Cast, found: Found, query: str
) -> None:
    rows = many(signal, cast, found)
    expected = [row.reference for row in sorted(rows, key=lambda row: (row.due_on, row.pk))]
    seen = [number.replace("-", "") for number in walked(jasper, query)]
    assert seen == (expected if found is Found.WAITING else expected[::-1])


@pytest.mark.parametrize(("found", "query"), [(Found.WAITING, ""), (Found.NO_HIT, "?toon=beantwoord")])
def test_more_than_a_page_asks_the_database_no_more(
    jasper: Client, signal: Signal, cast: Cast, found: Found, query: str
) -> None:
    many(signal, cast, found)
    with CaptureQueriesContext(connection) as queries:
        jasper.get(reverse("signals:source_questions") + query)
    assert len(queries) <= QUERIES_AT_MOST


def test_what_is_answered_stands_apart_from_what_waits(jasper: Client, signal: Signal, cast: Cast) -> None:
    waiting = questioned(signal, cast)
    ended = _question(signal, cast, Found.NO_HIT, timezone.localdate())
    assert walked(jasper, "") == [shown(waiting.reference)]
    assert walked(jasper, "?toon=beantwoord") == [shown(ended.reference)]


def test_the_checks_that_wait_go_on_to_a_next_page(client: Client, signal: Signal, cast: Cast) -> None:
    client.force_login(cast.fatma)
    last = asked(signal, cast, "WOZ")
    PrivacyCheck.objects.filter(pk=last.pk).update(due_on=timezone.localdate() + timedelta(days=400))
    for number in range(26):
        row = _question(signal, cast, Found.NO_HIT, timezone.localdate() + timedelta(days=number)).check_1
        PrivacyCheck.objects.filter(pk=row.pk).update(signal=in_research(cast), verdict=CheckVerdict.WAITING)
    path = reverse("signals:checks")
    first = client.get(path).content.decode()
    assert str(last.uuid) not in first
    older = re.search(r'href="(\?[^"]*na=[^"]+)"', first)
    assert older is not None
    assert str(last.uuid) in client.get(path + older[1].replace("&amp;", "&")).content.decode()


def test_once_the_signal_is_closed_nothing_waits_for_an_answer(jasper: Client, signal: Signal, cast: Cast) -> None:
    row = questioned(signal, cast)
    Signal.objects.filter(pk=signal.pk).update(
        status=Status.CLOSED, outcome=Outcome.NO_ACTION, closed_at=timezone.now()
    )
    assert walked(jasper, "?toon=beantwoord") == [shown(row.reference)]
    for path in (reverse("signals:source_questions") + "?toon=beantwoord", f"/bronvragen/{shown(row.reference)}/"):
        assert f"{ANSWER_WORDS[Found.WITHDRAWN][1]}</" in jasper.get(path).content.decode()
