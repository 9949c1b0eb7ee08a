"""What was typed about an act of two people lies sealed, moves along to a new key, and is forgotten in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from hkin.privacy.keyring import KeyMissing
from hkin.privacy.retention import rules
from network.actions.joint import refuse, settle_delays, withdraw
from network.actions.resealing import reseal_acts
from network.cast import Cast
from network.joint import Effect, answer_of, reason_of
from network.models import JointAct
from network.rules.joint import LAPSES_AFTER, Act
from tests.network.joint import REASON, asked, meaning

pytestmark = pytest.mark.django_db

OLD = "old:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
NEW = "new:QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY="


@pytest.fixture
def act(cast: Cast, settings: Any) -> Iterator[JointAct]:
    settings.SEAL_KEYS = OLD
    with meaning(Act.GRANT_SIGHT, Effect(at_once=False)):
        yield asked(cast.omar, municipality=cast.oudeveen, payload={"sealed": "een mailadres", "what": "mail"})


def test_reason_and_answer_move_to_a_new_key(cast: Cast, act: JointAct, settings: Any) -> None:
    refuse(act=act, by=cast.fatma, reason="Vraag het eerst zelf.")
    settings.SEAL_KEYS = f"{NEW},{OLD}"
    assert reseal_acts(look_only=True) == 2
    assert reseal_acts(look_only=False) == 2
    settings.SEAL_KEYS = NEW
    act.refresh_from_db()
    assert (reason_of(act), answer_of(act)) == (REASON, "Vraag het eerst zelf.")


def test_looking_changes_nothing(act: JointAct, settings: Any) -> None:
    settings.SEAL_KEYS = f"{NEW},{OLD}"
    reseal_acts(look_only=True)
    settings.SEAL_KEYS = NEW
    act.refresh_from_db()
    with pytest.raises(KeyMissing):
        reason_of(act)


def test_what_lay_sealed_for_the_act_goes_when_it_is_refused(cast: Cast, act: JointAct) -> None:
    assert refuse(act=act, by=cast.fatma, reason="Nee.").payload == {"what": "mail"}


def test_and_when_it_is_taken_back(cast: Cast, act: JointAct) -> None:
    assert withdraw(act=act, by=cast.omar).payload == {"what": "mail"}


def test_and_when_it_lapses(act: JointAct) -> None:
    with time_machine.travel(timezone.now() + LAPSES_AFTER + timedelta(minutes=1)):
        settle_delays()
    act.refresh_from_db()
    assert act.payload == {"what": "mail"}


def due(days: int) -> int:
    [rule] = [rule for rule in rules() if rule.name == "old_joint_acts"]
    return rule.due(None, timezone.now() + timedelta(days=days)).count()


def test_an_act_that_is_over_is_forgotten_after_three_years(cast: Cast, act: JointAct) -> None:
    refuse(act=act, by=cast.fatma, reason="Nee.")
    assert (due(3 * 365 - 1), due(3 * 365 + 1)) == (0, 1)


def test_one_that_waits_is_not(act: JointAct) -> None:
    assert due(4 * 365) == 0
