"""Whether a source had a hit, a member reads on no page of the signal before check 2A or the meeting."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import User
from signals.actions.checks import ask_check
from signals.models import Finding, Signal, SourceQuestion
from signals.models.research import Found
from signals.protocols import protocol_of
from signals.rules.labels import VERB_WORDS
from signals.rules.lifecycle import Verb
from signals.rules.protocol import CheckOn
from tests.signals.researching import answered, content_allowed, in_research, questioned, source
from tests.signals.team import address, page_of, signed_in, words_of

SOURCES = "Treffer of geen treffer"
NOISE = re.compile(r"(nonce|csrf|key|version)[^>]*")


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return in_research(cast)


@pytest.fixture
def row(signal: Signal, cast: Cast) -> SourceQuestion:
    return answered(questioned(signal, cast), cast.jasper)


def read_by(user: User, signal: Signal) -> dict[str, str]:
    """Each page that says how far the signal is."""
    client = signed_in(user)
    ways = protocol_of(signal).ways_from("research")
    pages = [address("team_detail", signal), address("close", signal)]
    pages += [reverse("signals:go_on", args=[signal.reference, way.code]) for way in ways]
    return {page: NOISE.sub("", main_of(client.get(page, follow=True).content.decode())) for page in pages}


def main_of(page: str) -> str:
    return page.partition("<main")[2].partition("</main>")[0]


def said_of_sources(user: User, signal: Signal) -> str:
    """Beside the task, on the page of the signal."""
    return page_of(user, signal).partition(SOURCES)[2].partition("Weging 4")[0]


def trail_of(user: User, signal: Signal) -> list[object]:
    return [one.what for one in signed_in(user).get(address("team_detail", signal)).context["trail"]]


def comes_to_no_hit(row: SourceQuestion) -> None:
    SourceQuestion.objects.filter(pk=row.pk).update(found=Found.NO_HIT)
    Finding.objects.filter(signal=row.signal, task="sources", verdict="hit").update(verdict="no_hit")


def test_a_member_cannot_tell_a_hit_from_none(row: SourceQuestion, cast: Cast) -> None:
    of_a_hit = read_by(cast.bea, row.signal)
    comes_to_no_hit(row)
    assert read_by(cast.bea, row.signal) == of_a_hit


def test_nor_by_sending_a_form_that_the_page_does_not_offer(row: SourceQuestion, cast: Cast) -> None:
    signal = Signal.objects.get(pk=row.signal_id)
    given = {"reason": "Niets gevonden.", "feedback": "Dank.", "made_possible": "no", "version": signal.version}
    told = signed_in(cast.bea).post(reverse("signals:go_on", args=[signal.reference, "no_hit"]), given)
    assert _("Hit") not in words_of(told).replace(SOURCES, "")


def test_that_its_content_was_asked_about_says_nothing_either(row: SourceQuestion, cast: Cast) -> None:
    content_allowed(row, cast)
    assert _("Not needed so far") in page_of(cast.bea, row.signal)
    assert _("Not needed so far") not in page_of(cast.omar, row.signal)


def test_the_coordinator_reads_it(row: SourceQuestion, cast: Cast) -> None:
    assert _("Hit") in said_of_sources(cast.omar, row.signal)


def test_a_member_reads_it_from_check_2a_on(row: SourceQuestion, cast: Cast) -> None:
    assert _("Hit") not in said_of_sources(cast.bea, row.signal)
    row.signal.findings.create(step="approach", task="check-2a", verdict="allowed")
    assert _("Hit") in said_of_sources(cast.bea, row.signal)


def test_the_trail_tells_no_member_of_the_second_decision(row: SourceQuestion, cast: Cast) -> None:
    content_allowed(row, cast)
    asked = VERB_WORDS[Verb.DECIDE_CHECK]
    assert asked not in trail_of(cast.bea, row.signal)
    assert asked in trail_of(cast.omar, row.signal)


def test_what_somebody_asked_themselves_they_read_back(signal: Signal, cast: Cast) -> None:
    ask_check(signal.reference, by=cast.bea, on=CheckOn.SOURCE, source=source(), asked="Wie wonen hier?")
    assert VERB_WORDS[Verb.ASK_CHECK] in trail_of(cast.bea, signal)
    assert VERB_WORDS[Verb.ASK_CHECK] not in trail_of(cast.joris, signal)
