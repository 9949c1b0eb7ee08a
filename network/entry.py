"""A link that lets somebody in: its address, and what it stands for."""

from __future__ import annotations

import base64
import binascii
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from network.models import Department, EntryLink, Municipality, RoleGrant
from network.models.entry import LinkState
from network.rules import Role
from network.rules.entry import domain_of

_UUID_SIGNS = 22
_SECRET_BYTES = 18


def reference_of(link: EntryLink) -> str:
    """Names the row to the writer of the letter. Without the secret it opens nothing."""
    return _signs(link.uuid.bytes)


def token_of(link: EntryLink) -> str:
    """What stands in the address. The same each time it is made, so that a letter sent twice says the same."""
    return reference_of(link) + _secret(link, settings.SECRET_KEY)


def link_with(reference: str) -> EntryLink | None:
    uuid = _uuid(reference)
    return _links().filter(uuid=uuid).first() if uuid else None


def link_at(token: str) -> EntryLink | None:
    """The link of this address, in whatever state it is; None when nobody made this address."""
    reference, secret = token[:_UUID_SIGNS], token[_UUID_SIGNS:]
    link = link_with(reference)
    return link if link and _is_right(link, secret) else None


def state_of(link: EntryLink, now: datetime) -> LinkState:
    """An invitation of somebody who came in otherwise, or whose account was closed, opens nothing."""
    state = link.state(now)
    if state is not LinkState.OPEN or link.user is None:
        return state
    if not link.user.is_active:
        return LinkState.WITHDRAWN
    return LinkState.OPEN if link.user.entered_at is None else LinkState.USED


def municipalities() -> QuerySet[Municipality]:
    return Municipality.objects.order_by("name")


def has_registration() -> bool:
    """Whether there is a municipality of which colleagues may make an account of their own."""
    return Municipality.objects.exclude(mail_domains=[]).exists()


def departments_to_register_in() -> QuerySet[Department]:
    return (
        Department.objects.filter(is_active=True)
        .exclude(municipality__mail_domains=[])
        .select_related("municipality")
        .order_by("municipality__name", "name")
    )


def municipality_for(address: str, department: Department | None) -> Municipality | None:
    """Where somebody with this mail address may register: the one of their department, where several share a domain."""
    found = list(Municipality.objects.filter(mail_domains__contains=[domain_of(address)]).order_by("pk"))
    at_department = (each for each in found if department and each.pk == department.municipality_id)
    return next(at_department, found[0] if found else None)


def has_application_manager() -> bool:
    return RoleGrant.objects.today().filter(role=Role.APPLICATION_MANAGER).exclude(user__entered_at=None).exists()


def _links() -> QuerySet[EntryLink]:
    return EntryLink.objects.select_related("user", "municipality", "department", "made_by")


def _is_right(link: EntryLink, secret: str) -> bool:
    """A key that was replaced lately still opens what it made."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(secret, _secret(link, key)) for key in keys)


def _secret(link: EntryLink, key: str | bytes) -> str:
    made = salted_hmac("network.EntryLink", f"{link.kind}|{link.uuid.hex}", secret=key, algorithm="sha256")
    return _signs(made.digest()[:_SECRET_BYTES])


def _signs(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).decode().rstrip("=")


def _uuid(reference: str) -> UUID | None:
    try:
        value = base64.urlsafe_b64decode(f"{reference}==")
    except (binascii.Error, ValueError):
        return None
    return UUID(bytes=value) if len(value) == 16 and _signs(value) == reference else None
