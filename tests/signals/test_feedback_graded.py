"""What the reporter hears is part of the move, says how far we are, and they tell whether it helped."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.cast import Cast
from signals import valuing
from signals.actions.closing import Ending, close_signal
from signals.actions.feedback import tell_reporter
from signals.actions.protocol import go_on
from signals.demo.weighing import bring_to, make_ready_for
from signals.models import Note, Signal, TrailEntry
from signals.models.note import Grade, NoteKind
from signals.protocols import protocol_named
from signals.rules import feedback as prepared
from signals.rules.lifecycle import Outcome, Verb
from signals.valuing import heard_lately
from tests.signals.life import filed, taken_up
from tests.signals.team import page_of, send, signed_in, words_of

#: Words that would tell what is being looked into, or by whom.
TELLING = re.compile(
    r"onderzoek|politie|justitie|RIEC|verdacht|dader|recherche|inval|boete|vervolg|strafbaar|aangifte", re.IGNORECASE
)
DAY = timezone.localdate() + timedelta(days=300)


def closed(signal: Signal, cast: Cast) -> Note:
    signal.refresh_from_db()
    ending = Ending(outcome=Outcome.NOT_ORGANISED_CRIME, reason="Overlast.", feedback="We geven het door.")
    close_signal(signal.reference, by=cast.omar, ending=ending, version=signal.version)
    return signal.notes.filter(kind=NoteKind.TO_REPORTER).latest("pk")


def given(cast: Cast) -> Note:
    """Sanne heard something of a signal of hers."""
    return closed(taken_up(filed(cast.sanne), cast.omar), cast)


def say(client: Client, note: Note, helps: str) -> None:
    client.post(reverse("signals:value_feedback", args=[note.signal.reference, note.pk]), {"helps": helps})
    note.refresh_from_db()


# ---- grades ----------------------------------------------------------------------------------------------------------
def test_taking_up_tells_that_it_is_picked_up(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert signal.notes.get().grade == Grade.PICKED_UP


def test_going_on_tells_that_it_was_weighed(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    bring_to(signal, "weighing", by=cast.omar)
    make_ready_for(signal, Outcome.NOT_CONCRETE, by=cast.omar)
    signal.refresh_from_db()
    words = "We gaan ermee verder."
    go_on(signal.reference, by=cast.omar, way="to_research", reason="Hits.", feedback=words, version=signal.version)
    assert signal.notes.latest("pk").grade == Grade.WEIGHED


def test_closing_tells_that_we_are_done(cast: Cast) -> None:
    assert given(cast).grade == Grade.CLOSED


def test_a_word_in_between_has_no_grade(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    assert tell_reporter(signal.reference, by=cast.omar, text="Nog geen nieuws.").grade == ""


# ---- the words -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("outcome", list(Outcome))
def test_no_prepared_word_names_an_investigation(outcome: Outcome) -> None:
    assert not TELLING.search(prepared.closed(outcome, kept_until=DAY))


@pytest.mark.parametrize("words", [prepared.taken_up, prepared.still_busy, prepared.still_waiting])
def test_no_word_on_the_way_names_an_investigation(words: object) -> None:
    assert not TELLING.search(words(next_word_on=DAY))  # type: ignore[operator]


def going_on(protocol: str, step: str) -> list[str]:
    """What the reporter hears on every way out of a step to another one."""
    read = protocol_named(protocol)
    ways = [way for way in read.ways_from(step) if way.to_step]
    return [prepared.gone_on(read, way, next_word_on=DAY) for way in ways]


@pytest.mark.parametrize(
    ("step", "says"),
    [
        ("intake", "We have read your signal. The team is going to weigh it."),
        ("weighing", "We have weighed your signal. We go on with it."),
        ("research", "We have looked at your signal once more. We go on with it."),
    ],
)
def test_each_step_that_is_left_has_its_own_word(step: str, says: str) -> None:
    assert all(text.startswith(_(says)) for text in going_on("model-1", step))
    assert going_on("model-1", step)


@pytest.mark.parametrize("protocol", ["model-1", "light-1"])
def test_no_word_between_steps_names_an_investigation(protocol: str) -> None:
    said = [text for step in protocol_named(protocol).steps for text in going_on(protocol, step.code)]
    assert said
    assert not [text for text in said if TELLING.search(text)]


def test_the_form_of_a_way_holds_the_word_of_its_step(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    form = signed_in(cast.omar).get(reverse("signals:go_on", args=[signal.reference, "to_weighing"])).context["form"]
    assert form["feedback"].value().startswith(_("We have read your signal. The team is going to weigh it."))


FALSE = prepared.closed(Outcome.FALSE_OR_MALICIOUS, kept_until=DAY)


def test_whoever_is_not_believed_is_not_thanked_for_what_we_learned() -> None:
    assert _("Because of your signal we now know more about this kind of situation. Thank you.") not in FALSE


def test_whoever_is_not_believed_reads_no_reproach_and_how_to_answer() -> None:
    assert not re.search(r"vals|kwaad|leugen|liegen|misbruik|onwaar", FALSE, re.IGNORECASE)
    assert _("Do you disagree? Ask us a question.") in FALSE
    assert _("Your manager hears nothing of this from us.") in FALSE


@pytest.mark.parametrize("named", ["Havendijk 14 in Oudeveen", "AO-417-E", "mevrouw De Wit", "KvK 68750110"])
@pytest.mark.parametrize("door", ["tell_reporter", "claim"])
def test_nobody_is_named_to_the_reporter(cast: Cast, door: str, named: str) -> None:
    signal = filed(cast.sanne)
    if door == "tell_reporter":
        taken_up(signal, cast.omar)
    field = {"tell_reporter": "text", "claim": "feedback"}[door]
    answer = send(cast.omar, door, signal, **{field: f"We kijken naar {named}."})
    assert answer.status_code == 422
    assert f"We kijken naar {named}." in words_of(answer)


def test_where_to_call_may_stand_in_it(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    words = "Bel Omar: 088-0001101, of mail omar@oudeveen.example."
    assert send(cast.omar, "tell_reporter", signal, text=words).status_code == 302


def test_going_on_always_tells_the_reporter(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    bring_to(signal, "weighing", by=cast.omar)
    make_ready_for(signal, Outcome.NOT_CONCRETE, by=cast.omar)
    signal.refresh_from_db()
    address = reverse("signals:go_on", args=[signal.reference, "to_research"])
    given = {"version": signal.version, "reason": "Hits.", "feedback": ""}
    assert signed_in(cast.omar).post(address, given).status_code == 422


# ---- what the reporter says of it ------------------------------------------------------------------------------------
def test_the_reporter_says_that_it_helps(cast: Cast) -> None:
    note = given(cast)
    say(signed_in(cast.sanne), note, "yes")
    assert note.helps is True


def test_whoever_still_has_a_question_comes_to_where_it_is_asked(cast: Cast) -> None:
    note = given(cast)
    address = reverse("signals:value_feedback", args=[note.signal.reference, note.pk])
    answer = signed_in(cast.sanne).post(address, {"helps": "no"})
    assert answer["Location"] == reverse("signals:add", args=[note.signal.reference])


def test_the_page_asks_it_under_the_newest_reply_only(cast: Cast) -> None:
    note = given(cast)
    page = page_of(cast.sanne, note.signal, "own_detail")
    assert page.count(_("Does this reply help you?")) == 1
    assert reverse("signals:value_feedback", args=[note.signal.reference, note.pk]) in page


def test_what_was_said_is_not_asked_again_and_stays(cast: Cast) -> None:
    note = given(cast)
    say(signed_in(cast.sanne), note.signal.notes.earliest("pk"), "yes")
    say(signed_in(cast.sanne), note, "no")
    page = page_of(cast.sanne, note.signal, "own_detail")
    assert _("Does this reply help you?") not in page
    assert _("You said that this reply helps you.") in page
    assert _("You still had a question.") in page


@pytest.mark.parametrize("somebody", ["merve", "omar", "ilse"])
def test_nobody_says_it_for_the_reporter(cast: Cast, somebody: str) -> None:
    note = given(cast)
    say(signed_in(cast[somebody]), note, "yes")
    assert note.helps is None


def test_a_question_is_no_reply_to_value(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    note = Note.objects.create(signal=signal, kind=NoteKind.QUESTION, sealed_text=b"x")
    address = reverse("signals:value_feedback", args=[signal.reference, note.pk])
    assert signed_in(cast.sanne).post(address, {"helps": "yes"}).status_code == 404


def test_the_trail_holds_the_mark_of_the_reporter_only(cast: Cast) -> None:
    note = given(cast)
    say(signed_in(cast.sanne), note, "yes")
    assert TrailEntry.objects.get(signal=note.signal, verb=Verb.REPORTER_VALUES).actor is None


# ---- the share on the page of the team -------------------------------------------------------------------------------
def test_heard_by_the_promised_day_counts(cast: Cast) -> None:
    given(cast)
    assert (heard_lately(cast.omar).in_time, heard_lately(cast.omar).promised) == (1, 1)


def test_heard_after_the_promised_day_is_late(cast: Cast) -> None:
    signal = given(cast).signal
    Signal.objects.filter(pk=signal.pk).update(word_promised_on=timezone.localdate() - timedelta(days=1))
    assert (heard_lately(cast.omar).in_time, heard_lately(cast.omar).promised) == (0, 1)


def test_not_heard_at_all_is_late_too(cast: Cast) -> None:
    signal = filed(cast.sanne)
    Signal.objects.filter(pk=signal.pk).update(word_promised_on=timezone.localdate() - timedelta(days=1))
    assert heard_lately(cast.omar).share == 0


def test_what_is_not_due_yet_counts_for_nothing(cast: Cast) -> None:
    filed(cast.sanne)
    assert heard_lately(cast.omar).promised == 0


def test_a_share_of_very_many_is_of_the_newest(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(valuing, "MOST", 1)
    given(cast)
    late = given(cast).signal
    Signal.objects.filter(pk=late.pk).update(word_promised_on=timezone.localdate() - timedelta(days=1))
    assert heard_lately(cast.omar).share == 0


def test_the_team_reads_the_share_on_its_page(cast: Cast) -> None:
    given(cast)
    page = signed_in(cast.omar).get("/werkvoorraad/").content.decode()
    assert "<strong>100%</strong>" in page


HELPED = "%(helped)s of %(valued)s replies that a reporter said something of, helped."


def valued(cast: Cast, helped: int, others: int = 0) -> str:
    """The page of the team after so many replies helped, and so many did not."""
    signal = given(cast).signal
    said = [True] * helped + [False] * others
    rows = [Note(signal=signal, kind=NoteKind.TO_REPORTER, sealed_text=b"x", helps=helps) for helps in said]
    Note.objects.bulk_create(rows)
    return words_of(signed_in(cast.omar).get("/werkvoorraad/"))


def test_the_team_reads_how_many_replies_helped(cast: Cast) -> None:
    assert _(HELPED) % {"helped": 6, "valued": 7} in valued(cast, helped=6, others=1)


def test_of_a_few_replies_the_team_reads_nothing(cast: Cast) -> None:
    assert _(HELPED).rpartition("%(valued)s")[2].split("%")[0] not in valued(cast, helped=4)


def test_that_only_a_few_helped_is_told_as_few(cast: Cast) -> None:
    assert _(HELPED) % {"helped": _("fewer than 5"), "valued": 6} in valued(cast, helped=1, others=5)


def test_another_team_counts_its_own(cast: Cast) -> None:
    given(cast)
    assert heard_lately(cast.jelle).promised == 0
