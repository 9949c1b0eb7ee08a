"""A neighbour shares its team, and a second pair of eyes."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext

from network.actions.joint_rules import Chosen, choose_arrangements
from network.actions.people import end_role, give_role
from network.actions.refusals import ImpossiblePair, NotAllowed, NotForOneself
from network.joint import rules_of
from network.models import Municipality, RoleGrant, User
from network.models.person import GrantSource
from network.rules import Role
from network.rules.joint import CHOICES, DEFAULT_ARRANGEMENT, Act, Arrangement
from network.rules.starting import SetupStep
from network.seats import team_of_neighbour
from network.starting import may_do
from network.telling import tell


def share_team(*, by: User, municipality: Municipality) -> list[User]:
    """Everybody who reads for the neighbour reads here too; who does not any more, leaves. Done again it follows.

    Returns who could not: somebody else must give it to them.
    """
    neighbour = _neighbour(by, municipality)
    with transaction.atomic():
        Municipality.objects.select_for_update(of=("self",)).get(pk=municipality.pk)
        wanted = team_of_neighbour(neighbour)
        people = {(grant.user_id, grant.role) for grant in wanted}
        _end(by, (one for one in _shared(municipality) if (one.user_id, one.role) not in people), neighbour.name)
        before = {grant.user_id for grant in _shared(municipality)}
        left_out = [grant.user for grant in wanted if not _lend(grant, wanted, municipality, by)]
        new = {grant.user for grant in _shared(municipality) if grant.user_id not in before}
        tell(
            new,
            kind="team_shared",
            effect=f"shared:{municipality.pk}:{min((user.pk for user in new), default=0)}",
            municipality_id=municipality.pk,
            path=reverse("network:contacts"),
            by_mail="digest",
        )
    return list(dict.fromkeys(left_out))


def stop_sharing_team(*, by: User, municipality: Municipality) -> None:
    if municipality.is_live or not may_do(by, municipality, SetupStep.PEOPLE):
        raise NotAllowed
    with transaction.atomic():
        _end(by, _shared(municipality), municipality.name)


def part_from_neighbour(*, by: User, municipality: Municipality) -> None:
    """Before another neighbour is chosen, or none: what this one lent goes back."""
    if municipality.neighbour is not None:
        share_second_pair(by=by, municipality=municipality, is_shared=False)
        stop_sharing_team(by=by, municipality=municipality)


def share_second_pair(*, by: User, municipality: Municipality, is_shared: bool) -> None:
    """Where an act takes two, the second is somebody of the neighbour; or again a colleague of one's own."""
    neighbour = _neighbour(by, municipality)
    chosen = {
        act: Chosen(Arrangement.PARTNER, neighbour) if is_shared else Chosen(DEFAULT_ARRANGEMENT)
        for act, rule in rules_of(municipality).items()
        if Arrangement.PARTNER in CHOICES[act] and (is_shared or rule.partner_id == neighbour.pk)
    }
    choose_arrangements(by=by, municipality=municipality, chosen=chosen)


def shares_second_pair(municipality: Municipality) -> bool:
    rules = rules_of(municipality)
    return any(rules[act].partner_id == municipality.neighbour_id is not None for act in Act)


def _neighbour(by: User, municipality: Municipality) -> Municipality:
    if municipality.is_live or municipality.neighbour is None or not may_do(by, municipality, SetupStep.PEOPLE):
        raise NotAllowed
    return municipality.neighbour


def _shared(municipality: Municipality) -> list[RoleGrant]:
    grants = RoleGrant.objects.today().filter(municipality=municipality, source=GrantSource.NEIGHBOUR)
    return list(grants.select_related("user", "municipality").order_by("pk"))


def _lend(grant: RoleGrant, all_of_them: Iterable[RoleGrant], municipality: Municipality, by: User) -> bool:
    """The same role in the same kind of team, with the same deputy when that one comes along."""
    if grant.team is None:
        return True
    along = {one.user_id for one in all_of_them}
    try:
        give_role(
            by=by,
            person=grant.user,
            role=Role(grant.role),
            municipality=municipality,
            team=municipality.teams.get(kind=grant.team.kind),
            deputy=grant.deputy if grant.deputy_id in along else None,
            source=GrantSource.NEIGHBOUR,
            reason=_reason(grant.municipality),
        )
    except (ImpossiblePair, NotForOneself):
        return False
    return True


def _end(by: User, grants: Iterable[RoleGrant], name: str) -> None:
    for grant in grants:
        end_role(by=by, grant=grant, reason=gettext("%(name)s shares it no more") % {"name": name})


def _reason(neighbour: Municipality) -> str:
    return gettext("%(name)s shares its team") % {"name": neighbour.name}
