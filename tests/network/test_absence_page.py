"""A contact person says "ik ben er niet", with days and a deputy."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.models import Absence, RoleGrant, User


def today() -> date:
    return timezone.localdate()


def boxes(name: str, day: date) -> dict[str, int]:
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def answers(first: int, last: int, deputy: User | None = None) -> dict[str, Any]:
    """Days counted from today."""
    days = boxes("first", today() + timedelta(days=first)) | boxes("last", today() + timedelta(days=last))
    return days | ({"deputy": deputy.pk} if deputy else {})


def say(client: Client, user: User, data: dict[str, Any]) -> HttpResponse:
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.post(reverse("network:absence"), data)


def look(client: Client, user: User) -> str:
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.get(reverse("network:absence")).content.decode()


@pytest.fixture
def nobody_away(cast: Cast) -> None:
    Absence.objects.all().delete()


pytestmark = pytest.mark.usefixtures("nobody_away")


def test_an_absence_is_kept_with_its_deputy(client: Client, cast: Cast) -> None:
    assert say(client, cast.dirk, answers(3, 7, cast.lotte)).status_code == 302
    kept = Absence.objects.get(user=cast.dirk)
    assert (kept.from_on, kept.until_on, kept.deputy) == (
        today() + timedelta(days=3),
        today() + timedelta(days=7),
        cast.lotte,
    )


def test_without_a_choice_the_usual_deputy_answers(client: Client, cast: Cast) -> None:
    say(client, cast.dirk, answers(0, 2))
    assert Absence.objects.get(user=cast.dirk).deputy is None


def test_the_last_day_cannot_come_first(client: Client, cast: Cast) -> None:
    response = say(client, cast.dirk, answers(5, 4))
    assert response.status_code == 422
    assert "last" in response.context["form"].errors


def test_a_deputy_who_is_away_too_is_refused_at_that_field(client: Client, cast: Cast) -> None:
    Absence.objects.create(user=cast.lotte, from_on=today() + timedelta(days=7), until_on=today() + timedelta(days=9))
    response = say(client, cast.dirk, answers(3, 7, cast.lotte))
    assert "deputy" in response.context["form"].errors
    assert not Absence.objects.filter(user=cast.dirk).exists()


def test_a_deputy_who_is_back_by_then_may_stand_in(client: Client, cast: Cast) -> None:
    Absence.objects.create(user=cast.lotte, from_on=today(), until_on=today() + timedelta(days=2))
    assert say(client, cast.dirk, answers(3, 7, cast.lotte)).status_code == 302


def test_one_is_away_only_once_at_a_time(client: Client, cast: Cast) -> None:
    say(client, cast.dirk, answers(3, 7))
    response = say(client, cast.dirk, answers(7, 9))
    assert "first" in response.context["form"].errors


@pytest.mark.parametrize("username", ["ilse", "sanne", "dirk"])
def test_who_may_not_see_my_work_cannot_be_my_deputy(client: Client, cast: Cast, username: str) -> None:
    response = say(client, cast.dirk, answers(3, 7, cast[username]))
    assert "deputy" in response.context["form"].errors


def test_only_a_colleague_in_the_same_role_may_replace_an_integrity_receiver(client: Client, cast: Cast) -> None:
    assert "Mirjam Cohen" not in look(client, cast.paul)
    assert "Greet Nijland" in look(client, cast.paul)


def test_who_only_files_is_not_asked_for_a_deputy(client: Client, cast: Cast) -> None:
    client.force_login(cast.ilse, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "deputy" not in client.get(reverse("network:absence")).context["form"].fields


def test_what_was_typed_stays_when_it_is_wrong(client: Client, cast: Cast) -> None:
    response = say(client, cast.dirk, answers(5, 4) | {"last_month": "dertien"})
    assert 'value="dertien"' in response.content.decode()


def test_ilse_sees_only_her_own_days(client: Client, cast: Cast) -> None:
    say(client, cast.dirk, answers(3, 7, cast.lotte))
    assert "Lotte" not in look(client, cast.ilse)


def test_ending_an_absence_brings_somebody_back(client: Client, cast: Cast) -> None:
    say(client, cast.dirk, answers(0, 7))
    client.post(reverse("network:absence_end", args=[Absence.objects.get().pk]))
    assert not Absence.objects.exists()


def test_ilse_cannot_end_the_absence_of_somebody_else(client: Client, cast: Cast) -> None:
    say(client, cast.dirk, answers(0, 7))
    client.force_login(cast.ilse, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post(reverse("network:absence_end", args=[Absence.objects.get().pk]))
    assert Absence.objects.filter(user=cast.dirk).exists()


def test_who_has_no_deputy_is_told(client: Client, cast: Cast) -> None:
    RoleGrant.objects.filter(user=cast.dirk).update(deputy=None)
    client.force_login(cast.dirk, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("network:absence")).context["without_deputy"]


def test_who_has_nobody_to_choose_is_not_told_to_choose(client: Client, cast: Cast) -> None:
    page = look(client, cast.fatma)
    assert 'name="deputy"' not in page
    assert _("Ask the application manager for a usual deputy.") in page
    assert _("Choose a colleague here, or ask the application manager for a usual deputy.") not in page


def test_the_page_costs_a_fixed_number_of_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(cast.omar, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(12):
        client.get(reverse("network:absence"))
