"""What is noticed about a theme: who may write it, who checks it, and who did."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from network.matrix import may_edit
from network.models import Indicator, IndicatorDraft, IndicatorSetting, Municipality, RoleGrant, Theme, User
from network.roles import roles_of
from network.rules.indicators import CHECKS, NEVER_CHECKS

_SETTLED_SHOWN = 10
_SHOWN_WITH = ("theme", "written_by", "checked_by", "rewords", "municipality", "published_as")


def may_write(user: User, municipality: Municipality) -> bool:
    return may_edit(user, municipality)


def may_check(user: User, municipality: Municipality) -> bool:
    """In general; never a draft of their own."""
    return municipality.pk in checked_by(user)


def may_see_drafts(user: User, municipality: Municipality) -> bool:
    """Who writes, who checks, and who supervises the checks."""
    supervises = municipality.pk in roles_of(user).municipalities(*NEVER_CHECKS)
    return supervises or may_write(user, municipality) or may_check(user, municipality)


def checked_by(user: User) -> set[int]:
    """The municipalities whose drafts somebody may check: not where they supervise the checks."""
    held = roles_of(user)
    return held.municipalities(*CHECKS) - held.municipalities(*NEVER_CHECKS)


def checkers_of(municipality: Municipality, *, besides: User) -> QuerySet[User]:
    """Everybody who may check what this colleague wrote."""
    grants = RoleGrant.objects.today().filter(municipality=municipality)
    supervising = grants.filter(role__in=NEVER_CHECKS).values("user")
    checking = grants.filter(role__in=CHECKS).values("user")
    people = User.objects.filter(pk__in=checking, is_active=True)
    return people.exclude(pk__in=supervising).exclude(pk=besides.pk).order_by("name")


# ---- drafts --------------------------------------------------------------------------------------
def drafts_of(municipality: Municipality) -> QuerySet[IndicatorDraft]:
    rows = IndicatorDraft.objects.filter(municipality=municipality)
    return rows.select_related(*_SHOWN_WITH)


def draft_by(uuid: UUID) -> IndicatorDraft:
    """Of whichever municipality; who may see it is asked next (may_see_drafts)."""
    rows = IndicatorDraft.objects.select_related(*_SHOWN_WITH)
    draft = rows.filter(uuid=uuid).first()
    if draft is None:
        raise Http404
    return draft


def drafts_to_check(user: User) -> QuerySet[IndicatorDraft]:
    """Everywhere, the oldest first."""
    rows = IndicatorDraft.objects.waiting().filter(municipality__in=checked_by(user)).exclude(written_by=user)
    return rows.select_related("theme").order_by("written_at")


def settled_lately(municipality: Municipality) -> QuerySet[IndicatorDraft]:
    rows = drafts_of(municipality).exclude(state=IndicatorDraft.State.WRITTEN)
    return rows.order_by("-checked_at", "-written_at")[:_SETTLED_SHOWN]


# ---- indicators ----------------------------------------------------------------------------------
def indicator_at(municipality: Municipality, code: str) -> Indicator:
    """Retired and replaced ones too: an old signal may name them."""
    rows = Indicator.objects.of(municipality).select_related("theme", "replaces")
    indicator = rows.filter(code=code).first()
    if indicator is None:
        raise Http404
    return indicator


def indicators_at(municipality: Municipality, theme: Theme) -> QuerySet[Indicator]:
    return Indicator.objects.used_in(municipality).filter(theme=theme).order_by("code")


def retired_at(municipality: Municipality, theme: Theme) -> Sequence[Indicator]:
    """Those that may come back: not the ones that another wording took the place of."""
    used = set(Indicator.objects.used_in(municipality).values_list("pk", flat=True))
    known = list(Indicator.objects.of(municipality).filter(theme=theme).order_by("code"))
    roots = {_root(one) for one in known if one.pk in used}
    latest = {_root(one): one for one in sorted(known, key=lambda one: one.pk)}
    return [one for root, one in latest.items() if root not in roots]


def is_used(municipality: Municipality, indicator: Indicator) -> bool:
    return Indicator.objects.used_in(municipality).filter(pk=indicator.pk).exists()


def may_come_back(municipality: Municipality, indicator: Indicator) -> bool:
    return any(one.pk == indicator.pk for one in retired_at(municipality, indicator.theme))


def _root(indicator: Indicator) -> int:
    """The first wording of it: later ones all name that one."""
    return indicator.replaces_id or indicator.pk


def checks_of(indicators: Iterable[Indicator]) -> dict[int, IndicatorDraft]:
    """Who wrote and checked each of them; nobody for one of the catalogue."""
    drafts = IndicatorDraft.objects.filter(published_as__in=[one.pk for one in indicators])
    rows = drafts.select_related("written_by", "checked_by").order_by("pk")
    return {draft.published_as_id: draft for draft in rows if draft.published_as_id is not None}


def wordings_of(municipality: Municipality, indicator: Indicator) -> Sequence[Indicator]:
    """Every wording of it there, the newest first."""
    root = _root(indicator)
    rows = Indicator.objects.of(municipality).filter(Q(pk=root) | Q(replaces=root))
    return sorted(rows, key=lambda one: one.pk, reverse=True)


def is_off(municipality: Municipality, indicator: Indicator) -> bool:
    rows = IndicatorSetting.objects.filter(municipality=municipality, indicator=indicator, is_on=False)
    return rows.exists()
