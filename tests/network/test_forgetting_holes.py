"""A gap that was mended is forgotten a year later; one that is open stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hkin.privacy.retention import forget
from network.cast import Cast
from network.models import Hole
from network.retention import HOLES
from network.rules import HoleKind


@pytest.mark.parametrize(("days_ago", "is_kept"), [(364, True), (366, False), (None, True)])
def test_a_gap_goes_a_year_after_it_was_mended(cast: Cast, days_ago: int | None, is_kept: bool) -> None:
    mended_at = None if days_ago is None else timezone.now() - timedelta(days=days_ago)
    hole = Hole.objects.create(municipality=cast.oudeveen, kind=HoleKind.LEFT, person=cast.merve, mended_at=mended_at)
    forget(HOLES)
    assert Hole.objects.filter(pk=hole.pk).exists() is is_kept
