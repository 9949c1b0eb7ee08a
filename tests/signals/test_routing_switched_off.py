"""What is about a theme that the municipality does not watch goes to the team, and the keeper hears of no hole."""

from django.utils import timezone

from network.cast import Cast
from network.models import Hole, Municipality, Theme, ThemeSetting
from signals.actions.routing import Plan, plan
from signals.rules.lifecycle import Route
from signals.rules.safety import Safety
from tests.signals.life import filed


def planned(municipality: Municipality, theme: Theme) -> Plan:
    return plan(municipality=municipality, safety=Safety.NONE, themes=[theme], now=timezone.now())


def test_it_goes_to_the_team_although_a_department_leads_it(cast: Cast) -> None:
    ThemeSetting.objects.create(municipality=cast.oudeveen, theme=cast.themes["T07"], is_on=False)
    found = planned(cast.oudeveen, cast.themes["T07"])
    assert (found.routing.route, found.routing.lead_department_id) == (Route.TEAM, None)
    assert cast.omar in found.readers.everybody


def test_nobody_leads_it_and_still_it_is_no_hole(cast: Cast) -> None:
    ThemeSetting.objects.create(municipality=cast.oudeveen, theme=cast.themes["T16"], is_on=False)
    signal = filed(cast.sanne, themes=[cast.themes["T16"]])
    assert not signal.has_hole
    assert not Hole.objects.exists()


def test_switched_off_elsewhere_it_is_watched_here(cast: Cast) -> None:
    ThemeSetting.objects.update_or_create(
        municipality=cast.veenwijk, theme=cast.themes["T07"], defaults={"is_on": False}
    )
    assert planned(cast.oudeveen, cast.themes["T07"]).routing.lead_department_id == cast.department("VAS").pk
