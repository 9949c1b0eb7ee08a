"""The list a municipality goes live by: what is settled, what is still open, and what the software sees for itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hkin.machine.proofs import BACKUP_RESTORED, KEYS_WRITTEN_DOWN, MAIL_ARRIVED, proven
from network.models import GoLiveLine, Municipality, RoleGrant, User
from network.roles import roles_of
from network.rules import Role
from network.rules.line_names import LINE_HINTS, LINE_NAMES
from network.rules.starting import (
    GOES_LIVE,
    NOT_BUILT_YET,
    READS_LIST,
    SEEN_BY_SOFTWARE,
    WRITES_LIST,
    Line,
)

Text = str | Promise


@dataclass(frozen=True)
class Seen:
    """What the software sees of a line, and in words what it sees or misses."""

    is_so: bool
    says: Text
    address: str = ""  # where it is set right


@dataclass(frozen=True)
class LineState:
    line: Line
    row: GoLiveLine
    seen: Seen | None = None  # None: nothing the software can see

    @property
    def name(self) -> Text:
        return LINE_NAMES[self.line]

    @property
    def hint(self) -> Text:
        return LINE_HINTS[self.line]

    @property
    def is_signed(self) -> bool:
        return self.row.settled_on is not None

    @property
    def is_for_hand(self) -> bool:
        """Somebody signs it, with or without what the software sees."""
        return self.line not in SEEN_BY_SOFTWARE

    @property
    def is_not_built(self) -> bool:
        return self.line in NOT_BUILT_YET

    @property
    def is_settled(self) -> bool:
        seen = self.seen is None or self.seen.is_so
        return seen and (self.is_signed or not self.is_for_hand)


Check = Callable[[Municipality], Seen]
_checks: dict[Line, Check] = {}


def register_check(line: Line, check: Check) -> None:
    """By the app that knows; without a check a line of the software is no line."""
    _checks[line] = check


def lines_of(municipality: Municipality) -> list[LineState]:
    rows = {row.line: row for row in GoLiveLine.objects.filter(municipality=municipality)}
    known = [line for line in Line if line in _checks or line not in SEEN_BY_SOFTWARE]
    return [
        LineState(
            line,
            rows.get(line) or GoLiveLine(municipality=municipality, line=line),
            _checks[line](municipality) if line in _checks else None,
        )
        for line in known
    ]


def line_of(municipality: Municipality, line: str) -> LineState:
    found = next((state for state in lines_of(municipality) if state.line == line), None)
    if found is None:
        raise Http404
    return found


def still_open(municipality: Municipality) -> list[LineState]:
    return [state for state in lines_of(municipality) if not state.is_settled]


# ---- who -----------------------------------------------------------------------------------------
def list_at(user: User, slug: str, *, to_write: bool = False) -> Municipality:
    """For who writes on the list, or reads it; others get the page that cannot be opened."""
    theirs = roles_of(user).municipalities(*(WRITES_LIST if to_write else READS_LIST))
    municipality = Municipality.objects.filter(slug=slug, pk__in=theirs).first()
    if municipality is None:
        raise Http404
    return municipality


def writing_role(user: User, municipality: Municipality) -> Role | None:
    held = roles_of(user).of(*WRITES_LIST)
    return next((one.role for one in held if one.municipality_id == municipality.pk), None)


def may_press(user: User, municipality: Municipality) -> bool:
    return municipality.pk in roles_of(user).municipalities(GOES_LIVE)


# ---- what the directory sees ---------------------------------------------------------------------
def _holders(municipality: Municipality, role: Role) -> list[RoleGrant]:
    """Who holds it today and came in at least once: whoever is only invited reads nothing."""
    grants = RoleGrant.objects.today().filter(municipality=municipality, role=role, user__entered_at__isnull=False)
    return list(grants.select_related("user", "deputy").order_by("user__name"))


def _names(grants: list[RoleGrant]) -> str:
    return ", ".join(dict.fromkeys(str(grant.user) for grant in grants))


def _integrity_receivers(municipality: Municipality) -> Seen:
    grants = _holders(municipality, Role.INTEGRITY_RECEIVER)
    people, lines = {grant.user_id for grant in grants}, {grant.line for grant in grants}
    if len(people) < 2:
        return Seen(is_so=False, says=_("There must be two who came in at least once. Now: %(names)s.") % _now(grants))
    if len(lines) < 2:
        return Seen(is_so=False, says=_("They stand in the same reporting line: %(names)s.") % _now(grants))
    return Seen(is_so=True, says=_names(grants))


def _coordinator_deputy(municipality: Municipality) -> Seen:
    grants = _holders(municipality, Role.COORDINATOR)
    deputies = [grant.deputy for grant in grants if grant.deputy and grant.deputy.is_active and grant.deputy.entered_at]
    if not grants:
        return Seen(is_so=False, says=_("There is no coordinator who came in at least once."))
    if not deputies and len({grant.user_id for grant in grants}) < 2:
        return Seen(is_so=False, says=_("Nobody who came in at least once stands in for %(names)s.") % _now(grants))
    named = dict.fromkeys([*(str(grant.user) for grant in grants), *map(str, deputies)])
    return Seen(is_so=True, says=", ".join(named))


def _oversight(municipality: Municipality) -> Seen:
    officers = _holders(municipality, Role.PRIVACY_OFFICER)
    supervisors = _holders(municipality, Role.DATA_PROTECTION_OFFICER)
    if not officers:
        return Seen(is_so=False, says=_("There is no privacy officer who came in at least once."))
    if not supervisors:
        return Seen(is_so=False, says=_("There is no data protection officer who came in at least once."))
    if {grant.user_id for grant in officers} & {grant.user_id for grant in supervisors}:
        return Seen(is_so=False, says=_("One person holds both roles. That cannot be."))
    return Seen(is_so=True, says=_names([*officers, *supervisors]))


def _now(grants: list[RoleGrant]) -> dict[str, str]:
    return {"names": _names(grants) or _("nobody")}


def _proof(name: str) -> Check:
    def check(_municipality: Municipality) -> Seen:
        proof = proven(name)
        if proof is None:
            return Seen(is_so=False, says=_("Nobody showed it yet. The application manager does that in step 1."))
        return Seen(is_so=True, says=proof.by_name)

    return check


def register_checks() -> None:
    register_check(Line.INTEGRITY_RECEIVERS, _integrity_receivers)
    register_check(Line.COORDINATOR_DEPUTY, _coordinator_deputy)
    register_check(Line.OVERSIGHT, _oversight)
    register_check(Line.MAIL_TESTED, _proof(MAIL_ARRIVED))
    register_check(Line.KEYS_STORED, _proof(KEYS_WRITTEN_DOWN))
    register_check(Line.BACKUP_RESTORED, _proof(BACKUP_RESTORED))
