"""What goes to another organisation holds no score: nothing before the scores are shown, and nothing after."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from hkin.privacy.sealing import open_key
from network.cast import Cast
from signals.models import ScoreRound
from signals.package import Package
from signals.rules.transfer import Part
from signals.transfers import build_package
from tests.signals.life import filed
from tests.signals.transferring import wanted
from tests.signals.weighing import put_side_by_side, scored, scoring_asked

KEY = UUID("6f1c2f6e-8f0b-4c1c-9b0f-0a51b7a2d001")
WORDS = "Er slapen kinderen in de loods."
LOW = {"level": 0, "advice": "too_old", "words": ""}
HIGH = {"level": 3, "advice": "to_research", "words": WORDS}
NOT_KNOWING = {"level": None, "advice": "", "words": "Geen idee"}


@pytest.fixture
def round_(cast: Cast) -> ScoreRound:
    return scoring_asked(filed(cast.sanne), cast, cast.bea, cast.joris, cast.kees)


def packed(round_: ScoreRound, cast: Cast) -> Package:
    """With every part of it ticked."""
    signal = round_.signal
    signal.refresh_from_db()
    return build_package(signal, open_key(signal.uuid), wanted(cast, parts=frozenset(Part)), key=KEY)


def given_by_all(round_: ScoreRound, cast: Cast, given: dict[str, Any]) -> None:
    for one in (cast.bea, cast.joris, cast.kees):
        scored(round_, one, **given)


def test_it_is_the_same_whatever_was_scored_in_an_open_round(cast: Cast, round_: ScoreRound) -> None:
    seen = [packed(round_, cast)]
    for given in (LOW, HIGH, NOT_KNOWING):
        with transaction.atomic():
            given_by_all(round_, cast, given)
            seen.append(packed(round_, cast))
            transaction.set_rollback(True)
    assert {one.digest for one in seen} == {seen[0].digest}


def test_once_shown_no_score_goes_along_either(cast: Cast, round_: ScoreRound) -> None:
    """The form says answers and decisions. That the team scored, and what, is no part of it."""
    before = packed(round_, cast)
    given_by_all(round_, cast, HIGH)
    put_side_by_side(round_.signal, cast.omar)
    after = packed(round_, cast)
    assert WORDS not in after.as_json()
    assert after.digest == before.digest
