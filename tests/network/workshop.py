"""A round of the workshop for tests: opened by noor about malafide vastgoed, filled in and closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.actions.blind import open_round
from network.cast import Cast
from network.models import BlindRound

THEME = "T07"
WHY = "Wij zien de akte als eerste."


def opened(cast: Cast, *codes: str, closes_on: date | None = None) -> BlindRound:
    """Asked are Vastgoed, Bibob and Veiligheid, unless others are named."""
    return open_round(
        by=cast.noor,
        municipality=cast.oudeveen,
        theme=cast.themes[THEME],
        closes_on=closes_on or timezone.localdate() + timedelta(days=7),
        asked=[cast.department(code) for code in codes or ("VAS", "BIJ", "OOV")],
    )


def answer_address(blind_round: BlindRound, code: str) -> str:
    return reverse("network:blind_answer", args=[blind_round.uuid, code])


def parts(cast: Cast, said: Mapping[str, str], *, why: str = WHY, seen: int = 0) -> dict[str, Any]:
    """What the form of an answer sends."""
    chosen = {f"part_{cast.department(code).pk}": str(part) for code, part in said.items()}
    return chosen | {"why": why, "seen": seen}


def fill_in(
    client: Client, cast: Cast, blind_round: BlindRound, code: str, said: Mapping[str, str], **more: Any
) -> Any:
    return client.post(answer_address(blind_round, code), parts(cast, said, **more))
