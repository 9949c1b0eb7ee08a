"""A calibration for tests: omar tells three stories, colleagues score them, and omar closes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.cast import Cast
from network.models import RoleGrant, User
from signals.actions.calibration import close_round, open_round, start_round, write_case
from signals.models import CalibrationRound
from signals.norms import criteria_at
from tests.signals.filing_form import signed_in

STORY = "Een zaak koopt veel in en verkoopt bijna niets. De eigenaar wisselt steeds."


def address(name: str, found: CalibrationRound, *more: Any) -> str:
    return reverse(f"signals:calibration{name}", args=[found.uuid, *more])


def prepared(cast: Cast) -> CalibrationRound:
    """Three stories are written."""
    found = start_round(by=cast.omar, municipality=cast.oudeveen)
    for number in (1, 2, 3):
        text = f"{STORY} Dit is het verhaal met nummer {number}."
        found = write_case(by=cast.omar, uuid=found.uuid, number=number, text=text, seen=found.version)
    return found


def opened(cast: Cast) -> CalibrationRound:
    found = prepared(cast)
    due_on = timezone.localdate() + timedelta(days=14)
    return open_round(by=cast.omar, uuid=found.uuid, due_on=due_on, seen=found.version)


def typed(cast: Cast, level: int = 1, **changed: int) -> dict[str, int]:
    """The same level everywhere, but for what is named: story_1_severity=3."""
    everywhere = {f"story_{number}_{one.code}": level for number in (1, 2, 3) for one in criteria_at(cast.oudeveen)}
    return everywhere | changed


def gives(cast: Cast, user: User, found: CalibrationRound, level: int = 1, **changed: int) -> Any:
    return signed_in(user).post(address("_score", found), typed(cast, level, **changed))


def scored(cast: Cast, levels: Mapping[str, int]) -> CalibrationRound:
    """Each of these colleagues scores one level everywhere, and omar closes."""
    found = opened(cast)
    for name, level in levels.items():
        assert gives(cast, cast[name], found, level).status_code == 302
    return close_round(by=cast.omar, uuid=found.uuid, seen=found.version)


def joins_the_team(cast: Cast, *names: str) -> None:
    for name in names:
        RoleGrant.objects.create(
            user=cast[name],
            role="team_member",
            municipality=cast.oudeveen,
            team=cast.teams["oudeveen", "integral"],
            from_on=timezone.localdate() - timedelta(days=1),
        )


def lends_its_team(cast: Cast) -> None:
    """Veenwijk scores along."""
    cast.oudeveen.scoring_partner = cast.veenwijk
    cast.oudeveen.save()


def page(client: Client, found: CalibrationRound) -> str:
    answer = client.get(address("", found))
    assert answer.status_code == 200
    return answer.content.decode()
