"""Letters that let somebody in, read as their mailbox shows them: nothing is sent before this asks for it."""

import re

from django.conf import settings

from hkin.outbox.letters import compose
from hkin.outbox.models import Letter
from hkin.privacy.sealing import open_address

_LINK = re.compile(rf"{re.escape(settings.BASE_URL)}(/\S*)")


def read(letter: Letter) -> tuple[str, str] | None:
    """Address and text; None when no letter leaves."""
    address = open_address(letter.sealed_address)
    mail = compose(letter, address)
    return (address, mail.body) if mail else None


def letters(kind: str = "") -> list[tuple[str, str]]:
    rows = Letter.objects.filter(kind=kind) if kind else Letter.objects.all()
    return [said for row in rows.order_by("pk") if (said := read(row))]


def link_in(letter: tuple[str, str]) -> str:
    found = _LINK.search(letter[1])
    assert found
    return found[1]


def last_link(kind: str = "") -> str:
    return link_in(letters(kind)[-1])
