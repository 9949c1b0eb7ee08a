"""What a role is called on a page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.rules.roles import Role

#: In this order the first role a person holds is the one named beside their name.
ROLE_NAMES: dict[Role, str | Promise] = {
    Role.COORDINATOR: _("coordinator"),
    Role.TEAM_MEMBER: _("team member"),
    Role.PRIVACY_OFFICER: _("privacy officer"),
    Role.DATA_PROTECTION_OFFICER: _("data protection officer"),
    Role.ATTENTION_OFFICER: _("attention officer"),
    Role.INTEGRITY_RECEIVER: _("integrity receiver"),
    Role.DIRECTORY_KEEPER: _("directory keeper"),
    Role.APPLICATION_MANAGER: _("application manager"),
    Role.BOARD_MEMBER: _("board member"),
    Role.CONTACT_PERSON: _("contact person"),
    Role.REPORTER: _("reporter"),
}
