"""A municipality chooses, per act, how the second pair of eyes is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from network.actions.municipality_trail import write_down
from network.actions.refusals import NotAllowed
from network.joint import may_look_along, rules_of
from network.models import JointRule, Municipality, RoleGrant, User
from network.models.trail import MunicipalityEvent
from network.roles import roles_of
from network.rules import Role
from network.rules.joint import CHOICES, Act, Arrangement
from network.rules.joint_names import ACT_TITLES, ARRANGEMENT_WORDS
from network.rules.starting import SETS_UP
from network.telling import tell


@dataclass(frozen=True)
class Chosen:
    arrangement: Arrangement
    partner: Municipality | None = None


def choose_arrangements(*, by: User, municipality: Municipality, chosen: Mapping[Act, Chosen]) -> list[Act]:
    """Which acts changed; whoever agrees hears it. What waits already keeps what it began with."""
    role = next(
        (one.role for one in roles_of(by).of(*SETS_UP) if one.municipality_id == municipality.pk),
        None,
    )
    if role is None or not all(_is_offered(act, choice, municipality) for act, choice in chosen.items()):
        raise NotAllowed
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=municipality.pk)
        before = rules_of(municipality)
        changed = [act for act, choice in chosen.items() if choice != _chosen(before[act])]
        for act in changed:
            _change(act, chosen[act], municipality, before[act], by=by, role=role)
    return changed


def _is_offered(act: Act, choice: Chosen, municipality: Municipality) -> bool:
    partner = choice.partner
    return choice.arrangement in CHOICES[act] and (partner is None or may_look_along(partner, for_=municipality))


def _chosen(rule: JointRule) -> Chosen:
    return Chosen(Arrangement(rule.arrangement), rule.partner)


def _change(act: Act, choice: Chosen, municipality: Municipality, before: JointRule, *, by: User, role: Role) -> None:
    JointRule.objects.update_or_create(
        municipality=municipality,
        act=act,
        defaults={"arrangement": choice.arrangement, "partner": choice.partner},
    )
    detail = f"{ACT_TITLES[act]}: {_in_words(choice)} ({_('before')}: {_in_words(_chosen(before))})"
    entry = write_down(MunicipalityEvent.JOINT_RULE_CHANGED, municipality, by=by, role=role, detail=detail)
    tell(
        _concerned(municipality, choice.partner),
        kind="joint_rule_changed",
        effect=f"joint_rule:{entry.pk}",
        municipality_id=municipality.pk,
        path=reverse("network:joint_acts"),
    )


def _in_words(choice: Chosen) -> str:
    words = str(ARRANGEMENT_WORDS[choice.arrangement])
    return f"{words} ({choice.partner})" if choice.partner else words


def _concerned(municipality: Municipality, partner: Municipality | None) -> list[User]:
    """Coordinators and privacy officers: of the municipality itself, and of a partner that gets something to do."""
    places = [place for place in (municipality, partner) if place is not None]
    grants = RoleGrant.objects.today().filter(
        municipality__in=places, role__in=[Role.COORDINATOR, Role.PRIVACY_OFFICER]
    )
    return list(dict.fromkeys(grant.user for grant in grants.select_related("user")))
