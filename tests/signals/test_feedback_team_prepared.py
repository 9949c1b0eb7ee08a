"""The words that stand ready for a reporter say what happens next and name nobody."""

from datetime import date

import pytest
from django.utils.translation import gettext as _

from signals.rules import feedback
from signals.rules.lifecycle import Outcome

DAY = date(2027, 11, 24)
IN_WORDS = "24 november 2027"


def test_taking_up_says_by_when_there_is_word() -> None:
    assert IN_WORDS in feedback.taken_up(next_word_on=DAY)


def test_no_news_says_by_when_there_is_word() -> None:
    assert IN_WORDS in feedback.still_busy(next_word_on=DAY)


def test_no_organised_crime_thanks_and_says_how_long_it_is_kept() -> None:
    text = feedback.not_organised_crime(kept_until=DAY)
    assert text.startswith(_("Thank you for your signal. It is good that you filed it."))
    assert IN_WORDS in text
    assert _("We do nothing with it now.") in text


def test_where_it_goes_stands_in_the_words() -> None:
    text = feedback.not_organised_crime(kept_until=DAY, goes_to="Openbare ruimte")
    assert "Openbare ruimte" in text
    assert _("We do nothing with it now.") not in text


def test_words_somebody_edited_still_tell_where_it_goes() -> None:
    edited = feedback.not_organised_crime(kept_until=DAY) + "\n\nGroeten van het team."
    told = feedback.with_destination(edited, goes_to="Openbare ruimte")
    assert _("That is why we pass it on to: %(department)s.") % {"department": "Openbare ruimte"} in told
    assert told.endswith("Groeten van het team.")


def test_words_of_somebody_s_own_stay_as_they_are() -> None:
    assert feedback.with_destination("Bedankt!", goes_to="Openbare ruimte") == "Bedankt!"


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.WITHDRAWN])
def test_every_outcome_has_words_that_say_how_long_it_is_kept(outcome: Outcome) -> None:
    assert IN_WORDS in feedback.closed(outcome, kept_until=DAY)


@pytest.mark.parametrize(
    ("outcome", "sentence"),
    [
        (Outcome.ONE_CALL_SOLVED_IT, "One call was enough."),
        (Outcome.ONE_DEPARTMENT, "We have acted on it."),
        (Outcome.TO_POLICE, "Another organisation goes on with it."),
        (Outcome.NO_HIT, "There is nothing we can do now."),
        (Outcome.NOT_MUNICIPAL, "This is no task of our municipality. That is why somebody else goes on with it."),
        (Outcome.DUPLICATE, "We use what you wrote in our work."),
    ],
)
def test_what_came_of_it_is_said_in_one_sentence(outcome: Outcome, sentence: str) -> None:
    assert _(sentence) in feedback.closed(outcome, kept_until=DAY)
