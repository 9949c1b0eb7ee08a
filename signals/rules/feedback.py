"""Prepared words for the reporter, by occasion and outcome. A person edits them before they go. They name nobody."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from signals.rules.lifecycle import Outcome
from signals.rules.protocol import Protocol, TaskKind, Way


def taken_up(*, next_word_on: date) -> str:
    return _paragraphs(
        _("We are working on your signal."),
        _("We may not tell what exactly we do. So we protect you and others."),
        _("You hear from us again by %(day)s. Also when there is no news.") % {"day": _day(next_word_on)},
        _("Does something new happen? Add it to your signal."),
    )


def gone_on(protocol: Protocol, way: Way, *, next_word_on: date) -> str:
    """After a step of the protocol: that people looked at it together, never what comes next."""
    return _paragraphs(
        _looked_at(protocol, way),
        _("We may not tell what exactly we do. So we protect you and others."),
        _("You hear from us again by %(day)s. Also when there is no news.") % {"day": _day(next_word_on)},
    )


def _looked_at(protocol: Protocol, way: Way) -> str:
    """Weighed is what the members gave scores on: on the way there, after it, and once more."""
    if _weighs(protocol, way.to_step):
        return _("We have read your signal. The team is going to weigh it.")
    if _weighs(protocol, way.from_step):
        return _("We have weighed your signal. We go on with it.")
    return _("We have looked at your signal once more. We go on with it.")


def _weighs(protocol: Protocol, step: str) -> bool:
    return any(task.kind is TaskKind.SCORES for task in protocol.tasks_of(step))


def still_busy(*, next_word_on: date) -> str:
    return _paragraphs(
        _("There is no news yet. We are still working on your signal."),
        _("You hear from us again by %(day)s.") % {"day": _day(next_word_on)},
        _("Does something new happen? Add it to your signal."),
    )


def still_waiting(*, next_word_on: date) -> str:
    """Nobody has taken it up yet, and we do not say otherwise."""
    return _paragraphs(
        _("There is no news yet. Your signal is still waiting to be taken up. It is not lost."),
        _("You hear from us again by %(day)s.") % {"day": _day(next_word_on)},
        _("Does something new happen? Add it to your signal."),
    )


def not_organised_crime(*, kept_until: date, goes_to: str = "") -> str:
    return _paragraphs(
        _("Thank you for your signal. It is good that you filed it."),
        _("We have read it. It does not look like organised crime."),
        _destination(goes_to),
        _kept(kept_until),
        _("You do not have to be sure. Many signals turn out to be something else."),
        _("Do you see something again? File it."),
        _("Do you disagree? Ask us a question."),
    )


def with_destination(text: str, *, goes_to: str) -> str:
    """The line of where it goes, made true: whoever chooses a destination need not mend the text as well."""
    return text.replace(_destination(""), _destination(goes_to)) if goes_to else text


def closed(outcome: Outcome, *, kept_until: date) -> str:
    if outcome is Outcome.NOT_ORGANISED_CRIME:
        return not_organised_crime(kept_until=kept_until)
    if outcome is Outcome.FALSE_OR_MALICIOUS:
        return _not_gone_into(kept_until)
    return _paragraphs(
        _("We are done with your signal."),
        _what_came_of_it(outcome),
        _("More we may not say. That goes for everybody."),
        _kept(kept_until),
        _("Because of your signal we now know more about this kind of situation. Thank you."),
    )


def _not_gone_into(kept_until: date) -> str:
    """False or malicious: no reproach, no thanks that would not be true, and a way to say that we are wrong."""
    return _paragraphs(
        _("We are done with your signal."),
        _("Two colleagues have looked at it. We do nothing with it."),
        _("Your manager hears nothing of this from us."),
        _("More we may not say. That goes for everybody."),
        _kept(kept_until),
        _("Do you disagree? Ask us a question."),
        _("Do you see something again? File it."),
    )


def _what_came_of_it(outcome: Outcome) -> str:
    match outcome:
        case Outcome.ONE_CALL_SOLVED_IT:
            return _("One call was enough.")
        case Outcome.ONE_DEPARTMENT | Outcome.SEVERAL_DEPARTMENTS | Outcome.TEAM_CASE:
            return _("We have acted on it.")
        case Outcome.NOT_MUNICIPAL:
            return _("This is no task of our municipality. That is why somebody else goes on with it.")
        case Outcome.NOT_OUR_TERRITORY:
            return _("This is not in our municipality. That is why the other municipality goes on with it.")
        case Outcome.NOT_CONCRETE | Outcome.TOO_OLD:
            return _("We have weighed it. It is not enough to act on now.")
        case Outcome.TO_RIEC | Outcome.TO_POLICE | Outcome.TO_LABOUR_INSPECTORATE | Outcome.TO_CARE_AND_SAFETY:
            return _("Another organisation goes on with it.")
        case Outcome.DUPLICATE | Outcome.FOR_THE_PICTURE:
            return _("We use what you wrote in our work.")
        case _:
            return _("There is nothing we can do now.")


def _destination(goes_to: str) -> str:
    if goes_to:
        return _("That is why we pass it on to: %(department)s.") % {"department": goes_to}
    return _("We do nothing with it now.")


def _kept(until: date) -> str:
    return _("We keep your signal locked until %(day)s. Then we destroy it.") % {"day": _day(until)}


def _day(day: date) -> str:
    return date_format(day, "j F Y")


def _paragraphs(*sentences: str) -> str:
    return "\n\n".join(sentences)
