"""Nobody sees the scores of another before the round closes: no page, no size and no row tells."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from hkin.outbox.models import Message
from network.cast import Cast
from signals.actions.calibration import close_round
from signals.models import CalibrationRound, CalibrationSheet
from tests.signals.calibrating import STORY, address, gives, lends_its_team, opened, page, typed
from tests.signals.filing_form import signed_in


def bare(content: bytes) -> str:
    """A page without what is new at each asking."""
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce|X-CSRFToken)[^>]*', "", content.decode())


def seen_by(cast: Cast, name: str, found: CalibrationRound) -> list[str]:
    client = signed_in(cast[name])
    return [bare(client.get(where).content) for where in (address("", found), address("_score", found), "/ijken/", "/")]


@pytest.mark.parametrize("level", [0, 3])
def test_a_page_is_the_same_whatever_others_gave(cast: Cast, level: int) -> None:
    found = opened(cast)
    before = seen_by(cast, "joris", found)
    gives(cast, cast.bea, found, level)
    assert seen_by(cast, "joris", found) == before


def test_the_coordinator_sees_how_many_and_not_what(cast: Cast) -> None:
    found = opened(cast)
    gives(cast, cast.bea, found, 0)
    low = bare(signed_in(cast.omar).get(address("", found)).content)
    assert "1 van de 3 formulieren zijn binnen." in low
    CalibrationSheet.objects.update(given_at=None, sealed_scores=None)
    gives(cast, cast.bea, found, 3)
    assert bare(signed_in(cast.omar).get(address("", found)).content) == low


def test_sheets_are_equally_long(cast: Cast) -> None:
    found = opened(cast)
    gives(cast, cast.bea, found, 0)
    gives(cast, cast.joris, found, 3, story_1_severity=0)
    lengths = {len(bytes(sheet.sealed_scores)) for sheet in CalibrationSheet.objects.exclude(given_at=None)}
    assert len(lengths) == 1


def test_nobody_hears_that_somebody_scored(cast: Cast) -> None:
    found = opened(cast)
    before = Message.objects.count()
    gives(cast, cast.bea, found)
    assert Message.objects.count() == before


def test_the_form_begins_empty_and_shows_the_stories(cast: Cast) -> None:
    shown = unescape(signed_in(cast.bea).get(address("_score", opened(cast))).content.decode())
    assert shown.count(STORY) == 3
    assert "checked" not in shown


def test_every_criterion_of_every_story_is_asked(cast: Cast) -> None:
    found = opened(cast)
    sent = typed(cast, 2)
    del sent["story_2_severity"]
    answer = signed_in(cast.bea).post(address("_score", found), sent)
    assert answer.status_code == 422
    assert "Kies wat het beste past" in answer.content.decode()
    assert answer.content.decode().count("checked") == len(sent)
    assert not CalibrationSheet.objects.exclude(given_at=None).exists()


def test_once_given_a_sheet_is_not_shown_nor_changed(cast: Cast) -> None:
    found = opened(cast)
    gives(cast, cast.bea, found, 1)
    first = CalibrationSheet.objects.get(scorer=cast.bea).sealed_scores
    assert gives(cast, cast.bea, found, 3).status_code == 302
    assert CalibrationSheet.objects.get(scorer=cast.bea).sealed_scores == first
    assert signed_in(cast.bea).get(address("_score", found)).status_code == 302


@pytest.mark.parametrize("name", ["omar", "ruud", "dirk", "fatma", "ilse", "jelle", "marloes"])
def test_whoever_was_not_asked_gives_nothing(cast: Cast, name: str) -> None:
    found = opened(cast)
    assert gives(cast, cast[name], found).status_code == 404
    assert signed_in(cast[name]).get(address("_score", found)).status_code == 404


@pytest.mark.parametrize("name", ["ruud", "dirk", "fatma", "marijke", "sanne", "ilse", "jelle"])
def test_who_does_not_weigh_here_knows_of_no_round(cast: Cast, name: str) -> None:
    assert signed_in(cast[name]).get(address("", opened(cast))).status_code == 404


def test_a_partner_scores_along(cast: Cast) -> None:
    lends_its_team(cast)
    found = opened(cast)
    assert {sheet.scorer.username for sheet in found.sheets.all()} == {"bea", "kees", "joris", "jelle", "marloes"}
    assert "Jij bent aan de beurt" in page(signed_in(cast.jelle), found)
    assert gives(cast, cast.jelle, found).status_code == 302
    assert signed_in(cast.ilse).get(address("", found)).status_code == 404


def test_the_first_page_asks_for_the_scores_until_they_are_given(cast: Cast) -> None:
    found, bea = opened(cast), signed_in(cast.bea)
    assert address("", found) in bea.get("/").content.decode()
    gives(cast, cast.bea, found)
    assert "IJken: geef alleen je oordeel" not in bea.get("/").content.decode()


def test_scores_that_come_after_closing_are_not_kept(cast: Cast) -> None:
    found = opened(cast)
    close_round(by=cast.omar, uuid=found.uuid, seen=found.version)
    answer: Any = gives(cast, cast.bea, found)
    assert answer.status_code == 409
    assert "De ronde is veranderd." in answer.content.decode()
