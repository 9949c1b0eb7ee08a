"""Dit klopt zo: a keeper answers for a gap until a day, and after that day it is a gap again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from network.actions.holes import accept_hole, keep_holes
from network.actions.refusals import NotAllowed, WrongDays
from network.cast import Cast
from network.models import Hole, User
from network.rules import HoleKind
from network.sweep import Found
from tests.network.furnishing import signed_in
from tests.network.holes import accept_address, found_in, holes_of, page_of

REASON = "De regio doet dit voor ons."


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def typed(until: date, reason: str = REASON) -> dict[str, str]:
    return {
        "reason": reason,
        "until_day": str(until.day),
        "until_month": str(until.month),
        "until_year": str(until.year),
    }


def no_lead(cast: Cast) -> Found:
    [found] = found_in(cast.oudeveen, HoleKind.NO_LEAD)
    return found


def send(cast: Cast, by: User, until: date, reason: str = REASON) -> HttpResponse:
    address = accept_address(no_lead(cast), cast.oudeveen)
    response: HttpResponse = signed_in(by).post(address, typed(until, reason))
    return response


def test_it_leaves_the_list_and_stands_apart(cast: Cast) -> None:
    assert send(cast, cast.noor, in_days(90)).status_code == 302
    assert holes_of(cast.noor, HoleKind.NO_LEAD) == []
    [shown] = page_of(cast.noor).accepted
    assert shown.hole is not None
    assert (shown.hole.accepted_reason, shown.hole.accepted_by) == (REASON, cast.noor)


def test_it_comes_back_after_that_day(cast: Cast) -> None:
    send(cast, cast.noor, in_days(90))
    Hole.objects.update(accepted_until=in_days(-1))
    assert holes_of(cast.noor, HoleKind.NO_LEAD)
    assert page_of(cast.noor).accepted == []


def test_it_is_told_again_after_that_day(cast: Cast) -> None:
    keep_holes(cast.oudeveen)
    send(cast, cast.noor, in_days(90))
    assert keep_holes(cast.oudeveen, on=in_days(1)) == []
    assert HoleKind.NO_LEAD in {found.kind for found in keep_holes(cast.oudeveen, on=in_days(91))}


def test_it_goes_on_being_a_gap_when_the_keeper_says_so(cast: Cast) -> None:
    send(cast, cast.noor, in_days(90))
    signed_in(cast.noor).post(reverse("network:hole_reopen", args=[Hole.objects.get().pk]))
    assert holes_of(cast.noor, HoleKind.NO_LEAD)


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_year_at_most_and_from_tomorrow(cast: Cast, days: int) -> None:
    assert send(cast, cast.noor, in_days(days)).status_code == 422
    assert not Hole.objects.exists()


def test_it_is_said_why_and_what_was_typed_stays(cast: Cast) -> None:
    response = send(cast, cast.noor, in_days(90), reason="")
    assert response.status_code == 422
    assert 'value="' + str(in_days(90).year) in response.content.decode()


def test_what_is_mended_meanwhile_needs_no_answer(cast: Cast) -> None:
    address = reverse("network:hole_accept", args=[cast.oudeveen.slug, "0" * 16])
    response = signed_in(cast.noor).get(address, follow=True)
    assert "Dit gat is er niet meer." in response.content.decode()


@pytest.mark.parametrize("name", ["ilse", "omar", "wil", "dirk"])
def test_only_who_keeps_this_directory_answers_for_it(cast: Cast, name: str) -> None:
    assert send(cast, cast[name], in_days(90)).status_code == 404
    with pytest.raises(NotAllowed):
        accept_hole(by=cast[name], found=no_lead(cast), reason=REASON, until=in_days(90))


def test_the_action_keeps_to_a_year_too(cast: Cast) -> None:
    with pytest.raises(WrongDays):
        accept_hole(by=cast.noor, found=no_lead(cast), reason=REASON, until=in_days(400))


@pytest.mark.parametrize("name", ["omar", "wil", "ilse"])
def test_only_who_keeps_this_directory_opens_it_again(cast: Cast, name: str) -> None:
    send(cast, cast.noor, in_days(90))
    signed_in(cast[name]).post(reverse("network:hole_reopen", args=[Hole.objects.get().pk]))
    assert Hole.objects.get().accepted_until is not None
