"""Nobody publishes an indicator alone: a second colleague answers every question of the checklist, and signs."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.actions.indicators import NotComplete, Settled, sign_check, withdraw_draft, write_draft
from network.actions.refusals import NotAllowed
from network.cast import Cast
from network.indicators import checkers_of
from network.models import Indicator, IndicatorDraft, MunicipalityEntry, RoleGrant, User
from network.models.trail import MunicipalityEvent
from network.rules import Role
from network.rules.indicators import CHECKLIST, Question
from tests.network.theme_forms import TEXT, draft, fine, wording

pytestmark = pytest.mark.django_db


def objected(question: Question = Question.PLACE) -> dict[Question, bool]:
    return fine() | {question: False}


def kinds_told(person: User) -> set[str]:
    return set(Message.objects.filter(recipient_mark=duty_mark(person.pk)).values_list("kind", flat=True))


def test_every_question_has_words() -> None:
    assert set(CHECKLIST) == set(Question)


def test_what_is_written_is_not_published_yet(cast: Cast) -> None:
    draft(cast)
    assert not Indicator.objects.filter(text=TEXT).exists()


def test_a_second_colleague_publishes_it(cast: Cast) -> None:
    signed = sign_check(by=cast.fatma, draft=draft(cast), answers=fine(), remark="")
    assert signed.published_as is not None
    assert signed.published_as in Indicator.objects.used_in(cast.oudeveen)
    assert (signed.checked_by, signed.answers) == (cast.fatma, {question.value: True for question in Question})


@pytest.mark.parametrize("username", ["fatma", "omar", "bea"])
def test_a_privacy_officer_a_coordinator_and_the_team_check(cast: Cast, username: str) -> None:
    signed = sign_check(by=cast[username], draft=draft(cast), answers=fine(), remark="")
    assert signed.state == IndicatorDraft.State.PUBLISHED


@pytest.mark.parametrize("username", ["noor", "hans", "sanne", "dirk", "marijke", "ilse"])
def test_the_writer_the_fg_and_others_do_not(cast: Cast, username: str) -> None:
    with pytest.raises(NotAllowed):
        sign_check(by=cast[username], draft=draft(cast), answers=fine(), remark="")


def test_who_supervises_the_checks_does_none_in_another_role_either(cast: Cast) -> None:
    RoleGrant.objects.create(
        user=cast.omar,
        role=Role.DATA_PROTECTION_OFFICER,
        municipality=cast.oudeveen,
        from_on=timezone.localdate(),
    )
    assert cast.omar not in checkers_of(cast.oudeveen, besides=cast.noor)
    with pytest.raises(NotAllowed):
        sign_check(by=cast.omar, draft=draft(cast), answers=fine(), remark="")


def test_the_database_itself_refuses_a_check_by_the_writer(cast: Cast) -> None:
    written = draft(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        IndicatorDraft.objects.filter(pk=written.pk).update(state="published", checked_by=cast.noor)


@pytest.mark.parametrize("question", Question)
def test_one_objection_is_enough(cast: Cast, question: Question) -> None:
    signed = sign_check(by=cast.fatma, draft=draft(cast), answers=objected(question), remark="Dat kan anders.")
    assert (signed.state, signed.published_as) == (IndicatorDraft.State.REFUSED, None)
    assert not Indicator.objects.filter(text=TEXT).exists()


def test_an_objection_goes_with_a_remark(cast: Cast) -> None:
    with pytest.raises(NotComplete):
        sign_check(by=cast.fatma, draft=draft(cast), answers=objected(), remark=" ")


def test_no_question_is_left_open(cast: Cast) -> None:
    answers = fine()
    del answers[Question.ORIGIN]
    with pytest.raises(NotComplete):
        sign_check(by=cast.fatma, draft=draft(cast), answers=answers, remark="")


def test_of_two_colleagues_the_second_is_late(cast: Cast) -> None:
    written = draft(cast)
    sign_check(by=cast.fatma, draft=written, answers=objected(), remark="Dat kan anders.")
    with pytest.raises(Settled):
        sign_check(by=cast.omar, draft=written, answers=fine(), remark="")


def test_who_wrote_it_takes_it_back(cast: Cast) -> None:
    written = draft(cast)
    withdraw_draft(by=cast.noor, draft=written)
    with pytest.raises(Settled):
        sign_check(by=cast.fatma, draft=written, answers=fine(), remark="")


def test_nobody_else_takes_it_back(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        withdraw_draft(by=cast.omar, draft=draft(cast))


def test_who_may_check_is_asked_and_the_writer_hears_how_it_went(cast: Cast) -> None:
    written = draft(cast)
    assert "indicator_check_asked" in kinds_told(cast.fatma)
    assert "indicator_check_asked" not in kinds_told(cast.noor) | kinds_told(cast.hans) | kinds_told(cast.sanne)
    sign_check(by=cast.fatma, draft=written, answers=fine(), remark="")
    assert "indicator_published" in kinds_told(cast.noor)


def test_a_refusal_goes_back_to_the_writer(cast: Cast) -> None:
    sign_check(by=cast.fatma, draft=draft(cast), answers=objected(), remark="Dat kan anders.")
    assert "indicator_refused" in kinds_told(cast.noor)


def test_who_wrote_and_who_checked_is_written_down(cast: Cast) -> None:
    sign_check(by=cast.fatma, draft=draft(cast), answers=fine(), remark="")
    entry = MunicipalityEntry.objects.get(event=MunicipalityEvent.INDICATOR_CHANGED)
    assert (entry.by, entry.role) == (cast.fatma, "privacy_officer")
    assert "geschreven door Noor Hamstra, gecontroleerd door Fatma Özdemir" in entry.detail


@pytest.mark.parametrize("username", ["sanne", "fatma", "omar", "ilse"])
def test_only_the_keeper_writes(cast: Cast, username: str) -> None:
    with pytest.raises(NotAllowed):
        write_draft(by=cast[username], municipality=cast.oudeveen, theme=cast.themes["T01"], wording=wording())
