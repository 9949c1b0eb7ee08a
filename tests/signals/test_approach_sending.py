"""An action leaves for its department only when the privacy officer allowed it, and nothing else goes along."""

from __future__ import annotations

from contextlib import suppress
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from hkin.privacy.sealing import open_key
from network.cast import Cast
from signals.access import open_hand_over
from signals.actions.approach import send_action
from signals.actions.assignment import Question, hand_over
from signals.actions.working import NotAllowed, NotYet, Stale, WrongMoment
from signals.assigned import shared
from signals.models import HandOver, Signal
from signals.protocols import facts_of
from signals.rules.lifecycle import Status
from tests.signals.approaching import (
    NEEDS,
    WHAT,
    allowed,
    in_approach,
    planned,
    power_of,
    sent,
    wanted,
    with_action,
    with_plan,
)
from tests.signals.life import TEXT
from tests.signals.team import page_of, send, signed_in


def test_the_department_has_a_question_with_the_words_of_the_action(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    row = sent(signal, action, cast)
    sealer = open_key(signal.uuid)
    assert sealer.open("handover.question", row.uuid, row.sealed_question) == WHAT
    assert sealer.open("handover.text", row.uuid, row.sealed_text) == NEEDS
    assert (row.department, row.due_on, row.contact) == (action.department, action.due_on, cast.dirk)


def test_nothing_of_the_signal_goes_along(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    row = sent(signal, action, cast)
    assert not shared(open_hand_over(row.reference, by=cast.dirk, purpose="answer_question"))
    assert TEXT not in page_of_department(cast, row)


def page_of_department(cast: Cast, row: HandOver) -> str:
    return signed_in(cast.dirk).get(f"/toegewezen/{row.reference}/").content.decode()


def test_the_department_is_told_and_the_signal_waits_for_it(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    sent(signal, action, cast)
    told = Message.objects.filter(recipient_mark=duty_mark(cast.dirk.pk)).values_list("kind", flat=True)
    assert "hand_over_asked" in told
    assert signal.status == Status.ASSIGNED


# ---- the checks ------------------------------------------------------------------------------------------------------
def test_a_check_that_was_refused_since_then_keeps_it_here(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    allowed(signal, cast, "VAS", yes=False)
    with pytest.raises(NotYet):
        sent(signal, action, cast)
    assert not HandOver.objects.exists()


def test_nor_does_a_question_beside_the_plan_name_a_power_that_was_not_checked(cast: Cast) -> None:
    signal = in_approach(cast)
    allowed(signal, cast)
    power = power_of(cast)
    asked = Question(question=WHAT, text=NEEDS, due_on=timezone.localdate(), power=power.name)
    department = cast.department("VAS")
    with pytest.raises(NotYet):
        hand_over(signal.reference, by=cast.omar, department=department, question=asked, version=signal.version)
    allowed(signal, cast, power=power)
    hand_over(signal.reference, by=cast.omar, department=department, question=asked, version=signal.version)


def test_refused_when_asked_again_the_gate_is_shut_again(cast: Cast) -> None:
    signal = in_approach(cast)
    allowed(signal, cast)
    allowed(signal, cast, yes=False)
    assert facts_of(signal)["check-2a"] == "refused"


def test_a_power_asks_a_check_of_its_own(cast: Cast) -> None:
    signal = in_approach(cast)
    allowed(signal, cast)
    planned(signal, cast)
    action = with_action(signal, cast, power=power_of(cast))
    with pytest.raises(NotYet) as refused:
        sent(signal, action, cast)
    assert power_of(cast).name in refused.value.missing[0]
    allowed(signal, cast, power=power_of(cast))
    assert sent(signal, action, cast)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    department=st.sampled_from(["none", "allowed", "refused"]),
    power=st.sampled_from(["without", "none", "allowed", "refused"]),
)
def test_an_action_never_leaves_without_the_checks_it_asks(cast: Cast, department: str, power: str) -> None:
    signal = in_approach(cast)
    allowed(signal, cast)
    planned(signal, cast)
    uses = None if power == "without" else power_of(cast)
    action = with_action(signal, cast, power=uses)
    if department != "allowed":
        signal.checks.all().delete()
    if department == "refused":
        allowed(signal, cast, yes=False)
    if power in {"allowed", "refused"}:
        allowed(signal, cast, power=uses, yes=power == "allowed")
    may_leave = department == "allowed" and power in {"without", "allowed"}
    with suppress(NotYet):
        sent(signal, action, cast)
    action.refresh_from_db()
    assert (action.hand_over is not None) == may_leave


def test_a_plain_question_to_a_department_waits_for_the_check_too(cast: Cast) -> None:
    signal = in_approach(cast)
    question = Question(question=WHAT, text=NEEDS, due_on=timezone.localdate())
    vas = cast.department("VAS")
    with pytest.raises(NotYet):
        hand_over(signal.reference, by=cast.omar, department=vas, question=question, version=signal.version)
    allowed(signal, cast)
    assert hand_over(signal.reference, by=cast.omar, department=vas, question=question, version=signal.version)


# ---- who, when, how often --------------------------------------------------------------------------------------------
def test_pressed_twice_it_is_sent_once(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    key, version = uuid4(), signal.version
    for _press in range(2):
        answer = send(cast.omar, "approach_send", signal, action=action.uuid, key=key, version=version)
        assert answer.status_code == 302
    assert HandOver.objects.count() == 1


def test_what_was_sent_is_not_sent_again(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    sent(signal, action, cast)
    with pytest.raises(WrongMoment):
        sent(signal, action, cast)


def test_a_stale_form_sends_nothing_and_says_what_changed(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    version = signal.version
    planned(signal, cast, goal="Iets anders.")
    answer = send(cast.omar, "approach_send", signal, action=action.uuid, version=version)
    assert answer.status_code == 409
    assert not HandOver.objects.exists()
    with pytest.raises(Stale):
        send_action(signal.reference, by=cast.omar, action=action.uuid, version=version, key=uuid4())


def test_who_does_not_have_the_signal_cannot_send(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    with pytest.raises(NotAllowed):
        send_action(signal.reference, by=cast.bea, action=action.uuid, version=signal.version, key=uuid4())
    assert "approach_send" not in page_of(cast.bea, signal, "approach")


@pytest.mark.parametrize("who", ["ilse", "dirk", "fatma", "sanne"])
def test_who_does_not_work_on_it_cannot_send(cast: Cast, who: str) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    answer = send(cast[who], "approach_send", signal, action=action.uuid)
    assert answer.status_code == 404
    assert not HandOver.objects.exists()


def test_a_contact_person_whom_the_reporter_kept_out_is_passed_by(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS", excluded=frozenset({cast.dirk.pk}))
    answer = send(cast.omar, "approach_send", signal, action=action.uuid)
    assert answer.status_code in {302, 409}
    assert not HandOver.objects.filter(contact=cast.dirk).exists()
    assert not HandOver.objects.visible_to(cast.dirk).exists()


def test_an_action_of_another_signal_is_not_sent_by_this_one(cast: Cast) -> None:
    _first, (action,) = with_plan(cast, "VAS")
    other, _actions = with_plan(cast, "VAS")
    with pytest.raises(NotAllowed):
        send_action(other.reference, by=cast.omar, action=action.uuid, version=other.version, key=uuid4())


def test_a_small_municipality_asks_no_check_on_a_power(cast: Cast) -> None:
    signal = in_approach(cast)
    Signal.objects.filter(pk=signal.pk).update(protocol_version="light-1")
    allowed(signal, cast)
    planned(signal, cast)
    assert sent(signal, with_action(signal, cast, power=power_of(cast)), cast)


def test_an_action_is_only_for_a_department_that_the_check_allows(cast: Cast) -> None:
    signal = in_approach(cast)
    planned(signal, cast)
    with pytest.raises(NotYet):
        with_action(signal, cast)
    assert wanted(cast.department("VAS")).department not in [one.department for one in signal.checks.all()]
