"""In a city of 300 departments and 2,000 people the page of gaps asks as little as in a village."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.actions.holes import keep_holes
from network.cast import Cast
from network.models import Absence, Department, Responsibility, RoleGrant, User
from network.models.matrix import Part
from network.rules import Role
from network.sweep import find_holes
from tests.network.furnishing import signed_in

MOST_OF_A_SWEEP = 12
MOST_OF_A_PAGE = 20


@pytest.fixture
def city(cast: Cast) -> Cast:
    today = timezone.localdate()
    departments = Department.objects.bulk_create(
        Department(municipality=cast.oudeveen, code=f"D{number}", name=f"Afdeling {number:03}") for number in range(300)
    )
    people = User.objects.bulk_create(
        User(username=f"p{number}", name=f"Persoon {number}", email=f"p{number}@oudeveen.example")
        for number in range(2000)
    )
    RoleGrant.objects.bulk_create(
        RoleGrant(
            user=person,
            role=Role.REPORTER if number >= 600 else Role.CONTACT_PERSON,
            municipality=cast.oudeveen,
            department=departments[number % 250],
            deputy=people[number - 1] if number % 3 == 0 and number else None,
            from_on=today,
        )
        for number, person in enumerate(people)
    )
    Responsibility.objects.bulk_create(
        Responsibility(
            municipality=cast.oudeveen,
            theme=theme,
            department=departments[(7 * number + step) % 300],
            part=Part.EXECUTOR,
            from_on=today,
        )
        for number, theme in enumerate(cast.themes.values())
        for step in range(20)
    )
    Absence.objects.bulk_create(
        Absence(user=person, from_on=today + timedelta(days=number % 20), until_on=today + timedelta(days=25))
        for number, person in enumerate(people[:800])
    )
    return cast


def test_a_sweep_asks_twelve_questions_at_most(
    city: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(MOST_OF_A_SWEEP):
        found = find_holes(city.oudeveen, on=timezone.localdate())
    assert len(found) > 100


def test_the_page_asks_little_and_stays_light(
    city: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(city.noor)
    with django_assert_max_num_queries(MOST_OF_A_PAGE):
        page = client.get(reverse("network:holes"))
    assert len(page.content) < 300_000


def test_keeping_them_costs_the_same_however_many_there_are(
    city: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(26):
        keep_holes(city.oudeveen)
