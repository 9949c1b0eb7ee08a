"""A role as somebody holds it, in words."""

from __future__ import annotations

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from network.models import RoleGrant
from network.rules import Role
from network.rules.role_names import ROLE_NAMES


def title_of(grant: RoleGrant) -> str:
    """ "Contactpersoon, Vastgoed"."""
    return ", ".join(filter(None, [capfirst(str(ROLE_NAMES[Role(grant.role)])), tied_to(grant)]))


def tied_to(grant: RoleGrant) -> str:
    if grant.department is not None:
        return grant.department.name
    if grant.team is not None:
        return grant.team.name
    return grant.theme.name if grant.theme is not None else grant.line


def in_words(grant: RoleGrant) -> str:
    """For the trail: with its days, its deputy and its municipality."""
    first = formats.date_format(grant.from_on, "j F Y")
    if grant.until_on is not None and grant.until_on < grant.from_on:
        days = _("ended before it began")
    elif grant.until_on is None:
        days = _("from %(first)s") % {"first": first}
    else:
        last = formats.date_format(grant.until_on, "j F Y")
        days = _("from %(first)s up to and including %(last)s") % {"first": first, "last": last}
    deputy = _("deputy: %(name)s") % {"name": grant.deputy} if grant.deputy else ""
    return "; ".join(filter(None, [f"{title_of(grant)} ({grant.municipality})", days, deputy]))
