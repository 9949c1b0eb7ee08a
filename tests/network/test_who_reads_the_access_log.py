"""Only the privacy officer and the data protection officer read the access log, each of their own municipality."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from network.models import Absence, Municipality, RoleGrant, User
from network.roles import access_logs_read_by
from network.rules import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def oudeveen() -> Municipality:
    return Municipality.objects.create(slug="oudeveen", name="Oudeveen")


def holder(role: Role, municipality: Municipality, *, username: str = "fatma", **more) -> User:
    user, _made = User.objects.get_or_create(username=username, defaults={"name": username.title()})
    RoleGrant.objects.create(user=user, role=role, municipality=municipality, from_on=date(2020, 1, 1), **more)
    return user


@pytest.mark.parametrize("role", [Role.PRIVACY_OFFICER, Role.DATA_PROTECTION_OFFICER])
def test_oversight_reads_it_in_that_role(oudeveen: Municipality, role: Role) -> None:
    assert access_logs_read_by(holder(role, oudeveen)) == {oudeveen.pk: role.value}


@pytest.mark.parametrize("role", [Role.APPLICATION_MANAGER, Role.BOARD_MEMBER, Role.REPORTER, Role.DIRECTORY_KEEPER])
def test_nobody_else_does(oudeveen: Municipality, role: Role) -> None:
    assert access_logs_read_by(holder(role, oudeveen)) == {}


def test_a_grant_that_ended_no_longer_counts(oudeveen: Municipality) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    assert access_logs_read_by(holder(Role.PRIVACY_OFFICER, oudeveen, until_on=yesterday)) == {}


def test_the_deputy_of_an_absent_officer_does(oudeveen: Municipality) -> None:
    lotte = User.objects.create(username="lotte", name="Lotte")
    fatma = holder(Role.PRIVACY_OFFICER, oudeveen, deputy=lotte)
    assert access_logs_read_by(lotte) == {}
    today = timezone.localdate()
    Absence.objects.create(user=fatma, from_on=today, until_on=today)
    assert access_logs_read_by(User.objects.get(pk=lotte.pk)) == {oudeveen.pk: "privacy_officer"}


def test_the_deputy_named_in_the_absence_goes_first(oudeveen: Municipality) -> None:
    lotte, bram = (User.objects.create(username=name, name=name) for name in ("lotte", "bram"))
    fatma = holder(Role.PRIVACY_OFFICER, oudeveen, deputy=lotte)
    today = timezone.localdate()
    Absence.objects.create(user=fatma, from_on=today, until_on=today, deputy=bram)
    assert (access_logs_read_by(lotte), set(access_logs_read_by(bram))) == ({}, {oudeveen.pk})
