"""The panel says of each task what it came to and where it is done; of one that nobody needs yet, that it can wait."""

import pytest

from network.cast import Cast
from signals.models import Signal
from signals.protocols import shipped
from signals.rules.protocol import CheckOn, TaskKind
from signals.standing_page import TaskShown, address_of
from tests.signals.life import filed
from tests.signals.meeting_life import comes_to, in_approach, scored
from tests.signals.team import address, signed_in


def shown(cast: Cast, signal: Signal, kind: TaskKind) -> TaskShown:
    panel = signed_in(cast.omar).get(address("team_detail", signal)).context["panel"]
    return next(one for one in [*panel.asked, *panel.others] if one.task.kind is kind)


def test_scores_that_are_shown_need_not_be_of_everybody(cast: Cast) -> None:
    assert shown(cast, scored(cast), TaskKind.SCORES).words == "De oordelen zijn getoond"


def test_what_the_way_onward_asks_is_to_do(cast: Cast) -> None:
    assert shown(cast, filed(cast.sanne), TaskKind.QUESTIONS).words == "Te doen"


def test_what_nobody_needs_yet_says_so(cast: Cast) -> None:
    signal = filed(cast.sanne)
    words = {shown(cast, signal, kind).words for kind in (TaskKind.TRANSFER, TaskKind.SECOND_READER)}
    assert words == {"Tot nu toe niet nodig"}


def test_panel_and_approach_say_the_same_of_a_check_that_was_refused(cast: Cast) -> None:
    signal = in_approach(cast)
    comes_to(cast, signal, TaskKind.CHECK, "refused", on=CheckOn.DEPARTMENT)
    check = shown(cast, signal, TaskKind.CHECK)
    part = signed_in(cast.omar).get(address("approach", signal)).context["parts"][0]
    assert (check.badge, check.words) == (part.badge, part.words) == ("locked", "Niet akkoord")


def test_a_day_that_is_planned_is_still_to_be_looked_at(cast: Cast) -> None:
    signal = in_approach(cast)
    comes_to(cast, signal, TaskKind.MONITORING, "planned")
    assert not shown(cast, signal, TaskKind.MONITORING).is_done


@pytest.mark.parametrize("kind", TaskKind)
def test_every_kind_of_task_has_a_page(kind: TaskKind) -> None:
    tasks = [task for protocol in shipped().values() for task in protocol.tasks if task.kind is kind]
    addresses = [address_of(Signal(reference="7H3KQ9WXA"), task) for task in tasks]
    assert addresses
    assert all(addresses)
