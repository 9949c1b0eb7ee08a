"""Where a municipality chose to wait, time agrees; everybody concerned hears it first, and can stop it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.actions.joint import NotFinished, agree, refuse, settle_delays
from network.cast import Cast
from network.joint import CannotBeDone, Effect
from network.models import JointAct, RoleGrant, User
from network.rules import Role
from network.rules.joint import DELAY, LAPSES_AFTER, Act, ActState, Arrangement
from network.tasks import settle_delays as task
from tests.network.joint import arranged, asked, meaning

pytestmark = pytest.mark.django_db


@pytest.fixture
def done() -> Iterator[list[JointAct]]:
    """What was carried out."""
    acts: list[JointAct] = []
    with meaning(Act.GRANT_SIGHT, Effect(agreed=acts.append)):
        yield acts


@pytest.fixture
def act(cast: Cast, done: list[JointAct]) -> JointAct:
    arranged(cast.oudeveen, Arrangement.DELAY)
    return asked(cast.omar, municipality=cast.oudeveen)


def kinds_for(user: User) -> set[str]:
    return set(Message.objects.filter(recipient_mark=duty_mark(user.pk)).values_list("kind", flat=True))


def later(by: timedelta) -> time_machine.travel:
    return time_machine.travel(timezone.now() + by + timedelta(minutes=1))


def test_everybody_who_could_have_agreed_hears_it_at_once(cast: Cast, act: JointAct) -> None:
    assert {"joint_act_announced"} <= kinds_for(cast.fatma) & kinds_for(cast.wil)


def test_nothing_happens_before_its_time(act: JointAct, done: list[JointAct]) -> None:
    with later(DELAY - timedelta(minutes=5)):
        assert settle_delays() == 0
    assert done == []


def test_it_is_carried_out_when_its_time_has_come_and_only_once(act: JointAct, done: list[JointAct]) -> None:
    with later(DELAY):
        assert settle_delays() == 1
        assert settle_delays() == 0
    assert done == [act]


def test_two_schedulers_of_one_period_settle_it_once(act: JointAct, done: list[JointAct]) -> None:
    with later(DELAY):
        task()
        task()
    assert done == [act]


def test_nobody_agrees_sooner(cast: Cast, act: JointAct) -> None:
    with pytest.raises(PermissionDenied):
        agree(act=act, by=cast.fatma)


def test_who_could_have_agreed_stops_it(cast: Cast, act: JointAct, done: list[JointAct]) -> None:
    refuse(act=act, by=cast.fatma, reason="Dit hoeft niet.")
    with later(DELAY):
        settle_delays()
    assert done == []


def test_who_asked_does_not_hear_that_it_may_be_done_before_it_may(cast: Cast, act: JointAct) -> None:
    assert "joint_act_agreed" not in kinds_for(cast.omar)
    with later(DELAY):
        settle_delays()
    assert "joint_act_agreed" in kinds_for(cast.omar)


def test_who_lost_the_role_meanwhile_gets_nothing(cast: Cast, act: JointAct, done: list[JointAct]) -> None:
    RoleGrant.objects.filter(user=cast.omar, role=Role.COORDINATOR).delete()
    with later(DELAY):
        settle_delays()
    act.refresh_from_db()
    assert (act.state, done) == (ActState.LAPSED, [])


def test_what_cannot_be_done_any_more_lapses(cast: Cast, act: JointAct) -> None:
    def too_late(_act: JointAct) -> None:
        raise CannotBeDone("Te laat.")

    with meaning(Act.GRANT_SIGHT, Effect(agreed=too_late)), later(DELAY):
        settle_delays()
    act.refresh_from_db()
    assert act.state == ActState.LAPSED


def test_one_that_fails_does_not_keep_the_others_waiting(cast: Cast, act: JointAct, done: list[JointAct]) -> None:
    def fails(_act: JointAct) -> None:
        raise LookupError

    with meaning(Act.OPEN_NAME, Effect(agreed=fails)):
        broken = asked(cast.fatma, municipality=cast.oudeveen, act=Act.OPEN_NAME, role=Role.PRIVACY_OFFICER)
        JointAct.objects.filter(pk=act.pk).update(effective_at=timezone.now() + DELAY + timedelta(seconds=9))
        with later(DELAY), pytest.raises(NotFinished):
            settle_delays()
    broken.refresh_from_db()
    assert (done, broken.state) == ([act], ActState.WAITING)


def test_without_an_answer_an_act_of_two_people_lapses(cast: Cast, done: list[JointAct]) -> None:
    act = asked(cast.omar, municipality=cast.oudeveen)
    with later(LAPSES_AFTER):
        settle_delays()
    act.refresh_from_db()
    assert (act.state, done) == (ActState.LAPSED, [])
    assert "joint_act_lapsed" in kinds_for(cast.omar)


def test_what_lapsed_can_be_asked_again(cast: Cast, done: list[JointAct]) -> None:
    with meaning(Act.OPEN_NAME, Effect()):
        first = asked(cast.omar, municipality=cast.oudeveen, act=Act.OPEN_NAME)
        with later(LAPSES_AFTER):
            settle_delays()
            assert asked(cast.omar, municipality=cast.oudeveen, act=Act.OPEN_NAME) != first
