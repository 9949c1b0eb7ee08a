"""Whoever never took an invitation is forgotten, and so are the links and the addresses that were typed."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import TimeMachineFixture

from hkin.privacy.retention import forget
from network.actions.entry import invite, resend_invitation
from network.actions.people import give_role
from network.cast import Cast
from network.models import EntryAsk, EntryLink, Municipality, PersonEntry, RoleGrant, User
from network.models.trail import PersonEvent
from network.retention import ASKS, LINKS, NEVER_CAME
from network.rules import Role
from signals.models import Signal
from tests.letters import last_link
from tests.signals.life import filed


@pytest.fixture
def nora(cast: Cast) -> User:
    return invite(by=cast.noor, municipality=cast.oudeveen, name="Nora Smit", email="nora@oudeveen.example")


def after(days: int, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(timezone.now() + timedelta(days=days), tick=False)
    for rule in (LINKS, ASKS, NEVER_CAME):
        forget(rule)


def is_forgotten(person: User) -> bool:
    person.refresh_from_db()
    return person.email == person.name == ""


@pytest.mark.parametrize(("days", "is_gone"), [(90, False), (92, True)])
def test_who_never_came_is_forgotten_after_ninety_days(
    nora: User, days: int, is_gone: bool, time_machine: TimeMachineFixture
) -> None:
    after(days, time_machine)
    assert is_forgotten(nora) is is_gone


def test_of_who_is_forgotten_nothing_but_the_trail_stays(nora: User, time_machine: TimeMachineFixture) -> None:
    after(92, time_machine)
    nora.refresh_from_db()
    assert (nora.username, nora.is_active) == (f"vergeten-{nora.pk}", False)
    assert not RoleGrant.objects.filter(user=nora).exists()
    assert not EntryLink.objects.exists()
    assert PersonEntry.objects.filter(person=nora, event=PersonEvent.INVITED).exists()


def test_forgetting_twice_forgets_nobody_twice(nora: User, time_machine: TimeMachineFixture) -> None:
    after(92, time_machine)
    assert forget(NEVER_CAME) == 0


def test_who_was_invited_again_lately_is_kept(cast: Cast, nora: User, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to(timezone.now() + timedelta(days=85), tick=False)
    resend_invitation(by=cast.tom, person=nora)
    after(7, time_machine)
    assert not is_forgotten(nora)


def test_who_came_is_kept(nora: User, client: Client, time_machine: TimeMachineFixture) -> None:
    client.get(last_link())
    client.post("/toegang/", {"password1": "een zin die ik onthoud", "password2": "een zin die ik onthoud"})
    after(92, time_machine)
    assert not is_forgotten(nora)


def test_who_holds_a_duty_is_kept(cast: Cast, nora: User, time_machine: TimeMachineFixture) -> None:
    give_role(by=None, person=nora, role=Role.BOARD_MEMBER, municipality=cast.oudeveen)
    after(92, time_machine)
    assert not is_forgotten(nora)


def test_who_stands_in_for_a_colleague_is_kept(cast: Cast, nora: User, time_machine: TimeMachineFixture) -> None:
    RoleGrant.objects.filter(user=cast.dirk, role=Role.CONTACT_PERSON).update(deputy=nora)
    after(92, time_machine)
    assert not is_forgotten(nora)


def test_the_cast_stays(cast: Cast, time_machine: TimeMachineFixture) -> None:
    names = set(User.objects.values_list("name", flat=True))
    after(400, time_machine)
    assert set(User.objects.values_list("name", flat=True)) == names


@pytest.mark.parametrize(("days", "is_kept"), [(36, True), (39, False)])
def test_the_address_of_who_asked_and_never_came_back_goes_thirty_days_after_the_link(
    cast: Cast, client: Client, days: int, is_kept: bool, time_machine: TimeMachineFixture
) -> None:
    Municipality.objects.update(mail_domains=["oudeveen.example"])
    typed = {"email": "nora@oudeveen.example", "name": "Nora Smit", "department": cast.department("VAS").pk}
    client.post("/aanmelden/", typed)
    after(days, time_machine)
    assert EntryLink.objects.exists() is is_kept


def test_how_often_somebody_asked_goes_the_next_night_but_one(
    client: Client, db: None, time_machine: TimeMachineFixture
) -> None:
    client.post("/wachtwoord-vergeten/", {"email": "nora@oudeveen.example"})
    assert EntryAsk.objects.count() == 2
    after(2, time_machine)
    assert not EntryAsk.objects.exists()


def test_who_is_named_by_a_signal_is_kept(cast: Cast, nora: User, time_machine: TimeMachineFixture) -> None:
    Signal.objects.filter(pk=filed(cast.sanne).pk).update(proposed_contact=nora)
    after(92, time_machine)
    assert not is_forgotten(nora)
