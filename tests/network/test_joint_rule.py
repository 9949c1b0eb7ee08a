"""Who may be the second pair of eyes: every pair of roles and people, held against what the words say."""

from __future__ import annotations

from itertools import product

import pytest

from network.rules import Role
from network.rules.joint import AGREES, CHOICES, MAY_AGREE, Act, Arrangement, Hand, may_agree, may_ask

ASKER, OTHER, THIRD = 1, 2, 3

#: Who decides, as (person, in whose place), and whether that is another hand than (asker, in whose place).
HANDS = {
    "another": ((ASKER, None), (OTHER, None), True),
    "oneself": ((ASKER, None), (ASKER, None), False),
    "oneself in the place of another": ((ASKER, None), (ASKER, OTHER), False),
    "the deputy of who asked": ((ASKER, None), (OTHER, ASKER), False),
    "the deputy of a third": ((ASKER, None), (OTHER, THIRD), True),
    "in whose place it was asked": ((ASKER, OTHER), (OTHER, None), False),
    "a second deputy of the same": ((ASKER, THIRD), (OTHER, THIRD), False),
    "another than the two who asked": ((ASKER, OTHER), (THIRD, None), True),
}


@pytest.mark.parametrize(("act", "role", "who"), list(product(Act, Role, HANDS)))
def test_only_another_hand_in_an_agreeing_role_agrees(act: Act, role: Role, who: str) -> None:
    (asker, asker_for), (decider, decider_for), is_another = HANDS[who]
    able = may_agree(
        Hand(asker, Role.COORDINATOR, asker_for),
        Hand(decider, role, decider_for),
        agreeing=AGREES[act],
        all_roles={role},
    )
    assert able is (is_another and role in AGREES[act])


@pytest.mark.parametrize("act", Act)
def test_who_supervises_never_checks_as_well(act: Act) -> None:
    asker, decider = Hand(ASKER, Role.COORDINATOR), Hand(OTHER, Role.PRIVACY_OFFICER)
    both = {Role.PRIVACY_OFFICER, Role.DATA_PROTECTION_OFFICER}
    assert not may_agree(asker, decider, agreeing=AGREES[act], all_roles=both)
    assert not may_ask(Hand(ASKER, Role.PRIVACY_OFFICER), all_roles=both)


def test_time_alone_never_makes_a_municipality_live() -> None:
    assert Arrangement.DELAY not in CHOICES[Act.GO_LIVE]


@pytest.mark.parametrize("act", Act)
def test_only_roles_with_a_page_of_what_waits_agree(act: Act) -> None:
    assert AGREES[act] <= MAY_AGREE
