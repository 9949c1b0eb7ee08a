"""What the departments answer decides what a plan comes to; a declined action is changed, given on, or dropped."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.privacy.retention import forget, rules
from hkin.privacy.sealing import KeyGone, open_key
from network.cast import Cast
from signals.actions.planning import change_action, drop_action
from signals.actions.working import NotAllowed, WrongMoment
from signals.models import Plan, PlanAction, Signal
from signals.models.assignment import Reply
from signals.protocols import facts_of
from signals.rules.approach import Stage, plan_came_to
from signals.rules.lifecycle import Outcome, Status
from tests.signals.approaching import allowed, answered, in_approach, planned, reported, sent, wanted, with_plan
from tests.signals.life import taken_back
from tests.signals.team import page_of


def dropped(signal: Signal, action: PlanAction, cast: Cast) -> None:
    signal.refresh_from_db()
    drop_action(signal.reference, by=cast.omar, action=action.uuid, reason="Niet nodig.", version=signal.version)


def given_on(signal: Signal, action: PlanAction, cast: Cast) -> None:
    """To another department."""
    signal.refresh_from_db()
    other = wanted(cast.department("BEL"))
    change_action(signal.reference, by=cast.omar, action=action.uuid, wanted=other, version=signal.version)


def test_a_plan_that_begins_waits(cast: Cast) -> None:
    signal = in_approach(cast)
    planned(signal, cast)
    assert facts_of(signal)["plan"] == "waiting"


def test_when_every_department_says_yes_it_is_agreed(cast: Cast) -> None:
    signal, actions = with_plan(cast, "VAS", "BEL")
    first, second = (sent(signal, action, cast) for action in actions)
    answered(first, Reply.ACCEPTED)
    assert facts_of(signal)["plan"] == "waiting"
    answered(second, Reply.LATER, later_on=timezone.localdate() + timedelta(days=3))
    assert facts_of(signal)["plan"] == "agreed"


def test_when_every_action_has_its_result_it_is_done(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    row = sent(signal, action, cast)
    answered(row, Reply.ACCEPTED)
    reported(row)
    assert facts_of(signal)["plan"] == "done"


def test_one_done_and_the_rest_dropped_is_done(cast: Cast) -> None:
    signal, (first, second) = with_plan(cast, "VAS", "BEL")
    row = sent(signal, first, cast)
    answered(row, Reply.ACCEPTED)
    reported(row)
    assert facts_of(signal)["plan"] == "waiting"
    dropped(signal, second, cast)
    assert facts_of(signal)["plan"] == "done"


def test_all_dropped_is_not_done(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    dropped(signal, action, cast)
    assert facts_of(signal)["plan"] == "waiting"


def test_a_no_after_a_yes_ends_the_agreement(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    row = sent(signal, action, cast)
    answered(row, Reply.ACCEPTED)
    answered(row, Reply.DECLINED, "Toch niet van ons.")
    assert facts_of(signal)["plan"] == "waiting"


def test_a_declined_action_can_go_to_another_department(cast: Cast) -> None:
    signal, (action, _other) = with_plan(cast, "VAS", "BEL")
    answered(sent(signal, action, cast), Reply.DECLINED, "Niet van ons.")
    signal.refresh_from_db()
    given_on(signal, action, cast)
    action.refresh_from_db()
    assert (action.department, action.hand_over) == (cast.department("BEL"), None)
    assert sent(signal, action, cast).department == cast.department("BEL")


def test_a_declined_action_can_be_dropped_with_a_reason(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    answered(sent(signal, action, cast), Reply.DECLINED, "Niet van ons.")
    dropped(signal, action, cast)
    action.refresh_from_db()
    opened = open_key(signal.uuid).open("planaction.why_dropped", action.uuid, action.sealed_why_dropped)
    assert opened == "Niet nodig."


def test_an_action_that_is_taken_back_can_go_to_another_department(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    allowed(signal, cast, "BEL")
    taken_back(sent(signal, action, cast), cast)
    given_on(signal, action, cast)
    assert sent(signal, action, cast).department == cast.department("BEL")


def test_what_is_taken_back_does_not_hold_up_the_plan(cast: Cast) -> None:
    signal, (first, second) = with_plan(cast, "VAS", "BEL")
    row = sent(signal, first, cast)
    answered(row, Reply.ACCEPTED)
    reported(row)
    taken_back(sent(signal, second, cast), cast)
    assert facts_of(signal)["plan"] == "done"


def test_the_page_says_why_an_action_was_taken_back(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    row = sent(signal, action, cast)
    assert _("Take it back at the signal") in page_of(cast.omar, signal, "approach")
    taken_back(row, cast)
    page = page_of(cast.omar, signal, "approach")
    assert "Verkeerd gestuurd." in page
    assert _("Take it back at the signal") not in page


@pytest.mark.parametrize("reply", [None, Reply.ACCEPTED, Reply.ASKED_BACK])
def test_what_is_with_a_department_is_not_changed_or_dropped(cast: Cast, reply: Reply | None) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    row = sent(signal, action, cast)
    if reply:
        answered(row, reply, "Waar?")
    with pytest.raises(WrongMoment):
        dropped(signal, action, cast)


def test_a_department_of_another_municipality_cannot_be_chosen(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    elsewhere = wanted(cast.department("PUB", at="veenwijk"))
    with pytest.raises(NotAllowed):
        change_action(signal.reference, by=cast.omar, action=action.uuid, wanted=elsewhere, version=signal.version)


def test_a_plan_belongs_to_the_step_of_the_approach(cast: Cast) -> None:
    signal = in_approach(cast)
    Signal.objects.filter(pk=signal.pk).update(step="weighing")
    with pytest.raises(WrongMoment):
        planned(signal, cast)


@pytest.mark.django_db(transaction=True)
def test_forgetting_the_signal_destroys_its_plan(cast: Cast) -> None:
    signal, (action,) = with_plan(cast, "VAS")
    sent(signal, action, cast)
    yesterday = timezone.localdate() - timedelta(days=1)
    ended = {"status": Status.CLOSED, "outcome": Outcome.NO_ACTION, "destroy_on": yesterday}
    Signal.objects.filter(pk=signal.pk).update(**ended)
    forget(next(rule for rule in rules() if rule.name == "closed_signals"))
    assert not Plan.objects.exists()
    assert not PlanAction.objects.exists()
    with pytest.raises(KeyGone):
        open_key(signal.uuid)


# ---- the rule --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("stages", "verdict"),
    [
        ([], "waiting"),
        ([Stage.DRAFT], "waiting"),
        ([Stage.ACCEPTED, Stage.ASKED_BACK], "waiting"),
        ([Stage.DONE, Stage.DECLINED], "waiting"),
        ([Stage.DROPPED], "waiting"),
        ([Stage.TAKEN_BACK], "waiting"),
        ([Stage.DONE, Stage.TAKEN_BACK], "done"),
        ([Stage.LATER, Stage.DROPPED], "agreed"),
        ([Stage.DONE, Stage.ACCEPTED], "agreed"),
        ([Stage.DONE, Stage.DROPPED], "done"),
    ],
)
def test_what_a_plan_comes_to(stages: list[Stage], verdict: str) -> None:
    assert plan_came_to(stages) == verdict
