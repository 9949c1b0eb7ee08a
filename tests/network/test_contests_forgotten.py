"""What a department contested is forgotten three years after somebody decided; what waits is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hkin.privacy.retention import forget
from network.actions.contests import contest_cell
from network.cast import Cast
from network.models import Contest
from network.models.confirmation import ContestOutcome
from network.retention import CONTESTS
from tests.network.confirming import lead_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days_ago", "is_kept"), [(3 * 365 - 1, True), (3 * 365 + 1, False)])
def test_a_decided_contest_goes_after_three_years(cast: Cast, days_ago: int, is_kept: bool) -> None:
    contest = contest_cell(by=cast.dirk, row=lead_of(cast.department("VAS")), reason="De panden zijn verkocht.")
    settled = timezone.now() - timedelta(days=days_ago)
    Contest.objects.filter(pk=contest.pk).update(at=settled, settled_at=settled, outcome=ContestOutcome.KEPT)
    forget(CONTESTS)
    assert Contest.objects.filter(pk=contest.pk).exists() is is_kept


def test_what_nobody_decided_is_kept(cast: Cast) -> None:
    contest = contest_cell(by=cast.dirk, row=lead_of(cast.department("VAS")), reason="De panden zijn verkocht.")
    Contest.objects.filter(pk=contest.pk).update(at=timezone.now() - timedelta(days=2000))
    forget(CONTESTS)
    assert Contest.objects.filter(pk=contest.pk).exists()
