"""With 40 themes, 60 departments and every cell filled at three levels the matrix stays one light page."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.filling import fill_matrix
from network.models import Responsibility
from tests.network.matrix_form import enter

MOST_BYTES = 300_000


@pytest.fixture
def full(cast: Cast) -> Cast:
    fill_matrix(cast.oudeveen, themes=40, departments=60, on=timezone.localdate())
    assert Responsibility.objects.filter(municipality=cast.oudeveen).count() == 7200
    return cast


@pytest.mark.parametrize("username", ["sanne", "noor"])
def test_a_full_matrix_costs_eight_queries(
    client: Client, full: Cast, django_assert_max_num_queries: DjangoAssertNumQueries, username: str
) -> None:
    enter(client, full[username])
    with django_assert_max_num_queries(8):
        client.get(reverse("network:matrix"))


@pytest.mark.parametrize("query", ["", "?niveau=operationeel"])
def test_a_full_matrix_is_a_light_page(client: Client, full: Cast, query: str) -> None:
    enter(client, full.noor)
    page = client.get(reverse("network:matrix") + query).content
    assert page.count(b"<td>") == 2400
    assert len(page) < MOST_BYTES


def test_an_empty_matrix_is_lighter_still(client: Client, full: Cast) -> None:
    Responsibility.objects.filter(municipality=full.oudeveen).delete()
    enter(client, full.sanne)
    page = client.get(reverse("network:matrix")).content
    assert page.count(b"<td>") == 2400
    assert len(page) < MOST_BYTES / 6
