"""Why something about people, places or roles is not done."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied


class NotAllowed(PermissionDenied):
    """This person may not do this here, or may not know that it exists: one page answers both."""


class ImpossiblePair(Exception):
    """One person never holds both of these: the one decides about checks, the other supervises them."""


class NotForOneself(Exception):
    """Nobody gives themselves what opens the signals of others."""


class LastManager(Exception):
    """Without this person nobody could manage the municipality any more."""


class LastCoordinator(Exception):
    """Without this person nobody reads the signals of the team. It can be done, knowingly."""


class AlreadyHeld(Exception):
    """The person holds this role in some of these days already."""


class WrongDays(Exception):
    """A role cannot begin before today, nor end before it begins."""


class Incomplete(Exception):
    """The role asks for something that is missing, or that belongs to another municipality."""


class HasLeft(Exception):
    """The account is closed."""
