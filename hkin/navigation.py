"""The main menu: which entries there are and for whom. A page joins by adding a line to NAVIGATION."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hkin.auth.web import FILING
from hkin.machine.hooks import looks_after_machine
from hkin.outbox.access import manages_deliveries, unread_count
from network.joint import acts_waiting, decides_together
from network.models import User
from network.roles import access_logs_read_by, places_of, roles_of
from network.roster import reads_people
from network.rules import Role
from network.rules.role_names import ROLE_NAMES
from network.rules.starting import SETS_UP
from signals.actions.asking import call_backs_waiting, is_asked_to_call
from signals.agenda import meets
from signals.assigned import questions_waiting_for
from signals.checks import checks_waiting, decides_checks
from signals.improvements import reads_all_improvements
from signals.listing import has_queue, waiting_count
from signals.norms import reads_norms
from signals.sources import keeps_sources, source_questions_waiting

Visitor = User | AnonymousUser


class Entry(NamedTuple):
    url_name: str
    label: str | Promise
    is_for: Callable[[User], bool]
    waiting: Callable[[User], int] | None = None  # work that waits, shown behind the label when not zero
    is_daily: bool = True  # or it moves under "More" for whoever has more entries than fit on one row


class MenuItem(NamedTuple):
    url: str
    label: str | Promise
    is_current: bool
    waiting: int
    is_daily: bool


class Menu(NamedTuple):
    shown: list[MenuItem]
    more: list[MenuItem]

    @property
    def waiting_under_more(self) -> int:
        return sum(item.waiting for item in self.more)

    @property
    def is_under_more(self) -> bool:
        return any(item.is_current for item in self.more)


def everybody(_user: User) -> bool:
    return True


def files_signals(user: User) -> bool:
    return roles_of(user).has(Role.REPORTER)


def answers_for_department(user: User) -> bool:
    return roles_of(user).has(Role.CONTACT_PERSON)


def reads_access_log(user: User) -> bool:
    return bool(access_logs_read_by(user))


def keeps_directory(user: User) -> bool:
    return roles_of(user).has(Role.DIRECTORY_KEEPER)


def sets_up(user: User) -> bool:
    """Until it is live; after that its settings stand at the pages they are about."""
    places = places_of(user)
    return any(not places[pk].is_live for pk in roles_of(user).municipalities(*SETS_UP))


#: How many entries stand beside each other on an ordinary screen.
FITS_ON_A_ROW = 8

NAVIGATION: tuple[Entry, ...] = (
    Entry("home", _("Start"), everybody),
    Entry("signals:new", _("File a signal"), files_signals),
    Entry("signals:own_list", _("My signals"), files_signals),
    Entry("signals:queue", _("Queue"), has_queue, waiting_count),
    Entry("signals:meetings", _("Meetings"), meets),
    Entry("signals:hand_overs", _("Questions for us"), answers_for_department, questions_waiting_for),
    Entry("signals:checks", _("Privacy checks"), decides_checks, checks_waiting),
    Entry("signals:source_questions", _("Questions to our sources"), keeps_sources, source_questions_waiting),
    Entry("signals:call_backs", _("Call back"), is_asked_to_call, call_backs_waiting),
    Entry("signals:norms", _("Norm book"), reads_norms, is_daily=False),
    Entry("network:joint_acts", _("Decide together"), decides_together, acts_waiting, is_daily=False),
    Entry("signals:improvements", _("Improvements"), reads_all_improvements, is_daily=False),
    Entry("outbox:inbox", _("Messages"), everybody, unread_count),
    Entry("network:contacts", _("Who is for what?"), everybody),
    Entry("network:holes", _("Gaps in the directory"), keeps_directory, is_daily=False),
    Entry("network:people", _("People"), reads_people, is_daily=False),
    Entry("network:setup", _("Set up"), sets_up, is_daily=False),
    Entry("privacy:log", _("Who looked?"), reads_access_log, is_daily=False),
    Entry("outbox:deliveries", _("Sent letters"), manages_deliveries, is_daily=False),
    Entry("machine:machine", _("The machine"), looks_after_machine, is_daily=False),
)


def menu_for(request: HttpRequest) -> Menu:
    items = _with_section_marked(_entries_of(request), request.path)
    if len(items) <= FITS_ON_A_ROW:
        return Menu(items, [])
    return Menu([item for item in items if item.is_daily], [item for item in items if not item.is_daily])


def _entries_of(request: HttpRequest) -> list[MenuItem]:
    user = request.user
    if not isinstance(user, User):
        return []
    items = []
    only_files = bool(getattr(request, "may_only_file", False))
    for entry in NAVIGATION:
        if (only_files and entry.url_name not in FILING) or not entry.is_for(user):
            continue
        try:
            url = reverse(entry.url_name)
        except NoReverseMatch:
            continue
        waiting = entry.waiting(user) if entry.waiting else 0
        items.append(MenuItem(url, entry.label, request.path == url, waiting, entry.is_daily))
    return items


def _with_section_marked(items: list[MenuItem], path: str) -> list[MenuItem]:
    """A page below an entry belongs to it; the longest address wins, and the start page has nothing below it."""
    if any(item.is_current for item in items):
        return items
    above = [item.url for item in items if item.url != "/" and path.startswith(item.url)]
    nearest = max(above, key=len, default=None)
    return [item._replace(is_current=item.url == nearest) for item in items]


def role_name(user: Visitor) -> str | Promise:
    """What somebody is here: their most working role, shown beside the name."""
    if not isinstance(user, User):
        return ""
    held = roles_of(user)
    return next((name for role, name in ROLE_NAMES.items() if held.has(role)), "")
