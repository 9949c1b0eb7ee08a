"""One colleague asks, another one decides, and nobody is both."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.actions.joint import DecidedBefore, NobodyToAgree, agree, refuse, withdraw
from network.cast import Cast
from network.joint import CannotBeDone, Effect, answer_of, reason_of, standing, waiting_for
from network.models import JointAct, RoleGrant, User
from network.rules import Role
from network.rules.joint import CHOICES, GOOD_FOR, Act, ActState, Arrangement
from tests.network.joint import REASON, arranged, as_new, asked, away, meaning

pytestmark = pytest.mark.django_db


def kinds_for(user: User) -> set[str]:
    return set(Message.objects.filter(recipient_mark=duty_mark(user.pk)).values_list("kind", flat=True))


def waits_for(user: User) -> bool:
    return waiting_for(as_new(user)).exists()


@pytest.fixture
def owned() -> object:
    with meaning(Act.GRANT_SIGHT, Effect(at_once=False)):
        yield


@pytest.fixture
def act(cast: Cast, owned: object) -> JointAct:
    return asked(cast.omar, municipality=cast.oudeveen)


def test_the_others_who_may_agree_hear_of_it_and_who_asked_does_not(cast: Cast, act: JointAct) -> None:
    assert "joint_act_asked" in kinds_for(cast.fatma)
    assert "joint_act_asked" in kinds_for(cast.wil)
    assert "joint_act_asked" not in kinds_for(cast.omar)


def test_it_waits_for_them_and_for_nobody_else(cast: Cast, act: JointAct) -> None:
    waiting = {user.username for user in cast.people.values() if waits_for(user)}
    assert waiting == {"fatma", "wil"}


def test_what_is_agreed_stands_for_a_day(cast: Cast, act: JointAct) -> None:
    agree(act=act, by=cast.fatma)
    found = standing(act=Act.GRANT_SIGHT, municipality=cast.oudeveen, subject=None, by=cast.omar)
    assert found == act
    assert found.good_until == found.decided_at + GOOD_FOR


def test_it_stands_for_nobody_else(cast: Cast, act: JointAct) -> None:
    agree(act=act, by=cast.fatma)
    assert standing(act=Act.GRANT_SIGHT, municipality=cast.oudeveen, subject=None, by=cast.wil) is None


def test_who_asked_hears_what_was_decided(cast: Cast, act: JointAct) -> None:
    agree(act=act, by=cast.fatma)
    assert "joint_act_agreed" in kinds_for(cast.omar)


def test_a_refusal_says_why(cast: Cast, act: JointAct) -> None:
    refused = refuse(act=act, by=cast.fatma, reason="Vraag het eerst zelf.")
    assert (refused.state, answer_of(refused)) == (ActState.REFUSED, "Vraag het eerst zelf.")
    assert "joint_act_refused" in kinds_for(cast.omar)


def test_the_reason_does_not_lie_open(cast: Cast, act: JointAct) -> None:
    assert REASON.encode() not in bytes(act.sealed_reason)
    assert reason_of(act) == REASON


def test_nobody_agrees_with_themselves(cast: Cast, act: JointAct) -> None:
    with pytest.raises(PermissionDenied):
        agree(act=act, by=cast.omar)


def test_the_database_refuses_it_too(cast: Cast, act: JointAct) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        JointAct.objects.filter(pk=act.pk).update(decided_by=cast.omar)


def test_the_database_lets_nothing_be_agreed_by_nobody(cast: Cast, act: JointAct) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        JointAct.objects.filter(pk=act.pk).update(state=ActState.AGREED)


def test_the_deputy_of_who_asked_does_not_agree_in_that_place(cast: Cast, act: JointAct) -> None:
    away(cast.omar, deputy=cast.bea)
    assert not waits_for(cast.bea)
    with pytest.raises(PermissionDenied):
        agree(act=act, by=as_new(cast.bea))


def test_the_deputy_of_another_does(cast: Cast, act: JointAct) -> None:
    away(cast.fatma, deputy=cast.bea)
    assert agree(act=act, by=as_new(cast.bea)).decided_as == Role.PRIVACY_OFFICER


def test_nobody_agrees_with_what_a_deputy_asked_in_their_place(cast: Cast, owned: object) -> None:
    away(cast.fatma, deputy=cast.bea)
    act = asked(as_new(cast.bea), municipality=cast.oudeveen, role=Role.PRIVACY_OFFICER)
    assert act.asked_instead_of == cast.fatma
    with pytest.raises(PermissionDenied):
        agree(act=act, by=cast.fatma)


def test_a_data_protection_officer_never_checks(cast: Cast, act: JointAct) -> None:
    RoleGrant.objects.create(
        user=cast.hans,
        role=Role.COORDINATOR,
        municipality=cast.oudeveen,
        team=cast.teams["oudeveen", "integral"],
        from_on=timezone.localdate(),
    )
    RoleGrant.objects.create(
        user=cast.hans, role=Role.PRIVACY_OFFICER, municipality=cast.oudeveen, from_on=timezone.localdate()
    )
    assert agree(act=act, by=as_new(cast.hans)).decided_as == Role.COORDINATOR


def test_a_role_one_does_not_hold_asks_nothing(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        asked(cast.ilse, municipality=cast.oudeveen)


def test_asked_twice_is_asked_once(cast: Cast) -> None:
    with meaning(Act.OPEN_NAME, Effect(at_once=False)):
        first = asked(cast.omar, municipality=cast.oudeveen, act=Act.OPEN_NAME)
        assert asked(cast.omar, municipality=cast.oudeveen, act=Act.OPEN_NAME) == first


def test_without_anybody_to_agree_nothing_is_asked(cast: Cast, owned: object) -> None:
    RoleGrant.objects.filter(user__in=[cast.fatma, cast.wil]).delete()
    with pytest.raises(NobodyToAgree):
        asked(cast.omar, municipality=cast.oudeveen)
    assert not JointAct.objects.exists()


def test_the_second_who_decides_is_too_late(cast: Cast, act: JointAct) -> None:
    agree(act=act, by=cast.fatma)
    with pytest.raises(DecidedBefore):
        refuse(act=act, by=cast.wil, reason="Nee.")


def test_who_asked_may_take_it_back(cast: Cast, act: JointAct) -> None:
    withdraw(act=act, by=cast.omar)
    with pytest.raises(DecidedBefore):
        agree(act=act, by=cast.fatma)


def test_nobody_else_takes_it_back(cast: Cast, act: JointAct) -> None:
    with pytest.raises(PermissionDenied):
        withdraw(act=act, by=cast.fatma)


def test_who_lost_the_role_meanwhile_gets_nothing(cast: Cast, act: JointAct) -> None:
    RoleGrant.objects.filter(user=cast.omar, role=Role.COORDINATOR).delete()
    with pytest.raises(CannotBeDone):
        agree(act=act, by=cast.fatma)
    act.refresh_from_db()
    assert act.state == ActState.WAITING


def test_what_cannot_be_done_is_not_agreed(cast: Cast, act: JointAct) -> None:
    def too_late(_act: JointAct) -> None:
        raise CannotBeDone("Te laat.")

    with meaning(Act.GRANT_SIGHT, Effect(agreed=too_late)), pytest.raises(CannotBeDone):
        agree(act=act, by=cast.fatma)
    act.refresh_from_db()
    assert (act.state, act.decided_by) == (ActState.WAITING, None)


def test_whoever_may_take_no_part_neither_asks_nor_agrees(cast: Cast, act: JointAct) -> None:
    def keeps_out(_act: JointAct, user: User, _role: Role) -> bool:
        return user not in {cast.fatma, cast.omar}

    with meaning(Act.GRANT_SIGHT, Effect(may_take_part=keeps_out)):
        assert not waits_for(cast.fatma)
        with pytest.raises(PermissionDenied):
            agree(act=act, by=cast.fatma)
        with pytest.raises(PermissionDenied):
            asked(cast.omar, municipality=cast.oudeveen)


# ---- who, for each act and each arrangement ------------------------------------------------------
#: Asked by the coordinator of Veenwijk, whose partner is Oudeveen.
DECIDE = {
    (Act.OPEN_NAME, Arrangement.COLLEAGUE): {"fatma"},
    (Act.OPEN_NAME, Arrangement.PARTNER): {"omar", "fatma"},
    (Act.OPEN_NAME, Arrangement.DELAY): {"fatma"},
    (Act.GRANT_SIGHT, Arrangement.COLLEAGUE): {"fatma"},
    (Act.GRANT_SIGHT, Arrangement.PARTNER): {"omar", "fatma"},
    (Act.GRANT_SIGHT, Arrangement.DELAY): {"fatma"},
    (Act.GO_LIVE, Arrangement.COLLEAGUE): {"fatma"},
    (Act.GO_LIVE, Arrangement.PARTNER): {"fatma"},
}


def test_every_choice_of_the_rule_stands_in_the_table() -> None:
    assert set(DECIDE) == {(act, one) for act, choices in CHOICES.items() for one in choices}


@pytest.mark.parametrize(("act", "arrangement"), DECIDE)
def test_of_the_whole_cast_these_decide(cast: Cast, act: Act, arrangement: Arrangement) -> None:
    arranged(cast.veenwijk, arrangement, cast.oudeveen if arrangement is Arrangement.PARTNER else None)
    with meaning(act, Effect(at_once=False)):
        asked(cast.wil, municipality=cast.veenwijk, act=act)
        assert {user.username for user in cast.people.values() if waits_for(user)} == DECIDE[act, arrangement]


# ---- a partner municipality ----------------------------------------------------------------------
def neighbour_is_live(cast: Cast) -> None:
    cast.veenwijk.is_live = True
    cast.veenwijk.save(update_fields=["is_live"])


def test_a_partner_decides_and_the_own_municipality_does_not(cast: Cast, owned: object) -> None:
    RoleGrant.objects.filter(user=cast.wil, municipality=cast.oudeveen).delete()
    neighbour_is_live(cast)
    arranged(cast.oudeveen, Arrangement.PARTNER, cast.veenwijk)
    RoleGrant.objects.filter(user=cast.fatma, municipality=cast.veenwijk).delete()
    act = asked(cast.omar, municipality=cast.oudeveen)
    assert (waits_for(cast.wil), waits_for(cast.fatma)) == (True, False)
    assert agree(act=act, by=as_new(cast.wil)).decided_by == cast.wil


def test_who_supervises_at_home_does_not_check_as_partner(cast: Cast, owned: object) -> None:
    neighbour_is_live(cast)
    arranged(cast.oudeveen, Arrangement.PARTNER, cast.veenwijk)
    RoleGrant.objects.filter(user=cast.hans, municipality=cast.veenwijk).update(role=Role.PRIVACY_OFFICER)
    asked(cast.omar, municipality=cast.oudeveen)
    assert not waits_for(cast.hans)
