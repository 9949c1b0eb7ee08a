"""A municipality chooses, per act, how the second pair of eyes is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.actions.municipality_trail import write_down
from network.actions.refusals import NotAllowed
from network.joint import as_it_holds, may_look_along, rules_of
from network.models import JointRule, Municipality, RoleGrant, User
from network.models.trail import MunicipalityEvent
from network.roles import roles_of
from network.rules import Role
from network.rules.joint import CHOICES, DELAY, Act, Arrangement
from network.rules.joint_names import ACT_TITLES, ARRANGEMENT_WORDS
from network.rules.starting import KEEPS_PROMISES, SETS_UP
from network.telling import tell


@dataclass(frozen=True)
class Chosen:
    arrangement: Arrangement
    partner: Municipality | None = None


def choose_arrangements(*, by: User, municipality: Municipality, chosen: Mapping[Act, Chosen]) -> list[Act]:
    """Which acts changed; whoever agrees hears it. What waits already keeps what it began with.

    Where it is live the change itself waits a day, so that nobody loosens the rule for one act and tightens it again.
    """
    roles = KEEPS_PROMISES if municipality.is_live else SETS_UP
    role = next(
        (one.role for one in roles_of(by).of(*roles) if one.municipality_id == municipality.pk),
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
    standing = as_it_holds(before)
    JointRule.objects.update_or_create(
        municipality=municipality,
        act=act,
        defaults={
            "arrangement": choice.arrangement,
            "partner": choice.partner,
            "holds_from": timezone.now() + (DELAY if municipality.is_live else timedelta()),
            "arrangement_before": standing.arrangement,
            "partner_before": standing.partner,
        },
    )
    said = {"act": ACT_TITLES[act], "now": _in_words(choice), "before": _in_words(_chosen(before))}
    detail = _("%(act)s: %(now)s. Before: %(before)s") % said
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
