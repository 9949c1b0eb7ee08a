"""A contested cell has a page: the department says why, the coordinator answers, and both see what stands meanwhile."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from network.actions.contests import contest_cell, keep_cell
from network.cast import Cast
from network.models import Contest, Responsibility
from network.models.confirmation import ContestOutcome
from network.models.matrix import Part
from tests.network.confirming import VAS, lead_of, make_head
from tests.network.furnishing import signed_in

pytestmark = pytest.mark.django_db

WHY = "De panden zijn verkocht."


@pytest.fixture
def lead(cast: Cast) -> Responsibility:
    return lead_of(cast.department("VAS"))


@pytest.fixture
def contest(cast: Cast, lead: Responsibility) -> Contest:
    return contest_cell(by=cast.dirk, row=lead, reason=WHY)


def page_of(contest: Contest) -> str:
    return f"/netwerk/klopt-dit/bezwaar/{contest.pk}/"


def test_a_department_contests_with_a_reason(cast: Cast, lead: Responsibility) -> None:
    answer = signed_in(cast.dirk).post(f"{VAS}{lead.pk}/", {"reason": WHY}, follow=True)
    assert "signalen nog zoals het nu staat" in answer.content.decode()
    assert Contest.objects.get().reason == WHY


def test_without_a_reason_it_is_not_sent(cast: Cast, lead: Responsibility) -> None:
    answer = signed_in(cast.dirk).post(f"{VAS}{lead.pk}/", {"reason": " "})
    assert answer.status_code == 422
    assert not Contest.objects.exists()


def test_what_was_typed_too_long_stays(cast: Cast, lead: Responsibility) -> None:
    answer = signed_in(cast.dirk).post(f"{VAS}{lead.pk}/", {"reason": "lang " * 100})
    assert answer.status_code == 422
    assert "lang lang lang" in answer.content.decode()


def test_a_cell_that_is_no_more_there_shows_what_stands_now(cast: Cast, lead: Responsibility) -> None:
    answer = signed_in(cast.dirk).post(f"{VAS}{lead.pk + 100_000}/", {"reason": WHY})
    assert answer.status_code == 409


def test_what_is_contested_already_leads_to_its_page(cast: Cast, contest: Contest, lead: Responsibility) -> None:
    assert signed_in(cast.dirk).get(f"{VAS}{lead.pk}/").headers["Location"] == page_of(contest)


def test_the_coordinator_keeps_it_with_a_reason(cast: Cast, contest: Contest) -> None:
    signed_in(cast.omar).post(page_of(contest), {"decision": "keep", "answer": "Nog een jaar."})
    contest.refresh_from_db()
    assert contest.outcome == ContestOutcome.KEPT
    assert "Nog een jaar." in signed_in(cast.dirk).get(page_of(contest)).content.decode()


def test_the_coordinator_changes_it(cast: Cast, contest: Contest, lead: Responsibility) -> None:
    answers = {
        "decision": "change",
        "part": "adviser",
        "new_lead": cast.department("WON").pk,
        "answer": "Wonen neemt het over.",
    }
    assert signed_in(cast.omar).post(page_of(contest), answers).status_code == 302
    parts = Responsibility.objects.today().filter(theme=lead.theme).values_list("department__code", "part")
    assert {("VAS", Part.ADVISER), ("WON", Part.LEAD)} <= set(parts)


@pytest.mark.parametrize(
    "answers", [{}, {"decision": "keep"}, {"decision": "change", "answer": "Zo."}, {"decision": "keep", "answer": " "}]
)
def test_half_a_decision_is_none(cast: Cast, contest: Contest, answers: dict[str, str]) -> None:
    assert signed_in(cast.omar).post(page_of(contest), answers).status_code == 422
    contest.refresh_from_db()
    assert contest.settled_at is None


def test_the_second_who_decides_sees_what_was_decided(cast: Cast, contest: Contest) -> None:
    keep_cell(by=cast.wil, contest=contest, answer="Nog een jaar.")
    answer = signed_in(cast.omar).post(page_of(contest), {"decision": "keep", "answer": "Nee."})
    assert answer.status_code == 409
    assert "Nog een jaar." in answer.content.decode()


def test_the_department_takes_it_back_on_the_page(cast: Cast, contest: Contest) -> None:
    assert signed_in(cast.dirk).post(f"{page_of(contest)}terug/").status_code == 302
    contest.refresh_from_db()
    assert contest.outcome == ContestOutcome.WITHDRAWN


def test_what_is_decided_cannot_be_taken_back(cast: Cast, contest: Contest) -> None:
    keep_cell(by=cast.omar, contest=contest, answer="Nog een jaar.")
    assert signed_in(cast.dirk).post(f"{page_of(contest)}terug/").status_code == 409


def test_who_decides_does_not_take_it_back(cast: Cast, contest: Contest) -> None:
    assert signed_in(cast.omar).post(f"{page_of(contest)}terug/").status_code == 404


@pytest.mark.parametrize("person", ["dirk", "noor"])
def test_who_does_not_decide_sees_no_form_and_sends_none(cast: Cast, contest: Contest, person: str) -> None:
    assert 'name="decision"' not in signed_in(cast[person]).get(page_of(contest)).content.decode()
    answer = signed_in(cast[person]).post(page_of(contest), {"decision": "keep", "answer": "Nee."})
    assert answer.status_code == 404


def test_the_head_of_the_department_that_leads_reads_along(cast: Cast) -> None:
    make_head(cast, cast.merve, "VAS", since=cast.dirk.joined_at.date())
    helping = Responsibility.objects.today().get(theme=cast.themes["T07"], department=cast.department("BIJ"))
    contest = contest_cell(by=cast.yusuf, row=helping, reason=WHY)
    assert WHY in signed_in(cast.merve).get(page_of(contest)).content.decode()


@pytest.mark.parametrize("person", ["karin", "sanne", "bea", "marijke", "jelle", "ilse"])
def test_nobody_else_sees_it(cast: Cast, contest: Contest, person: str) -> None:
    browser = signed_in(cast[person])
    assert browser.get(page_of(contest)).status_code == 404
    assert browser.post(page_of(contest), {"decision": "keep", "answer": "Nee."}).status_code == 404


def test_the_page_costs_a_fixed_number_of_queries(
    cast: Cast, contest: Contest, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(cast.omar)
    with django_assert_max_num_queries(18):
        browser.get(page_of(contest))
