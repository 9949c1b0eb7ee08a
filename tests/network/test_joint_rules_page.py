"""A municipality chooses, act by act, who looks along; who may look along hears of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.cast import Cast
from network.joint import rule_for
from network.models import JointRule, Municipality, MunicipalityEntry, RoleGrant, User
from network.rules import Role
from network.rules.joint import Act, Arrangement
from tests.network.furnishing import address, look, send, signed_in
from tests.signals.heard import MONDAY

pytestmark = pytest.mark.django_db


def choose(user: User, municipality: Municipality, **changed: Any) -> HttpResponse:
    usual = {act.value: Arrangement.COLLEAGUE.value for act in Act}
    return send(user, "network:joint_rules", municipality, {**usual, **changed})


def told(user: User) -> bool:
    return Message.objects.filter(recipient_mark=duty_mark(user.pk), kind="joint_rule_changed").exists()


def test_a_delay_is_chosen_for_one_act(cast: Cast) -> None:
    choose(cast.wil, cast.veenwijk, open_name="delay")
    assert rule_for(cast.veenwijk, Act.OPEN_NAME).arrangement == Arrangement.DELAY
    assert rule_for(cast.veenwijk, Act.GRANT_SIGHT).arrangement == Arrangement.COLLEAGUE


def test_where_it_is_live_a_change_waits_a_day(cast: Cast, time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)
    choose(cast.omar, cast.oudeveen, grant_sight="delay")
    time_machine.move_to(MONDAY + timedelta(hours=23), tick=False)
    assert rule_for(cast.oudeveen, Act.GRANT_SIGHT).arrangement == Arrangement.COLLEAGUE
    time_machine.move_to(MONDAY + timedelta(hours=24), tick=False)
    assert rule_for(cast.oudeveen, Act.GRANT_SIGHT).arrangement == Arrangement.DELAY


def test_loosened_and_tightened_again_it_was_never_loose(cast: Cast, time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)
    choose(cast.omar, cast.oudeveen, grant_sight="delay")
    choose(cast.omar, cast.oudeveen, grant_sight="colleague")
    for hours in (1, 25):
        time_machine.move_to(MONDAY + timedelta(hours=hours), tick=False)
        assert rule_for(cast.oudeveen, Act.GRANT_SIGHT).arrangement == Arrangement.COLLEAGUE


def test_the_keeper_of_the_directory_changes_no_rule_where_it_is_live(cast: Cast) -> None:
    assert choose(cast.noor, cast.oudeveen, grant_sight="delay").status_code in {403, 404}
    assert not JointRule.objects.exists()


def test_a_partner_is_named(cast: Cast) -> None:
    choose(cast.wil, cast.veenwijk, open_name="partner", open_name_partner=cast.oudeveen.pk)
    assert rule_for(cast.veenwijk, Act.OPEN_NAME).partner == cast.oudeveen


@pytest.mark.parametrize("partner", ["", "own", "999999"])
def test_a_partner_is_another_municipality_that_is_here(cast: Cast, partner: str) -> None:
    pk = cast.veenwijk.pk if partner == "own" else partner
    assert choose(cast.wil, cast.veenwijk, open_name="partner", open_name_partner=pk).status_code == 422
    assert not JointRule.objects.exists()


def test_a_partner_without_anybody_who_may_agree_is_no_partner(cast: Cast) -> None:
    agreeing = [Role.COORDINATOR, Role.PRIVACY_OFFICER]
    RoleGrant.objects.filter(municipality=cast.oudeveen, role__in=agreeing).delete()
    answer = choose(cast.wil, cast.veenwijk, open_name="partner", open_name_partner=cast.oudeveen.pk)
    assert answer.status_code == 422


def test_time_is_no_second_person_for_going_live(cast: Cast) -> None:
    assert choose(cast.wil, cast.veenwijk, go_live="delay").status_code == 422


def test_who_changed_what_stands_in_the_trail(cast: Cast) -> None:
    choose(cast.omar, cast.oudeveen, open_name="delay")
    entry = MunicipalityEntry.objects.get()
    assert (entry.by, entry.role, entry.municipality) == (cast.omar, Role.COORDINATOR, cast.oudeveen)


def test_saving_what_was_so_already_writes_nothing_down(cast: Cast) -> None:
    choose(cast.omar, cast.oudeveen)
    assert not MunicipalityEntry.objects.exists()


def test_who_may_look_along_hears_it(cast: Cast) -> None:
    choose(cast.tom, cast.oudeveen, open_name="delay")
    assert told(cast.fatma)
    assert told(cast.omar)


def test_the_partner_hears_it_too(cast: Cast) -> None:
    choose(cast.wil, cast.veenwijk, open_name="partner", open_name_partner=cast.oudeveen.pk)
    assert told(cast.omar)


@pytest.mark.parametrize("who", ["ilse", "sanne", "fatma", "hans", "wil"])
def test_only_who_furnishes_it_chooses(cast: Cast, who: str) -> None:
    RoleGrant.objects.filter(user=cast.wil, municipality=cast.oudeveen).delete()
    assert look(cast[who], "network:joint_rules", cast.oudeveen).status_code == 404
    assert choose(cast[who], cast.oudeveen, open_name="delay").status_code == 404
    assert not JointRule.objects.exists()


def test_the_page_costs_a_fixed_number_of_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    client = signed_in(cast.omar)
    with django_assert_max_num_queries(20):
        assert client.get(address("network:joint_rules", cast.oudeveen)).status_code == 200
