"""Whoever owns an agreement hears when its day has come, once; the team sees on the first page what changed."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.cast import Cast
from network.models import RoleGrant, User
from signals.actions.norms import remind_of_reviews, retire_norm
from signals.models import Norm, NormVersion
from signals.tasks import remind_of_reviews as task
from tests.signals.filing_form import signed_in
from tests.signals.norms import written


def due(norm: Norm) -> Norm:
    NormVersion.objects.filter(norm=norm).update(review_on=timezone.localdate())
    return norm


def hears(user: User, kind: str = "norm_review") -> list[str]:
    rows = Message.objects.filter(recipient_mark=duty_mark(user.pk), kind=kind)
    return list(rows.values_list("path", flat=True))


def home(user: User) -> str:
    return signed_in(user).get("/").content.decode()


def test_the_owner_hears_it_once_with_the_way_to_it(cast: Cast) -> None:
    norm = due(written(cast))
    remind_of_reviews()
    remind_of_reviews()
    assert hears(cast.bea) == [reverse("signals:norm", args=[norm.uuid])]
    assert hears(cast.joris) == []


def test_before_its_day_and_after_it_was_retired_nobody_hears_anything(cast: Cast) -> None:
    written(cast)
    norm = due(written(cast))
    retire_norm(by=cast.bea, uuid=norm.uuid, why="De wet is veranderd.", seen=1)
    assert remind_of_reviews() == 0


def test_when_the_owner_left_the_team_the_team_hears_it(cast: Cast) -> None:
    due(written(cast))
    RoleGrant.objects.filter(user=cast.bea, role="team_member").update(
        until_on=timezone.localdate() - timedelta(days=1)
    )
    remind_of_reviews()
    assert hears(cast.bea) == []
    assert len(hears(cast.omar)) == len(hears(cast.joris)) == 1


def test_a_day_is_worked_once(cast: Cast) -> None:
    due(written(cast))
    task()
    task()
    assert len(hears(cast.bea)) == 1


def test_the_first_page_says_to_the_owner_what_to_look_at_again(cast: Cast) -> None:
    due(written(cast))
    assert "Norm-afspraken te herzien" in home(cast.bea)
    assert "Norm-afspraken te herzien" not in home(cast.joris)


def test_the_first_page_says_what_changed_in_the_last_two_weeks(cast: Cast) -> None:
    norm = written(cast)
    assert "Norm-afspraken gewijzigd" in home(cast.joris)
    assert "Norm-afspraken gewijzigd" not in home(cast.dirk)
    assert "Kind in beeld" not in home(cast.jelle)
    NormVersion.objects.filter(norm=norm).update(at=timezone.now() - timedelta(days=16))
    assert "Norm-afspraken gewijzigd" not in home(cast.joris)
