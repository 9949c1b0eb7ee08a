"""Omar searches in sealed text: by a word, an address, a plate or a number; and reads why something finds nothing."""

import pytest
from django.utils.translation import gettext as _

from network.cast import Cast
from signals import listing
from signals.actions.closing import Ending, close_signal
from signals.actions.intake import write_headline
from signals.models import Signal
from signals.rules.lifecycle import Outcome
from signals.rules.reference import shown
from signals.rules.subjects import SubjectKind, normalise
from tests.signals.life import filed
from tests.signals.team import ARCHIVE, QUEUE, address, listed, searched, signed_in


def about(cast: Cast, text: str, **more: object) -> Signal:
    return filed(cast.sanne, text=text, **more)


def test_a_word_of_the_text_finds_it_in_any_form(cast: Cast) -> None:
    signal = about(cast, "Contante betalingen voor de huur van garages.")
    about(cast, "Een zoete lucht bij de sloot achter het pand.")
    assert listed(cast.omar, q="garage contant") == [signal.reference]


def test_every_word_must_stand_in_it(cast: Cast) -> None:
    about(cast, "Contante betalingen voor de huur van garages.")
    assert listed(cast.omar, q="garage vrachtwagen") == []


def test_a_word_of_the_headline_finds_it(cast: Cast) -> None:
    signal = filed(cast.sanne)
    write_headline(signal.reference, by=cast.omar, headline="Nagelstudio zonder klanten", version=1)
    assert listed(cast.omar, q="nagelstudio") == [signal.reference]


@pytest.mark.parametrize("typed", ["AO-417-E", "ao417e", "AO 417 E"])
def test_a_plate_finds_it_however_it_is_typed(cast: Cast, typed: str) -> None:
    signal = about(cast, "Weer die witte bus met draaiende motor.", subjects=[normalise(SubjectKind.PLATE, "AO-417-E")])
    assert listed(cast.omar, q=typed) == [signal.reference]


def test_an_address_finds_it(cast: Cast) -> None:
    signal = about(cast, "Er stond weer een bus voor de deur.", place="Havendijk 14, 8999 AC Oudeveen")
    about(cast, "Er stond weer een bus voor de deur.", place="Havendijk 16, 8999 AC Oudeveen")
    assert listed(cast.omar, q="Havendijk 14") == [signal.reference]


@pytest.mark.parametrize("typed", ["de het een", "x", "..."])
def test_a_search_without_terms_finds_nothing_and_says_why(cast: Cast, typed: str) -> None:
    filed(cast.sanne)
    answer = searched(cast.omar, q=typed)
    assert answer.context["rows"] == []
    assert _("We cannot search for this") in answer.content.decode()


def test_a_search_that_finds_nothing_says_where_it_looked(cast: Cast) -> None:
    filed(cast.sanne)
    assert _("Nothing found") in searched(cast.omar, q="onvindbaar").content.decode()


def test_a_number_opens_the_signal(cast: Cast) -> None:
    signal = filed(cast.sanne)
    answer = searched(cast.omar, q=shown(signal.reference).lower())
    assert answer["Location"] == address("team_detail", signal)


def test_the_count_of_a_search_is_what_it_finds(cast: Cast) -> None:
    about(cast, "Een vrachtwagen bij de loods in de nacht.")
    about(cast, "Een busje bij de loods in de nacht.")
    assert searched(cast.omar, q="vrachtwagen").context["count"] == 1


def test_many_hits_stand_in_the_same_order_as_few(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for _number in range(6):
        about(cast, "Een vrachtwagen bij de loods in de nacht.")
    few = listed(cast.omar, q="vrachtwagen")
    monkeypatch.setattr(listing, "CAP", 3)
    assert listed(cast.omar, q="vrachtwagen") == few


def test_more_hits_than_can_be_counted_are_called_so(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    for _number in range(4):
        filed(cast.sanne)
    monkeypatch.setattr(listing, "CAP", 3)
    monkeypatch.setattr("signals.views.queue.CAP", 3)
    assert _("More than %(cap)s signals") % {"cap": 3} in signed_in(cast.omar).get(QUEUE).content.decode()


def test_a_closed_signal_is_found_in_the_archive(cast: Cast) -> None:
    signal = about(cast, "Een vrachtwagen bij de loods in de nacht.")
    ending = Ending(Outcome.ONE_CALL_SOLVED_IT, "Even gebeld.", "Bedankt.")
    close_signal(signal.reference, by=cast.omar, ending=ending, version=1)
    assert listed(cast.omar, q="vrachtwagen") == []
    assert listed(cast.omar, ARCHIVE, q="vrachtwagen") == [signal.reference]


@pytest.mark.parametrize("typed", ["x" * 201, "a\x00b"])
def test_what_cannot_be_searched_is_told_at_the_field(cast: Cast, typed: str) -> None:
    answer = searched(cast.omar, q=typed)
    assert answer.status_code == 422
    assert "form-errors" in answer.content.decode()
