"""A municipality goes live when everything on the list is settled and two people press the button."""

from __future__ import annotations

from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.actions.going_live import LinesOpen
from network.actions.joint import agree, refuse
from network.cast import Cast
from network.joint import CannotBeDone
from network.models import JointAct, Municipality, MunicipalityEntry, Responsibility, RoleGrant
from network.models.trail import MunicipalityEvent
from network.rules import Role
from network.rules.line_names import LINE_NAMES
from network.rules.starting import NOT_BUILT_YET, Line
from tests.network.furnishing import look, send
from tests.network.joint import as_new
from tests.network.ready import REASON, made_ready, pressed
from tests.signals.life import filed
from tests.signals.team import address, listed, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def veenwijk(cast: Cast) -> Municipality:
    """In practice, with everything settled."""
    made_ready(cast.veenwijk, cast.wil)
    return cast.veenwijk


def is_live(municipality: Municipality) -> bool:
    return Municipality.objects.get(pk=municipality.pk).is_live


def test_one_person_alone_does_not_make_it_live(cast: Cast, veenwijk: Municipality) -> None:
    pressed(veenwijk, cast.wil)
    assert not is_live(veenwijk)


def test_the_coordinator_and_the_privacy_officer_together_do(cast: Cast, veenwijk: Municipality) -> None:
    agree(act=pressed(veenwijk, cast.wil), by=cast.fatma)
    veenwijk.refresh_from_db()
    assert veenwijk.is_live
    assert veenwijk.went_live_at is not None


def test_the_coordinator_never_agrees_as_deputy_of_the_privacy_officer(cast: Cast, veenwijk: Municipality) -> None:
    RoleGrant.objects.filter(user=cast.fatma, municipality=veenwijk).update(deputy=cast.wil)
    act = pressed(veenwijk, cast.wil)
    with pytest.raises(PermissionDenied):
        agree(act=act, by=as_new(cast.wil))


def test_another_coordinator_does_not_agree(cast: Cast, veenwijk: Municipality) -> None:
    RoleGrant.objects.create(
        user=cast.jelle,
        role=Role.COORDINATOR,
        municipality=veenwijk,
        team=cast.teams["veenwijk", "integral"],
        from_on=timezone.localdate(),
    )
    with pytest.raises(PermissionDenied):
        agree(act=pressed(veenwijk, cast.wil), by=as_new(cast.jelle))


def test_only_a_coordinator_presses(cast: Cast, veenwijk: Municipality) -> None:
    with pytest.raises(PermissionDenied):
        pressed(veenwijk, cast.tom)


@pytest.mark.parametrize("line", Line)
def test_with_one_line_open_nobody_presses(cast: Cast, line: Line) -> None:
    veenwijk = cast.veenwijk
    made_ready(veenwijk, cast.wil, but=line)
    if line in _BROKEN:
        RoleGrant.objects.filter(municipality=veenwijk, role=_BROKEN[line]).update(until_on="2020-01-01")
    if line is Line.DEAD_ENDS:
        Responsibility.objects.filter(municipality=veenwijk).delete()
    if line is Line.COORDINATOR_DEPUTY:
        RoleGrant.objects.filter(municipality=veenwijk, role=Role.COORDINATOR).update(deputy=None)
    with pytest.raises(LinesOpen) as refused:
        pressed(veenwijk, cast.wil)
    assert str(LINE_NAMES[line]) in str(refused.value)


_BROKEN = {
    Line.INTEGRITY_RECEIVERS: Role.INTEGRITY_RECEIVER,
    Line.OVERSIGHT: Role.DATA_PROTECTION_OFFICER,
    Line.PROTOCOL_GATES: Role.PRIVACY_OFFICER,
}


def test_the_page_names_what_is_open(cast: Cast) -> None:
    made_ready(cast.veenwijk, cast.wil, but=Line.DPIA)
    answer = send(cast.wil, "network:go_live", cast.veenwijk, {"reason": REASON})
    assert answer.status_code == 422
    assert str(LINE_NAMES[Line.DPIA]) in str(answer.context["go_live"].non_field_errors())
    assert not JointAct.objects.exists()


