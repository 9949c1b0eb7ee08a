"""How it stands with an account, and which of them a list can be narrowed to."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PersonState(StrEnum):
    ACTIVE = "active"
    INVITED = "invited"  # never came in
    LEFT = "left"
    LOCKED = "locked"  # waits after too many tries
    WITHOUT_PROOF = "without_proof"  # needs a second proof, and has none
    ENDING = "ending"  # a role ends soon


#: A role that ends within these days is worth a look.
SOON = timedelta(days=30)

#: Seen by whoever manages accounts; to others they are facts about a colleague that they have no use for.
FOR_MANAGERS = frozenset({PersonState.LOCKED, PersonState.WITHOUT_PROOF})

STATE_NAMES: dict[PersonState, str | Promise] = {
    PersonState.ACTIVE: _("Active"),
    PersonState.INVITED: _("Invited"),
    PersonState.LEFT: _("Left"),
    PersonState.LOCKED: _("Locked"),
    PersonState.WITHOUT_PROOF: _("Without second proof"),
    PersonState.ENDING: _("Role ends within 30 days"),
}
