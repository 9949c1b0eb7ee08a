"""The panel says of each task what it came to, and of a task that nobody needs yet that it can wait."""

from network.cast import Cast
from signals.models import Signal
from signals.rules.protocol import TaskKind
from signals.standing_page import TaskShown
from tests.signals.life import filed
from tests.signals.meeting_life import scored
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
