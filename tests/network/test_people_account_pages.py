"""An application manager invites, changes, unlocks, logs out and closes accounts, each with a reason."""

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hkin.outbox.models import Letter
from network.actions.joint import agree
from network.cast import Cast
from network.leaving import Kind, items_of
from network.models import EntryLink, JointAct, PersonEntry, RoleGrant, User
from network.models.trail import PersonEvent
from network.rules import Role
from tests.network.person_form import REASON, come_in, look, send
from tests.signals.life import filed, taken_up


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def details(user: User, department: int, **more: Any) -> dict[str, Any]:
    names = ("name", "function", "phone", "best_hours", "email")
    return {**{name: getattr(user, name) for name in names}, "department": department, **REASON, **more}


def invited(client: Client, cast: Cast, **more: Any) -> Any:
    typed = {"name": "Nieuwe Collega", "email": "nieuw@oudeveen.example", "department": cast.department("PUB").pk}
    return come_in(client, cast.tom).post(reverse("network:person_invite"), {**typed, **more})


def events(user: User) -> set[str]:
    return set(PersonEntry.objects.filter(person=user).values_list("event", flat=True))


# ---- inviting ------------------------------------------------------------------------------------
def test_a_colleague_is_invited_by_letter(client: Client, cast: Cast) -> None:
    assert invited(client, cast).status_code == 302
    user = User.objects.get(email="nieuw@oudeveen.example")
    assert (user.entered_at, EntryLink.objects.filter(user=user).count()) == (None, 1)
    assert Letter.objects.filter(kind="invitation_sent").count() == 1


def test_who_left_is_not_invited_again(client: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.merve.pk).update(is_active=False)
    response = invited(client, cast, email=cast.merve.email)
    assert (response.status_code, "email" in response.context["form"].errors) == (422, True)


def test_an_invitation_is_sent_again_and_withdrawn(client: Client, cast: Cast) -> None:
    invited(client, cast)
    user = User.objects.get(email="nieuw@oudeveen.example")
    send(client, cast.tom, user, "person_invite_again", {})
    assert EntryLink.objects.usable(timezone.now()).filter(user=user).count() == 1
    send(client, cast.tom, user, "person_invite_withdraw", {})
    assert not EntryLink.objects.usable(timezone.now()).filter(user=user).exists()


def test_who_reads_the_list_only_invites_nobody(client: Client, cast: Cast) -> None:
    assert come_in(client, cast.omar).get(reverse("network:person_invite")).status_code == 404


# ---- what is known of somebody -------------------------------------------------------------------
def test_name_function_and_phone_change(client: Client, cast: Cast) -> None:
    typed = details(cast.merve, cast.department("PUB").pk, function="Teamleider", phone="088-1")
    send(client, cast.tom, cast.merve, "person_details", typed)
    assert (again(cast.merve).function, again(cast.merve).phone) == ("Teamleider", "088-1")


def test_the_trail_says_what_changed_and_not_from_what_to_what(client: Client, cast: Cast) -> None:
    send(client, cast.tom, cast.merve, "person_details", details(cast.merve, cast.department("PUB").pk, phone="088-1"))
    entry = PersonEntry.objects.get(person=cast.merve)
    assert (entry.detail, entry.reason) == ("Gewijzigd: telefoon", "besluit 12")


def test_somebody_moves_to_another_department(client: Client, cast: Cast) -> None:
    send(client, cast.tom, cast.merve, "person_details", details(cast.merve, cast.department("VAS").pk))
    now = RoleGrant.objects.today().get(user=cast.merve, role=Role.REPORTER)
    assert (now.department, now.from_on) == (cast.department("VAS"), timezone.localdate())


def test_a_mail_address_of_a_colleague_is_refused(client: Client, cast: Cast) -> None:
    typed = details(cast.merve, cast.department("PUB").pk, email=cast.sanne.email.upper())
    response = send(client, cast.tom, cast.merve, "person_details", typed)
    assert (response.status_code, "email" in response.context["form"].errors) == (422, True)


def test_another_mail_address_ends_the_sessions_and_the_old_one_hears_of_it(client: Client, cast: Cast) -> None:
    before = cast.merve.get_session_auth_hash()
    typed = details(cast.merve, cast.department("PUB").pk, email="merve2@oudeveen.example")
    send(client, cast.tom, cast.merve, "person_details", typed)
    assert (again(cast.merve).email, again(cast.merve).get_session_auth_hash() == before) == (
        "merve2@oudeveen.example",
        False,
    )
    assert Letter.objects.filter(kind="mail_address_changed").count() == 1


def test_the_mailbox_of_who_sees_signals_waits_for_a_colleague(client: Client, cast: Cast) -> None:
    typed = details(cast.bea, cast.department("OOV").pk, email="bea2@oudeveen.example")
    send(client, cast.tom, cast.bea, "person_details", typed)
    assert again(cast.bea).email == cast.bea.email
    act = JointAct.objects.get()
    assert "bea2" not in str(act.payload)
    agree(act=act, by=cast.omar)
    assert again(cast.bea).email == "bea2@oudeveen.example"


