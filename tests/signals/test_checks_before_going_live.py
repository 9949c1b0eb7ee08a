"""Before a municipality goes live it sees whether its privacy checks can be decided and its sources asked."""

from __future__ import annotations

import pytest

from network.cast import Cast
from network.going_live import line_of
from network.models import Municipality, RoleGrant, User
from network.rules import Role
from network.rules.starting import Line

pytestmark = pytest.mark.django_db


def is_settled(municipality: Municipality) -> bool:
    return line_of(municipality, Line.PROTOCOL_GATES).is_settled


def end(municipality: Municipality, role: Role) -> None:
    RoleGrant.objects.filter(municipality=municipality, role=role).delete()


def test_it_is_seen_and_not_signed(cast: Cast) -> None:
    state = line_of(cast.oudeveen, Line.PROTOCOL_GATES)
    assert (state.is_settled, state.is_for_hand) == (True, False)


def test_without_a_privacy_officer_nobody_decides(cast: Cast) -> None:
    end(cast.veenwijk, Role.PRIVACY_OFFICER)
    assert not is_settled(cast.veenwijk)


def test_an_officer_who_never_came_in_decides_nothing(cast: Cast) -> None:
    User.objects.filter(pk=cast.fatma.pk).update(entered_at=None)
    assert not is_settled(cast.oudeveen)


def test_without_a_source_holder_no_source_can_be_asked(cast: Cast) -> None:
    end(cast.oudeveen, Role.SOURCE_HOLDER)
    assert not is_settled(cast.oudeveen)


def test_sources_without_a_holder_are_named(cast: Cast) -> None:
    seen = line_of(cast.oudeveen, Line.PROTOCOL_GATES).seen
    assert seen is not None
    assert "WOZ" in str(seen.says)


def test_a_protocol_that_asks_no_sources_needs_no_holder(cast: Cast) -> None:
    end(cast.veenwijk, Role.SOURCE_HOLDER)
    assert is_settled(cast.veenwijk)
