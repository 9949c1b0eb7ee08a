"""Whether a municipality can pass the gates of its protocol: somebody decides checks, and sources can be asked."""

from __future__ import annotations

from django.utils.translation import gettext as _

from network.going_live import Seen
from network.models import Municipality, RoleGrant
from network.rules import Role
from network.sources import held_sources
from signals.protocols import protocol_named
from signals.rules.protocol import TaskKind


def gates_are_held(municipality: Municipality) -> Seen:
    """For the list to go live by; whoever is only invited decides nothing."""
    protocol = protocol_named(municipality.protocol_version)
    grants = RoleGrant.objects.today().filter(municipality=municipality, role=Role.PRIVACY_OFFICER)
    officers = [grant.user for grant in grants.filter(user__entered_at__isnull=False).select_related("user")]
    if protocol.first_of(TaskKind.CHECK) is not None and not officers:
        return Seen(is_so=False, says=_("Nobody decides the privacy checks: no privacy officer came in at least once."))
    names = ", ".join(dict.fromkeys(map(str, officers)))
    if protocol.first_of(TaskKind.SOURCES) is None:
        return Seen(is_so=True, says=_("%(names)s decides. The protocol asks no sources.") % {"names": names})
    held, unheld = held_sources(municipality)
    if not held:
        return Seen(is_so=False, says=_("No source can be asked yet: write one down and name its source holder."))
    if unheld:
        words = {"names": names, "sources": ", ".join(map(str, unheld))}
        return Seen(is_so=True, says=_("%(names)s decides. Not to be asked without a holder: %(sources)s.") % words)
    return Seen(is_so=True, says=names)
