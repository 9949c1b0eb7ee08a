"""What the form says about readers is what the pages do: the same people, whichever way it is asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from hkin.privacy.marks import exclusion_mark
from network.cast import Cast
from network.models import Absence, RoleGrant, User
from signals.actions.intake import step_aside
from signals.actions.lapsing import find_readers
from signals.audience import audience_of
from signals.models import Signal
from tests.signals.filing_form import NEW, filed, post, signed_in

pytestmark = pytest.mark.django_db

ROUTES = {
    "team": {"safety": "none"},
    "attention": {"safety": "victim"},
    "integrity": {"safety": "conduct"},
    "staff safety": {"safety": "staff_threat"},
    "restricted": {"safety": "none", "regime_answer": "unknown"},
}


def who_can_open(signal: Signal) -> set[int]:
    return {user.pk for user in User.objects.all() if Signal.objects.visible_to(user).filter(pk=signal.pk).exists()}


@pytest.mark.parametrize("route", ROUTES)
def test_the_audience_is_exactly_who_can_open_it(cast: Cast, route: str) -> None:
    extra = {"receiver": str(cast.paul.pk)} if route == "integrity" else {}
    signal = filed(cast.bram, **({"regime_answer": "no"} | ROUTES[route] | extra))
    audience = {user.pk for user in audience_of(signal).everybody}
    assert audience
    assert audience == who_can_open(signal)


def test_an_excluded_colleague_is_in_neither(cast: Cast) -> None:
    signal = filed(cast.sanne, excluded=[str(cast.bea.pk)])
    assert bytes(signal.excluded_marks[0]) == exclusion_mark(cast.bea.pk)
    assert cast.bea.pk not in who_can_open(signal) | {user.pk for user in audience_of(signal).everybody}


def test_a_colleague_who_stepped_aside_is_in_neither(cast: Cast) -> None:
    signal = filed(cast.sanne)
    step_aside(signal.reference, by=cast.bea)
    assert cast.bea.pk not in who_can_open(signal)
    assert who_can_open(signal) == {user.pk for user in audience_of(signal).everybody}


@pytest.mark.parametrize("name", ["ilse", "dirk", "noor", "hans", "marijke", "tom"])
def test_nobody_outside_the_queue_opens_it(cast: Cast, name: str) -> None:
    signal = filed(cast.sanne)
    assert cast[name].pk not in who_can_open(signal)


def test_the_coordinator_does_not_see_the_integrity_route(cast: Cast) -> None:
    signal = filed(cast.sanne, safety="conduct", receiver=str(cast.paul.pk))
    assert who_can_open(signal) == {cast.paul.pk}


def test_the_number_in_the_form_is_the_number_of_readers(cast: Cast) -> None:
    page = signed_in(cast.sanne).get(NEW).content.decode()
    assert f"Dat zijn nu {len(who_can_open(filed(cast.sanne)))} collega" in page


def test_the_deputy_of_an_absent_reader_reads_along(cast: Cast) -> None:

    Absence.objects.create(
        user=cast.omar,
        from_on=timezone.localdate(),
        until_on=timezone.localdate() + timedelta(days=3),
        deputy=cast.lotte,
    )
    signal = filed(cast.sanne)
    assert cast.lotte.pk in who_can_open(signal)
    assert {user.pk for user in audience_of(signal).everybody} == who_can_open(signal)


def test_a_signal_that_nobody_could_read_is_not_taken_and_says_so(cast: Cast) -> None:
    everybody = [str(user.pk) for user in audience_of(filed(cast.sanne)).everybody]
    response = post(cast.sanne, excluded=everybody)
    assert response.status_code == 422
    assert "Dan kan niemand je signaal lezen" in response.content.decode()


@pytest.mark.parametrize("safety", ["conduct", "victim"])
def test_when_its_readers_leave_others_read_it(cast: Cast, safety: str) -> None:
    signal = filed(cast.sanne, safety=safety, theme=cast.themes["T04"].pk, receiver=str(cast.paul.pk))
    yesterday = timezone.localdate() - timedelta(days=1)
    gone = {user.pk for user in audience_of(signal).everybody}
    RoleGrant.objects.filter(user__in=gone).exclude(role="reporter").update(until_on=yesterday)
    find_readers()
    signal.refresh_from_db()
    assert who_can_open(signal)
    assert not who_can_open(signal) & gone


@pytest.mark.parametrize(("safety", "has_team"), [("none", True), ("staff_threat", True), ("victim", False)])
def test_only_the_queue_of_a_team_has_a_team(cast: Cast, safety: str, has_team: bool) -> None:
    assert (filed(cast.sanne, safety=safety).team is not None) is has_team
