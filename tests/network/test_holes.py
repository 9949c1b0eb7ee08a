"""The directory keeper hears once of a gap, sees what breaks and who can mend it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.actions.holes import report_hole
from network.cast import Cast
from network.holes import Gap
from network.models import Hole, User
from network.rules import HoleKind


def report(cast: Cast, kind: HoleKind = HoleKind.NO_LEAD, code: str = "") -> Hole:
    department = cast.department(code).pk if code else None
    return report_hole(municipality=cast.oudeveen, kind=kind, theme_id=cast.themes["T16"].pk, department_id=department)


def told(user: User) -> int:
    return Message.objects.filter(kind="directory_hole", recipient_mark=duty_mark(user.pk)).count()


def sign_in(client: Client, user: User) -> None:
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")


def gaps(client: Client, user: User) -> list[Gap]:
    sign_in(client, user)
    found: list[Gap] = client.get(reverse("network:holes")).context["gaps"]
    return found


def test_the_keeper_hears_of_a_hole(cast: Cast) -> None:
    report(cast)
    assert told(cast.noor) == 1


def test_a_hole_that_is_open_already_is_told_once(cast: Cast) -> None:
    first = report(cast)
    assert report(cast) == first
    assert told(cast.noor) == 1


def test_another_department_is_another_hole(cast: Cast) -> None:
    report(cast, HoleKind.NO_CONTACT, "STO")
    report(cast, HoleKind.NO_CONTACT, "ECO")
    assert told(cast.noor) == 2


def test_the_keeper_of_another_municipality_hears_nothing(cast: Cast) -> None:
    report(cast)
    assert told(cast.wil) == 0


def test_the_page_says_what_is_missing(client: Client, cast: Cast) -> None:
    report(cast)
    [gap] = gaps(client, cast.noor)
    assert "Vakantieparken" in gap.title


def test_the_page_names_who_can_mend_it(client: Client, cast: Cast) -> None:
    report(cast, HoleKind.NO_CONTACT, "BEL")
    [gap] = gaps(client, cast.noor)
    assert list(gap.menders) == [cast.noor, cast.loes]


def test_a_mended_hole_leaves_the_list(client: Client, cast: Cast) -> None:
    hole = report(cast)
    sign_in(client, cast.noor)
    client.post(reverse("network:hole_mended", args=[hole.pk]))
    assert gaps(client, cast.noor) == []


def test_the_same_gap_after_mending_is_told_again(client: Client, cast: Cast) -> None:
    hole = report(cast)
    sign_in(client, cast.noor)
    client.post(reverse("network:hole_mended", args=[hole.pk]))
    report(cast)
    assert told(cast.noor) == 2


def test_ilse_cannot_open_the_list(client: Client, cast: Cast) -> None:
    sign_in(client, cast.ilse)
    assert client.get(reverse("network:holes")).status_code == 404


def test_a_keeper_elsewhere_sees_no_hole_of_this_municipality(client: Client, cast: Cast) -> None:
    report(cast)
    assert gaps(client, cast.wil) == []


@pytest.mark.parametrize(("username", "status"), [("ilse", 404), ("wil", 302)])
def test_who_does_not_keep_this_directory_mends_nothing(client: Client, cast: Cast, username: str, status: int) -> None:
    hole = report(cast)
    sign_in(client, cast[username])
    assert client.post(reverse("network:hole_mended", args=[hole.pk])).status_code == status
    hole.refresh_from_db()
    assert hole.mended_at is None


def test_a_longer_list_costs_no_more_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for code in ("BEL", "STO", "ECO", "FIN"):
        report(cast, HoleKind.NO_CONTACT, code)
    sign_in(client, cast.noor)
    with django_assert_max_num_queries(11):
        client.get(reverse("network:holes"))


def test_a_department_that_only_the_sign_in_knows_is_a_hole_with_its_name(client: Client, cast: Cast) -> None:
    report_hole(municipality=cast.oudeveen, kind=HoleKind.UNKNOWN_DEPARTMENT, named="Team Kust")
    report_hole(municipality=cast.oudeveen, kind=HoleKind.UNKNOWN_DEPARTMENT, named="Team Duin")
    assert [gap.hole.named for gap in gaps(client, cast.noor)] == ["Team Kust", "Team Duin"]
