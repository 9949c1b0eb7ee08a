"""Two colleagues work on one signal: who is too late sees what happened, and keeps what they typed."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import RoleGrant
from network.rules import Role
from signals.access import Headlines
from signals.actions.intake import take_over, write_headline
from signals.models import Signal
from signals.rules.labels import VERB_WORDS
from signals.rules.lifecycle import Verb
from signals.rules.safety import Safety
from tests.signals.life import filed, handed_over, taken_up
from tests.signals.team import address, moves_of, send, signed_in, words_of

FORMS = {
    "headline": {"headline": "Een kop van Omar"},
    "urgency": {"urgency": "today", "reason": "Een reden van Omar"},
    "theme": {"theme": "T07", "reason": "Een reden van Omar"},
    "route": {"route": "staff_safety", "reason": "Een reden van Omar"},
    "quick_close": {"reason": "Een reden van Omar", "goes": "nowhere", "feedback": "Bedankt van Omar"},
    "go_on": {"reason": "Een reden van Omar", "feedback": "Bedankt van Omar"},
}


def stale(cast: Cast, signal: Signal, door: str):
    """Omar had the page before him while Bea wrote a headline."""
    version = signal.version
    write_headline(signal.reference, by=cast.bea, headline="Een kop van Bea", version=version)
    given = {"version": version, "key": uuid4(), **FORMS[door]}
    return signed_in(cast.omar).post(at(door, signal), given)


def at(door: str, signal: Signal) -> str:
    """Of the ways to end it, one that asks nothing first."""
    more = ["duplicate"] if door == "go_on" else []
    return reverse(f"signals:{door}", args=[signal.reference, *more])


@pytest.mark.parametrize("door", FORMS)
def test_a_form_that_is_too_late_changes_nothing(cast: Cast, door: str) -> None:
    signal = filed(cast.sanne)
    assert stale(cast, signal, door).status_code == 409
    version = signal.version
    signal.refresh_from_db()
    assert signal.version == version + 1
    assert Headlines([signal]).of(signal) == "Een kop van Bea"


@pytest.mark.parametrize("door", FORMS)
def test_it_shows_what_happened_and_what_was_typed(cast: Cast, door: str) -> None:
    page = stale(cast, filed(cast.sanne), door).content.decode()
    for part in ("Bea Schouten", _("Wrote the headline"), "Een kop van Bea", "van Omar"):
        assert str(part) in page


@pytest.mark.parametrize("door", FORMS)
def test_pressing_again_on_that_page_does_it(cast: Cast, door: str) -> None:
    signal = filed(cast.sanne)
    form = stale(cast, signal, door).context["form"]
    given = {name: form[name].value() or "" for name in form.fields}
    assert signed_in(cast.omar).post(at(door, signal), given).status_code == 302
    assert moves_of(signal, form.verb) == (2 if door == "headline" else 1)


def test_what_can_no_longer_be_done_is_shown_to_copy(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    take_over(signal.reference, by=cast.bea, reason="Omar is ziek.")
    answer = send(cast.omar, "tell_reporter", signal, text="Dit schreef ik net voor je.")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Dit schreef ik net voor je." in page
    assert _("This can no longer be done") in page
    assert moves_of(signal, Verb.TELL_REPORTER) == 0


def test_a_signal_a_department_works_on_cannot_be_closed_yet(cast: Cast) -> None:
    row = handed_over(filed(cast.sanne), cast)
    row.signal.refresh_from_db()
    given = {"version": row.signal.version, "key": uuid4(), **FORMS["go_on"]}
    answer = signed_in(cast.omar).post(at("go_on", row.signal), given)
    assert answer.status_code == 409
    page = words_of(answer)
    assert cast.department("VAS").name in page
    assert "Een reden van Omar" in page


@pytest.mark.parametrize("door", FORMS)
def test_a_form_sent_twice_is_done_once_and_tells_no_conflict(cast: Cast, door: str) -> None:
    signal = filed(cast.sanne)
    given = {"version": signal.version, "key": uuid4(), **FORMS[door]}
    answers = [signed_in(cast.omar).post(at(door, signal), given).status_code for _press in range(2)]
    assert answers == [302, 302]


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_version_somebody_made_up_is_no_error(cast: Cast, version: str) -> None:
    signal = filed(cast.sanne)
    given = {"version": version, "key": "x", **FORMS["headline"]}
    assert signed_in(cast.omar).post(address("headline", signal), given).status_code == 422


def test_who_reads_it_alone_hears_why_they_cannot_step_aside(cast: Cast) -> None:
    signal = filed(cast.sanne, safety=Safety.CONDUCT, receiver_id=cast.paul.pk)
    answer = send(cast.paul, "step_aside", signal)
    assert answer.status_code == 409
    assert _("Nobody else can read this signal. Move it to another queue first.") in words_of(answer)
    assert _("Somebody changed this signal meanwhile.") not in words_of(answer)


def test_a_queue_nobody_stands_behind_cannot_be_chosen(cast: Cast) -> None:
    signal = filed(cast.sanne)
    RoleGrant.objects.filter(role=Role.INTEGRITY_RECEIVER).delete()
    answer = send(cast.omar, "route", signal, route="integrity", reason="Het gaat over een collega.")
    assert answer.status_code == 409
    assert "Het gaat over een collega." in words_of(answer)
    assert _("Nobody stands behind that queue now. Choose another one.") in words_of(answer)


def test_whoever_was_before_themselves_reads_what_they_did_and_what_they_chose(cast: Cast) -> None:
    """Two windows, and the signal closed from the first."""
    signal = taken_up(filed(cast.sanne), cast.omar)
    write_headline(signal.reference, by=cast.bea, headline="Een kop van Bea", version=signal.version)
    signal.refresh_from_db()
    improving = {"made_possible": "yes", "must_change": "Zo.", "change_owner": cast.dirk.pk}
    day = {"change_due_on_day": 20, "change_due_on_month": 2, "change_due_on_year": 2027}
    given = {"version": signal.version, "reason": "Ruis.", "feedback": "Bedankt.", **improving, **day}
    first, second = ({**given, "key": uuid4()} for _window in range(2))
    client, where = signed_in(cast.omar), at("go_on", signal)
    assert client.post(where, first).status_code == 302
    page = words_of(client.post(where, second))
    happened, typed = page.split('id="typed-title"')
    assert "Een kop van Bea" not in happened.split('id="happened-title"')[1]
    assert str(VERB_WORDS[Verb.CLOSE]) in happened.split('id="happened-title"')[1]
    for words in ("20 februari 2027", "Ja", "Dirk"):
        assert words in typed
    assert "[" not in typed.split("</section>")[0]
