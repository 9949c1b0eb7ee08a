"""The keeper's day begins with the five worst gaps and the way to mend them, and with who left or gets no mail."""

from __future__ import annotations

from django.utils import timezone

from network.actions.holes import accept_hole, keep_holes
from network.cast import Cast
from network.holes import worst_kept
from network.models import Hole, Municipality, Responsibility, RoleGrant, User
from network.rules import HoleKind, Role
from tests.network.furnishing import signed_in
from tests.network.holes import found_in


def home(user: User) -> str:
    return signed_in(user).get("/").content.decode()


def test_the_worst_stand_there_with_the_way_to_mend_them(cast: Cast) -> None:
    keep_holes(cast.oudeveen)
    page = home(cast.noor)
    assert "Niemand is trekker van Vakantieparken" in page
    assert "?gemeente=oudeveen&amp;thema=T16#een-thema" in page


def test_there_are_five_and_the_worst_is_first(cast: Cast) -> None:
    RoleGrant.objects.filter(municipality=cast.oudeveen, role=Role.INTEGRITY_RECEIVER).delete()
    keep_holes(cast.oudeveen)
    worst = worst_kept({cast.oudeveen.pk}, most=5)
    assert (len(worst), worst[0].kind) == (5, HoleKind.NO_RECEIVER)


def test_a_department_that_leads_comes_before_one_that_does_not(cast: Cast) -> None:
    RoleGrant.objects.filter(role=Role.CONTACT_PERSON, department__code__in=["KCC", "OOV"]).delete()
    Responsibility.objects.filter(department=cast.department("KCC")).delete()
    keep_holes(cast.oudeveen)
    titles = [one.title for one in worst_kept({cast.oudeveen.pk}, most=99) if one.kind is HoleKind.NO_CONTACT]
    assert titles[-1].startswith(cast.department("KCC").name)


def test_what_somebody_answers_for_is_not_there(cast: Cast) -> None:
    keep_holes(cast.oudeveen)
    [found] = found_in(cast.oudeveen, HoleKind.NO_LEAD)
    until = timezone.localdate().replace(day=1, month=1, year=timezone.localdate().year + 1)
    accept_hole(by=cast.noor, found=found, reason="De regio doet dit.", until=until)
    assert "Niemand is trekker" not in home(cast.noor)


def test_who_left_and_who_gets_no_mail_stand_apart(cast: Cast) -> None:
    Hole.objects.create(municipality=cast.oudeveen, kind=HoleKind.LEFT, person=cast.lotte)
    Hole.objects.create(municipality=cast.oudeveen, kind=HoleKind.MAIL_BOUNCES, person=cast.dirk)
    page = home(cast.noor).partition('id="block-leavers')[2]
    assert "Lotte Scholten" in page
    assert "Dirk Venema" in page


def test_the_coordinator_reads_what_touches_them_and_mends_nothing(cast: Cast) -> None:
    keep_holes(cast.oudeveen)
    page = home(cast.omar)
    assert "Niemand is trekker" in page
    assert "Kies een trekker" not in page


def test_whoever_keeps_one_directory_sees_what_they_can_mend(cast: Cast) -> None:
    """Wil keeps Veenwijk and stands in as coordinator in Oudeveen."""
    for place in Municipality.objects.all():
        Hole.objects.create(municipality=place, kind=HoleKind.UNKNOWN_DEPARTMENT, named=f"Team {place.slug}")
    page = home(cast.wil)
    assert "Team veenwijk" in page
    assert "Team oudeveen" not in page


def test_ilse_sees_nothing_of_it(cast: Cast) -> None:
    keep_holes(cast.oudeveen)
    assert "Vakantieparken" not in home(cast.ilse)
