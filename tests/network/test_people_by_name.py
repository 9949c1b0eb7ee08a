"""A privacy officer finds colleagues by a part of their name, and sees names instead of numbers."""

import pytest

from network.models import User
from network.people import names_of, people_called

pytestmark = pytest.mark.django_db


@pytest.fixture
def omar() -> User:
    return User.objects.create(username="o.devries", name="Omar de Vries")


@pytest.mark.parametrize("typed", ["omar", "De Vries", " Omar ", "O.DEVRIES"])
def test_a_part_of_the_name_or_the_account_finds_them(omar: User, typed: str) -> None:
    assert people_called(typed) == {omar.pk}


@pytest.mark.parametrize("typed", ["Sanne", "%", "o.dev"])
def test_something_else_does_not(omar: User, typed: str) -> None:
    assert people_called(typed) == set()


def test_numbers_become_names(omar: User) -> None:
    assert names_of([omar.pk, 0]) == {omar.pk: "Omar de Vries"}
