"""The directory keeper hears once of a gap, sees what breaks and who can mend it."""

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.actions.holes import report_hole
from network.cast import Cast
from network.models import Hole, RoleGrant, User
from network.rules import HoleKind, Role
from tests.network.furnishing import signed_in
from tests.network.holes import holes_of, page_of


def report(cast: Cast, kind: HoleKind = HoleKind.NO_LEAD, code: str = "") -> Hole:
    department = cast.department(code).pk if code else None
    return report_hole(municipality=cast.oudeveen, kind=kind, theme_id=cast.themes["T16"].pk, department_id=department)


def unknown(cast: Cast, name: str = "Team Kust") -> Hole:
    return report_hole(municipality=cast.oudeveen, kind=HoleKind.UNKNOWN_DEPARTMENT, named=name)


def told(user: User) -> int:
    return Message.objects.filter(kind="directory_hole", recipient_mark=duty_mark(user.pk)).count()


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


def test_a_department_is_one_hole_whatever_the_signal_was_about(cast: Cast) -> None:
    department = cast.department("STO").pk
    for code in ("T16", "T04"):
        theme = cast.themes[code].pk
        report_hole(municipality=cast.oudeveen, kind=HoleKind.NO_CONTACT, theme_id=theme, department_id=department)
    assert told(cast.noor) == 1


def test_the_keeper_of_another_municipality_hears_nothing(cast: Cast) -> None:
    report(cast)
    assert told(cast.wil) == 0


def test_the_page_says_what_is_missing_and_what_breaks(cast: Cast) -> None:
    [shown] = holes_of(cast.noor, HoleKind.NO_LEAD)
    assert shown.title == "Niemand is trekker van Vakantieparken en recreatie"
    assert "welke afdeling" in shown.breaks


def test_the_page_shows_what_no_signal_met_yet(cast: Cast) -> None:
    assert not Hole.objects.exists()
    assert holes_of(cast.noor, HoleKind.NO_LEAD)


def test_what_a_signal_met_is_gone_when_the_directory_does_not_show_it_any_more(cast: Cast) -> None:
    report(cast, HoleKind.NO_CONTACT, "VAS")
    assert "VAS" not in {
        shown.found.department.code for shown in holes_of(cast.noor, HoleKind.NO_CONTACT) if shown.found.department
    }


def test_who_can_mend_it_can_be_called_first(cast: Cast) -> None:
    RoleGrant.objects.filter(role=Role.CONTACT_PERSON, department=cast.department("BEL")).delete()
    [shown] = holes_of(cast.noor, HoleKind.NO_CONTACT, afdeling="BEL")
    assert [mender.person for mender in shown.calls] == [cast.loes]
    page = signed_in(cast.noor).get(reverse("network:holes"), {"afdeling": "BEL"}).content.decode()
    assert page.index(f"tel:{cast.loes.phone}") < page.index("Kies een contactpersoon")


def test_the_five_worst_come_first(cast: Cast) -> None:
    page = page_of(cast.noor)
    assert len(page.worst) == 5
    assert [shown.found.badness for shown in page.worst] == sorted(shown.found.badness for shown in page.worst)


def test_each_kind_is_counted(cast: Cast) -> None:
    page = page_of(cast.noor)
    assert sum(group.total for group in page.groups) == page.total


def test_the_list_can_be_narrowed_to_a_department(cast: Cast) -> None:
    codes = {
        (shown.found.department or shown.found.asked).code  # type: ignore[union-attr]
        for group in page_of(cast.noor, afdeling="ICT").groups
        for shown in group.holes
    }
    assert codes == {"ICT"}


def test_a_long_kind_is_shown_in_pages(cast: Cast) -> None:
    RoleGrant.objects.filter(role=Role.CONTACT_PERSON, municipality=cast.oudeveen).delete()
    for number in range(10):
        cast.oudeveen.departments.create(code=f"X{number}", name=f"Afdeling {number}")
    [group] = page_of(cast.noor, soort=HoleKind.NO_CONTACT).groups
    assert (len(group.holes), group.total) == (25, 32)
    [rest] = page_of(cast.noor, soort=HoleKind.NO_CONTACT, na=group.after).groups
    assert not {one.mark for one in rest.holes} & {one.mark for one in group.holes}
    assert len(rest.holes) == 7


def test_nothing_is_written_by_looking(cast: Cast) -> None:
    page_of(cast.noor)
    assert not Hole.objects.exists()


# ---- told by somebody ------------------------------------------------------------------------------
def test_a_department_that_only_the_sign_in_knows_is_a_hole_with_its_name(cast: Cast) -> None:
    unknown(cast, "Team Kust")
    unknown(cast, "Team Duin")
    shown = holes_of(cast.noor, HoleKind.UNKNOWN_DEPARTMENT)
    assert {one.found.named for one in shown} == {"Team Kust", "Team Duin"}


def test_it_is_gone_when_a_department_gets_that_name(cast: Cast) -> None:
    unknown(cast)
    cast.oudeveen.departments.filter(code="ECO").update(synonyms="Team Kust")
    assert holes_of(cast.noor, HoleKind.UNKNOWN_DEPARTMENT) == []


def test_it_is_gone_when_the_keeper_says_so(cast: Cast) -> None:
    hole = unknown(cast)
    signed_in(cast.noor).post(reverse("network:hole_mended", args=[hole.pk]))
    assert holes_of(cast.noor, HoleKind.UNKNOWN_DEPARTMENT) == []


def test_when_it_comes_up_again_it_is_told_again(cast: Cast) -> None:
    hole = unknown(cast)
    signed_in(cast.noor).post(reverse("network:hole_mended", args=[hole.pk]))
    unknown(cast)
    assert told(cast.noor) == 2


# ---- who -------------------------------------------------------------------------------------------
def test_ilse_cannot_open_the_list(cast: Cast) -> None:
    assert signed_in(cast.ilse).get(reverse("network:holes")).status_code == 404


def test_somebody_without_the_role_in_this_municipality_cannot_name_it(cast: Cast) -> None:
    assert signed_in(cast.noor).get(reverse("network:holes"), {"gemeente": "veenwijk"}).status_code == 404


def test_the_coordinator_reads_it_and_is_offered_nothing_to_mend(cast: Cast) -> None:
    page = signed_in(cast.omar).get(reverse("network:holes")).content.decode()
    assert "Niemand is trekker" in page
    assert "Kies een trekker" not in page


def test_the_coordinator_finds_the_keeper_to_call(cast: Cast) -> None:
    [shown] = holes_of(cast.omar, HoleKind.NO_LEAD)
    assert shown.calls[0].person == cast.noor


@pytest.mark.parametrize(("username", "status"), [("ilse", 404), ("wil", 302), ("omar", 404)])
def test_who_does_not_keep_this_directory_mends_nothing(cast: Cast, username: str, status: int) -> None:
    hole = report(cast)
    address = reverse("network:hole_mended", args=[hole.pk])
    assert signed_in(cast[username]).post(address).status_code == status
    hole.refresh_from_db()
    assert hole.mended_at is None


def test_the_page_asks_the_database_little(cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    RoleGrant.objects.filter(role=Role.CONTACT_PERSON, municipality=cast.oudeveen).delete()
    client = signed_in(cast.noor)
    with django_assert_max_num_queries(18):
        client.get(reverse("network:holes"))
