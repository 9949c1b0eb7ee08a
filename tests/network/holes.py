"""The page of holes as somebody opens it, and what stands on it."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from network.holes_page import HolesPage, ShownHole
from network.models import Municipality, User
from network.rules import HoleKind
from network.sweep import Found, find_holes
from tests.network.furnishing import signed_in


def page_of(user: User, **asked: str) -> HolesPage:
    page: HolesPage = signed_in(user).get(reverse("network:holes"), asked).context["page"]
    return page


def holes_of(user: User, kind: HoleKind, **asked: str) -> list[ShownHole]:
    """Of one kind, as they are shown to this person."""
    groups = page_of(user, soort=kind, **asked).groups
    return [shown for group in groups for shown in group.holes]


def found_in(municipality: Municipality, kind: HoleKind) -> list[Found]:
    return [found for found in find_holes(municipality, on=timezone.localdate()) if found.kind is kind]


def accept_address(shown: Found | ShownHole, municipality: Municipality) -> str:
    return reverse("network:hole_accept", args=[municipality.slug, shown.mark])
