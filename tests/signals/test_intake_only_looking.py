"""Asking for the head of a page is a look: it moves nothing, and answers like the page."""

import pytest

from network.cast import Cast
from signals.rules.lifecycle import Status
from tests.signals.life import filed
from tests.signals.team import address, signed_in


@pytest.mark.parametrize("name", ["claim", "take_over", "note", "headline", "route", "tell_reporter"])
def test_a_look_at_a_move_is_a_page(cast: Cast, name: str) -> None:
    signal = filed(cast.sanne)
    answer = signed_in(cast.omar).head(address(name, signal))
    signal.refresh_from_db()
    assert (answer.status_code, signal.status) == (200, Status.RECEIVED)
