"""An application manager gives and ends dated roles; what would be wrong is refused, and all stands in a trail."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from network.actions.people import change_deputy, deactivate, end_role, give_role
from network.actions.refusals import (
    AlreadyHeld,
    HasLeft,
    ImpossiblePair,
    Incomplete,
    LastCoordinator,
    LastManager,
    NotAllowed,
    NotForOneself,
    WrongDays,
)
from network.cast import Cast
from network.models import Hole, JointAct, PersonEntry, RoleGrant, User
from network.models.trail import PersonEvent
from network.roles import roles_of
from network.rules import Role


def today() -> date:
    return timezone.localdate()


def again(user: User) -> User:
    """Without what was kept on the object."""
    return User.objects.get(pk=user.pk)


def held(user: User, role: Role) -> RoleGrant:
    return RoleGrant.objects.today().get(user=user, role=role)


@pytest.fixture
def in_practice(cast: Cast) -> Cast:
    cast.oudeveen.is_live = False
    cast.oudeveen.save()
    return cast


@pytest.fixture
def arrived(cast: Cast) -> None:
    User.objects.update(entered_at=timezone.now())


pytestmark = pytest.mark.usefixtures("arrived")


def test_a_role_is_held_from_its_first_day(cast: Cast) -> None:
    give_role(by=cast.tom, person=cast.merve, role=Role.BOARD_MEMBER, municipality=cast.oudeveen, reason="wethouder")
    assert roles_of(again(cast.merve)).has(Role.BOARD_MEMBER)


def test_a_role_that_begins_later_is_not_held_yet(cast: Cast) -> None:
    start = today() + timedelta(days=3)
    give_role(by=cast.tom, person=cast.merve, role=Role.BOARD_MEMBER, municipality=cast.oudeveen, from_on=start)
    assert not roles_of(again(cast.merve)).has(Role.BOARD_MEMBER)
    assert roles_of(again(cast.merve), start).has(Role.BOARD_MEMBER)


def test_who_gave_a_role_and_why_stands_in_the_trail(cast: Cast) -> None:
    give_role(by=cast.tom, person=cast.merve, role=Role.BOARD_MEMBER, municipality=cast.oudeveen, reason="besluit 12")
    [entry] = PersonEntry.objects.filter(person=cast.merve)
    assert (entry.event, entry.by, entry.role, entry.reason) == (
        PersonEvent.ROLE_GIVEN,
        cast.tom,
        Role.APPLICATION_MANAGER,
        "besluit 12",
    )


def test_given_twice_is_given_once(cast: Cast) -> None:
    first = give_role(by=cast.tom, person=cast.merve, role=Role.BOARD_MEMBER, municipality=cast.oudeveen)
    again_ = give_role(by=cast.tom, person=cast.merve, role=Role.BOARD_MEMBER, municipality=cast.oudeveen)
    assert first == again_


def test_a_role_over_days_in_which_it_is_held_already_is_refused(cast: Cast) -> None:
    end = today() + timedelta(days=5)
    give_role(by=cast.tom, person=cast.merve, role=Role.BOARD_MEMBER, municipality=cast.oudeveen, until_on=end)
    with pytest.raises(AlreadyHeld):
        give_role(by=cast.tom, person=cast.merve, role=Role.BOARD_MEMBER, municipality=cast.oudeveen)


@pytest.mark.parametrize(("first", "last"), [(-1, None), (3, 2)])
def test_days_that_cannot_be_are_refused(cast: Cast, first: int, last: int | None) -> None:
    with pytest.raises(WrongDays):
        give_role(
            by=cast.tom,
            person=cast.merve,
            role=Role.BOARD_MEMBER,
            municipality=cast.oudeveen,
            from_on=today() + timedelta(days=first),
            until_on=today() + timedelta(days=last) if last else None,
        )


def test_a_contact_person_needs_a_department(in_practice: Cast) -> None:
    cast = in_practice
    with pytest.raises(Incomplete):
        give_role(by=cast.tom, person=cast.merve, role=Role.CONTACT_PERSON, municipality=cast.oudeveen)


def test_a_department_of_another_municipality_is_refused(in_practice: Cast) -> None:
    cast = in_practice
    elsewhere = cast.department("PUB", at="veenwijk")
    with pytest.raises(Incomplete):
        give_role(
            by=cast.tom,
            person=cast.merve,
            role=Role.CONTACT_PERSON,
            municipality=cast.oudeveen,
            department=elsewhere,
        )


def test_privacy_officer_and_data_protection_officer_are_never_one_person(in_practice: Cast) -> None:
    cast = in_practice
    with pytest.raises(ImpossiblePair):
        give_role(by=cast.tom, person=cast.hans, role=Role.PRIVACY_OFFICER, municipality=cast.oudeveen)


def test_nor_does_the_one_stand_in_for_the_other(in_practice: Cast) -> None:
    cast = in_practice
    with pytest.raises(ImpossiblePair):
        change_deputy(by=cast.tom, grant=grant_in(cast, cast.fatma), deputy=cast.hans, reason="verlof")


def grant_in(cast: Cast, user: User) -> RoleGrant:
    return RoleGrant.objects.today().exclude(role=Role.REPORTER).get(user=user, municipality=cast.oudeveen)


def test_nobody_gives_themselves_what_opens_signals(in_practice: Cast) -> None:
    cast = in_practice
    with pytest.raises(NotForOneself):
        give_role(
            by=cast.tom,
            person=cast.tom,
            role=Role.TEAM_MEMBER,
            municipality=cast.oudeveen,
            team=cast.teams["oudeveen", "integral"],
        )


def test_nobody_makes_themselves_deputy_of_who_sees_signals(in_practice: Cast) -> None:
    cast = in_practice
    with pytest.raises(NotForOneself):
        change_deputy(by=cast.tom, grant=grant_in(cast, cast.omar), deputy=cast.tom, reason="verlof")


@pytest.mark.parametrize("name", ["sanne", "omar", "fatma", "hans", "ilse"])
def test_who_manages_nothing_gives_nothing(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        give_role(by=cast[name], person=cast.merve, role=Role.BOARD_MEMBER, municipality=cast.oudeveen)


def test_a_directory_keeper_gives_contact_persons_and_nothing_else(cast: Cast) -> None:
    department = cast.department("PUB")
    asked = give_role(
        by=cast.noor,
        person=cast.merve,
        role=Role.CONTACT_PERSON,
        municipality=cast.oudeveen,
        department=department,
        reason="nieuw",
    )
    assert isinstance(asked, JointAct)
    with pytest.raises(NotAllowed):
        give_role(by=cast.noor, person=cast.merve, role=Role.BOARD_MEMBER, municipality=cast.oudeveen)


def test_who_left_gets_no_role(cast: Cast) -> None:
    deactivate(by=cast.tom, person=cast.merve, reason="vertrokken")
    with pytest.raises(HasLeft):
        give_role(by=cast.tom, person=again(cast.merve), role=Role.BOARD_MEMBER, municipality=cast.oudeveen)


def test_a_role_that_ends_now_is_gone_at_once(cast: Cast) -> None:
    end_role(by=cast.tom, grant=held(cast.marijke, Role.BOARD_MEMBER), reason="afgetreden")
    assert not roles_of(again(cast.marijke)).has(Role.BOARD_MEMBER)


def test_a_role_that_ends_on_a_day_is_held_that_day(cast: Cast) -> None:
    last = today() + timedelta(days=2)
    end_role(by=cast.tom, grant=held(cast.marijke, Role.BOARD_MEMBER), on=last, reason="afgetreden")
    assert roles_of(again(cast.marijke), last).has(Role.BOARD_MEMBER)
    assert not roles_of(again(cast.marijke), last + timedelta(days=1)).has(Role.BOARD_MEMBER)


def test_a_role_given_today_can_end_today(cast: Cast) -> None:
    grant = give_role(by=cast.tom, person=cast.merve, role=Role.BOARD_MEMBER, municipality=cast.oudeveen)
    assert isinstance(grant, RoleGrant)
    end_role(by=cast.tom, grant=grant, reason="vergissing")
    assert not roles_of(again(cast.merve)).has(Role.BOARD_MEMBER)


def test_a_role_that_ended_today_can_be_given_again_today(cast: Cast) -> None:
    for _time in range(2):
        grant = give_role(by=cast.tom, person=cast.merve, role=Role.BOARD_MEMBER, municipality=cast.oudeveen)
        assert isinstance(grant, RoleGrant)
        assert roles_of(again(cast.merve)).has(Role.BOARD_MEMBER)
        end_role(by=cast.tom, grant=grant, reason="vergissing")


def test_the_last_application_manager_keeps_the_role(cast: Cast) -> None:
    with pytest.raises(LastManager):
        end_role(by=cast.tom, grant=grant_in(cast, cast.tom), reason="andere baan")


def test_who_was_invited_and_never_came_does_not_count_as_manager(cast: Cast) -> None:
    User.objects.filter(pk=cast.sven.pk).update(entered_at=None)
    give_role(by=cast.tom, person=cast.sven, role=Role.APPLICATION_MANAGER, municipality=cast.oudeveen)
    with pytest.raises(LastManager):
        end_role(by=cast.tom, grant=grant_in(cast, cast.tom), reason="andere baan")


def test_a_manager_who_is_not_the_last_may_lose_the_role(cast: Cast) -> None:
    give_role(by=cast.tom, person=cast.sven, role=Role.APPLICATION_MANAGER, municipality=cast.oudeveen)
    end_role(by=cast.tom, grant=grant_in(cast, cast.tom), reason="andere baan")
    assert cast.oudeveen.pk not in roles_of(again(cast.tom)).municipalities(Role.APPLICATION_MANAGER)


def test_ending_the_last_coordinator_of_a_live_municipality_asks_twice(cast: Cast) -> None:
    only_omar(cast)
    with pytest.raises(LastCoordinator):
        end_role(by=cast.tom, grant=grant_in(cast, cast.omar), reason="andere baan")


def test_without_a_coordinator_there_is_a_hole(cast: Cast) -> None:
    only_omar(cast)
    end_role(by=cast.tom, grant=grant_in(cast, cast.omar), reason="andere baan", knowingly=True)
    assert Hole.objects.unmended().filter(municipality=cast.oudeveen, route="coordinator").exists()


def only_omar(cast: Cast) -> None:
    RoleGrant.objects.filter(user=cast.wil, municipality=cast.oudeveen).update(until_on=today() - timedelta(days=1))
