"""The roles that somebody holds because their identity provider says so follow what it says, at each sign-in."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from network.actions.granting import check_grant, forget_roles, lock_people, lock_places, write_down
from network.actions.holes import report_hole
from network.actions.people import end_role, give_role, open_grants
from network.actions.refusals import ImpossiblePair, LastManager
from network.models import Department, Municipality, PersonEntry, RoleGrant, Team, Theme, User
from network.models.person import GrantSource
from network.models.place import TeamKind
from network.models.trail import PersonEvent
from network.rules import HoleKind, Role
from network.rules.claims import RoleRule, answers_to
from network.rules.role_names import ROLE_NAMES

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wanted:
    """A grant as the claims would have it. Two that differ in their line alone are one."""

    role: Role
    department: Department | None = None
    team: Team | None = None
    theme: Theme | None = None
    line: str = field(default="", compare=False)

    def is_same_as(self, grant: RoleGrant) -> bool:
        return self == Wanted(Role(grant.role), grant.department, grant.team, grant.theme)


def follow_claims(
    *, person: User, municipality: Municipality | None, departments: Sequence[str], rules: Sequence[RoleRule]
) -> None:
    """Grants of the sign-in become equal to the claims: given, or over at once. Those given by hand stay as they are.

    In the transaction of the sign-in. Without a municipality nothing is claimed.
    """
    own = _department(municipality, *departments) if municipality else None
    if any(_changes(person, municipality, own, rules)):
        lock_places(
            {grant.municipality_id for grant in open_grants(person)} | ({municipality.pk} if municipality else set())
        )
        lock_people(person)
        over, missing = _changes(person, municipality, own, rules)
        for grant in over:
            _end(grant)
        for wanted in missing:
            if municipality is not None:
                _give(wanted, person, municipality)
        forget_roles(person)
    if municipality and departments and own is None:
        report_hole(municipality=municipality, kind=HoleKind.UNKNOWN_DEPARTMENT, named=departments[0])


def _changes(
    person: User, municipality: Municipality | None, own: Department | None, rules: Sequence[RoleRule]
) -> tuple[list[RoleGrant], list[Wanted]]:
    """What is over, and what is missing."""
    here, over = [], []
    for grant in open_grants(person):
        if grant.municipality == municipality:
            here.append(grant)
        elif grant.source == GrantSource.SIGN_IN:
            over.append(grant)
    others = [grant for grant in here if grant.source != GrantSource.SIGN_IN]
    wanted = _wanted(municipality, own, rules, others) if municipality else []
    given = [grant for grant in here if grant.source == GrantSource.SIGN_IN]
    kept = [grant for grant in given if _is_wanted(grant, wanted)]
    over += [grant for grant in given if grant not in kept]
    return over, [each for each in wanted if not any(each.is_same_as(grant) for grant in [*kept, *others])]


def _is_wanted(grant: RoleGrant, wanted: Sequence[Wanted]) -> bool:
    return any(each.is_same_as(grant) and each.line == grant.line for each in wanted)


def _wanted(
    municipality: Municipality, own: Department | None, rules: Sequence[RoleRule], others: Sequence[RoleGrant]
) -> list[Wanted]:
    """Everybody files; where, a colleague may have said."""
    wanted = [] if any(grant.role == Role.REPORTER for grant in others) else [Wanted(Role.REPORTER, own)]
    for rule in rules:
        each = _tied(rule, municipality, own)
        if each is not None and each not in wanted:
            wanted.append(each)
    return wanted


def _department(municipality: Municipality, *said: str) -> Department | None:
    """The first that the directory knows by one of these names."""
    departments = list(municipality.departments.filter(is_active=True).order_by("pk")) if said else []
    for name in said:
        for each in departments:
            if answers_to(name, code=each.code, name=each.name, synonyms=each.synonyms):
                return each
    return None


def _tied(rule: RoleRule, municipality: Municipality, own: Department | None) -> Wanted | None:
    """None when the place of the rule does not exist here; then the role is not given."""
    match rule.role:
        case Role.CONTACT_PERSON | Role.DEPARTMENT_HEAD | Role.SOURCE_HOLDER:
            department = _department(municipality, rule.place) if rule.place else own
            found = Wanted(rule.role, department=department) if department else None
        case Role.TEAM_MEMBER | Role.COORDINATOR:
            team = _team(municipality, rule.place or TeamKind.INTEGRAL)
            found = Wanted(rule.role, team=team) if team else None
        case Role.ATTENTION_OFFICER if rule.place:
            named = Q(code__iexact=rule.place) | Q(name__iexact=rule.place)
            theme = Theme.objects.of(municipality).filter(named, is_active=True).first()
            found = Wanted(rule.role, theme=theme) if theme else None
        case Role.INTEGRITY_RECEIVER:
            found = Wanted(rule.role, line=rule.place[:100])
        case role:
            found = Wanted(role)
    if found is None and rule.place:
        logger.warning("HKIN_OIDC_ROLES: %s is not known in %s", rule.place, municipality.slug)
    return found


def _team(municipality: Municipality, place: str) -> Team | None:
    return municipality.teams.filter(Q(kind__iexact=place) | Q(name__iexact=place)).order_by("pk").first()


def _end(grant: RoleGrant) -> None:
    """Over at once. The last application manager of a municipality stays until there is another."""
    try:
        end_role(by=None, grant=grant, reason=_("The municipality account no longer says so"), knowingly=True)
    except LastManager:
        logger.warning("The last application manager of %s stays, against the claims", grant.municipality.slug)


def _give(wanted: Wanted, person: User, municipality: Municipality) -> None:
    try:
        if before := _begun_today(wanted, person, municipality):
            _resume(before, wanted.line)
            return
        give_role(
            by=None,
            person=person,
            role=wanted.role,
            municipality=municipality,
            department=wanted.department,
            team=wanted.team,
            theme=wanted.theme,
            line=wanted.line,
            reason=_("The municipality account says so"),
            source=GrantSource.SIGN_IN,
        )
    except ImpossiblePair:
        _note_once(person, municipality, wanted.role)


def _begun_today(wanted: Wanted, person: User, municipality: Municipality) -> RoleGrant | None:
    return RoleGrant.objects.filter(
        user=person,
        municipality=municipality,
        role=wanted.role,
        department=wanted.department,
        team=wanted.team,
        theme=wanted.theme,
        from_on=timezone.localdate(),
    ).first()


def _resume(grant: RoleGrant, line: str) -> None:
    """A grant begins once a day. What the claims ended goes on; what a colleague ended stays so until tomorrow."""
    if grant.source != GrantSource.SIGN_IN:
        return
    grant.until_on, grant.line = None, line
    check_grant(grant, by=None)
    grant.save(update_fields=["until_on", "line"])
    write_down(PersonEvent.ROLE_GIVEN, grant.user, by=None, role=None, grant=grant, reason=grant.reason)


def _note_once(person: User, municipality: Municipality, role: Role) -> None:
    """Not at every sign-in."""
    reason = _("The municipality account asks two roles that are never of one person")
    detail = str(ROLE_NAMES[role])
    if not PersonEntry.objects.filter(person=person, detail=detail, reason=reason).exists():
        write_down(
            PersonEvent.CHANGED, person, by=None, role=None, municipality=municipality, detail=detail, reason=reason
        )
