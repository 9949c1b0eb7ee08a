"""Why a move of the table cannot be made, in a sentence: by this role, or now."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from network.rules import Role
from signals.rules.labels import STATUS_WORDS
from signals.rules.lifecycle import MOVES, Status, Verb
from signals.rules.protocol_words import roles_in_words


def move_refused_in_words(roles: Collection[Role], verb: Verb, status: Status) -> str:
    """Of somebody with these roles; empty when the table lets one of them."""
    move = MOVES[verb]
    if not move.roles & set(roles):
        return _("Who may do this: %(roles)s.") % {"roles": roles_in_words(move.roles)}
    if status not in move.when:
        return _("This cannot be done while the signal stands at “%(status)s”.") % {"status": STATUS_WORDS[status]}
    return ""
