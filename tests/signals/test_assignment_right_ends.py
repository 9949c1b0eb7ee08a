"""Who leaves a department, or whose department said no, reads nothing of a question any more."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import Department, RoleGrant, User
from network.rules import Role
from signals.actions.assignment import Answer, answer_hand_over, give_to_colleague, report_result
from signals.actions.closing import Ending, close_signal
from signals.assigned import who_has
from signals.demo.weighing import make_ready_for
from signals.models import HandOver
from signals.models.assignment import Reply
from signals.rules.lifecycle import Outcome
from tests.signals.life import TEXT, filed, handed_over
from tests.signals.team import page_of as page_of_team


@pytest.fixture
def row(cast: Cast) -> HandOver:
    return handed_over(filed(cast.sanne), cast, shares_text=True)


def answer_to(user: User, row: HandOver) -> int:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client.get(f"/toegewezen/{row.reference}/").status_code


def given_to_lotte(cast: Cast, row: HandOver) -> HandOver:
    return give_to_colleague(row.reference, by=cast.dirk, to=cast.lotte, version=row.version)


def team_reads(cast: Cast, row: HandOver) -> str:
    return page_of_team(cast.omar, row.signal)


def leave_department(user: User) -> None:
    RoleGrant.objects.filter(user=user).update(until_on=timezone.localdate() - timedelta(days=1))


# ---- leaving -------------------------------------------------------------------------------------
def test_the_colleague_to_whom_it_was_given_reads_it(cast: Cast, row: HandOver) -> None:
    assert answer_to(cast.lotte, given_to_lotte(cast, row)) == 200


def test_whoever_left_the_department_does_not(cast: Cast, row: HandOver) -> None:
    given_to_lotte(cast, row)
    leave_department(cast.lotte)
    assert answer_to(cast.lotte, row) == 404


def test_nor_who_works_for_another_department_now(cast: Cast, row: HandOver) -> None:
    given_to_lotte(cast, row)
    leave_department(cast.lotte)
    elsewhere = cast.department("PUB")
    RoleGrant.objects.create(
        user=cast.lotte,
        role=Role.REPORTER,
        municipality=cast.oudeveen,
        department=elsewhere,
        from_on=timezone.localdate(),
    )
    assert answer_to(cast.lotte, row) == 404


# ---- who has it then -------------------------------------------------------------------------------
def answers_for_it_now(cast: Cast, user: User) -> None:
    """Instead of dirk, who works elsewhere now."""
    leave_department(cast.dirk)
    department, today = cast.department("VAS"), timezone.localdate()
    place = {"municipality": cast.oudeveen, "department": department, "from_on": today}
    RoleGrant.objects.create(user=user, role=Role.CONTACT_PERSON, **place)


def test_the_team_reads_whom_to_call_about_it_now(cast: Cast, row: HandOver) -> None:
    asked = _("Contact: %(name)s.")
    assert asked % {"name": cast.dirk} in team_reads(cast, row)
    answers_for_it_now(cast, cast.karin)
    assert asked % {"name": cast.karin} in team_reads(cast, row)


def test_whoever_comes_after_reads_their_own_name(cast: Cast, row: HandOver) -> None:
    answers_for_it_now(cast, cast.karin)
    client = Client()
    client.force_login(User.objects.get(pk=cast.karin.pk))
    assert client.get(f"/toegewezen/{row.reference}/").context["who"] == cast.karin


def test_what_was_given_to_who_left_is_with_the_contact_person_again(cast: Cast, row: HandOver) -> None:
    given_to_lotte(cast, row)
    assert _("%(name)s does it.") % {"name": cast.lotte} in team_reads(cast, row)
    leave_department(cast.lotte)
    assert _("Contact: %(name)s.") % {"name": cast.dirk} in team_reads(cast, row)


def test_however_many_were_asked_it_is_looked_up_at_once(cast: Cast, row: HandOver) -> None:
    given_to_lotte(cast, row)
    signal, rows = row.signal, list(row.signal.hand_overs.select_related("department__fallback", "given_to"))
    with CaptureQueriesContext(connection) as one:
        assert list(who_has(signal, rows).values()) == [cast.lotte]
    with CaptureQueriesContext(connection) as many:
        who_has(signal, rows * 3)
    assert len(many) == len(one)


def test_what_ended_stays_with_who_had_it_then(cast: Cast, row: HandOver) -> None:
    decline(cast, row)
    answers_for_it_now(cast, cast.karin)
    assert _("Contact: %(name)s.") % {"name": cast.dirk} in team_reads(cast, row)


@pytest.fixture
def by_fallback(cast: Cast) -> HandOver:
    """No contact person is left: it went to whoever answers for the department otherwise."""
    department = cast.department("VAS")
    RoleGrant.objects.filter(department=department, role=Role.CONTACT_PERSON).delete()
    Department.objects.filter(pk=department.pk).update(fallback=cast.karin)
    department.refresh_from_db()
    row = handed_over(filed(cast.sanne), cast, shares_text=True)
    assert row.given_to == cast.karin
    return row


def test_the_fallback_of_a_department_reads_it(cast: Cast, by_fallback: HandOver) -> None:
    assert answer_to(cast.karin, by_fallback) == 200


def test_who_is_no_fallback_any_more_does_not(cast: Cast, by_fallback: HandOver) -> None:
    Department.objects.filter(fallback=cast.karin).update(fallback=None)
    assert answer_to(cast.karin, by_fallback) == 404


# ---- after no, and after the end -----------------------------------------------------------------
@pytest.fixture
def dirk(cast: Cast, client: Client) -> Client:
    client.force_login(cast.dirk)
    return client


def page_of(client: Client, row: HandOver) -> str:
    answer = client.get(f"/toegewezen/{row.reference}/")
    assert answer.status_code == 200
    return answer.content.decode()


def decline(cast: Cast, row: HandOver) -> None:
    no = Answer(Reply.DECLINED, words="Niet van ons.")
    answer_hand_over(row.reference, by=cast.dirk, answer=no, version=row.version)


def test_after_no_the_text_of_the_reporter_is_gone(cast: Cast, dirk: Client, row: HandOver) -> None:
    assert TEXT in page_of(dirk, row)
    decline(cast, row)
    assert TEXT not in page_of(dirk, row)


def test_after_no_the_name_of_the_reporter_is_gone(cast: Cast, dirk: Client) -> None:
    row = handed_over(filed(cast.sanne), cast, shares_reporter=True)
    decline(cast, row)
    assert cast.sanne.name not in page_of(dirk, row)


def test_when_the_signal_is_closed_the_text_is_gone(cast: Cast, dirk: Client, row: HandOver) -> None:
    taken = answer_hand_over(row.reference, by=cast.dirk, answer=Answer(Reply.ACCEPTED), version=row.version)
    report_result(row.reference, by=cast.dirk, result="Opgezegd.", own_number="", version=taken.version)
    row.signal.refresh_from_db()
    make_ready_for(row.signal, Outcome.ONE_DEPARTMENT, by=cast.omar)
    row.signal.refresh_from_db()
    ending = Ending(Outcome.ONE_DEPARTMENT, reason="Vastgoed deed het.", feedback="Het is opgelost.")
    close_signal(row.signal.reference, by=cast.omar, ending=ending, version=row.signal.version)
    assert TEXT not in page_of(dirk, row)
