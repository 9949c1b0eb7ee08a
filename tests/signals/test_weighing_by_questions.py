"""Omar weighs a signal by the questions of the protocol, and reads back what was answered, by whom."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import User
from signals.models import Finding, Signal
from tests.signals.life import filed, taken_up
from tests.signals.team import page_of, signed_in, words_of

YES = {"verdict": "yes", "q_anchoring": ["business"], "q_signalling": ["systematic"], "q_red_flags": "Contant betaald."}
OURS = {"verdict": "yes", "q_task": "Toezicht", "q_purpose": "Nagaan wat er gebeurt", "q_ground": "environment"}
HERE = {"verdict": "yes", "q_where": "Het adres."}


def page(signal: Signal, task: str) -> str:
    return reverse("signals:weighing", args=[signal.reference, task])


def answer(user: User, signal: Signal, task: str, **given: Any) -> HttpResponse:
    """The form of a task as its page sends it."""
    client = signed_in(user)
    form = client.get(page(signal, task)).context["form"]
    typed = {"version": form.initial["version"], "key": form["key"].value(), **given}
    return client.post(page(signal, task), typed)


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return taken_up(filed(cast.sanne), cast.omar)


def test_an_answer_is_kept_and_read_back(cast: Cast, signal: Signal) -> None:
    assert answer(cast.omar, signal, "weighing-1", **YES).status_code == 302
    shown = page_of(cast.omar, signal)
    for part in ("Contant betaald.", "Het gebeurt stelselmatig", "Omar de Vries"):
        assert part in shown
    assert Finding.objects.get(signal=signal).verdict == "yes"


def test_the_next_task_is_offered_first(cast: Cast, signal: Signal) -> None:
    assert page(signal, "weighing-1") in _next(cast, signal)
    answer(cast.omar, signal, "weighing-1", **YES)
    assert page(signal, "weighing-2a") in _next(cast, signal)


def _next(cast: Cast, signal: Signal) -> str:
    shown = page_of(cast.omar, signal)
    return shown[shown.index('id="next-title"') : shown.index('id="standing-title"')]


def test_all_answered_opens_the_way_to_the_team(cast: Cast, signal: Signal) -> None:
    way = reverse("signals:go_on", args=[signal.reference, "to_weighing"])
    assert way not in page_of(cast.omar, signal)
    for task, given in (("weighing-1", YES), ("weighing-2a", OURS), ("weighing-2b", HERE)):
        answer(cast.omar, signal, task, **given)
    assert way in page_of(cast.omar, signal)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"verdict": ""}, "verdict"),
        ({"verdict": "weg"}, "verdict"),
        ({"q_anchoring": []}, "q_anchoring"),
        ({"q_anchoring": ["weg"]}, "q_anchoring"),
        ({"q_red_flags": ""}, "q_red_flags"),
        ({"q_red_flags": "x" * 5001}, "q_red_flags"),
        ({"verdict": "no"}, "q_why_not"),
    ],
)
def test_a_question_of_the_chosen_verdict_cannot_stay_open(
    cast: Cast, signal: Signal, wrong: dict[str, Any], field: str
) -> None:
    response = answer(cast.omar, signal, "weighing-1", **YES | wrong)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert not Finding.objects.exists()


def test_only_what_was_asked_is_kept(cast: Cast, signal: Signal) -> None:
    answer(cast.omar, signal, "weighing-1", **YES, q_why_not="Toch niet.")
    assert "Toch niet." not in page_of(cast.omar, signal)


@pytest.mark.parametrize("text", ["é" * 5000, "Zie 🚚 en 🏠", "=HYPERLINK(1)", "<b>vet</b> & zo"])
def test_whatever_was_typed_is_read_back_as_it_was(cast: Cast, signal: Signal, text: str) -> None:
    answer(cast.omar, signal, "weighing-2b", verdict="yes", q_where=text)
    assert text in page_of(cast.omar, signal)


def test_a_bsn_is_asked_about_and_taken_out(cast: Cast, signal: Signal) -> None:
    given = {"verdict": "yes", "q_where": "Hij gaf 111222333 op."}
    response = answer(cast.omar, signal, "weighing-2b", **given)
    assert response.status_code == 422
    number = next(name for name in response.context["form"].fields if name.startswith("number_"))
    answer(cast.omar, signal, "weighing-2b", **given, **{number: "remove"})
    shown = page_of(cast.omar, signal)
    assert "111222333" not in shown
    assert "Hij gaf •••••••33 op." in shown


def test_earlier_answers_stand_there_when_it_is_weighed_again(cast: Cast, signal: Signal) -> None:
    answer(cast.omar, signal, "weighing-1", **YES)
    form = signed_in(cast.bea).get(page(signal, "weighing-1")).context["form"]
    assert form["verdict"].value() == "yes"
    assert form["q_red_flags"].value() == "Contant betaald."
    assert form["q_anchoring"].value() == ["business"]


def test_pressed_twice_is_weighed_once(cast: Cast, signal: Signal) -> None:
    client = signed_in(cast.omar)
    form = client.get(page(signal, "weighing-2b")).context["form"]
    typed = {"version": form.initial["version"], "key": form["key"].value(), **HERE}
    assert [client.post(page(signal, "weighing-2b"), typed).status_code for _press in range(2)] == [302, 302]
    assert Finding.objects.count() == 1


def test_what_a_colleague_did_meanwhile_costs_no_answer(cast: Cast, signal: Signal) -> None:
    client = signed_in(cast.omar)
    form = client.get(page(signal, "weighing-1")).context["form"]
    answer(cast.bea, signal, "weighing-2b", **HERE)
    typed = {"version": form.initial["version"], "key": form["key"].value(), **YES}
    response = client.post(page(signal, "weighing-1"), typed | {"q_anchoring": ["business", "network"]})
    assert response.status_code == 409
    again = response.context["form"]
    assert again["q_anchoring"].value() == ["business", "network"]
    assert "Contant betaald." in words_of(response)


def test_a_task_of_another_step_goes_back_to_the_signal(cast: Cast, signal: Signal) -> None:
    for task in ("weighing-4", "weg", "transfer"):
        response = signed_in(cast.omar).get(page(signal, task), follow=True)
        assert _("This signal stands in another step now. That question is not asked there.") in words_of(response)


def test_who_works_elsewhere_cannot_open_it(cast: Cast, signal: Signal) -> None:
    client = signed_in(cast.ilse)
    assert client.get(page(signal, "weighing-1")).status_code == 404
    assert client.post(page(signal, "weighing-1"), YES | {"version": 2}).status_code == 404