def test_a_second_address_waits_for_the_first(client: Client, cast: Cast) -> None:
    for email, status in (("bea2@oudeveen.example", 302), ("bea2@oudeveen.example", 302), ("b@oudeveen.example", 422)):
        typed = details(cast.bea, cast.department("OOV").pk, email=email)
        assert send(client, cast.tom, cast.bea, "person_details", typed).status_code == status
    assert JointAct.objects.count() == 1


def test_a_manager_of_elsewhere_does_not_change_the_mailbox_of_who_reads_here(client: Client, cast: Cast) -> None:
    RoleGrant.objects.filter(user=cast.tom, role=Role.APPLICATION_MANAGER, municipality=cast.oudeveen).delete()
    typed = details(cast.wil, cast.department("OOV", at="veenwijk").pk, email="w@veenwijk.example")
    response = send(client, cast.tom, cast.wil, "person_details", typed)
    assert (response.status_code, "email" in response.context["form"].errors) == (422, True)


# ---- what stands in somebody's way ---------------------------------------------------------------
def test_an_account_is_unlocked(client: Client, cast: Cast) -> None:
    AccessAttempt.objects.create(
        username="bea",
        ip_address="198.51.100.7",
        failures_since_start=settings.AXES_FAILURE_LIMIT,
        attempt_time=timezone.now(),
    )
    send(client, cast.tom, cast.bea, "person_unlock", REASON)
    assert not AccessAttempt.objects.exists()
    assert events(cast.bea) == {PersonEvent.UNLOCKED}


def test_somebody_is_logged_out_everywhere(client: Client, cast: Cast) -> None:
    other = come_in(Client(), cast.merve)
    send(client, cast.tom, cast.merve, "person_sessions", REASON)
    assert other.get(reverse("outbox:inbox")).status_code == 302
    assert events(cast.merve) == {PersonEvent.SESSIONS_ENDED}


@pytest.mark.parametrize("name", ["person_sessions", "person_unlock", "person_proof", "person_leaves"])
def test_each_act_asks_a_reason(client: Client, cast: Cast, name: str) -> None:
    response = send(client, cast.tom, cast.bea, name, {})
    assert (response.status_code, "reason" in response.context["form"].errors) == (422, True)
    assert events(cast.bea) == set()


# ---- leaving and coming back ---------------------------------------------------------------------
def test_a_leaver_is_closed_with_everything_handed_over(client: Client, cast: Cast) -> None:
    key = next(item.key for item in items_of(cast.bea, by=cast.tom) if item.kind is Kind.ROLE)
    send(client, cast.tom, cast.bea, "person_leaves", {key: cast.kees.pk, **REASON})
    assert not again(cast.bea).is_active
    assert PersonEvent.HANDED_OVER in events(cast.bea)


def test_a_leaver_sent_twice_is_no_error(client: Client, cast: Cast) -> None:
    for _time in range(2):
        assert send(client, cast.tom, cast.bea, "person_leaves", REASON).status_code == 302


def test_who_leaves_is_out_at_the_next_request(client: Client, cast: Cast) -> None:
    other = come_in(Client(), cast.bea)
    send(client, cast.tom, cast.bea, "person_leaves", REASON)
    assert other.get(reverse("signals:queue")).status_code == 302


def test_before_it_happens_the_page_tells_numbers_and_no_signal(client: Client, cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.bea)
    page = look(client, cast.tom, cast.bea, "person_leaves").content.decode()
    assert "1 opgepakt signaal" in page
    assert signal.reference not in page.replace("-", "")


def test_somebody_who_cannot_take_it_is_refused_at_its_field(client: Client, cast: Cast) -> None:
    key = next(item.key for item in items_of(cast.bea, by=cast.tom) if item.kind is Kind.ROLE)
    response = send(client, cast.tom, cast.bea, "person_leaves", {key: cast.ilse.pk, **REASON})
    assert (response.status_code, key in response.context["form"].errors) == (422, True)


def test_who_left_comes_back(client: Client, cast: Cast) -> None:
    send(client, cast.tom, cast.bea, "person_leaves", REASON)
    send(client, cast.tom, cast.bea, "person_returns", REASON)
    assert again(cast.bea).is_active


@pytest.mark.parametrize("name", ["person_details", "person_sessions", "person_unlock", "person_leaves"])
@pytest.mark.parametrize("who", ["omar", "noor", "hans", "ilse", "sanne"])
def test_only_who_manages_accounts_has_these_pages(client: Client, cast: Cast, name: str, who: str) -> None:
    assert look(client, cast[who], cast.bea, name).status_code == 404
    assert send(client, cast[who], cast.bea, name, REASON).status_code == 404
