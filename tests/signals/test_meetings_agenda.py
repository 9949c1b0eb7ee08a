"""The agenda of the signals meeting makes itself from what is ready, until the coordinator sends it."""

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from hkin.outbox.models import Letter, Message
from hkin.privacy.marks import duty_mark
from network.cast import Cast
from network.models import User
from signals.actions.intake import set_urgency
from signals.actions.meetings import send_agenda
from signals.actions.protocol import find
from signals.actions.working import at_work
from signals.agenda import MOST, ready_after
from signals.models import AgendaItem, Meeting, Signal
from signals.protocols import protocol_named, protocol_of
from signals.rules.lifecycle import Urgency, Verb
from signals.rules.protocol import CheckOn, Need, TaskKind
from signals.rules.protocol_names import need_in_words
from signals.rules.reference import shown
from tests.signals.life import filed, has_purpose, taken_up
from tests.signals.meeting_life import comes_to, in_approach, in_step, planned, scored, sent
from tests.signals.protocols import definition
from tests.signals.team import detail_of, many, moves_of, signed_in, words_of


def at(name: str, meeting: Meeting) -> str:
    return reverse(f"signals:{name}", args=[meeting.reference])


def page(user: User, meeting: Meeting, name: str = "meeting") -> HttpResponse:
    return signed_in(user).get(at(name, meeting))


def press(user: User, meeting: Meeting, name: str, **given: str) -> HttpResponse:
    version = Meeting.objects.get(pk=meeting.pk).version
    return signed_in(user).post(at(name, meeting), {"version": version, **given})


def ready(user: User, meeting: Meeting) -> list[Signal]:
    return [line.signal for line in page(user, meeting).context["draft"].on]


def missing(user: User, meeting: Meeting) -> dict[Signal, tuple[str, ...]]:
    return {line.signal: line.why for line in page(user, meeting).context["draft"].missing}


def weighed_anew(cast: Cast, signal: Signal, task: str, verdict: str) -> None:
    with at_work(signal.reference, by=cast.omar, verb=Verb.WEIGH) as work:
        find(work, protocol_of(signal).task(task), verdict)


def test_what_is_scored_comes_on_it_by_itself(cast: Cast) -> None:
    meeting, signal = planned(cast), scored(cast)
    assert ready(cast.omar, meeting) == [signal]


def test_scores_that_balance_come_on_it_too(cast: Cast) -> None:
    meeting, signal = planned(cast), scored(cast, "tied")
    assert ready(cast.omar, meeting) == [signal]


def test_what_is_not_scored_is_not_ready_and_says_what_is_missing(cast: Cast) -> None:
    meeting, signal = planned(cast), in_step(cast, "weighing")
    assert ready(cast.omar, meeting) == []
    [(found, words)] = missing(cast.omar, meeting).items()
    assert found == signal
    assert "Weging 3" in words[0]


def test_a_new_round_of_scores_takes_it_off_again(cast: Cast) -> None:
    meeting, signal = planned(cast), scored(cast)
    comes_to(cast, signal, TaskKind.SCORES, "waiting")
    assert ready(cast.omar, meeting) == []


def test_what_is_still_in_the_intake_is_not_on_the_page(cast: Cast) -> None:
    meeting = planned(cast)
    taken_up(filed(cast.sanne), cast.omar)
    assert ready(cast.omar, meeting) == []
    assert missing(cast.omar, meeting) == {}


def test_in_the_approach_the_check_comes_first(cast: Cast) -> None:
    meeting, waits, checked = planned(cast), in_approach(cast), in_approach(cast, "VAS")
    assert ready(cast.omar, meeting) == [checked]
    assert "Toets 2A" in missing(cast.omar, meeting)[waits][0]


def test_what_a_source_answered_comes_on_it_for_the_weighing_that_follows(cast: Cast) -> None:
    meeting, signal = planned(cast), in_step(cast, "research")
    comes_to(cast, signal, TaskKind.CHECK, "allowed", on=CheckOn.SOURCE)
    assert "Treffer of geen treffer" in missing(cast.omar, meeting)[signal][0]
    comes_to(cast, signal, TaskKind.SOURCES, "hit")
    assert ready(cast.omar, meeting) == [signal]


def test_a_source_that_still_looks_keeps_it_off(cast: Cast) -> None:
    meeting, signal = planned(cast), in_step(cast, "research")
    comes_to(cast, signal, TaskKind.SOURCES, "waiting")
    assert ready(cast.omar, meeting) == []


def test_where_no_source_may_be_asked_it_waits_for_a_decision_too(cast: Cast) -> None:
    meeting, signal = planned(cast), in_step(cast, "research")
    comes_to(cast, signal, TaskKind.CHECK, "refused", on=CheckOn.SOURCE)
    assert ready(cast.omar, meeting) == [signal]


