"""The page of what if: ask it, read step by step where it goes, and compare it with a proposed change."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from network.cast import Cast
from network.models import User
from tests.network.furnishing import signed_in
from tests.network.proposing import TITLE, drafted, leading, proposed
from tests.signals.team import words_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 45
TYPED = {
    "thema": "T07",
    "veilig": "none",
    "wet": "no",
    "dag_day": "24",
    "dag_month": "11",
    "dag_year": "2026",
    "tijd": "10.00",
}


def ask(user: User, **changed: Any) -> HttpResponse:
    answer: HttpResponse = signed_in(user).post(reverse("signals:what_if"), TYPED | changed)
    return answer


def test_it_says_step_by_step_where_it_goes(cast: Cast) -> None:
    shown = words_of(ask(cast.dirk))
    assert all(words in shown for words in ("Vastgoed", "Dirk Venema", "Omar de Vries"))


def test_the_question_about_the_law_is_shown_where_it_is_asked(cast: Cast) -> None:
    [(_none, walk)] = ask(cast.omar, afdeling="THV", wet="yes").context["walks"]  # type: ignore[attr-defined]
    assert walk.law


def test_before_and_after_stand_beside_each_other(cast: Cast) -> None:
    row = proposed(cast.omar, cast.oudeveen, leading(cast, "T07", "PUB"))
    answer = ask(cast.noor, voorstel=str(row.uuid))
    assert [change_set for change_set, _walk in answer.context["walks"]] == [None, row]  # type: ignore[attr-defined]
    assert TITLE in words_of(answer)


def test_a_draft_of_a_colleague_cannot_be_asked_about(cast: Cast) -> None:
    row = drafted(cast.dirk, cast.oudeveen, leading(cast, "T07", "PUB"))
    assert ask(cast.omar, voorstel=str(row.uuid)).status_code == 422


def test_a_set_of_another_municipality_cannot_be_asked_about(cast: Cast) -> None:
    row = proposed(cast.wil, cast.veenwijk, leading(cast, "T01", "OPR", at="veenwijk"))
    assert ask(cast.omar, voorstel=str(row.uuid)).status_code == 422


def test_who_is_away_is_never_in_the_address(cast: Cast) -> None:
    answer = signed_in(cast.omar).get(reverse("signals:what_if"), TYPED | {"weg": str(cast.dirk.pk)})
    assert "walks" not in answer.context
    assert answer.context["form"]["weg"].value() in (None, [])


def test_a_code_in_the_address_fills_in_the_form(cast: Cast) -> None:
    answer = signed_in(cast.omar).get(reverse("signals:what_if"), {"thema": "T07"})
    assert answer.context["form"]["thema"].value() == "T07"


def test_what_is_wrong_is_said_at_its_place(cast: Cast) -> None:
    answer = ask(cast.omar, tijd="straks")
    assert answer.status_code == 422
    assert "tijd" in answer.context["form"].errors  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["sanne", "bea", "marijke", "ilse"])
def test_others_get_the_page_that_cannot_be_opened(cast: Cast, name: str) -> None:
    assert signed_in(cast[name]).get(reverse("signals:what_if")).status_code == 404


def test_it_asks_a_bounded_number_of_questions(cast: Cast) -> None:
    row = proposed(cast.omar, cast.oudeveen, *(leading(cast, f"T0{number}", "PUB") for number in range(1, 9)))
    client = signed_in(cast.noor)
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(reverse("signals:what_if"), TYPED | {"voorstel": str(row.uuid)})
    assert answer.status_code == 200
    assert len(asked) <= MOST_QUERIES
