"""Every day the directory is looked over: what is new is told once, what is gone is mended by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.actions.holes import NotAllLookedAt, keep_holes, look_for_holes, report_hole
from network.cast import Cast
from network.models import Hole, Responsibility, RoleGrant, User
from network.models.matrix import Part
from network.rules import HoleKind, Role
from network.tasks import find_holes


def told(user: User) -> int:
    return Message.objects.filter(kind="directory_holes_found", recipient_mark=duty_mark(user.pk)).count()


def open_of(cast: Cast, kind: HoleKind) -> list[Hole]:
    return list(Hole.objects.unmended().filter(municipality=cast.oudeveen, kind=kind))


def give_lead(cast: Cast) -> None:
    Responsibility.objects.filter(municipality=cast.oudeveen, theme=cast.themes["T16"]).delete()
    Responsibility.objects.create(
        municipality=cast.oudeveen,
        theme=cast.themes["T16"],
        department=cast.department("VAS"),
        part=Part.LEAD,
        from_on=timezone.localdate(),
    )


def test_what_is_found_is_kept(cast: Cast) -> None:
    keep_holes(cast.oudeveen)
    assert [hole.theme for hole in open_of(cast, HoleKind.NO_LEAD)] == [cast.themes["T16"]]


def test_the_keeper_hears_once_of_all_that_is_new(cast: Cast) -> None:
    assert len(keep_holes(cast.oudeveen)) > 1
    assert told(cast.noor) == 1


def test_a_day_without_news_tells_nobody(cast: Cast) -> None:
    keep_holes(cast.oudeveen)
    assert keep_holes(cast.oudeveen, on=timezone.localdate() + timedelta(days=1)) == []
    assert told(cast.noor) == 1


def test_twice_on_a_day_is_once(cast: Cast) -> None:
    keep_holes(cast.oudeveen)
    before = Hole.objects.count()
    keep_holes(cast.oudeveen)
    assert (Hole.objects.count(), told(cast.noor)) == (before, 1)


def test_what_is_gone_is_mended(cast: Cast) -> None:
    keep_holes(cast.oudeveen)
    give_lead(cast)
    keep_holes(cast.oudeveen)
    assert open_of(cast, HoleKind.NO_LEAD) == []


def test_what_comes_back_is_new_and_told(cast: Cast) -> None:
    keep_holes(cast.oudeveen)
    give_lead(cast)
    keep_holes(cast.oudeveen)
    Responsibility.objects.filter(municipality=cast.oudeveen, theme=cast.themes["T16"], part=Part.LEAD).delete()
    assert HoleKind.NO_LEAD in {found.kind for found in keep_holes(cast.oudeveen)}


def test_what_a_signal_met_already_is_not_told_again(cast: Cast) -> None:
    keep_holes(cast.oudeveen)
    RoleGrant.objects.filter(role=Role.CONTACT_PERSON, department=cast.department("VAS")).delete()
    report_hole(
        municipality=cast.oudeveen,
        kind=HoleKind.NO_CONTACT,
        theme_id=cast.themes["T06"].pk,
        department_id=cast.department("VAS").pk,
    )
    assert HoleKind.NO_CONTACT not in {found.kind for found in keep_holes(cast.oudeveen)}


def test_what_somebody_told_stays_until_the_directory_knows_the_name(cast: Cast) -> None:
    report_hole(municipality=cast.oudeveen, kind=HoleKind.UNKNOWN_DEPARTMENT, named="Team Kust")
    keep_holes(cast.oudeveen)
    assert open_of(cast, HoleKind.UNKNOWN_DEPARTMENT)
    cast.oudeveen.departments.filter(code="ECO").update(synonyms="Team Kust")
    keep_holes(cast.oudeveen)
    assert open_of(cast, HoleKind.UNKNOWN_DEPARTMENT) == []


def test_one_municipality_that_fails_does_not_stop_the_others(cast: Cast) -> None:
    Responsibility.objects.filter(municipality=cast.veenwijk, part=Part.LEAD).delete()
    Responsibility.objects.filter(municipality=cast.oudeveen).update(level="unheard of", part=Part.INFORMED)
    with pytest.raises(NotAllLookedAt, match="oudeveen"):
        look_for_holes()
    assert told(cast.wil) == 1


def test_the_task_of_the_day_is_done_once(cast: Cast) -> None:
    find_holes()
    Hole.objects.all().delete()
    find_holes()
    assert not Hole.objects.exists()
