"""The norm book for tests: an agreement that bea wrote, and a form of it as the page sends it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from network.cast import Cast
from network.models import User
from signals.actions.norms import Wording, write_norm
from signals.models import Norm

NEW = "/normboek/nieuw/"
RULE = "Is er een kind in beeld? Dan kijken we dezelfde dag, ook als de rest vaag is."
EXAMPLE = "Een huis met steeds andere bewoners. Op de stoep staat een kinderfiets."


def next_year() -> date:
    return timezone.localdate() + timedelta(days=365)


def written(cast: Cast, *, by: User | None = None, themes: tuple[str, ...] = (), **changed: Any) -> Norm:
    wording = {
        "criterion": "vulnerability",
        "title": "Kind in beeld",
        "rule": RULE,
        "example": EXAMPLE,
        "owner": cast.bea,
        "review_on": next_year(),
        "themes": [cast.themes[code] for code in themes],
    }
    wording |= changed
    return write_norm(by=by or cast.bea, municipality=cast.oudeveen, wording=Wording(**wording), key=uuid4())


def typed(cast: Cast, **changed: Any) -> dict[str, Any]:
    day = changed.pop("review_on", next_year())
    sent = {
        "criterion": "vulnerability",
        "title": "Kind in beeld",
        "rule": RULE,
        "example": EXAMPLE,
        "owner": str(cast.bea.key),
        "review_on_day": day.day,
        "review_on_month": day.month,
        "review_on_year": day.year,
        "key": str(uuid4()),
    }
    return sent | changed
