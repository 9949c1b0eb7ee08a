"""Your municipality account is tied to the account that waits for you here, and never to that of somebody else."""

from datetime import timedelta

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.utils import timezone

from network.cast import Cast
from network.models import EntryLink, PersonEntry, User
from network.models.entry import EntryKind
from network.models.trail import PersonEvent
from tests.oidc import Provider


def tied_to(person: User) -> list[str]:
    return list(SocialAccount.objects.filter(user=person).values_list("uid", flat=True))


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def invited(cast: Cast) -> User:
    """An account with roles that waits for its owner, with a letter on its way."""
    person = User.objects.create_user("nieuw", "Nieuw@oudeveen.example", name="Nieuwe Collega")
    EntryLink.objects.create(
        kind=EntryKind.INVITATION, user=person, made_by=cast.tom, expires_at=timezone.now() + timedelta(days=7)
    )
    return person


def test_who_was_invited_takes_the_account_with_its_roles(
    client: Client, oidc_provider: Provider, invited: User
) -> None:
    oidc_provider.knows("n-1", email="nieuw@oudeveen.example", name="N. Collega")
    oidc_provider.sign_in(client, "n-1")
    invited.refresh_from_db()
    assert tied_to(invited) == ["n-1"]
    assert invited.entered_at is not None
    assert invited.name == "Nieuwe Collega"


def test_the_letter_of_the_invitation_opens_nothing_any_more(
    client: Client, oidc_provider: Provider, invited: User
) -> None:
    oidc_provider.knows("n-1", email="nieuw@oudeveen.example")
    oidc_provider.sign_in(client, "n-1")
    assert not EntryLink.objects.usable(timezone.now()).filter(user=invited).exists()


def test_who_has_an_account_here_already_keeps_it(client: Client, oidc_provider: Provider, cast: Cast) -> None:
    oidc_provider.knows("omar-1", email="OMAR@oudeveen.example")
    oidc_provider.sign_in(client, "omar-1")
    assert tied_to(cast.omar) == ["omar-1"]
    assert PersonEntry.objects.filter(person=cast.omar, event=PersonEvent.CHANGED, by=None).exists()


def test_a_mail_address_that_is_not_proven_takes_nobodys_account(
    client: Client, oidc_provider: Provider, cast: Cast
) -> None:
    oidc_provider.knows("boef", email=cast.omar.email, email_verified=False, name="Boef")
    oidc_provider.sign_in(client, "boef")
    assert tied_to(cast.omar) == []
    assert User.objects.get(name="Boef").email == ""


def test_of_a_provider_that_says_nothing_about_it_the_address_is_not_believed(
    client: Client, oidc_provider: Provider, cast: Cast
) -> None:
    oidc_provider.knows("boef", email=cast.omar.email, email_verified=None)
    oidc_provider.sign_in(client, "boef")
    assert tied_to(cast.omar) == []


def test_entra_says_it_in_a_claim_of_its_own(client: Client, oidc_provider: Provider, cast: Cast) -> None:
    oidc_provider.knows("omar-1", email=cast.omar.email, email_verified=None, xms_edov=True)
    oidc_provider.sign_in(client, "omar-1")
    assert tied_to(cast.omar) == ["omar-1"]


def test_unless_the_configuration_says_to_believe_it(client: Client, oidc_provider: Provider, cast: Cast) -> None:
    oidc_provider.set_up(trust_email=True)
    oidc_provider.knows("omar-1", email=cast.omar.email, email_verified=None)
    oidc_provider.sign_in(client, "omar-1")
    assert tied_to(cast.omar) == ["omar-1"]


def test_the_number_that_the_municipality_gave_goes_before_the_mail_address(
    client: Client, oidc_provider: Provider, cast: Cast
) -> None:
    User.objects.filter(pk=cast.bea.pk).update(external_id="oid-7")
    oidc_provider.set_up(id_claim="oid")
    oidc_provider.knows("pairwise", oid="oid-7", email=cast.omar.email)
    oidc_provider.sign_in(client, "pairwise")
    assert (tied_to(cast.bea), tied_to(cast.omar)) == (["oid-7"], [])


def test_a_successor_with_the_same_mail_address_does_not_get_the_account(
    client: Client, oidc_provider: Provider, cast: Cast
) -> None:
    oidc_provider.knows("omar-1", email=cast.omar.email)
    oidc_provider.sign_in(client, "omar-1")
    oidc_provider.knows("omar-2", email=cast.omar.email, name="Omar Opvolger")
    oidc_provider.sign_in(Client(), "omar-2")
    assert tied_to(cast.omar) == ["omar-1"]
    assert tied_to(User.objects.get(name="Omar Opvolger")) == ["omar-2"]


