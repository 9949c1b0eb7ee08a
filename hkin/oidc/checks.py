"""A configuration that cannot work, or that opens more than was meant, is told before the site starts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register
from django.utils.translation import gettext as _

from network.rules.claims import Unreadable, read_pairs, read_role_rules

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
#: With a value of their own when nothing is set.
_WITH_DEFAULT = {"ISSUER", "NAME", "ID_CLAIM"}


@register()
def check_municipality_account(**_more: object) -> list[CheckMessage]:
    given: dict[str, Any] = settings.OIDC
    return [*_found_in(given)] if given["ISSUER"] else [*_without_provider(given)]


def _without_provider(given: dict[str, Any]) -> Iterator[CheckMessage]:
    loose = [f"HKIN_OIDC_{name}" for name, value in given.items() if value and name not in _WITH_DEFAULT]
    if loose:
        yield checks.Warning(
            _("Without HKIN_OIDC_ISSUER these settings do nothing: %(names)s.") % {"names": ", ".join(loose)},
            id="hkin.W001",
        )


def _found_in(given: dict[str, Any]) -> Iterator[CheckMessage]:
    for name in ("CLIENT_ID", "CLIENT_SECRET"):
        if not given[name]:
            yield Error(_("HKIN_OIDC_ISSUER asks for %(name)s.") % {"name": f"HKIN_OIDC_{name}"}, id="hkin.E001")
    address = urlsplit(given["ISSUER"])
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in _LOOPBACK):
        yield Error(_("HKIN_OIDC_ISSUER must begin with https://."), id="hkin.E002")
    if len(given["ISSUER"]) > 190:
        yield Error(_("HKIN_OIDC_ISSUER is too long."), id="hkin.E002")
    yield from _unreadable_roles(given)
    yield from _unreadable_municipalities(given)


def _unreadable_roles(given: dict[str, Any]) -> Iterator[CheckMessage]:
    try:
        rules = read_role_rules(given["ROLES"])
    except Unreadable as line:
        yield Error(
            _("HKIN_OIDC_ROLES has a part that cannot be read: %(line)s.") % {"line": line},
            hint=_("Write group=role, or group=role@place, with ; between them."),
            id="hkin.E003",
        )
        return
    if bool(rules) != bool(given["ROLES_CLAIM"]):
        yield Error(_("HKIN_OIDC_ROLES and HKIN_OIDC_ROLES_CLAIM need each other."), id="hkin.E003")


def _unreadable_municipalities(given: dict[str, Any]) -> Iterator[CheckMessage]:
    if not given["MUNICIPALITY_CLAIM"]:
        if not all(sign.isalnum() or sign in "-_" for sign in given["MUNICIPALITY"]):
            yield Error(
                _("HKIN_OIDC_MUNICIPALITY must be the short name of one municipality, unless there is a claim for it."),
                id="hkin.E004",
            )
        return
    try:
        pairs = read_pairs(given["MUNICIPALITY"])
    except Unreadable:
        pairs = []
    if not pairs:
        yield Error(
            _("With HKIN_OIDC_MUNICIPALITY_CLAIM, HKIN_OIDC_MUNICIPALITY says which value is which municipality."),
            hint=_("Write value=short-name, with ; between them."),
            id="hkin.E004",
        )
