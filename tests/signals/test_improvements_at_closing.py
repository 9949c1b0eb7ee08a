"""Whoever closes a signal is asked whether an own rule made it possible; yes gives an improvement."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.cast import Cast
from signals.models import Improvement, Signal
from signals.rules.lifecycle import Status, Verb
from tests.signals.life import filed, taken_up
from tests.signals.team import address, detail_of, send, signed_in

WHAT = "Vraag bij verhuur altijd wie de loods gebruikt."


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return taken_up(filed(cast.sanne), cast.omar)


def closing(cast: Cast, signal: Signal, **given: Any) -> Any:
    signal.refresh_from_db()
    answers = {
        "version": signal.version,
        "key": uuid4(),
        "reason": "Met een belletje opgelost.",
        "feedback": "Dank je wel.",
        **given,
    }
    return signed_in(cast.omar).post(reverse("signals:go_on", args=[signal.reference, "one_call_solved_it"]), answers)


def better(cast: Cast) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=30)
    return {
        "made_possible": "yes",
        "must_change": WHAT,
        "change_owner": cast.dirk.pk,
        "change_due_on_day": day.day,
        "change_due_on_month": day.month,
        "change_due_on_year": day.year,
    }


def test_with_yes_it_has_an_owner_and_a_day(cast: Cast, signal: Signal) -> None:
    assert closing(cast, signal, **better(cast)).status_code == 302
    row = Improvement.objects.get()
    assert (row.what, row.owner, row.municipality) == (WHAT, cast.dirk, cast.oudeveen)
    assert row.due_on == timezone.localdate() + timedelta(days=30)


def test_the_trail_of_the_signal_does_not_say_so(cast: Cast, signal: Signal) -> None:
    closing(cast, signal, **better(cast))
    assert WHAT not in detail_of(signal, Verb.CLOSE)


def test_with_no_there_is_none(cast: Cast, signal: Signal) -> None:
    assert closing(cast, signal, made_possible="no").status_code == 302
    signal.refresh_from_db()
    assert signal.status == Status.CLOSED
    assert not Improvement.objects.exists()


def test_nobody_answered_it_beforehand(cast: Cast, signal: Signal) -> None:
    way = signed_in(cast.omar).get(reverse("signals:go_on", args=[signal.reference, "one_call_solved_it"]))
    quick = signed_in(cast.omar).get(address("quick_close", signal))
    assert [page.context["form"]["made_possible"].value() for page in (way, quick)] == [None, None]


def test_where_somebody_acted_it_must_be_answered(cast: Cast, signal: Signal) -> None:
    answer = closing(cast, signal)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {"made_possible": [_("Choose yes or no.")]}


def test_of_noise_it_may_stay_out(cast: Cast, signal: Signal) -> None:
    given = {"reason": "Ruis.", "goes": "nowhere", "feedback": "Bedankt."}
    assert send(cast.omar, "quick_close", signal, **given).status_code == 302


@time_machine.travel("2026-11-23 10:00 +0100", tick=False)  # ninety days on is a Sunday
def test_the_day_that_stands_there_is_one_on_which_people_work(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    form = signed_in(cast.omar).get(address("quick_close", signal)).context["form"]
    assert form["change_due_on"].value() == date(2027, 2, 22)


def test_with_yes_the_rest_is_asked(cast: Cast, signal: Signal) -> None:
    answer = closing(cast, signal, made_possible="yes")
    assert answer.status_code == 422
    assert _("Write what must change.") in answer.content.decode()
    assert _("Choose who sees to it.") in answer.content.decode()


def test_when_the_signal_does_not_close_nothing_is_noted(cast: Cast, signal: Signal) -> None:
    closing(cast, signal, **better(cast), version=0)
    assert not Improvement.objects.exists()


def test_a_bsn_in_it_is_asked_about(cast: Cast, signal: Signal) -> None:
    assert closing(cast, signal, **better(cast) | {"must_change": "Let op 111222333."}).status_code == 422
    assert not Improvement.objects.exists()