def test_the_same_number_at_another_provider_is_somebody_else(
    client: Client, oidc_provider: Provider, cast: Cast
) -> None:
    SocialAccount.objects.create(user=cast.omar, provider="https://elders.example", uid="1001")
    oidc_provider.knows("1001", name="Iemand Anders")
    oidc_provider.sign_in(client, "1001")
    assert int(client.session["_auth_user_id"]) == User.objects.get(name="Iemand Anders").pk


def test_an_address_of_two_people_takes_neither_account(client: Client, oidc_provider: Provider, cast: Cast) -> None:
    User.objects.filter(pk__in=[cast.omar.pk, cast.bea.pk]).update(email="balie@oudeveen.example")
    oidc_provider.knows("balie-1", email="balie@oudeveen.example")
    oidc_provider.sign_in(client, "balie-1")
    assert (tied_to(cast.omar), tied_to(cast.bea)) == ([], [])


def test_another_mail_address_follows(client: Client, oidc_provider: Provider, cast: Cast) -> None:
    oidc_provider.knows("omar-1", email=cast.omar.email)
    oidc_provider.sign_in(client, "omar-1")
    oidc_provider.knows("omar-1", email="o.nieuw@oudeveen.example")
    oidc_provider.sign_in(Client(), "omar-1")
    cast.omar.refresh_from_db()
    assert cast.omar.email == "o.nieuw@oudeveen.example"


def test_the_mail_address_of_a_colleague_does_not(client: Client, oidc_provider: Provider, cast: Cast) -> None:
    oidc_provider.knows("omar-1", email=cast.omar.email)
    oidc_provider.sign_in(client, "omar-1")
    oidc_provider.knows("omar-1", email=cast.bea.email)
    oidc_provider.sign_in(Client(), "omar-1")
    cast.omar.refresh_from_db()
    assert cast.omar.email == "omar@oudeveen.example"


# ---- who left ------------------------------------------------------------------------------------
@pytest.fixture
def left(oidc_provider: Provider, cast: Cast) -> User:
    oidc_provider.knows("omar-1", email=cast.omar.email, groups=["regie"])
    oidc_provider.sign_in(Client(), "omar-1")
    User.objects.filter(pk=cast.omar.pk).update(is_active=False)
    return cast.omar


def test_who_left_stays_out_and_reads_why(client: Client, oidc_provider: Provider, left: User) -> None:
    response = oidc_provider.sign_in(client, "omar-1")
    assert not is_signed_in(client)
    page = client.get(response["Location"]).content.decode()
    assert "Je account staat uit." in page
    assert left.name not in page


def test_who_left_gets_no_role(client: Client, oidc_provider: Provider, left: User) -> None:
    oidc_provider.set_up(roles_claim="groups", roles="regie=coordinator")
    before = left.grants.count()
    oidc_provider.sign_in(client, "omar-1")
    assert left.grants.count() == before


def test_who_left_before_the_municipality_account_was_there_stays_out_too(
    client: Client, oidc_provider: Provider, cast: Cast
) -> None:
    User.objects.filter(pk=cast.omar.pk).update(is_active=False)
    oidc_provider.knows("omar-1", email=cast.omar.email)
    oidc_provider.sign_in(client, "omar-1")
    assert not is_signed_in(client)
    assert tied_to(cast.omar) == []


def test_whoever_came_in_before_on_this_computer_is_gone(client: Client, oidc_provider: Provider, cast: Cast) -> None:
    client.force_login(cast.bea, backend="allauth.account.auth_backends.AuthenticationBackend")
    oidc_provider.knows("omar-1", email=cast.omar.email)
    oidc_provider.sign_in(client, "omar-1")
    assert int(client.session["_auth_user_id"]) == cast.omar.pk


# ---- asking tells nothing ------------------------------------------------------------------------
def test_an_address_of_somebody_here_and_one_of_nobody_get_the_same_answer(oidc_provider: Provider, cast: Cast) -> None:
    pages = []
    for sub, address in (("boef-1", cast.omar.email), ("boef-2", "niemand@oudeveen.example")):
        client = Client()
        oidc_provider.knows(sub, email=address, email_verified=False, name="Boef")
        pages.append((oidc_provider.sign_in(client, sub)["Location"], client.get("/hulp/").content))
    assert pages[0][0] == pages[1][0]
    assert len(pages[0][1]) == len(pages[1][1])
