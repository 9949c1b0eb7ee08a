"""A contact card goes when its colleague leaves, and whom to call at a partner half a year after they are gone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hkin.privacy.retention import forget
from network.cast import Cast
from network.models import ContactCard, Liaison, User
from network.retention import CARDS, LIAISONS


@pytest.mark.parametrize(("days_ago", "is_kept"), [(180, True), (181, False)])
def test_somebody_at_a_partner_goes_half_a_year_after_they_are_gone(cast: Cast, days_ago: int, is_kept: bool) -> None:
    left_on = timezone.localdate() - timedelta(days=days_ago)
    Liaison.objects.filter(name="Marco Feenstra").update(is_active=False, left_on=left_on)
    forget(LIAISONS)
    assert Liaison.objects.filter(name="Marco Feenstra").exists() is is_kept


def test_whom_to_call_now_is_never_forgotten(cast: Cast) -> None:
    forget(LIAISONS)
    assert Liaison.objects.filter(organisation__municipality=cast.oudeveen).count() == 12


def test_the_card_of_who_left_goes(cast: Cast) -> None:
    User.objects.filter(pk=cast.stefan.pk).update(is_active=False)
    forget(CARDS)
    assert not ContactCard.objects.filter(user=cast.stefan).exists()


def test_the_card_of_who_works_here_stays(cast: Cast) -> None:
    forget(CARDS)
    assert ContactCard.objects.filter(user=cast.stefan).exists()
