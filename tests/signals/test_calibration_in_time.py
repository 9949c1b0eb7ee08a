"""When a quarter goes by without a calibration the coordinators hear it once; stories go a year after closing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.destruction import is_destroyed
from hkin.privacy.marks import duty_mark
from hkin.privacy.models import DataKey
from hkin.privacy.retention import forget
from network.cast import Cast
from network.models import Municipality, User
from signals.actions.calibration import remind_to_calibrate
from signals.calibration import drift_of, texts_of
from signals.models import CalibrationRound
from signals.retention import RULES
from signals.tasks import remind_to_calibrate as task
from tests.signals.calibrating import address, opened, page, prepared, scored
from tests.signals.filing_form import signed_in
from tests.signals.test_calibration_closing import THREE

STORIES = next(rule for rule in RULES if rule.name == "calibration_stories")
FIGURES = next(rule for rule in RULES if rule.name == "old_calibrations")


def hears(user: User) -> int:
    return Message.objects.filter(recipient_mark=duty_mark(user.pk), kind="calibration_due").count()


def aged(found: CalibrationRound, days: int) -> CalibrationRound:
    then = timezone.now() - timedelta(days=days)
    rows = CalibrationRound.objects.filter(pk=found.pk)
    rows.update(started_at=then)
    rows.exclude(opened_at=None).update(opened_at=then)
    rows.exclude(closed_at=None).update(closed_at=then)
    return rows.get()


@pytest.mark.parametrize(("days", "heard"), [(60, 0), (95, 1)])
def test_after_a_quarter_the_coordinators_hear_it(cast: Cast, days: int, heard: int) -> None:
    aged(scored(cast, THREE), days)
    remind_to_calibrate()
    assert hears(cast.omar) == heard
    assert hears(cast.bea) == 0


def test_they_hear_it_once(cast: Cast) -> None:
    aged(scored(cast, THREE), 95)
    remind_to_calibrate()
    remind_to_calibrate()
    task()
    assert hears(cast.omar) == 1


def test_the_next_quarter_they_hear_it_again(cast: Cast) -> None:
    aged(scored(cast, THREE), 200)
    remind_to_calibrate()
    aged(scored(cast, THREE), 95)
    remind_to_calibrate()
    assert hears(cast.omar) == 2


def test_while_one_is_being_prepared_or_is_open_nobody_hears_anything(cast: Cast) -> None:
    aged(prepared(cast), 95)
    remind_to_calibrate()
    assert hears(cast.omar) == 0


def test_a_municipality_that_practises_or_only_just_went_live_is_left_alone(cast: Cast) -> None:
    Municipality.objects.filter(pk=cast.oudeveen.pk).update(went_live_at=timezone.now() - timedelta(days=30))
    remind_to_calibrate()
    assert hears(cast.omar) == 0


@pytest.mark.parametrize(("days", "left"), [(360, 3), (370, 0)])
def test_a_year_after_closing_the_stories_are_destroyed_and_the_figures_stay(cast: Cast, days: int, left: int) -> None:
    found = aged(scored(cast, THREE), days)
    forget(STORIES)
    assert len(texts_of(found)) == left
    assert DataKey.objects.filter(owner=found.uuid).exists() == bool(left)
    assert is_destroyed(found.uuid) == (not left)
    assert len(drift_of(found)) == 8
    assert "Waar verschillen we?" in page(signed_in(cast.bea), found)


def test_a_round_that_was_never_closed_goes_after_a_year(cast: Cast) -> None:
    found = aged(opened(cast), 370)
    forget(STORIES)
    assert not CalibrationRound.objects.exists()
    assert not DataKey.objects.filter(owner=found.uuid).exists()


def test_forgetting_twice_destroys_nothing_twice(cast: Cast) -> None:
    aged(scored(cast, THREE), 370)
    assert [forget(STORIES), forget(STORIES)] == [1, 0]


def test_after_five_years_the_figures_go_too(cast: Cast) -> None:
    found = aged(scored(cast, THREE), 5 * 366)
    forget(FIGURES)
    assert signed_in(cast.bea).get(address("", found)).status_code == 404
