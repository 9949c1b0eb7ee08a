"""Everybody begins the day on one page: what is due first on top, the role beside each block, every look logged."""

from datetime import timedelta
from itertools import combinations
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from pytest_django import DjangoAssertNumQueries

from hkin.privacy.models import Look
from network.actions.joint import ask_together
from network.cast import Cast
from network.models import RoleGrant, User
from network.rules import Role
from network.rules.joint import Act
from network.rules.starting import SetupStep
from network.starting import steps_of
from signals.actions.drafting import save_draft
from signals.models import Signal
from signals.rules.reference import shown
from signals.rules.safety import Safety
from tests.signals.heard import MONDAY
from tests.signals.life import asked, filed, handed_over
from tests.signals.team import closed

pytestmark = pytest.mark.django_db

MOST_QUERIES = 15


@pytest.fixture(autouse=True)
def monday(time_machine: Any) -> None:
    time_machine.move_to(MONDAY, tick=False)


def sign_in(client: Client, person: User) -> None:
    client.force_login(User.objects.get(pk=person.pk), backend="allauth.account.auth_backends.AuthenticationBackend")


def home(client: Client, person: User) -> str:
    sign_in(client, person)
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def blocks(client: Client, person: User) -> list[str]:
    page = home(client, person)
    return [part.partition('"')[0] for part in page.split('id="block-')[1:]]


def with_roles(cast: Cast, *roles: Role) -> User:
    """A colleague who files and holds exactly these roles in Oudeveen."""
    person = cast.merve
    for role in roles:
        RoleGrant.objects.create(
            user=person,
            role=role,
            municipality=cast.oudeveen,
            department=cast.department("VAS") if role is Role.CONTACT_PERSON else None,
            team=cast.teams["oudeveen", "integral"] if role in {Role.TEAM_MEMBER, Role.COORDINATOR} else None,
            from_on=timezone.localdate(),
        )
    return person


def work_everywhere(cast: Cast) -> None:
    """Something in every kind of block."""
    filed(cast.sanne)
    asked(filed(cast.sanne), cast.omar)
    handed_over(filed(cast.bram), cast)


WORN = sorted(set(Role) - {Role.REPORTER, Role.DATA_PROTECTION_OFFICER})


