"""What somebody reads who follows a link that opens nothing any more: why, and what to do."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.entry import state_of
from network.models import EntryLink
from network.models.entry import EntryKind, LinkState


@dataclass(frozen=True)
class ClosedPage:
    """`way_out` names an address of the site, `words` is what stands on the link to it."""

    title: str | Promise
    text: str | Promise
    way_out: str = ""
    words: str | Promise = ""


_USED = ClosedPage(
    _("This link has been used"),
    _("Was that you? Then you have an account, and you can log in. Was it not you? Tell your application manager."),
    "account_login",
    _("Log in"),
)
_TAKEN_BACK = ClosedPage(
    _("This link opens nothing any more"),
    _("Perhaps a newer letter lies in your mailbox. If not, ask the application manager of your municipality."),
)
_AGAIN = _("Ask for a new link")

_PAGES = {
    (EntryKind.INVITATION, LinkState.EXPIRED): ClosedPage(
        _("This link is too old"),
        _("An invitation works for 14 days. Ask for a new link with your mail address at work."),
        "account_reset_password",
        _AGAIN,
    ),
    (EntryKind.REGISTRATION, LinkState.EXPIRED): ClosedPage(
        _("This link is too old"), _("A link to make an account works for seven days."), "network:register", _AGAIN
    ),
    (EntryKind.FIRST_ADMIN, LinkState.EXPIRED): ClosedPage(
        _("This link is too old"),
        _("It works for 24 hours. Let whoever runs the server give the command first_admin again."),
    ),
    (EntryKind.FIRST_ADMIN, LinkState.WITHDRAWN): ClosedPage(
        _("This link opens nothing any more"),
        _("The command first_admin was given again. Use the link that it printed last."),
    ),
}


def closed_page(link: EntryLink) -> ClosedPage:
    """Of a link that is open after all, but whose account is there already: it has been used, in effect."""
    kind, state = EntryKind(link.kind), state_of(link, timezone.now())
    if state in {LinkState.OPEN, LinkState.USED}:
        return _USED
    return _PAGES.get((kind, state), _TAKEN_BACK)
