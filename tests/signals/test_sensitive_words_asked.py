"""Whoever writes about health, belief, origin or sexual life is asked once whether that is needed; then it passes."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse

from network.cast import Cast
from signals.models import HandOver, Signal
from signals.models.tie import Tie
from signals.rules.safety import Safety
from tests.signals.approaching import allowed, in_approach, planned
from tests.signals.filing_form import NEW, answers, signed_in
from tests.signals.front_door import at, due_today
from tests.signals.life import asked, filed, has_purpose, taken_up
from tests.signals.norms import NEW as NEW_NORM
from tests.signals.norms import typed as norm_typed
from tests.signals.team import day_of, send, words_of
from tests.signals.test_approach_page import action
from tests.signals.test_weighing_ways_out import weighed
from tests.signals.transferring import typed

pytestmark = pytest.mark.django_db

ILL = "De huurder is ziek en de post stapelt zich op achter de deur."


def hidden_in(answer: HttpResponse) -> dict[str, str]:
    """What the page sends along at the second press."""
    page = answer.content.decode()
    assert answer.status_code == 422, page
    assert "ziek" in words_of(answer)
    return {part.split('"')[0]: "1" for part in page.split('name="') if part.startswith("needed_")}


def test_filing_asks_once_and_files_at_the_second_press(cast: Cast) -> None:
    client, sent = signed_in(cast.sanne), answers(text=ILL)
    again = hidden_in(client.post(NEW, sent))
    assert len(again) == 1
    assert not Signal.objects.exists()
    assert client.post(NEW, sent | again).status_code == 302


def test_another_word_asks_again(cast: Cast) -> None:
    client, sent = signed_in(cast.sanne), answers(text=ILL)
    again = hidden_in(client.post(NEW, sent))
    assert client.post(NEW, sent | again | {"text": f"{ILL} Hij is verslaafd."}).status_code == 422


def test_an_ordinary_text_is_filed_by_one_press(cast: Cast) -> None:
    assert signed_in(cast.sanne).post(NEW, answers()).status_code == 302


def test_it_is_said_while_typing_and_then_one_press_is_enough(cast: Cast) -> None:
    client, sent = signed_in(cast.sanne), answers(text=ILL)
    told = client.post(reverse("signals:care"), sent).content.decode()
    assert "ziek" in told
    again = {part.split('"')[0]: "1" for part in told.split('name="') if part.startswith("needed_")}
    assert client.post(NEW, sent | again).status_code == 302


def test_a_department_gets_it_only_when_it_was_meant(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    has_purpose(signal, cast.omar)
    signal.refresh_from_db()
    client, where = signed_in(cast.omar), at("hand_over_new", signal)
    sent: dict[str, Any] = {
        "version": signal.version,
        "department": cast.department("VAS").pk,
        "question": "Is dit van jullie?",
        "power": "",
        "text": ILL,
        **due_today(),
    }
    again = hidden_in(client.post(where, sent))
    assert not HandOver.objects.exists()
    client.post(where, sent | again)
    assert HandOver.objects.count() == 1


def test_another_organisation_is_shown_it_only_when_it_was_meant(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    has_purpose(signal, cast.omar)
    given = typed(cast, summary=ILL) | {"key": str(uuid4()), "show": "1"}
    again = hidden_in(send(cast.omar, "transfer", signal, **given))
    shown = send(cast.omar, "transfer", signal, **given | again)
    assert (shown.status_code, shown.context["package"] is None) == (200, False)  # type: ignore[attr-defined]
    assert next(iter(again)) in shown.content.decode()  # goes along with the press that sends


def test_a_part_is_split_off_at_the_second_press(cast: Cast) -> None:
    signal = filed(cast.sanne, safety=Safety.CONDUCT, receiver_id=cast.paul.pk)
    taken_up(signal, cast.paul)
    given = {"goes": Safety.NONE, "text": ILL, "key": uuid4()}
    again = hidden_in(send(cast.paul, "split", signal, **given))
    assert not Tie.objects.exists()
    send(cast.paul, "split", signal, **given | again)
    assert Tie.objects.count() == 1


@pytest.mark.parametrize(("door", "field"), [("tell_reporter", "text"), ("ask_reporter", "question")])
def test_the_reporter_reads_it_only_when_it_was_meant(cast: Cast, door: str, field: str) -> None:
    signal, given = taken_up(filed(cast.sanne), cast.omar), {field: "Wij hoorden dat hij ziek is.", "key": uuid4()}
    again = hidden_in(send(cast.omar, door, signal, **given))
    assert send(cast.omar, door, signal, **given | again).status_code == 302


def test_a_norm_agreement_is_kept_at_the_second_press(cast: Cast) -> None:
    bea, given = signed_in(cast.bea), norm_typed(cast, example="Iemand is ziek en een ander int de huur.")
    again = hidden_in(bea.post(NEW_NORM, given))
    assert bea.post(NEW_NORM, given | again).status_code == 302


def test_an_action_of_a_plan_is_added_at_the_second_press(cast: Cast) -> None:
    signal = in_approach(cast)
    allowed(signal, cast)
    planned(signal, cast)
    given = action(cast, what="Ga langs, de huurder is ziek.")
    again = hidden_in(send(cast.omar, "approach_add", signal, **given))
    assert send(cast.omar, "approach_add", signal, **given | again).status_code == 302


def test_taking_up_tells_it_only_when_it_was_meant(cast: Cast) -> None:
    signal, given = filed(cast.sanne), {"feedback": "Wij hoorden dat hij ziek is.", "key": uuid4()}
    again = hidden_in(send(cast.omar, "claim", signal, **given))
    assert send(cast.omar, "claim", signal, **given | again).status_code == 302


@pytest.mark.parametrize("field", ["reason", "feedback"])
def test_a_signal_is_closed_at_the_second_press(cast: Cast, field: str) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    given = {"goes": "nowhere", "reason": "Ruis.", "feedback": "Bedankt.", field: "De huurder is ziek."}
    again = hidden_in(send(cast.omar, "quick_close", signal, **given))
    assert send(cast.omar, "quick_close", signal, **given | again).status_code == 302


def test_what_may_change_is_noted_at_the_second_press(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    given = {
        "goes": "nowhere",
        "reason": "Ruis.",
        "feedback": "Bedankt.",
        "made_possible": "yes",
        "must_change": "Wie ziek is, krijgt geen brief.",
        "change_owner": cast.omar.pk,
        **day_of("change_due_on"),
    }
    again = hidden_in(send(cast.omar, "quick_close", signal, **given))
    assert send(cast.omar, "quick_close", signal, **given | again).status_code == 302


@pytest.mark.parametrize("way", ["duplicate", "to_weighing"])
def test_a_way_is_taken_at_the_second_press(cast: Cast, way: str) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    if way == "to_weighing":
        weighed(cast, signal)
    client, where = signed_in(cast.omar), reverse("signals:go_on", args=[signal.reference, way])
    signal.refresh_from_db()
    given = {"version": signal.version, "reason": "De huurder is ziek.", "feedback": "Bedankt.", "lesson": "Ziek."}
    again = hidden_in(client.post(where, given))
    assert client.post(where, given | again).status_code == 302


def test_a_question_about_a_doubt_is_asked_at_the_second_press(cast: Cast) -> None:
    signal, given = taken_up(filed(cast.sanne), cast.omar), {"reason": "Het adres is een weiland.", "question": ILL}
    again = hidden_in(send(cast.omar, "second_reading", signal, **given))
    assert send(cast.omar, "second_reading", signal, **given, **again).status_code == 302


@pytest.mark.parametrize("door", ["add", "correct"])
def test_a_reporter_is_asked_once_and_then_heard(cast: Cast, door: str) -> None:
    signal, given = filed(cast.sanne), {"text": ILL}
    client, where = signed_in(cast.sanne), at(door, signal)
    again = hidden_in(client.post(where, given))
    assert client.post(where, given | again).status_code == 302
    assert signal.notes.count() == 1


def test_an_answer_is_sent_at_the_second_press(cast: Cast) -> None:
    signal = filed(cast.sanne)
    question = asked(signal, cast.omar)
    client, where = signed_in(cast.sanne), reverse("signals:answer", args=[signal.reference, question.pk])
    again = hidden_in(client.post(where, {"text": ILL}))
    assert client.post(where, {"text": ILL} | again).status_code == 302