def test_a_line_that_opens_again_stops_the_second_press(cast: Cast, veenwijk: Municipality) -> None:
    act = pressed(veenwijk, cast.wil)
    RoleGrant.objects.filter(municipality=veenwijk, role=Role.INTEGRITY_RECEIVER).delete()
    with pytest.raises(CannotBeDone):
        agree(act=act, by=cast.fatma)
    assert not is_live(veenwijk)


def test_what_hkin_does_not_do_yet_stays_open_until_somebody_signs_it(cast: Cast) -> None:
    for line in NOT_BUILT_YET:
        page = look(cast.wil, "network:setup_remaining", cast.veenwijk)
        assert str(LINE_NAMES[line]) in unescape(page.content.decode())
        assert line in {state.line for state in page.context["page"].open}


def test_a_refusal_leaves_it_in_practice(cast: Cast, veenwijk: Municipality) -> None:
    refuse(act=pressed(veenwijk, cast.wil), by=cast.fatma, reason="Eerst de zomer voorbij.")
    assert not is_live(veenwijk)


# ---- what follows --------------------------------------------------------------------------------
def test_practice_signals_are_met_by_nobody_from_then_on(cast: Cast, veenwijk: Municipality) -> None:
    signal = filed(cast.ilse)
    assert listed(cast.wil) == [signal.reference]
    agree(act=pressed(veenwijk, cast.wil), by=cast.fatma)
    assert listed(as_new(cast.wil)) == []
    assert signed_in(as_new(cast.wil)).get(address("team_detail", signal)).status_code == 404
    assert signed_in(as_new(cast.ilse)).get(address("own_detail", signal)).status_code == 404


def test_what_is_filed_from_then_on_is_real(cast: Cast, veenwijk: Municipality) -> None:
    agree(act=pressed(veenwijk, cast.wil), by=cast.fatma)
    signal = filed(as_new(cast.ilse))
    assert not signal.is_practice
    assert listed(as_new(cast.wil)) == [signal.reference]


def test_everybody_with_a_task_there_hears_it(cast: Cast, veenwijk: Municipality) -> None:
    agree(act=pressed(veenwijk, cast.wil), by=cast.fatma)
    told = set(Message.objects.filter(kind="municipality_live").values_list("recipient_mark", flat=True))
    assert {duty_mark(user.pk) for user in (cast.wil, cast.jelle, cast.fatma, cast.hans, cast.tom)} <= set(
        map(bytes, told)
    )
    assert duty_mark(cast.omar.pk) not in set(map(bytes, told))


def test_another_municipality_keeps_what_it_is(cast: Cast, veenwijk: Municipality) -> None:
    Municipality.objects.filter(pk=cast.oudeveen.pk).update(is_live=False, went_live_at=None)
    agree(act=pressed(veenwijk, cast.wil), by=cast.fatma)
    assert not is_live(cast.oudeveen)


def test_who_pressed_and_who_agreed_stand_in_the_trail(cast: Cast, veenwijk: Municipality) -> None:
    agree(act=pressed(veenwijk, cast.wil), by=cast.fatma)
    entry = MunicipalityEntry.objects.get(event=MunicipalityEvent.WENT_LIVE)
    assert entry.by == cast.wil
    assert cast.fatma.name in entry.detail


def test_there_is_no_way_back_by_a_page(cast: Cast, veenwijk: Municipality) -> None:
    agree(act=pressed(veenwijk, cast.wil), by=cast.fatma)
    page = look(as_new(cast.wil), "network:setup_remaining", veenwijk)
    assert reverse("network:go_live", args=[veenwijk.slug]) not in page.content.decode()
    assert send(as_new(cast.wil), "network:go_live", veenwijk, {"reason": REASON}).status_code == 409
    assert is_live(veenwijk)
