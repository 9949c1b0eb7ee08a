"""A colleague says what to call them for. All of it is by choice, and theirs alone to change."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction

from network.actions.refusals import NotAllowed
from network.models import ContactCard, Theme, User
from network.roles import places_of


@dataclass(frozen=True)
class AboutMe:
    level: str = ""
    comes_for: str = ""
    languages: Collection[str] = ()
    days: Collection[int] = ()
    chat_url: str = ""
    themes: Collection[Theme] = ()


def write_card(*, by: User, about: AboutMe, photo: bytes | None = None, without_photo: bool = False) -> ContactCard:
    """`photo` is a small JPEG of rules.photos; None leaves the one that is there."""
    if not places_of(by):
        raise NotAllowed
    with transaction.atomic():
        User.objects.select_for_update().get(pk=by.pk)
        card = ContactCard.objects.filter(user=by).first() or ContactCard(user=by)
        card.level, card.comes_for, card.chat_url = about.level, about.comes_for, about.chat_url
        card.languages, card.days = list(about.languages), sorted(about.days)
        if without_photo:
            card.photo = None
        if photo is not None:
            card.photo = photo
        card.save()
        card.themes.set(about.themes)
    return card
