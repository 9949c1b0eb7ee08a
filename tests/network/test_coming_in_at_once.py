"""Two tabs that sign somebody in for the first time at the same moment make one account."""

from threading import Barrier, Thread

import pytest
from allauth.socialaccount.models import SocialAccount
from django.db import connection

from network.actions.signing_in import Identity, come_in
from network.models import Municipality, PersonEntry, RoleGrant, User
from network.rules import Role
from network.rules.claims import RoleRule

TABS = 4


def come_in_together(*identities: Identity) -> None:
    ready, wrong = Barrier(len(identities)), []

    def come(identity: Identity) -> None:
        try:
            ready.wait(10)
            come_in(identity=identity)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [Thread(target=come, args=[identity]) for identity in identities]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert wrong == []


@pytest.fixture
def oudeveen(transactional_db: None) -> Municipality:
    return Municipality.objects.create(slug="oudeveen", name="Oudeveen")


def jip(**more: object) -> Identity:
    said = {"issuer": "https://login.example", "uid": "1", "name": "Jip", "municipality": "oudeveen"}
    return Identity(**{**said, **more})


def test_one_person_gets_one_account(oudeveen: Municipality) -> None:
    come_in_together(*[jip()] * TABS)
    [person] = User.objects.all()
    assert SocialAccount.objects.get().user == person
    assert RoleGrant.objects.get().user == person
    assert PersonEntry.objects.filter(person=person).count() == 2


def test_one_name_of_four_people_becomes_four_names(oudeveen: Municipality) -> None:
    come_in_together(*[jip(uid=str(number)) for number in range(TABS)])
    assert sorted(User.objects.values_list("username", flat=True)) == ["jip", "jip2", "jip3", "jip4"]


def test_one_waiting_account_goes_to_one_of_two(oudeveen: Municipality) -> None:
    waiting = User.objects.create_user("nieuw", "nieuw@oudeveen.example", name="Nieuw")
    come_in_together(jip(uid="1", email=waiting.email), jip(uid="2", email=waiting.email))
    assert SocialAccount.objects.filter(user=waiting).count() == 1
    assert SocialAccount.objects.count() == 2


def test_a_role_that_goes_in_two_tabs_goes_once(oudeveen: Municipality) -> None:
    come_in(identity=jip(roles=(RoleRule("g", Role.DIRECTORY_KEEPER),)))
    come_in_together(*[jip()] * TABS)
    ended = PersonEntry.objects.filter(event="role_ended")
    assert ended.count() == 1
