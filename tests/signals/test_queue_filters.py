"""Omar narrows the queue; what he asks stands in the address, and what cannot be asked is told at its field."""

import pytest
from django.utils.translation import gettext as _

from network.cast import Cast
from signals.actions.intake import set_urgency
from signals.rules.lifecycle import Outcome, Urgency
from tests.signals.life import asked, filed, taken_up
from tests.signals.team import ARCHIVE, QUEUE, closed, listed, many, searched, signed_in


def test_by_status(cast: Cast) -> None:
    filed(cast.sanne)
    waiting = filed(cast.bram)
    asked(waiting, cast.bea)
    assert listed(cast.omar, status="waiting_for_reporter") == [waiting.reference]


def test_by_theme(cast: Cast) -> None:
    filed(cast.sanne)
    about_care = filed(cast.sanne, themes=[cast.themes["T11"]])
    assert listed(cast.omar, theme="T11") == [about_care.reference]


def test_by_no_theme_yet(cast: Cast) -> None:
    without = filed(cast.sanne)
    filed(cast.sanne, themes=[cast.themes["T11"]])
    assert listed(cast.omar, theme="none") == [without.reference]


def test_by_urgency(cast: Cast) -> None:
    filed(cast.sanne)
    raised = filed(cast.bram)
    set_urgency(raised.reference, by=cast.omar, urgency=Urgency.TODAY, reason="Er gebeurt nu iets.", version=1)
    assert listed(cast.omar, urgency="today") == [raised.reference]


@pytest.mark.parametrize("typed", ["8999", "8999 AC"])
def test_by_area(cast: Cast, typed: str) -> None:
    filed(cast.sanne)
    there = filed(cast.sanne, place="Havendijk 14, 8999 AC Oudeveen")
    assert listed(cast.omar, area=typed) == [there.reference]


def test_by_who_has_it(cast: Cast) -> None:
    free, mine, other = filed(cast.sanne), filed(cast.sanne), filed(cast.sanne)
    taken_up(mine, cast.omar)
    taken_up(other, cast.bea)
    assert listed(cast.omar, owner="mine") == [mine.reference]
    assert listed(cast.omar, owner="free") == [free.reference]


def test_filters_together(cast: Cast) -> None:
    many(cast, 2, area="1234")
    [wanted] = many(cast, 1, area="1234", theme=cast.themes["T11"])
    assert listed(cast.omar, area="1234", theme="T11", owner="free") == [wanted.reference]


def test_a_tab_keeps_the_filters(cast: Cast) -> None:
    shown = signed_in(cast.omar).get(QUEUE, {"theme": "T11"}).content.decode()
    assert "theme=T11&amp;owner=mine" in shown


def test_nothing_left_tells_to_ask_less(cast: Cast) -> None:
    filed(cast.sanne)
    shown = signed_in(cast.omar).get(QUEUE, {"theme": "T11"}).content.decode()
    assert _("Nothing found") in shown
    assert _("Clear search and filters") in shown


@pytest.mark.parametrize("wrong", [{"status": "weg"}, {"urgency": "x"}, {"area": "abcd"}, {"owner": "x"}])
def test_a_made_up_filter_is_told_at_its_field_and_keeps_the_rest(cast: Cast, wrong: dict[str, str]) -> None:
    answer = searched(cast.omar, q="loods", **wrong)
    assert answer.status_code == 422
    assert 'value="loods"' in answer.content.decode()


def test_the_archive_by_outcome(cast: Cast) -> None:
    closed(cast, 2)
    assert len(listed(cast.omar, ARCHIVE, outcome=Outcome.NO_HIT.value)) == 2
    assert listed(cast.omar, ARCHIVE, outcome=Outcome.TO_RIEC.value) == []


def test_the_archive_begins_with_the_newest(cast: Cast) -> None:
    older, newer = closed(cast, 2)
    assert listed(cast.omar, ARCHIVE) == [newer.reference, older.reference]
