"""The step "who is for what" in words: what each line of the list would change, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.actions.contact_sheet import Imported
from network.contact_sheet import lines_now
from network.models import Municipality, User
from network.roles import roles_of
from network.rules import Role
from network.rules.contact_sheet import Checked, Column, Settled
from network.rules.import_sheet import Fault
from network.rules.people import givers_of
from network.sheets import Row, as_text

COLUMN_WORDS: dict[str | None, str | Promise] = {
    None: gettext_lazy("whole line"),
    Column.DEPARTMENT: gettext_lazy("department"),
    Column.PERSON: gettext_lazy("contact person"),
    Column.MAIL: gettext_lazy("mail"),
    Column.DEPUTY: gettext_lazy("deputy"),
}


@dataclass(frozen=True)
class ShownFault:
    line: int
    column: str | Promise
    reason: str


@dataclass(frozen=True)
class ShownLine:
    """`changes` are sentences; none of them: it is so already, or it was left open."""

    line: int
    department: str
    person: str
    changes: Sequence[str]

    @property
    def is_left_open(self) -> bool:
        return not self.person


def faults_in_words(faults: Iterable[Fault]) -> list[ShownFault]:
    return [ShownFault(one.line, COLUMN_WORDS[one.column], _(one.text) % one.names) for one in faults]


def lines_in_words(checked: Checked) -> list[ShownLine]:
    return [
        ShownLine(line.line, line.place.name, line.person.name if line.person else "", _changes(line))
        for line in checked.settled
    ]


def _changes(line: Settled) -> list[str]:
    changes = []
    if line.person is not None and line.person.user_id is None:
        names = {"name": line.person.name, "mail": line.person.mail}
        changes.append(_("%(name)s gets an account, and an invitation at %(mail)s.") % names)
    if line.is_given and line.person is not None:
        changes.append(_("%(name)s becomes contact person.") % {"name": line.person.name})
    if line.deputy is not None and (line.is_given or line.names_deputy):
        changes.append(_("%(name)s becomes deputy.") % {"name": line.deputy.name})
    changes += [_("%(name)s is contact person no longer.") % {"name": held.name} for held in line.instead_of]
    return changes


def imported_in_words(done: Imported) -> str:
    """One sentence for each thing that happened."""
    if done.is_nothing:
        return _("Everything was so already. Nothing changed.")
    said = [
        (done.given, ngettext("%(count)s new contact person.", "%(count)s new contact persons.", done.given)),
        (done.invited, ngettext("%(count)s invitation goes out.", "%(count)s invitations go out.", done.invited)),
        (done.deputies, ngettext("%(count)s new deputy.", "%(count)s new deputies.", done.deputies)),
        (done.ended, ngettext("%(count)s colleague stopped.", "%(count)s colleagues stopped.", done.ended)),
        (
            done.waiting,
            ngettext("%(count)s waits for a second person.", "%(count)s wait for a second person.", done.waiting),
        ),
    ]
    return " ".join(words % {"count": count} for count, words in said if count)


def may_import(user: User, municipality: Municipality) -> bool:
    givers = givers_of(Role.CONTACT_PERSON, is_live=municipality.is_live)
    return municipality.pk in roles_of(user).municipalities(*givers)


def list_now(municipality: Municipality) -> str:
    """The departments with who answers for them, as lines to go on typing in."""
    return as_text(Row(number, tuple(cells)) for number, cells in enumerate(lines_now(municipality), 1))
