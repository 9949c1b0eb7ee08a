"""When you were away is forgotten thirty days after you came back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hkin.privacy.retention import forget
from network.cast import Cast
from network.models import Absence
from network.retention import ABSENCES


@pytest.mark.parametrize(("days_ago", "is_kept"), [(30, True), (31, False), (-3, True)])
def test_an_absence_goes_thirty_days_after_it_ended(cast: Cast, days_ago: int, is_kept: bool) -> None:
    last = timezone.localdate() - timedelta(days=days_ago)
    row = Absence.objects.create(user=cast.merve, from_on=last - timedelta(days=7), until_on=last)
    forget(ABSENCES)
    assert Absence.objects.filter(pk=row.pk).exists() is is_kept
