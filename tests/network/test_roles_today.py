"""A colleague holds their own roles today, and those of an absent colleague they stand in for."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from network.cast import Cast
from network.models import Absence, RoleGrant, User
from network.roles import away_on, home_of, present, roles_of
from network.rules import Role


def today() -> date:
    return timezone.localdate()


def send_away(user: User, deputy: User | None = None) -> None:
    Absence.objects.create(user=user, from_on=today(), until_on=today(), deputy=deputy)


def test_a_contact_person_holds_that_role_for_their_department(cast: Cast) -> None:
    assert roles_of(cast.dirk).departments(Role.CONTACT_PERSON) == {cast.department("VAS").pk}


def test_a_deputy_has_nothing_while_the_colleague_is_there(cast: Cast) -> None:
    assert not roles_of(cast.lotte).has(Role.CONTACT_PERSON)


def test_the_standing_deputy_steps_in_when_the_colleague_is_away(cast: Cast) -> None:
    send_away(cast.dirk)
    assert [held.instead_of for held in roles_of(cast.lotte).of(Role.CONTACT_PERSON)] == [cast.dirk.pk]


def test_the_deputy_of_the_absence_goes_before_the_standing_one(cast: Cast) -> None:
    send_away(cast.omar, deputy=cast.joris)
    assert roles_of(cast.joris).has(Role.COORDINATOR)
    assert not roles_of(cast.bea).has(Role.COORDINATOR)


def test_a_deputy_never_files_as_the_absent_colleague(cast: Cast) -> None:
    send_away(cast.dirk)
    filing = roles_of(cast.lotte).of(Role.REPORTER)
    assert [held.instead_of for held in filing] == [None]


def test_an_absence_that_is_over_lends_nothing(cast: Cast) -> None:
    yesterday = today() - timedelta(days=1)
    Absence.objects.create(user=cast.dirk, from_on=yesterday, until_on=yesterday)
    assert not roles_of(cast.lotte).has(Role.CONTACT_PERSON)


def test_who_left_holds_no_role(cast: Cast) -> None:
    cast.omar.is_active = False
    assert not roles_of(cast.omar)


def test_wil_holds_five_roles_in_two_municipalities(cast: Cast) -> None:
    held = [one for one in roles_of(cast.wil) if one.role != Role.REPORTER]
    assert len(held) == 5
    assert {one.municipality_id for one in held} == {cast.oudeveen.pk, cast.veenwijk.pk}


def test_somebody_files_from_their_own_department(cast: Cast) -> None:
    home = home_of(cast.ilse)
    assert home is not None
    assert home.department == cast.department("PUB", at="veenwijk")


def grants_of(cast: Cast, code: str) -> list[RoleGrant]:
    department = cast.department(code)
    return list(RoleGrant.objects.filter(department=department, role=Role.CONTACT_PERSON).select_related("deputy"))


def test_a_present_contact_person_answers(cast: Cast) -> None:
    assert present(grants_of(cast, "VAS"), away_on(today())) == [(cast.dirk, None)]


def test_the_deputy_answers_for_an_absent_contact_person(cast: Cast) -> None:
    assert present(grants_of(cast, "OPR"), away_on(today())) == [(cast.maaike, cast.henk)]


@pytest.mark.parametrize("code", ["ICT", "BEL"])
def test_nobody_answers_when_the_deputy_is_away_too_or_there_is_none(cast: Cast, code: str) -> None:
    assert present(grants_of(cast, code), away_on(today())) == []
