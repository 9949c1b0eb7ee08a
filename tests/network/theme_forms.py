"""What the pages of themes and indicators send, and a draft that waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from network.actions.indicators import Wording, sign_check, write_draft
from network.cast import Cast
from network.models import Indicator, IndicatorDraft, Theme, User
from network.rules.indicators import Question

TEXT = "Er staan telkens lege gasflessen bij de achterdeur."


def wording(text: str = TEXT, **more: Any) -> Wording:
    return Wording(
        **{
            "text": text,
            "strength": "weak",
            "kind": "object",
            "departments": ["PUB"],
            "why": "Lachgas wordt zo verhandeld.",
            "innocent": "Iemand kampeert vaak.",
            **more,
        }
    )


def draft(
    cast: Cast, *, by: User | None = None, theme: Theme | None = None, rewords: Indicator | None = None, **more: Any
) -> IndicatorDraft:
    """Written by the keeper about hemp."""
    return write_draft(
        by=by or cast.noor,
        municipality=cast.oudeveen,
        theme=theme or (rewords.theme if rewords else cast.themes["T01"]),
        wording=wording(**more),
        rewords=rewords,
    )


def fine() -> dict[Question, bool]:
    return dict.fromkeys(Question, True)


def published(cast: Cast, *, by: User | None = None, **more: Any) -> Indicator:
    signed = sign_check(by=by or cast.fatma, draft=draft(cast, **more), answers=fine(), remark="")
    assert signed.published_as is not None
    return signed.published_as


def sent_form(text: str = TEXT, **changed: Any) -> dict[str, Any]:
    """The form of a new indicator, as a browser sends it."""
    return {
        "text": text,
        "why": "Lachgas wordt zo verhandeld.",
        "innocent": "Iemand kampeert vaak.",
        "kind": "object",
        "strength": "weak",
        "departments": ["PUB"],
        "hinted": "",
        **changed,
    }


def sent_check(**objections: str) -> dict[str, str]:
    """The checklist without an objection, but for what a test names."""
    return {**{question.value: "fine" for question in Question}, "remark": "", **objections}


def day(name: str, days: int) -> dict[str, int]:
    """The three boxes of a day, so many days from now."""
    on = timezone.localdate() + timedelta(days=days)
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}
