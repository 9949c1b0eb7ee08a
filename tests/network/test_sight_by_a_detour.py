"""Nobody gets sight of signals alone by a detour: a puppet elsewhere, an absence, a mailbox, a letter of before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from network.actions.absence import register_absence
from network.actions.details import Details, change_details
from network.actions.entry import invite
from network.actions.joint import NobodyToAgree, agree
from network.actions.joint_rules import Chosen, choose_arrangements
from network.actions.people import change_deputy, deactivate, end_role, give_role, reactivate
from network.actions.refusals import NotAllowed
from network.cast import Cast
from network.forms.joint_rules import JointRulesForm
from network.models import Absence, EntryLink, JointAct, RoleGrant, User
from network.roles import roles_of
from network.rules import Role
from network.rules.joint import Act, Arrangement
from tests.network.joint import arranged, as_new, asked


@pytest.fixture(autouse=True)
def arrived(cast: Cast) -> None:
    User.objects.update(entered_at=timezone.now())
    Absence.objects.all().delete()


def other_mailbox(cast: Cast, person: User) -> JointAct | None:
    details = Details(person.name, person.function, person.phone, person.best_hours, "elders@oudeveen.example")
    return change_details(by=as_new(cast.tom), person=as_new(person), details=details, reason="getrouwd")


def joris_stands_in_for_omar(cast: Cast) -> None:
    today = timezone.localdate()
    register_absence(by=cast.omar, from_on=today, until_on=today + timedelta(days=14), deputy=cast.joris)


# ---- a second pair of eyes elsewhere -------------------------------------------------------------
def test_who_practises_does_not_look_along_where_it_is_real(cast: Cast) -> None:
    chosen = {Act.GRANT_SIGHT: Chosen(Arrangement.PARTNER, cast.veenwijk)}
    with pytest.raises(NotAllowed):
        choose_arrangements(by=cast.tom, municipality=cast.oudeveen, chosen=chosen)
    assert not JointRulesForm(by=cast.tom, municipality=cast.oudeveen).others


def test_nor_when_it_was_chosen_in_practice(cast: Cast) -> None:
    arranged(cast.oudeveen, Arrangement.PARTNER, cast.veenwijk)
    with pytest.raises(NobodyToAgree):
        asked(cast.tom, municipality=cast.oudeveen, role=Role.APPLICATION_MANAGER, payload={"what": "grant"})


# ---- an absence ----------------------------------------------------------------------------------
def test_whose_role_ends_does_not_stand_in_any_more(cast: Cast) -> None:
    joris_stands_in_for_omar(cast)
    assert roles_of(as_new(cast.joris)).has(Role.COORDINATOR)
    for grant in RoleGrant.objects.today().filter(user=cast.joris, role=Role.TEAM_MEMBER):
        end_role(by=cast.tom, grant=grant, reason="andere baan")
    assert not roles_of(as_new(cast.joris)).has(Role.COORDINATOR)


def test_an_account_that_is_opened_again_stands_in_for_nobody(cast: Cast) -> None:
    joris_stands_in_for_omar(cast)
    deactivate(by=cast.tom, person=cast.joris, reason="vertrek")
    reactivate(by=cast.tom, person=as_new(cast.joris), reason="terug")
    assert not roles_of(as_new(cast.joris)).has(Role.COORDINATOR)


def test_who_is_no_deputy_any_more_does_not_stand_in_either(cast: Cast) -> None:
    grant = RoleGrant.objects.today().get(user=cast.dirk, role=Role.CONTACT_PERSON)
    today = timezone.localdate()
    RoleGrant.objects.filter(user=cast.lotte).exclude(role=Role.REPORTER).delete()
    RoleGrant.objects.filter(user=cast.lotte).update(department=cast.department("PUB"))
    register_absence(by=cast.dirk, from_on=today, until_on=today, deputy=cast.lotte)
    change_deputy(by=cast.tom, grant=grant, deputy=None, reason="andere baan")
    assert Absence.objects.get().deputy is None


def test_who_still_stands_beside_goes_on(cast: Cast) -> None:
    joris_stands_in_for_omar(cast)
    extra = give_role(by=cast.tom, person=cast.joris, role=Role.BOARD_MEMBER, municipality=cast.oudeveen)
    assert isinstance(extra, RoleGrant)
    end_role(by=cast.tom, grant=extra, reason="vergissing")
    assert Absence.objects.get().deputy == cast.joris


# ---- a mailbox -----------------------------------------------------------------------------------
def test_the_mailbox_of_who_stands_in_waits_for_a_colleague(cast: Cast) -> None:
    joris_stands_in_for_omar(cast)
    RoleGrant.objects.filter(user=cast.joris, role=Role.TEAM_MEMBER).delete()
    assert other_mailbox(cast, cast.joris) is not None


def test_the_mailbox_of_who_sees_signals_tomorrow_waits_too(cast: Cast) -> None:
    act = sight_for_merve(cast, days=1)
    agree(act=act, by=cast.omar)
    assert other_mailbox(cast, cast.merve) is not None


def test_the_mailbox_of_who_reads_the_access_log_waits_too(cast: Cast) -> None:
    assert other_mailbox(cast, cast.hans) is not None


def test_the_mailbox_of_whoever_is_asked_for_waits_too(cast: Cast) -> None:
    sight_for_merve(cast)
    assert other_mailbox(cast, cast.merve) is not None


def sight_for_merve(cast: Cast, *, days: int = 0) -> JointAct:
    act = give_role(
        by=cast.tom,
        person=cast.merve,
        role=Role.TEAM_MEMBER,
        municipality=cast.oudeveen,
        team=cast.oudeveen.teams.order_by("pk").first(),
        from_on=timezone.localdate() + timedelta(days=days),
    )
    assert isinstance(act, JointAct)
    return act


# ---- a letter of before --------------------------------------------------------------------------
def test_an_invitation_to_the_mailbox_of_before_opens_nothing(cast: Cast) -> None:
    person = invite(by=cast.tom, municipality=cast.oudeveen, name="Nieuw", email="nieuw@oudeveen.example")
    other_mailbox(cast, person)
    now = timezone.now()
    usable = EntryLink.objects.of_invited(person).usable(now)
    assert [link.email for link in usable] == ["elders@oudeveen.example"]