def test_every_person_of_the_cast_has_a_page(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    work_everywhere(cast)
    for person in cast.people.values():
        sign_in(client, person)
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get("/").status_code == 200, person


def test_every_combination_of_roles_has_a_page(cast: Cast, client: Client) -> None:
    work_everywhere(cast)
    client.raise_request_exception = False
    found = {roles: _answer_to(client, cast, *roles) for roles in [*combinations(WORN, 2), tuple(WORN)]}
    wrong = {" ".join(roles): said for roles, said in found.items() if said[0] != 200 or said[1] > MOST_QUERIES}
    assert wrong == {}
    assert len(found) > 50


def _answer_to(client: Client, cast: Cast, *roles: Role) -> tuple[int, int]:
    """Status and number of questions to the database; afterwards nobody holds these roles."""
    with transaction.atomic():
        client.cookies.clear()
        sign_in(client, with_roles(cast, *roles))
        with CaptureQueriesContext(connection) as asked_for:
            status = client.get("/").status_code
        transaction.set_rollback(True)
    return status, len(asked_for)


def test_who_only_files_begins_with_the_form_and_a_colleague_to_talk_to(cast: Cast, client: Client) -> None:
    found = blocks(client, cast.merve)
    assert found[:2] == ["file", "ask_first"]
    assert "watch" in found
    page = home(client, cast.merve)
    assert "Nu gevaar?" in page
    assert "088-" in page


def test_who_only_files_sees_no_block_of_the_team(cast: Cast, client: Client) -> None:
    work_everywhere(cast)
    assert set(blocks(client, cast.merve)) <= {"file", "ask_first", "question", "drafts", "own", "done", "watch"}


def test_a_question_to_the_reporter_stands_first(cast: Cast, client: Client) -> None:
    asked(filed(cast.sanne), cast.omar)
    assert blocks(client, cast.sanne)[0] == "question"


def test_what_is_urgent_and_unseen_stands_first_even_when_other_work_is_late(
    cast: Cast, client: Client, time_machine: Any
) -> None:
    filed(cast.sanne)
    time_machine.move_to(MONDAY + timedelta(days=60), tick=False)
    filed(cast.bram, safety=Safety.DANGER)
    assert blocks(client, cast.omar)[:2] == ["now_coordinator", "before"]


def test_the_coordinator_reads_what_came_in_since_the_last_reading_day(
    cast: Cast, client: Client, time_machine: Any
) -> None:
    time_machine.move_to(MONDAY - timedelta(days=10), tick=False)
    old = filed(cast.bram)
    time_machine.move_to(MONDAY - timedelta(days=1), tick=False)
    fresh = filed(cast.sanne)
    time_machine.move_to(MONDAY, tick=False)
    since = home(client, cast.omar).split('id="block-since"')[1].partition("</section>")[0]
    assert "Sinds vrijdag" in since
    assert shown(fresh.reference) in since
    assert shown(old.reference) not in since


def test_no_signal_stands_in_two_blocks(cast: Cast, client: Client) -> None:
    work_everywhere(cast)
    page = home(client, cast.omar)
    assert all(page.count(f'/werkvoorraad/{shown(signal.reference)}/"') == 1 for signal in Signal.objects.all())


def test_a_contact_person_begins_with_what_is_asked_of_the_department(cast: Cast, client: Client) -> None:
    handed_over(filed(cast.bram), cast)
    assert blocks(client, cast.dirk)[0] == "questions"


def test_what_waits_for_a_second_pair_of_eyes_is_shown_to_who_may_agree(cast: Cast, client: Client) -> None:
    ask_together(
        act=Act.GO_LIVE, by=cast.omar, role=Role.COORDINATOR, municipality=cast.oudeveen, reason="We zijn klaar."
    )
    assert "together" in blocks(client, cast.fatma)
    assert "together" not in blocks(client, cast.omar)


def test_the_board_sees_no_signal(cast: Cast, client: Client) -> None:
    work_everywhere(cast)
    page = home(client, cast.marijke)
    assert "/werkvoorraad/" not in page
    assert not any(shown(signal.reference) in page for signal in Signal.objects.all())


def test_an_attention_officer_sees_officer_blocks_and_nothing_of_the_team(cast: Cast, client: Client) -> None:
    work_everywhere(cast)
    assert not {"since", "before", "mine", "free"} & set(blocks(client, cast.aicha))


def test_the_role_stands_beside_each_block_of_who_has_several(cast: Cast, client: Client) -> None:
    page = home(client, cast.omar)
    assert page.count('class="hkin-home__hat"') == len(blocks(client, cast.omar))
    assert "hkin-home__hat" not in home(client, cast.merve)


def test_what_is_shown_of_signals_stands_in_the_log_under_the_role_of_its_block(cast: Cast, client: Client) -> None:
    signal = filed(cast.sanne)
    home(client, cast.omar)
    look = Look.objects.get(purpose="begin_the_day")
    assert (look.actor_id, look.role, look.signals) == (cast.omar.pk, Role.COORDINATOR, [signal.uuid])


def test_a_reporters_own_signals_are_looked_at_under_the_mark(cast: Cast, client: Client) -> None:
    signal = filed(cast.sanne)
    home(client, cast.sanne)
    look = Look.objects.at_signal(signal.uuid).get()
    assert (look.actor_id, look.role, look.action) == (None, Role.REPORTER, "list_own_signals")


def test_a_draft_can_be_gone_on_with(cast: Cast, client: Client) -> None:
    draft = save_draft(by=cast.sanne, key=uuid4(), municipality=cast.oudeveen, typed={"text": ["Begin"]})
    assert reverse("signals:resume_draft", args=[draft.uuid]) in home(client, cast.sanne)


def test_few_signals_give_no_figures(cast: Cast, client: Client) -> None:
    filed(cast.sanne)
    assert "done" not in blocks(client, cast.merve)


def test_as_many_steps_are_done_as_on_the_page_of_the_steps(cast: Cast, client: Client) -> None:
    done = sum(state.is_done for state in steps_of(cast.veenwijk))
    assert done > 0
    said = _("Furnished: %(done)s of %(all)s steps") % {"done": done, "all": len(SetupStep)}
    assert said in home(client, cast.tom)


def test_the_same_figures_stand_on_a_page_once(cast: Cast, client: Client) -> None:
    closed(cast, 12)
    assert "done" in blocks(client, cast.merve)
    page = home(client, cast.marijke)
    assert page.count(_("Signals that were finished, by what was done")) == 1


def test_who_works_elsewhere_sees_nothing_of_here(cast: Cast, client: Client) -> None:
    work_everywhere(cast)
    page = home(client, cast.ilse)
    assert not any(shown(signal.reference) in page for signal in Signal.objects.all())
    assert "Omar" not in page
