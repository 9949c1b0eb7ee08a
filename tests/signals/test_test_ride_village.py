"""A village whose coordinator, team and officers come from its neighbour rides as well as any other."""

from __future__ import annotations

import pytest
from django.utils import timezone

from network.actions.founding import found_municipality
from network.cast import Cast
from network.models import Municipality, RoleGrant
from network.models.person import GrantSource
from network.reference import read_catalogue
from network.rules import Role
from network.rules.starting import Size
from signals.ride import ride
from signals.ride_page import ride_in_words
from signals.rules.ride import Example

SHARED = (Role.COORDINATOR, Role.TEAM_MEMBER, Role.ATTENTION_OFFICER, Role.INTEGRITY_RECEIVER, Role.PRIVACY_OFFICER)


@pytest.fixture
def village(cast: Cast) -> Municipality:
    """Nobody of its own but one contact person and a deputy; all the rest is shared by Oudeveen."""
    today = timezone.localdate()
    made = found_municipality(
        slug="kleindorp", name="Kleindorp", size=Size.SMALL, catalogue=read_catalogue(), from_on=today
    )
    made.neighbour = cast.oudeveen
    made.save()
    teams = {team.kind: team for team in made.teams.all()}
    for grant in RoleGrant.objects.filter(municipality=cast.oudeveen, role__in=SHARED).select_related("team"):
        RoleGrant.objects.create(
            user=grant.user,
            role=grant.role,
            municipality=made,
            team=teams[grant.team.kind] if grant.team else None,
            theme=grant.theme,
            line=grant.line,
            deputy=grant.deputy,
            from_on=today,
            source=GrantSource.NEIGHBOUR,
        )
    for department in made.departments.all():
        RoleGrant.objects.create(
            user=cast.ilse,
            role=Role.CONTACT_PERSON,
            municipality=made,
            department=department,
            deputy=cast.tineke,
            from_on=today,
        )
    return made


def test_nothing_runs_dead(village: Municipality) -> None:
    assert ride(village).dead_ends == 0


def test_people_of_the_neighbour_read_it(cast: Cast, village: Municipality) -> None:
    readers = {leg.example: leg.plan.readers.everybody for leg in ride(village).legs}
    assert cast.omar in readers[Example.NORMAL]
    assert cast.aicha in readers[Example.VICTIM]
    assert set(readers[Example.COLLEAGUE]) <= {cast.paul, cast.greet}


def test_the_page_says_where_they_work(village: Municipality) -> None:
    page = ride_in_words(ride(village), village)
    assert "Omar de Vries (Oudeveen)" in page.legs[0].readers


def test_when_the_neighbour_stops_sharing_it_runs_dead(village: Municipality) -> None:
    RoleGrant.objects.filter(municipality=village, source=GrantSource.NEIGHBOUR).delete()
    assert all(leg.dead_ends for leg in ride(village).legs)