@pytest.mark.parametrize(
    ("step", "found"),
    [
        ("weighing", "weighing-3:tied"),
        ("research", "sources:no_hit"),
        ("research", "check-1:refused"),
        ("approach", "check-2a:allowed"),
    ],
)
def test_each_item_says_why_it_is_ready(cast: Cast, step: str, found: str) -> None:
    need, protocol, signal = Need.read(found), protocol_named("model-1"), in_step(cast, step)
    task = protocol.task(need.task)
    why = need_in_words(protocol, Need(task.code) if task.kind is TaskKind.SOURCES else need)
    comes_to(cast, signal, task.kind, need.verdict, on=CheckOn(task.on) if task.on else None)
    meeting = planned(cast)
    assert why in words_of(page(cast.omar, meeting))
    send_agenda(meeting.reference, by=cast.omar, version=meeting.version)
    assert [line.why for line in page(cast.omar, meeting).context["lines"]] == [(why,)]


@pytest.mark.parametrize(
    ("protocol", "step", "tasks"),
    [
        ("drie-fasen", "fase-2", ["zwaarte"]),
        ("zeven-fasen", "duiding", ["oordelen"]),
        ("zeven-fasen", "bronnen", None),
        ("zeven-fasen", "besluit", []),
        ("drie-fasen", "fase-3", None),
    ],
)
def test_what_is_ready_follows_from_the_definition(protocol: str, step: str, tasks: list[str] | None) -> None:
    needs = ready_after(definition(protocol), step)
    assert (None if needs is None else [need.task for need in needs]) == tasks


def test_what_was_discussed_in_the_approach_does_not_come_back_by_itself(cast: Cast) -> None:
    meeting, signal = planned(cast), in_approach(cast, "VAS")
    comes_to(cast, signal, TaskKind.MEETING, "held")
    assert ready(cast.omar, meeting) == []
    assert signal in missing(cast.omar, meeting)


def test_urgent_ones_stand_first(cast: Cast) -> None:
    meeting, first, second = planned(cast), scored(cast), scored(cast)
    set_urgency(second.reference, by=cast.omar, urgency=Urgency.TODAY, reason="Nu.", version=second.version)
    assert ready(cast.omar, meeting) == [second, first]


def test_what_is_ready_comes_on_it_however_much_is_not(cast: Cast) -> None:
    many(cast, MOST, step="weighing", status="in_progress")
    meeting, signal = planned(cast), scored(cast)
    Signal.objects.filter(pk=signal.pk).update(due_on=timezone.localdate() + timedelta(days=60))
    assert ready(cast.omar, meeting) == [signal]


def test_a_line_moves_up_and_stays_there(cast: Cast) -> None:
    meeting, first, second = planned(cast), scored(cast), scored(cast)
    before = ready(cast.omar, meeting)
    press(cast.omar, meeting, "meeting_item", do="up", signal=before[1].reference)
    assert ready(cast.omar, meeting) == [before[1], before[0]]
    assert {first, second} == set(before)


def test_what_is_ready_later_comes_after_what_was_put_in_order(cast: Cast) -> None:
    meeting, first, second = planned(cast), scored(cast), scored(cast)
    press(cast.omar, meeting, "meeting_item", do="down", signal=first.reference)
    third = scored(cast)
    assert ready(cast.omar, meeting) == [second, first, third]


def test_a_line_is_taken_off_and_put_back(cast: Cast) -> None:
    meeting, signal = planned(cast), scored(cast)
    press(cast.omar, meeting, "meeting_item", do="off", signal=signal.reference)
    assert ready(cast.omar, meeting) == []
    press(cast.omar, meeting, "meeting_item", do="back", signal=signal.reference)
    assert ready(cast.omar, meeting) == [signal]


def test_what_is_not_ready_can_be_added_by_its_number(cast: Cast) -> None:
    meeting, signal = planned(cast), in_step(cast, "weighing")
    answer = press(cast.omar, meeting, "meeting_item", do="add", signal=signal.reference)
    assert answer.status_code == 302
    assert ready(cast.omar, meeting) == [signal]
    assert moves_of(signal, Verb.PUT_ON_AGENDA) == 1


def test_without_purpose_and_ground_it_is_not_added_and_says_why(cast: Cast) -> None:
    meeting, signal = planned(cast), taken_up(filed(cast.sanne), cast.omar)
    answer = press(cast.omar, meeting, "meeting_item", do="add", signal=signal.reference)
    assert answer.status_code == 422
    assert "Weging 2A" in words_of(answer)
    assert signal.reference in words_of(answer)


@pytest.mark.parametrize("typed", ["", "geen nummer", "K7QM3TXP4"])
def test_a_number_that_is_none_is_told_at_its_place(cast: Cast, typed: str) -> None:
    answer = press(cast.omar, planned(cast), "meeting_item", do="add", signal=typed)
    assert (answer.status_code, list(answer.context["add"].errors)) == (422, ["signal"])


