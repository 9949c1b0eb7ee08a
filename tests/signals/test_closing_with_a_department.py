"""What goes to a department of ours is said there by whoever closed it: both hear whom to call, and nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import Absence, Department, RoleGrant, User
from network.rules import Role
from signals.models import HandOver, Signal
from signals.rules.lifecycle import Status
from tests.signals.heard import heard, messages_of
from tests.signals.life import filed, taken_up
from tests.signals.team import address, page_of, send, signed_in, words_of

TOLD = "call_announced"


@pytest.fixture
def signal(cast: Cast) -> Signal:
    return filed(cast.sanne)


@pytest.fixture
def estate(cast: Cast) -> Department:
    """Dirk answers for it, and Lotte when he is away."""
    return cast.department("VAS")


def close(by: User, signal: Signal, department: Department, **more: Any) -> HttpResponse:
    given = {"reason": "Ruis.", "goes": "department", "department": department.name, "feedback": "Bedankt."}
    sent = send(by, "quick_close", signal, **given | more)
    return signed_in(by).get(sent["Location"]) if sent.status_code == 302 else sent


def closed_and_read(by: User, signal: Signal, department: Department) -> str:
    """What the next page says, in the same visit."""
    client = signed_in(by)
    client.get(address("quick_close", signal))
    given = {"reason": "Ruis.", "goes": "department", "department": department.name, "feedback": "Bedankt."}
    version = Signal.objects.get(pk=signal.pk).version
    return words_of(client.post(address("quick_close", signal), {"version": version, "key": "", **given}, follow=True))


def test_its_contact_person_hears_who_calls(cast: Cast, signal: Signal, estate: Department) -> None:
    close(cast.omar, signal, estate)
    (message,) = messages_of(cast.dirk, TOLD)
    assert message.path == reverse("network:colleague", args=[cast.omar.key])
    assert cast.omar.phone in words_of(signed_in(cast.dirk).get(message.path))


def test_nothing_of_the_signal_is_told(cast: Cast, signal: Signal, estate: Department) -> None:
    close(cast.omar, signal, estate)
    (message,) = messages_of(cast.dirk, TOLD)
    assert message.reference == ""
    assert not HandOver.objects.exists()
    assert signed_in(cast.dirk).get(address("team_detail", signal)).status_code == 404


def test_a_deputy_hears_it_for_who_is_away(cast: Cast, signal: Signal, estate: Department) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=cast.dirk, from_on=today, until_on=today + timedelta(days=3))
    close(cast.omar, signal, estate)
    assert (TOLD in heard(cast.lotte), TOLD in heard(cast.dirk)) == (True, False)


def test_who_is_kept_out_of_it_hears_nothing(cast: Cast, estate: Department) -> None:
    signal = filed(cast.sanne, excluded=frozenset({cast.dirk.pk}))
    close(cast.omar, signal, estate)
    signal.refresh_from_db()
    assert signal.status == Status.CLOSED
    assert TOLD not in heard(cast.dirk)


def test_beside_the_directory_the_page_names_nobody_who_is_kept_out(cast: Cast, estate: Department) -> None:
    """Whom to call stands there as for any signal: a list without dirk would say that the reporter fears him."""
    signal = filed(cast.sanne, excluded=frozenset({cast.dirk.pk}))
    assert f"{cast.dirk}, {cast.dirk.phone}" in page_of(cast.omar, signal, "quick_close")
    assert f"{cast.dirk}, {cast.dirk.phone}" in closed_and_read(cast.omar, signal, estate)


def test_at_an_end_of_the_protocol_stands_that_a_department_hears_it(cast: Cast, signal: Signal) -> None:
    taken_up(signal, cast.omar)
    page = words_of(signed_in(cast.omar).get(reverse("signals:go_on", args=[signal.reference, "not_municipal"])))
    told = "Is it a department of ours? You call it yourself, and it hears that you will."
    assert _(f"Name an organisation or a municipality, no person. {told}") in page


def test_at_the_field_stands_whom_to_call(cast: Cast, signal: Signal) -> None:
    page = page_of(cast.omar, signal, "quick_close")
    assert f"{cast.dirk}, {cast.dirk.phone}" in page
    assert _("HKIN sends nothing of the signal. You call them: they hear that you will.") in page


def test_after_closing_stands_whom_to_call(cast: Cast, signal: Signal, estate: Department) -> None:
    page = closed_and_read(cast.omar, signal, estate)
    whom = {"people": f"{cast.dirk}, {cast.dirk.phone}", "department": estate.name}
    told = _("Now call %(people)s (%(department)s). HKIN sent them nothing of the signal.")
    assert told % whom in page


def test_without_a_contact_person_who_closes_is_told(cast: Cast, signal: Signal, estate: Department) -> None:
    RoleGrant.objects.filter(department=estate, role=Role.CONTACT_PERSON).delete()
    Department.objects.filter(pk=estate.pk).update(fallback=None)
    named = {"department": estate.name}
    assert _("%(department)s: nobody to call") % named in page_of(cast.omar, signal, "quick_close")
    told = _("Nobody answers for %(department)s now, so nobody there heard it. Find out whom you can call.")
    assert told % named in closed_and_read(cast.omar, signal, estate)


def test_a_way_that_names_an_own_department_tells_it_too(cast: Cast, signal: Signal, estate: Department) -> None:
    taken_up(signal, cast.omar)
    signal.refresh_from_db()
    given = {"reason": "Ruis.", "goes_to": estate.name.upper(), "feedback": "Bedankt.", "version": signal.version}
    sent = signed_in(cast.omar).post(reverse("signals:go_on", args=[signal.reference, "not_municipal"]), given)
    assert sent.status_code == 302
    signal.refresh_from_db()
    assert signal.status == Status.CLOSED
    assert TOLD in heard(cast.dirk)


def test_an_organisation_outside_is_told_nothing(cast: Cast, signal: Signal, estate: Department) -> None:
    close(cast.omar, signal, estate, goes="elsewhere", organisation="De woningcorporatie")
    signal.refresh_from_db()
    assert signal.status == Status.CLOSED
    assert TOLD not in heard(cast.dirk)
