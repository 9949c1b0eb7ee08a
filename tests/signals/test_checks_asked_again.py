"""A yes of the privacy officer stands: nobody asks the same twice, and asked anew, the newest decision holds."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import User
from signals.actions.checks import ask_check
from signals.actions.research import HolderAnswer, answer_source
from signals.actions.working import NotYet
from signals.models import PrivacyCheck, Signal, SourceQuestion
from signals.models.research import Found
from signals.protocols import facts_of
from signals.rules.protocol import CheckOn
from tests.signals.approaching import allowed as department_allowed
from tests.signals.approaching import in_approach, sent, with_plan
from tests.signals.filing_form import signed_in
from tests.signals.researching import (
    ASKED,
    QUESTION,
    allowed,
    answered,
    asked,
    decided,
    in_research,
    questioned,
    source,
)

OTHER = "Op welk adres stond de huurder hiervoor?"


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return in_research(cast)


def send(user: User, signal: Signal, act: str, **given: Any) -> HttpResponse:
    signal.refresh_from_db()
    form = {"act": act, "source": source().pk, "version": signal.version, "key": uuid4()}
    return signed_in(user).post(reverse("signals:research", args=[signal.reference]), form | given)  # type: ignore[return-value]


def page_of(user: User, signal: Signal) -> str:
    return signed_in(user).get(reverse("signals:research", args=[signal.reference])).content.decode()


def asked_anew(signal: Signal, cast: Cast) -> PrivacyCheck:
    """About the same source, in other words."""
    assert send(cast.omar, signal, "check", why=OTHER).status_code == 302
    return PrivacyCheck.objects.waiting().get(signal=signal)


# ---- who asks twice ------------------------------------------------------------------------------
def test_what_is_allowed_is_not_asked_again(signal: Signal, cast: Cast) -> None:
    allowed(signal, cast)
    answer = send(cast.omar, signal, "check", why=f" {ASKED}\r\n")
    assert answer.status_code == 409
    said = _("This is allowed already. Ask again only when you ask something else.")
    assert escape(said) in answer.content.decode()
    assert PrivacyCheck.objects.count() == 1


def test_nor_is_what_a_department_may_get(cast: Cast) -> None:
    signal = in_approach(cast)
    department_allowed(signal, cast)
    with pytest.raises(NotYet):
        department_allowed(signal, cast)


def test_something_else_is_asked_of_the_same_source(signal: Signal, cast: Cast) -> None:
    allowed(signal, cast)
    asked_anew(signal, cast)
    assert facts_of(signal)["check-1"] == "waiting"


def test_what_was_refused_is_asked_again_in_the_same_words(signal: Signal, cast: Cast) -> None:
    decided(asked(signal, cast), cast, allowed=False)
    assert send(cast.omar, signal, "check", why=ASKED).status_code == 302


# ---- what holds ----------------------------------------------------------------------------------
def test_while_the_new_one_waits_the_yes_stands(signal: Signal, cast: Cast) -> None:
    first = allowed(signal, cast)
    asked_anew(signal, cast)
    assert send(cast.omar, signal, "ask", check=first.uuid, question=QUESTION).status_code == 302
    assert SourceQuestion.objects.get().check_1 == first


@pytest.mark.parametrize("is_allowed", [True, False])
def test_decided_anew_the_first_yes_is_over(signal: Signal, cast: Cast, is_allowed: bool) -> None:
    first = allowed(signal, cast)
    decided(asked_anew(signal, cast), cast, allowed=is_allowed)
    assert send(cast.omar, signal, "ask", check=first.uuid, question=QUESTION).status_code == 409
    assert not SourceQuestion.objects.exists()
    assert facts_of(signal)["check-1"] == ("allowed" if is_allowed else "refused")


def test_withdrawn_the_first_yes_stands(signal: Signal, cast: Cast) -> None:
    allowed(signal, cast)
    asked_anew(signal, cast)
    assert send(cast.omar, signal, "withdraw_check").status_code == 302
    assert facts_of(signal)["check-1"] == "allowed"
    assert send(cast.omar, signal, "ask", question=QUESTION).status_code == 302


def test_what_a_source_was_asked_under_a_yes_stays_allowed(signal: Signal, cast: Cast) -> None:
    answered(questioned(signal, cast), cast.jasper)
    decided(asked_anew(signal, cast), cast, allowed=False)
    facts = facts_of(signal)
    assert (facts["check-1"], facts["sources"]) == ("allowed", "hit")


# ---- a second question ---------------------------------------------------------------------------
def test_after_an_answer_the_coordinator_asks_the_source_something_else(signal: Signal, cast: Cast) -> None:
    answered(questioned(signal, cast), cast.jasper)
    assert 'value="check"' in source_part(page_of(cast.omar, signal))
    second = decided(asked_anew(signal, cast), cast)
    assert send(cast.omar, signal, "ask", question="Stond hij eerder op Havenstraat 4?").status_code == 302
    first, last = SourceQuestion.objects.order_by("pk")
    assert (first.found, last.found, last.check_1) == (Found.HIT, Found.WAITING, second)


def test_each_question_stands_there_with_its_own_answer(signal: Signal, cast: Cast) -> None:
    answered(questioned(signal, cast), cast.jasper)
    decided(asked_anew(signal, cast), cast)
    send(cast.omar, signal, "ask", question=OTHER)
    last = SourceQuestion.objects.latest("pk")
    answer_source(last.reference, by=cast.jasper, answer=HolderAnswer(Found.NO_HIT))
    page = page_of(cast.omar, signal)
    assert page.count(f"{source().name} · {escape(source().department.name)}</h2>") == 2
    assert QUESTION in page
    assert OTHER in page


def test_of_two_hits_each_is_asked_for_what_it_says(signal: Signal, cast: Cast) -> None:
    first = answered(questioned(signal, cast), cast.jasper)
    decided(asked_anew(signal, cast), cast)
    send(cast.omar, signal, "ask", question=OTHER)
    last = answered(SourceQuestion.objects.latest("pk"), cast.jasper)
    for row in (first, last):
        answer = send(cast.omar, signal, "content", check=row.check_1.uuid, why="Hoeveel mensen?")
        assert answer.status_code == 302
        decided(PrivacyCheck.objects.waiting().get(), cast)
        row.refresh_from_db()
        assert row.may_give_content


def test_a_member_is_not_offered_it_by_the_answer(signal: Signal, cast: Cast) -> None:
    answered(questioned(signal, cast), cast.jasper)
    assert 'value="check"' not in source_part(page_of(cast.bea, signal))


def source_part(page: str) -> str:
    """Of the source that was asked; the others stand below."""
    return page.partition("<main")[2].partition('id="others-title"')[0]


# ---- departments ---------------------------------------------------------------------------------
def test_while_something_else_is_asked_a_department_gets_what_was_allowed(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    department = cast.department("VAS")
    ask_check(signal.reference, by=cast.omar, on=CheckOn.DEPARTMENT, department=department, asked="Ook de huurder.")
    assert sent(signal, action, cast)
