"""The tabs of the directory: the pages of /netwerk/ that somebody may use."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.models import User
from network.roles import places_of, roles_of
from network.rules import Role
from network.rules.matrix import ASKS_WHAT_IF, CONFIRMS, EDITS, PROPOSES, SETTLES, editors

register = template.Library()

#: Open too for whoever furnishes a directory that is practised with.
ALSO_KEEPERS = frozenset({"network:confirmations", "network:import_start", "signals:what_if"})

#: Pages with an address of their own that are read from a tab: where somebody is, to their own mind.
READ_FROM = {
    "network:theme_sheet": "network:themes",
    "network:blind_rounds": "network:themes",
    "network:blind_round_new": "network:themes",
    "network:blind_round": "network:themes",
    "signals:drill": "signals:what_if",
    "signals:drill_scenario": "signals:what_if",
}


class Tab(NamedTuple):
    url_name: str
    label: str | Promise
    roles: Collection[Role] | None = None  # None: everybody


class Shown(NamedTuple):
    url: str
    label: str | Promise
    is_current: bool


TABS = (
    Tab("network:contacts", _("Who")),
    Tab("network:matrix", _("Matrix")),
    Tab("network:picture", _("Picture")),
    Tab("network:themes", _("Themes")),
    Tab("network:partners", _("Partners")),
    Tab("network:sources", _("Sources")),
    Tab("network:holes", _("Gaps"), EDITS | SETTLES),
    Tab("network:change_sets", _("Proposals"), PROPOSES),
    Tab("network:confirmations", _("Is this right?"), CONFIRMS | SETTLES | EDITS),
    Tab("signals:what_if", _("What if"), ASKS_WHAT_IF),
    Tab("network:import_start", _("In and out"), EDITS | {Role.APPLICATION_MANAGER}),
)


@register.simple_tag(takes_context=True)
def network_tabs(context: Context) -> list[Shown]:
    """A page that does not exist yet has no tab; the nearest address above the page is where somebody is."""
    request = context["request"]
    if not isinstance(request.user, User):
        return []
    keeps = keeps_directory(request.user)
    urls = {tab.url_name: _url_of(tab) for tab in TABS if _is_for(tab, request.user, keeps=keeps)}
    here = urls.get(READ_FROM.get(_page_of(request), "")) or _nearest_above(request.path, urls.values())
    return [Shown(url, tab.label, url == here) for tab in TABS if (url := urls.get(tab.url_name))]


def _page_of(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _nearest_above(path: str, urls: Iterable[str]) -> str:
    return max((url for url in urls if url and path.startswith(url)), key=len, default="")


def keeps_directory(user: User) -> bool:
    held = roles_of(user)
    return any(held.municipalities(*editors(is_live=place.is_live)) & {pk} for pk, place in places_of(user).items())


def _is_for(tab: Tab, user: User, *, keeps: bool) -> bool:
    if tab.roles is None or (keeps and tab.url_name in ALSO_KEEPERS):
        return True
    return roles_of(user).has(*tab.roles)


def _url_of(tab: Tab) -> str:
    try:
        return reverse(tab.url_name)
    except NoReverseMatch:
        return ""
