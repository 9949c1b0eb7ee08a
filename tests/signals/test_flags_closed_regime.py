"""Under a closed law whoever has the signal keeps it; the rest of the team hears at most that there is something."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from network.cast import Cast
from network.models import Absence, User
from signals.actions.flags import admit, remove_flag, set_flag
from signals.actions.intake import pass_on
from signals.actions.working import NotAllowed
from signals.audience import audience_of
from signals.models import Signal
from signals.rules.flags import Flag, hit_elsewhere
from tests.signals.life import filed, handed_over, taken_up
from tests.signals.team import address, listed, signed_in

pytestmark = pytest.mark.django_db


def with_bea(cast: Cast) -> Signal:
    signal = filed(cast.sanne)
    taken_up(signal, cast.bea)
    set_flag(signal.reference, by=cast.omar, flag=Flag.CLOSED_REGIME, reason="Het komt uit een Wmo-dossier.")
    signal.refresh_from_db()
    return signal


def who_can_open(signal: Signal) -> set[str]:
    return {user.username for user in User.objects.all() if Signal.objects.visible_to(user).filter(pk=signal.pk)}


def test_who_has_it_keeps_it_and_the_others_do_not_see_it(cast: Cast) -> None:
    signal = with_bea(cast)
    assert signal.owner == cast.bea
    assert who_can_open(signal) == {user.username for user in audience_of(signal).everybody}
    assert who_can_open(signal) == {"omar", "wil", "fatma", "bea"}
    assert listed(cast.joris) == []
    assert signed_in(cast.joris).get(address("team_detail", signal)).status_code == 404


def test_the_deputy_of_an_absent_owner_goes_on(cast: Cast) -> None:
    signal, today = with_bea(cast), timezone.localdate()
    Absence.objects.create(user=cast.bea, from_on=today, until_on=today + timedelta(days=3), deputy=cast.kees)
    assert "kees" in who_can_open(signal)
    assert who_can_open(signal) == {user.username for user in audience_of(signal).everybody}


def test_it_is_passed_on_only_to_who_was_let_in(cast: Cast) -> None:
    signal = with_bea(cast)
    with pytest.raises(NotAllowed):
        pass_on(signal.reference, by=cast.bea, to=cast.joris, reason="Ik ben er niet.")
    admit(signal.reference, by=cast.omar, person=cast.joris, reason="Hij neemt het over.")
    pass_on(signal.reference, by=cast.bea, to=cast.joris, reason="Ik ben er niet.")
    assert "bea" not in who_can_open(signal)
    assert "joris" in who_can_open(signal)


def test_police_data_besides_ends_the_claim(cast: Cast) -> None:
    signal = with_bea(cast)
    set_flag(signal.reference, by=cast.omar, flag=Flag.POLICE_DATA, reason="Rapportage.")
    signal.refresh_from_db()
    assert signal.owner is None
    assert "bea" not in who_can_open(signal)


def test_the_privacy_officer_takes_it_off(cast: Cast) -> None:
    signal = with_bea(cast)
    remove_flag(signal.reference, by=cast.fatma, flag=Flag.CLOSED_REGIME, reason="Het valt er niet onder.")
    assert "joris" in who_can_open(signal)


def test_a_flag_that_came_along_with_a_part_is_no_trap(cast: Cast) -> None:
    signal = filed(cast.sanne)
    Signal.objects.filter(pk=signal.pk).update(is_closed_regime=True)
    with pytest.raises(NotAllowed):
        remove_flag(signal.reference, by=cast.omar, flag=Flag.CLOSED_REGIME, reason="Zo.")
    remove_flag(signal.reference, by=cast.fatma, flag=Flag.CLOSED_REGIME, reason="Dit deel valt er niet onder.")
    assert "joris" in who_can_open(signal)


def test_a_department_keeps_the_question_it_got(cast: Cast) -> None:
    signal = filed(cast.sanne)
    row = handed_over(signal, cast)
    set_flag(signal.reference, by=cast.omar, flag=Flag.CLOSED_REGIME, reason="Zo.")
    assert signed_in(cast.dirk).get(f"/toegewezen/{row.reference}/").status_code == 200


def test_others_hear_only_where_to_ask() -> None:
    assert "Schuldhulp" in hit_elsewhere("Schuldhulp")
