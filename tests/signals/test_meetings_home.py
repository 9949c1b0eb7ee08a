"""The next meeting stands on the first page: how much is ready for who prepares it, when and where for who comes."""

from typing import Any

from network.cast import Cast
from network.models import User
from tests.signals.meeting_life import in_approach, in_step, planned, scored, sent
from tests.signals.team import signed_in


def block(user: User) -> dict[str, Any] | None:
    blocks = [one for one, _role, _template in signed_in(user).get("/").context["blocks"]]
    return next((dict(one.shown) for one in blocks if one.name == "meeting"), None)


def test_the_coordinator_reads_how_much_is_ready_and_how_much_is_not(cast: Cast) -> None:
    meeting = planned(cast)
    scored(cast)
    in_approach(cast, "VAS")
    in_step(cast, "weighing")
    shown = block(cast.omar)
    assert shown is not None
    assert (shown["meeting"]["reference"], shown["ready"], shown["missing"]) == (meeting.reference, 2, 1)


def test_without_a_meeting_the_coordinator_still_reads_what_is_ready(cast: Cast) -> None:
    assert block(cast.omar) is None
    scored(cast)
    shown = block(cast.omar)
    assert shown is not None
    assert (shown["meeting"], shown["ready"]) == (None, 1)


def test_a_member_reads_when_and_where_and_no_numbers(cast: Cast) -> None:
    meeting = planned(cast)
    shown = block(cast.bea)
    assert shown is not None
    assert shown["meeting"]["reference"] == meeting.reference
    assert "ready" not in shown


def test_a_guest_reads_it_once_the_agenda_was_sent(cast: Cast) -> None:
    scored(cast)
    planned(cast, cast.dirk)
    assert block(cast.dirk) is None
    sent(cast, cast.dirk)
    assert block(cast.dirk) is not None


def test_who_works_elsewhere_has_no_meeting(cast: Cast) -> None:
    scored(cast)
    sent(cast)
    assert block(cast.ilse) is None
