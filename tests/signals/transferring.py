"""A transfer as the coordinator writes it, by the action and by the page."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from hkin.privacy.sealing import open_key
from network.cast import Cast
from network.models import Organisation, User
from signals.actions.transfers import transfer
from signals.demo.weighing import make_shareable
from signals.models import Signal, Transfer
from signals.rules.transfer import Ground
from signals.transfers import Wanted, build_package

SUMMARY = "In een loods gaan elke nacht busjes in en uit. De ramen zijn afgeplakt."


def partner(cast: Cast, kind: str = "police") -> Organisation:
    return cast.oudeveen.organisations.filter(kind=kind).earliest("pk")


def wanted(cast: Cast, **more: Any) -> Wanted:
    there = more.pop("organisation", partner(cast))
    usual: dict[str, Any] = {
        "organisation": there,
        "kind": there.kind,
        "to": there.name,
        "recipient": "Operationeel expert ondermijning",
        "contact_point": "basisteam@politie.example",
        "why": "De politie kan de loods in de gaten houden.",
        "ground": Ground.PUBLIC_ORDER,
        "ground_words": "Artikel 172",
        "summary": SUMMARY,
    }
    return Wanted(**usual | more)


def transferred(
    signal: Signal, cast: Cast, *, by: User | None = None, key: UUID | None = None, **more: Any
) -> Transfer:
    by, key = by or cast.omar, key or uuid4()
    make_shareable(signal, by=cast.omar)
    signal.refresh_from_db()
    asked = wanted(cast, **more)
    seen = build_package(signal, open_key(signal.uuid), asked, key=key).digest
    return transfer(signal.reference, by=by, wanted=asked, seen=seen, version=signal.version, key=key)


def copy_at(kind: str, signal: Signal) -> Transfer:
    """The bare row that a copy went to an organisation of this kind: what a gate looks at."""
    sealed = ("to", "recipient", "contact_point", "why", "ground", "package")
    return Transfer.objects.create(
        uuid=uuid4(),
        signal=signal,
        kind=kind,
        ground=Ground.OTHER,
        sent_by_id=signal.owner_id,
        **{f"sealed_{column}": b"" for column in sealed},
    )


def typed(cast: Cast, **more: Any) -> dict[str, Any]:
    """What the form sends."""
    usual: dict[str, Any] = {
        "organisation": str(partner(cast).pk),
        "recipient": "Operationeel expert ondermijning",
        "why": "De politie kan de loods in de gaten houden.",
        "ground": "public_order",
        "ground_words": "Artikel 172",
        "summary": SUMMARY,
        "parts": ["text", "subjects", "time", "indicators", "weighings"],
    }
    return usual | more
