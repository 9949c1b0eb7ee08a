"""A norm agreement is written, changed or retired; who owns it hears when it should be looked at again."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from network.actions.refusals import NotAllowed
from network.models import Municipality, Theme, User
from network.telling import tell
from signals.actions.working import Stale, sent_once
from signals.models import Norm, NormVersion
from signals.norms import criteria_at, may_write, writers_of


@dataclass(frozen=True)
class Wording:
    """What an agreement says. `criterion` is a code of the protocol of the municipality."""

    criterion: str
    title: str
    rule: str
    example: str
    owner: User
    review_on: date
    themes: Collection[Theme] = field(default=())


def write_norm(*, by: User, municipality: Municipality, wording: Wording, key: UUID) -> Norm:
    """`key` names the form: sent twice, written once."""
    if not may_write(by, municipality):
        raise NotAllowed
    with transaction.atomic():
        norm, is_new = Norm.objects.get_or_create(uuid=key, defaults={"municipality": municipality})
        if is_new:
            _add_version(norm, wording, by=by, number=1)
        elif not norm.versions.filter(norm__municipality=municipality, number=1, by=by).exists():
            raise Stale
    return norm


def change_norm(*, by: User, uuid: UUID, wording: Wording, why: str, seen: int, key: UUID) -> Norm:
    """`seen` is the version that the page showed. Stale when there is a newer one."""
    with sent_once(key):
        norm = _locked(uuid, by)
        if NormVersion.objects.filter(uuid=key, norm=norm, by=by).exists():
            return norm
        if norm.is_retired or norm.version != seen:
            raise Stale
        norm.version += 1
        norm.save(update_fields=["version"])
        _add_version(norm, wording, by=by, number=norm.version, why=why, key=key)
    return norm


def retire_norm(*, by: User, uuid: UUID, why: str, seen: int) -> Norm:
    """Its history stays to be read. Retired twice is retired once."""
    with transaction.atomic():
        norm = _locked(uuid, by)
        if norm.is_retired and norm.retired_by_id == by.pk:
            return norm
        if norm.is_retired or norm.version != seen:
            raise Stale
        norm.retired_at, norm.retired_by, norm.retired_why = timezone.now(), by, why
        norm.save(update_fields=["retired_at", "retired_by", "retired_why"])
    return norm


def remind_of_reviews() -> int:
    """Tells the owner once for each version that its day has come; who left the team is not the one to ask."""
    due = NormVersion.objects.to_review(timezone.localdate()).select_related("norm__municipality", "owner")
    writers: dict[int, list[User]] = {}
    count = 0
    for version in due.order_by("pk"):
        place = version.norm.municipality
        team = writers.setdefault(place.pk, writers_of(place))
        with transaction.atomic():
            tell(
                [version.owner] if version.owner in team else team,
                kind="norm_review",
                effect=f"norm_review:{version.uuid}",
                municipality_id=place.pk,
                path=reverse("signals:norm", args=[version.norm.uuid]),
                by_mail="digest",
            )
        count += 1
    return count


def _locked(uuid: UUID, by: User) -> Norm:
    norm = Norm.objects.select_for_update(of=("self",)).select_related("municipality").filter(uuid=uuid).first()
    if norm is None or not may_write(by, norm.municipality):
        raise NotAllowed
    return norm


def _add_version(
    norm: Norm, wording: Wording, *, by: User, number: int, why: str = "", key: UUID | None = None
) -> None:
    labels = {one.code: one.label for one in criteria_at(norm.municipality)}
    version = NormVersion(
        norm=norm,
        number=number,
        criterion=wording.criterion,
        criterion_label=labels[wording.criterion],
        title=wording.title,
        rule=wording.rule,
        example=wording.example,
        owner=wording.owner,
        review_on=wording.review_on,
        by=by,
        why=why,
    )
    if key is not None:
        version.uuid = key
    version.save(force_insert=True)
    version.themes.set(wording.themes)
