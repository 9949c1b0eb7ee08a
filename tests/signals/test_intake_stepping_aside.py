"""Whoever knows the person or the address steps aside: they see nothing of it any more, wherever they look."""

from __future__ import annotations

import pytest
from django.utils import timezone

from hkin.privacy.marks import exclusion_mark
from network.cast import Cast
from network.models import RoleGrant, User
from network.rules import Role
from signals.actions.assignment import contacts_of
from signals.actions.intake import step_aside
from signals.models import HandOver, Signal
from signals.rules.reference import shown
from tests.signals.heard import heard
from tests.signals.life import asked, filed, handed_over
from tests.signals.researching import in_research, questioned
from tests.signals.team import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def bea(cast: Cast) -> User:
    """In the team, and contact person of a department."""
    RoleGrant.objects.create(
        user=cast.bea,
        role=Role.CONTACT_PERSON,
        municipality=cast.oudeveen,
        department=cast.department("VAS"),
        from_on=timezone.localdate(),
    )
    return User.objects.get(pk=cast.bea.pk)


def inbox_of(user: User) -> str:
    return signed_in(user).get("/berichten/").content.decode()


def asked_of(cast: Cast, signal: Signal) -> HandOver:
    row = handed_over(signal, cast)
    signal.refresh_from_db()
    return row


# ---- the inbox -----------------------------------------------------------------------------------
def test_the_number_leaves_the_inbox(cast: Cast) -> None:
    signal = filed(cast.sanne)
    assert shown(signal.reference) in inbox_of(cast.bea)
    step_aside(signal.reference, by=cast.bea)
    assert shown(signal.reference) not in inbox_of(cast.bea)


def test_so_does_the_number_of_a_question_to_their_department(cast: Cast, bea: User) -> None:
    row = asked_of(cast, filed(cast.sanne))
    assert shown(row.reference) in inbox_of(bea)
    step_aside(row.signal.reference, by=bea)
    assert shown(row.reference) not in inbox_of(bea)


def test_so_does_the_number_of_a_question_to_their_source(cast: Cast) -> None:
    RoleGrant.objects.create(
        user=cast.bea,
        role=Role.SOURCE_HOLDER,
        municipality=cast.oudeveen,
        department=cast.department("PUB"),
        from_on=timezone.localdate(),
    )
    row = questioned(in_research(cast), cast)
    bea = User.objects.get(pk=cast.bea.pk)
    assert shown(row.reference) in inbox_of(bea)
    step_aside(row.signal.reference, by=bea)
    assert shown(row.reference) not in inbox_of(bea)


def test_the_others_keep_their_lines(cast: Cast) -> None:
    signal = filed(cast.sanne)
    step_aside(signal.reference, by=cast.bea)
    assert shown(signal.reference) in inbox_of(cast.omar)


def test_a_reporter_keeps_what_was_said_to_the_reporter(cast: Cast) -> None:
    signal = filed(cast.bea)
    asked(signal, cast.omar)
    step_aside(signal.reference, by=cast.bea)
    assert heard(cast.bea) == ["feedback_given", "question_asked"]


# ---- the department ------------------------------------------------------------------------------
def test_a_question_to_their_department_closes_for_them(cast: Cast, bea: User) -> None:
    row = asked_of(cast, filed(cast.sanne))
    assert signed_in(bea).get(f"/toegewezen/{row.reference}/").status_code == 200
    step_aside(row.signal.reference, by=bea)
    assert signed_in(bea).get(f"/toegewezen/{row.reference}/").status_code == 404


def test_their_department_asks_somebody_else(cast: Cast, bea: User) -> None:
    signal = filed(cast.sanne)
    assert bea in contacts_of(cast.department("VAS"), kept_out=signal.kept_out())
    step_aside(signal.reference, by=bea)
    assert bea not in contacts_of(cast.department("VAS"), kept_out=signal.kept_out())


# ---- who is kept out of other signals ------------------------------------------------------------
def test_stepping_aside_tells_nobody_by_which_mark_they_are_excluded(cast: Cast) -> None:
    """The trail names who stepped aside, so the mark of whom a reporter excluded never lies beside it."""
    signal = filed(cast.sanne)
    step_aside(signal.reference, by=cast.bea)
    signal.refresh_from_db()
    assert exclusion_mark(cast.bea.pk) not in {bytes(mark) for mark in signal.excluded_marks}