def test_sent_it_does_not_change_by_itself(cast: Cast) -> None:
    signal = scored(cast)
    meeting = sent(cast)
    scored(cast)
    assert [line.signal for line in page(cast.omar, meeting).context["lines"]] == [signal]


def test_sending_stands_in_the_trail_of_each_signal(cast: Cast) -> None:
    signal = scored(cast)
    meeting = sent(cast)
    assert str(timezone.localdate(meeting.starts_at).year) in detail_of(signal, Verb.PUT_ON_AGENDA)


def test_who_comes_is_told_without_a_word_of_what_is_on_it(cast: Cast) -> None:
    signal = scored(cast)
    meeting = sent(cast, cast.dirk)
    told = Message.objects.filter(kind="agenda_sent")
    assert {bytes(one.recipient_mark) for one in told} == {
        duty_mark(one.pk) for one in (cast.bea, cast.joris, cast.dirk)
    }
    assert {(one.reference, one.path) for one in told} == {(meeting.reference, at("meeting", meeting))}
    assert signal.reference not in {*Letter.objects.filter(kind="agenda_sent").values_list("reference", flat=True)}


def test_an_empty_agenda_is_not_sent(cast: Cast) -> None:
    meeting = planned(cast)
    assert press(cast.omar, meeting, "meeting_send").status_code == 409
    assert Meeting.objects.get().sent_at is None


def test_pressed_twice_it_is_sent_once(cast: Cast) -> None:
    signal, meeting = scored(cast), planned(cast)
    given = {"version": meeting.version}
    client = signed_in(cast.omar)
    assert client.post(at("meeting_send", meeting), given).status_code == 302
    assert client.post(at("meeting_send", meeting), given).status_code == 409
    assert moves_of(signal, Verb.PUT_ON_AGENDA) == 1


def test_a_line_that_a_colleague_moved_meanwhile_is_shown_as_it_is_now(cast: Cast) -> None:
    meeting, signal = planned(cast), scored(cast)
    version = meeting.version
    press(cast.wil, meeting, "meeting_item", do="off", signal=signal.reference)
    given = {"version": version, "do": "off", "signal": signal.reference}
    answer = signed_in(cast.omar).post(at("meeting_item", meeting), given)
    assert answer.status_code == 409
    assert [line.signal for line in answer.context["draft"].off] == [signal]


def test_what_lost_its_ground_since_it_was_added_stops_the_sending_and_is_named(cast: Cast) -> None:
    meeting, signal = planned(cast), taken_up(filed(cast.sanne), cast.omar)
    has_purpose(signal, cast.omar)
    press(cast.omar, meeting, "meeting_item", do="add", signal=signal.reference)
    weighed_anew(cast, signal, "weighing-2a", "no")
    answer = press(cast.omar, meeting, "meeting_send")
    assert answer.status_code == 409
    assert f"{shown(signal.reference)}: " in answer.context["refused"]
    assert "Weging 2A" in words_of(answer)
    assert Meeting.objects.get().sent_at is None


def test_after_sending_what_cannot_wait_is_added_at_the_end(cast: Cast) -> None:
    first = scored(cast)
    meeting = sent(cast)
    late = scored(cast)
    press(cast.omar, meeting, "meeting_item", do="add", signal=late.reference)
    assert [line.signal for line in page(cast.omar, meeting).context["lines"]] == [first, late]


def test_after_sending_nothing_is_moved_or_taken_off(cast: Cast) -> None:
    signal = scored(cast)
    meeting = sent(cast)
    for do in ("up", "down", "off", "back"):
        assert press(cast.omar, meeting, "meeting_item", do=do, signal=signal.reference).status_code == 409
    assert AgendaItem.objects.filter(is_off=True).count() == 0


def test_a_member_prepares_no_agenda(cast: Cast) -> None:
    meeting, signal = planned(cast), scored(cast)
    assert "draft" not in page(cast.bea, meeting).context
    assert press(cast.bea, meeting, "meeting_send").status_code == 404
    assert press(cast.bea, meeting, "meeting_item", do="off", signal=signal.reference).status_code == 404


def test_who_works_elsewhere_sees_nothing_of_it(cast: Cast) -> None:
    scored(cast)
    meeting = sent(cast)
    client = signed_in(cast.ilse)
    assert client.get("/signaaloverleg/").status_code == 404
    assert client.get("/signaaloverleg/nieuw/oudeveen/").status_code == 404
    for name in ("meeting", "meeting_now", "meeting_report", "meeting_change"):
        assert client.get(at(name, meeting)).status_code == 404
    for name in ("meeting_send", "meeting_cancel", "meeting_item", "meeting_begin", "meeting_end"):
        assert client.post(at(name, meeting), {"version": 1, "do": "off"}).status_code == 404
