"""The page of what nobody does alone: what waits for me, what I asked, what was decided, and one of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from network.actions.joint import agree, refuse
from network.cast import Cast
from network.joint import Effect
from network.models import JointAct, User
from network.rules.joint import LAPSES_AFTER, Act, ActState
from tests.network.furnishing import signed_in
from tests.network.joint import REASON, asked, meaning
from tests.signals.team import words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(cast: Cast) -> Iterator[JointAct]:
    with meaning(Act.GRANT_SIGHT, Effect(at_once=False, about=lambda _act: "Een collega wordt teamlid")):
        yield asked(cast.omar, municipality=cast.oudeveen)


def page(user: User, act: JointAct) -> str:
    answer = signed_in(user).get(f"/samen/{act.uuid}/")
    assert answer.status_code == 200
    return words_of(answer)


def lists(user: User) -> Any:
    return signed_in(user).get("/samen/").context["acts"]


def test_it_waits_for_who_may_agree(cast: Cast, act: JointAct) -> None:
    assert [line.act for line in lists(cast.fatma).waiting] == [act]
    assert lists(cast.omar).waiting == []


def test_who_asked_sees_that_it_waits(cast: Cast, act: JointAct) -> None:
    assert [line.act for line in lists(cast.omar).asked] == [act]


def test_what_was_decided_stays_in_sight(cast: Cast, act: JointAct) -> None:
    refuse(act=act, by=cast.fatma, reason="Niet nu.")
    assert [line.act for line in lists(cast.omar).settled] == [act]
    assert [line.act for line in lists(cast.fatma).settled] == [act]


def test_the_menu_counts_what_waits(cast: Cast, act: JointAct) -> None:
    menu = signed_in(cast.fatma).get("/samen/").context["menu"]
    assert [item.waiting for item in (*menu.shown, *menu.more) if item.url == "/samen/"] == [1]


def test_who_decides_reads_who_asks_in_which_role_and_why(cast: Cast, act: JointAct) -> None:
    shown = page(cast.fatma, act)
    assert all(words in shown for words in (cast.omar.name, "regisseur", REASON, "Een collega wordt teamlid"))


def test_the_list_does_not_tell_why(cast: Cast, act: JointAct) -> None:
    assert REASON not in words_of(signed_in(cast.fatma).get("/samen/"))


def test_agreeing_is_one_press(cast: Cast, act: JointAct) -> None:
    assert signed_in(cast.fatma).post(f"/samen/{act.uuid}/", {"decision": "agree"}).status_code == 302
    act.refresh_from_db()
    assert (act.state, act.decided_by) == (ActState.AGREED, cast.fatma)


@pytest.mark.parametrize("typed", [{}, {"decision": "refuse"}, {"decision": "misschien"}])
def test_a_refusal_needs_a_reason_and_an_answer_a_choice(cast: Cast, act: JointAct, typed: dict[str, str]) -> None:
    assert signed_in(cast.fatma).post(f"/samen/{act.uuid}/", typed).status_code == 422
    act.refresh_from_db()
    assert act.state == ActState.WAITING


def test_who_asked_reads_why_it_was_refused(cast: Cast, act: JointAct) -> None:
    signed_in(cast.fatma).post(f"/samen/{act.uuid}/", {"decision": "refuse", "reason": "Vraag het eerst zelf."})
    assert "Vraag het eerst zelf." in page(cast.omar, act)


def test_the_second_gets_a_conflict_and_sees_who_was_first(cast: Cast, act: JointAct) -> None:
    agree(act=act, by=cast.fatma)
    answer = signed_in(cast.wil).post(f"/samen/{act.uuid}/", {"decision": "refuse", "reason": "Nee."})
    assert answer.status_code == 409
    assert cast.fatma.name in words_of(answer)


def test_after_a_day_nobody_answers_any_more(cast: Cast, act: JointAct) -> None:
    with time_machine.travel(timezone.now() + LAPSES_AFTER + timedelta(minutes=1)):
        assert lists(cast.fatma).waiting == []
        assert signed_in(cast.fatma).post(f"/samen/{act.uuid}/", {"decision": "agree"}).status_code == 409


def test_who_asked_takes_it_back_with_one_press(cast: Cast, act: JointAct) -> None:
    assert signed_in(cast.omar).post(f"/samen/{act.uuid}/intrekken/").status_code == 302
    act.refresh_from_db()
    assert act.state == ActState.WITHDRAWN


@pytest.mark.parametrize("who", ["ilse", "sanne", "bea", "hans", "tom", "jelle"])
def test_everybody_else_finds_nothing(cast: Cast, act: JointAct, who: str) -> None:
    client = signed_in(cast[who])
    assert client.get(f"/samen/{act.uuid}/").status_code == 404
    assert client.post(f"/samen/{act.uuid}/", {"decision": "agree"}).status_code == 404
    assert client.post(f"/samen/{act.uuid}/intrekken/").status_code == 404


def test_who_asked_does_not_answer(cast: Cast, act: JointAct) -> None:
    for typed in ({"decision": "agree"}, {}):
        assert signed_in(cast.omar).post(f"/samen/{act.uuid}/", typed).status_code == 404


def test_the_pages_cost_a_fixed_number_of_queries(
    cast: Cast, act: JointAct, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(cast.fatma)
    with django_assert_max_num_queries(18):
        client.get("/samen/")
    with django_assert_max_num_queries(22):
        client.get(f"/samen/{act.uuid}/")
