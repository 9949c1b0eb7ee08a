"""Where another organisation does the work of a department, the team calls there; else the keeper hears of a hole."""

import pytest
from django.utils import timezone

from network.cast import Cast
from network.models import Liaison, Organisation, RoleGrant
from network.models.organisation import OrganisationKind
from network.rules import HoleKind, Role
from signals.actions.routing import Plan, plan
from signals.rules.safety import Safety


@pytest.fixture
def service(cast: Cast) -> Organisation:
    """Does the work of Vastgoed, where nobody is contact person any more."""
    service = Organisation.objects.create(
        municipality=cast.oudeveen, kind=OrganisationKind.REGION, name="Dienst Rivierenland", phone="088-0005500"
    )
    vastgoed = cast.department("VAS")
    vastgoed.outsourced_to, vastgoed.fallback = service, None
    vastgoed.save()
    RoleGrant.objects.filter(department=vastgoed, role=Role.CONTACT_PERSON).delete()
    return service


def planned(cast: Cast) -> Plan:
    themes = [cast.themes["T07"]]
    return plan(municipality=cast.oudeveen, safety=Safety.NONE, themes=themes, now=timezone.now())


def test_it_says_where_the_team_calls(cast: Cast, service: Organisation) -> None:
    routing = planned(cast).routing
    assert (routing.contact_id, routing.holes) == (None, ())
    assert routing.reasons[-1].names == {"department": "Vastgoed & Grondzaken", "organisation": service.name}


def test_without_a_number_a_name_will_do(cast: Cast, service: Organisation) -> None:
    Organisation.objects.update(phone="")
    Liaison.objects.create(organisation=service, name="Ad Molenaar")
    assert planned(cast).routing.holes == ()


def test_without_number_and_name_it_is_a_hole(cast: Cast, service: Organisation) -> None:
    Organisation.objects.update(phone="")
    Liaison.objects.create(organisation=service, name="Ad Molenaar", is_active=False)
    assert [hole.kind for hole in planned(cast).routing.holes] == [HoleKind.NO_CONTACT]


def test_an_organisation_out_of_use_is_not_called(cast: Cast, service: Organisation) -> None:
    Organisation.objects.update(is_active=False)
    assert [hole.kind for hole in planned(cast).routing.holes] == [HoleKind.NO_CONTACT]
