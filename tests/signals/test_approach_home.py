"""On the start page stands what to look at today, and which improvement is due."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import User
from signals.actions.improvements import Better, note_improvement
from signals.models import Look, Signal
from signals.rules.reference import shown
from tests.signals.approaching import with_plan
from tests.signals.team import signed_in

LOOKS, IMPROVEMENTS = "Today we look whether it helped", "Improvements that you see to"


def home(user: User) -> str:
    return signed_in(user).get("/").content.decode()


def to_look_at(cast: Cast, days: int = 0) -> Signal:
    signal, _actions = with_plan(cast, "VAS")
    day = timezone.localdate() + timedelta(days=days)
    Look.objects.create(signal=signal, plan=signal.plans.get(), look_on=day, planned_by=cast.omar)
    return signal


def test_on_the_day_it_stands_before_the_coordinator(cast: Cast) -> None:
    signal = to_look_at(cast)
    page = home(cast.omar)
    assert _(LOOKS) in page
    assert shown(signal.reference) in page


def test_before_the_day_it_does_not(cast: Cast) -> None:
    to_look_at(cast, days=1)
    assert _(LOOKS) not in home(cast.omar)


def test_nobody_elsewhere_sees_it(cast: Cast) -> None:
    to_look_at(cast)
    assert _(LOOKS) not in home(cast.ilse)
    assert _(LOOKS) not in home(cast.bea)


def test_an_improvement_stands_before_its_owner_a_week_ahead(cast: Cast) -> None:
    better = Better("Vraag wie huurt.", cast.dirk, timezone.localdate() + timedelta(days=7))
    note_improvement(better, municipality=cast.oudeveen)
    assert _(IMPROVEMENTS) in home(cast.dirk)
    assert _(IMPROVEMENTS) not in home(cast.omar)
