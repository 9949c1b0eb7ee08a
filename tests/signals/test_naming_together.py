"""The name of a shielded reporter opens only for two people together, and the reporter sees who and why."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark, person_mark
from hkin.privacy.models import Look
from network.actions.joint import agree, settle_delays
from network.cast import Cast
from network.models import JointAct, User
from network.rules.joint import ActState, Arrangement
from signals.actions.intake import move_to_queue, step_aside
from signals.models import Signal
from signals.rules.lifecycle import Route, Verb
from signals.rules.reference import shown
from signals.rules.safety import Safety
from tests.network.joint import arranged, as_new
from tests.signals.dump import rows
from tests.signals.life import filed
from tests.signals.team import address, detail_of, page_of, send, signed_in, words_of

pytestmark = pytest.mark.django_db

REASON = "De melder werd gisteren opgewacht bij de balie."


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return filed(cast.sanne, is_shielded=True)


def ask(user: User, signal: Signal, **more: Any) -> HttpResponse:
    return send(user, "ask_name", signal, purpose="reporter_in_danger", reason=REASON, **more)


def asked(user: User, signal: Signal) -> JointAct:
    assert ask(user, signal).status_code == 302
    return JointAct.objects.latest("pk")


def opened(user: User, signal: Signal) -> HttpResponse:
    """The button, and the page it leads to."""
    return signed_in(user).post(address("reporter_name", signal), follow=True)


def sees_name(user: User, signal: Signal, reporter: User) -> bool:
    return reporter.name in words_of(signed_in(user).get(address("reporter_name", signal), follow=True))


def inbox(user: User, mark: Any = duty_mark) -> list[str]:
    return list(Message.objects.filter(recipient_mark=mark(user.pk)).values_list("kind", flat=True))


# ---- together ------------------------------------------------------------------------------------
def test_after_somebody_agreed_who_asked_opens_it(cast: Cast, signal: Signal) -> None:
    agree(act=asked(cast.omar, signal), by=cast.fatma)
    assert cast.sanne.name in words_of(opened(cast.omar, signal))


def test_the_reporter_hears_it_in_the_inbox_and_not_by_mail(cast: Cast, signal: Signal) -> None:
    agree(act=asked(cast.omar, signal), by=cast.fatma)
    opened(cast.omar, signal)
    assert "name_opened" in inbox(cast.sanne, person_mark)


def test_the_reporter_reads_who_did_it_with_whom_and_why(cast: Cast, signal: Signal) -> None:
    agree(act=asked(cast.omar, signal), by=cast.fatma)
    opened(cast.omar, signal)
    told = page_of(cast.sanne, signal, "own_detail").partition('id="named-title"')[2].partition("</section>")[0]
    assert all(words in told for words in (REASON, "regisseur", "privacyfunctionaris"))
    assert cast.omar.name not in told


def test_each_time_it_is_shown_is_a_look_with_the_reason(cast: Cast, signal: Signal) -> None:
    agree(act=asked(cast.omar, signal), by=cast.fatma)
    opened(cast.omar, signal)
    sees_name(cast.omar, signal, cast.sanne)
    looks = Look.objects.filter(action="open_reporter", signals=[signal.uuid], actor_id=cast.omar.pk)
    assert looks.count() == 2
    assert all(look.reason for look in looks)


def test_asking_and_agreeing_stand_in_the_access_log_of_the_signal(cast: Cast, signal: Signal) -> None:
    agree(act=asked(cast.omar, signal), by=cast.fatma)
    log = Look.objects.filter(signals=[signal.uuid], purpose="open_name").values_list("action", "actor_id")
    assert {("ask_joint_act", cast.omar.pk), ("agree_joint_act", cast.fatma.pk)} <= set(log)


def test_after_a_quarter_it_is_locked_again(cast: Cast, signal: Signal) -> None:
    agree(act=asked(cast.omar, signal), by=cast.fatma)
    opened(cast.omar, signal)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert not sees_name(cast.omar, signal, cast.sanne)


def test_it_opens_only_once(cast: Cast, signal: Signal) -> None:
    agree(act=asked(cast.omar, signal), by=cast.fatma)
    opened(cast.omar, signal)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        assert cast.sanne.name not in words_of(opened(cast.omar, signal))


def test_an_agreement_is_good_for_a_day(cast: Cast, signal: Signal) -> None:
    agree(act=asked(cast.omar, signal), by=cast.fatma)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert cast.sanne.name not in words_of(opened(cast.omar, signal))


# ---- never alone ---------------------------------------------------------------------------------
def everything_shown_to(user: User, signal: Signal) -> str:
    client = signed_in(user)
    pages = ["team_detail", "ask_name", "reporter_name"]
    shown = [words_of(client.get(address(name, signal), follow=True)) for name in pages]
    return "".join([*shown, words_of(client.get("/samen/", follow=True)), words_of(client.get("/werkvoorraad/"))])


def test_who_only_asked_finds_the_name_on_no_page(cast: Cast, signal: Signal) -> None:
    asked(cast.omar, signal)
    assert cast.sanne.name not in words_of(opened(cast.omar, signal))
    assert cast.sanne.name not in everything_shown_to(cast.omar, signal)


def test_who_agreed_does_not_get_it(cast: Cast, signal: Signal) -> None:
    act = asked(cast.omar, signal)
    agree(act=act, by=cast.wil)
    assert cast.sanne.name not in words_of(opened(as_new(cast.wil), signal))
    assert cast.sanne.name not in everything_shown_to(as_new(cast.wil), signal)


def test_the_name_lies_open_nowhere(cast: Cast, signal: Signal) -> None:
    """Not in the act, the trail, the log, a message or a session: only the account of the reporter itself."""
    agree(act=asked(cast.omar, signal), by=cast.fatma)
    opened(cast.omar, signal)
    holding = {table for table, row in rows() if cast.sanne.name in row}
    assert holding == {"network_user"}


def test_the_answer_for_programs_holds_no_name(cast: Cast, signal: Signal) -> None:
    asked(cast.omar, signal)
    answer = signed_in(cast.omar).get("/werkvoorraad/aantal/", headers={"Accept": "application/json"})
    assert cast.sanne.name not in json.dumps(answer.content.decode())


def test_the_trail_tells_that_it_was_asked_and_why(cast: Cast, signal: Signal) -> None:
    asked(cast.omar, signal)
    assert REASON in detail_of(signal, Verb.ASK_NAME)


# ---- who may -------------------------------------------------------------------------------------
def test_whoever_cannot_read_the_signal_cannot_ask(cast: Cast, signal: Signal) -> None:
    assert ask(cast.aicha, signal).status_code == 404
    assert ask(cast.ilse, signal).status_code == 404
    assert not JointAct.objects.exists()


def test_an_excluded_colleague_neither_decides_nor_knows(cast: Cast) -> None:
    signal = filed(cast.sanne, is_shielded=True, excluded=frozenset({cast.fatma.pk}))
    act = asked(cast.omar, signal)
    assert signed_in(cast.fatma).get(f"/samen/{act.uuid}/").status_code == 404
    assert "joint_act_asked" not in inbox(cast.fatma)


def test_who_stepped_aside_does_not_decide_any_more(cast: Cast, signal: Signal) -> None:
    act = asked(cast.omar, signal)
    step_aside(signal.reference, by=cast.wil)
    assert signed_in(as_new(cast.wil)).get(f"/samen/{act.uuid}/").status_code == 404
    assert signed_in(as_new(cast.wil)).post(f"/samen/{act.uuid}/", {"decision": "agree"}).status_code == 404


def test_a_signal_of_integrity_is_agreed_by_the_privacy_officer_only(cast: Cast) -> None:
    signal = filed(cast.sanne, is_shielded=True, safety=Safety.CONDUCT, receiver_id=cast.paul.pk)
    act = asked(cast.paul, signal)
    page = f"/samen/{act.uuid}/"
    able = {one.username for one in cast.people.values() if signed_in(one).get(page).status_code == 200}
    assert able == {"paul", "fatma"}


def test_the_team_of_another_queue_decides_nothing(cast: Cast, signal: Signal) -> None:
    act = asked(cast.omar, signal)
    signal.refresh_from_db()
    move_to_queue(
        signal.reference, by=cast.omar, route=Route.ATTENTION_OFFICER, reason="Slachtoffer.", version=signal.version
    )
    assert signed_in(as_new(cast.wil)).get(f"/samen/{act.uuid}/").status_code == 404


def test_a_name_that_is_not_shielded_is_not_asked_for(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert ask(cast.omar, signal).status_code == 409
    assert not JointAct.objects.exists()


def test_without_a_reason_nothing_is_asked(cast: Cast, signal: Signal) -> None:
    assert send(cast.omar, "ask_name", signal, purpose="court_asks_name", reason="").status_code == 422
    assert not JointAct.objects.exists()


# ---- the other arrangements ----------------------------------------------------------------------
def test_a_partner_reads_the_reason_and_the_number_and_never_the_signal(cast: Cast, signal: Signal) -> None:
    arranged(cast.veenwijk, Arrangement.PARTNER, cast.oudeveen)
    theirs = filed(cast.ilse, is_shielded=True)
    act = asked(cast.wil, theirs)
    page = words_of(signed_in(cast.omar).get(f"/samen/{act.uuid}/"))
    assert REASON in page
    assert shown(theirs.reference) in page
    assert address("team_detail", theirs) not in page
    assert signed_in(cast.omar).get(address("team_detail", theirs)).status_code == 404


def test_a_delay_tells_the_reporter_at_once_and_opens_the_next_day(cast: Cast, signal: Signal) -> None:
    arranged(cast.oudeveen, Arrangement.DELAY)
    act = asked(cast.omar, signal)
    assert "name_asked" in inbox(cast.sanne, person_mark)
    assert REASON in page_of(cast.sanne, signal, "own_detail")
    assert cast.sanne.name not in words_of(opened(cast.omar, signal))
    with time_machine.travel(act.effective_at + timedelta(minutes=1)):
        settle_delays()
        assert cast.sanne.name in words_of(opened(cast.omar, signal))


def test_a_delay_can_be_stopped(cast: Cast, signal: Signal) -> None:
    arranged(cast.oudeveen, Arrangement.DELAY)
    act = asked(cast.omar, signal)
    assert signed_in(cast.fatma).post(f"/samen/{act.uuid}/", {"reason": "Dit is niet nodig."}).status_code == 302
    with time_machine.travel(act.effective_at + timedelta(minutes=1)):
        settle_delays()
        assert cast.sanne.name not in words_of(opened(cast.omar, signal))
    act.refresh_from_db()
    assert act.state == ActState.REFUSED
