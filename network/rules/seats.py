"""The seats that a municipality fills in its first hour: who leads, who guards, who hears about colleagues."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.rules.roles import Role


class Seat(StrEnum):
    """In the order of the page."""

    COORDINATOR = "coordinator"
    DEPUTY = "deputy"  # of the coordinator
    PRIVACY_OFFICER = "privacy_officer"
    DATA_PROTECTION_OFFICER = "data_protection_officer"
    ATTENTION_OFFICER = "attention_officer"
    FIRST_RECEIVER = "first_receiver"
    SECOND_RECEIVER = "second_receiver"
    STAFF_SAFETY = "staff_safety"
    BOARD_MEMBER = "board_member"


SEAT_ROLES = {
    Seat.COORDINATOR: Role.COORDINATOR,
    Seat.DEPUTY: Role.TEAM_MEMBER,
    Seat.PRIVACY_OFFICER: Role.PRIVACY_OFFICER,
    Seat.DATA_PROTECTION_OFFICER: Role.DATA_PROTECTION_OFFICER,
    Seat.ATTENTION_OFFICER: Role.ATTENTION_OFFICER,
    Seat.FIRST_RECEIVER: Role.INTEGRITY_RECEIVER,
    Seat.SECOND_RECEIVER: Role.INTEGRITY_RECEIVER,
    Seat.STAFF_SAFETY: Role.TEAM_MEMBER,  # of the other team
    Seat.BOARD_MEMBER: Role.BOARD_MEMBER,
}

#: In these the neighbour that shares its team sits too.
SHARED = frozenset({Seat.COORDINATOR, Seat.DEPUTY, Seat.STAFF_SAFETY})

#: Never one person in both.
NEVER_BOTH = (
    (Seat.COORDINATOR, Seat.DEPUTY),
    (Seat.PRIVACY_OFFICER, Seat.DATA_PROTECTION_OFFICER),
    (Seat.FIRST_RECEIVER, Seat.SECOND_RECEIVER),
)

SEAT_NAMES: dict[Seat, str | Promise] = {
    Seat.COORDINATOR: _("Coordinator"),
    Seat.DEPUTY: _("Deputy of the coordinator"),
    Seat.PRIVACY_OFFICER: _("Privacy officer"),
    Seat.DATA_PROTECTION_OFFICER: _("Data protection officer"),
    Seat.ATTENTION_OFFICER: _("Attention officer for human trafficking and youth"),
    Seat.FIRST_RECEIVER: _("Integrity receiver"),
    Seat.SECOND_RECEIVER: _("Second integrity receiver"),
    Seat.STAFF_SAFETY: _("Safety of colleagues"),
    Seat.BOARD_MEMBER: _("Member of the board who answers for it"),
}
SEAT_INTROS: dict[Seat, str | Promise] = {
    Seat.COORDINATOR: _("Leads the team and reads signals first."),
    Seat.DEPUTY: _("Reads with the team, and takes over when the coordinator is away."),
    Seat.PRIVACY_OFFICER: _("Decides when a closed law counts, and reads who looked."),
    Seat.DATA_PROTECTION_OFFICER: _("Supervises and sees no signal. Never the same person as the privacy officer."),
    Seat.ATTENTION_OFFICER: _("Reads when a victim or a minor is in sight."),
    Seat.FIRST_RECEIVER: _("Reads when it is about a colleague or an administrator."),
    Seat.SECOND_RECEIVER: _("So that a reporter can choose, and nobody hears about themselves."),
    Seat.STAFF_SAFETY: _("Reads when a colleague is threatened."),
    Seat.BOARD_MEMBER: _("Sees figures, never a signal."),
}

#: What goes wrong while nobody sits there.
SEAT_MISSED: dict[Seat, str | Promise] = {
    Seat.COORDINATOR: _("There is no coordinator: nobody reads the signals of the team."),
    Seat.DEPUTY: _("The coordinator has no deputy: on a day off everything waits."),
    Seat.PRIVACY_OFFICER: _("There is no privacy officer: going live takes one."),
    Seat.DATA_PROTECTION_OFFICER: _("There is no data protection officer: nobody supervises."),
    Seat.ATTENTION_OFFICER: _("No attention officer: coordinator and privacy officer then read about victims."),
    Seat.FIRST_RECEIVER: _("There is no integrity receiver: signals about a colleague reach nobody."),
    Seat.SECOND_RECEIVER: _("There is one integrity receiver: a reporter cannot choose."),
    Seat.STAFF_SAFETY: _("Nobody reads when a colleague is threatened."),
    Seat.BOARD_MEMBER: _("No member of the board is named."),
}
