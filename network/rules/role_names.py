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
    Role.DEPARTMENT_HEAD: _("head of department"),
    Role.SOURCE_HOLDER: _("source holder"),
    Role.CONTACT_PERSON: _("contact person"),
    Role.REPORTER: _("reporter"),
}

#: What a role lets somebody do, for whoever gives it.
ROLE_PURPOSES: dict[Role, str | Promise] = {
    Role.COORDINATOR: _("Reads the queue of the team, decides about closed laws, and keeps things going."),
    Role.TEAM_MEMBER: _("Reads the queue of a team and handles signals."),
    Role.PRIVACY_OFFICER: _("Decides about closed laws and reads who looked."),
    Role.DATA_PROTECTION_OFFICER: _("Supervises: reads who looked, never what was filed."),
    Role.ATTENTION_OFFICER: _("Reads signals about victims, of one theme or of all."),
    Role.INTEGRITY_RECEIVER: _("Reads signals about colleagues."),
    Role.DIRECTORY_KEEPER: _("Keeps who is for what. Reads no signals."),
    Role.APPLICATION_MANAGER: _("Manages accounts and the machine. Reads no signals."),
    Role.BOARD_MEMBER: _("Sees figures, never a signal."),
    Role.DEPARTMENT_HEAD: _("Answers for what a department takes on. Reads no signals."),
    Role.SOURCE_HOLDER: _("Looks in a source of the department when the team asks. Reads no signals."),
    Role.CONTACT_PERSON: _("Answers questions that a department is asked."),
    Role.REPORTER: _("Files signals and follows their own."),
}
