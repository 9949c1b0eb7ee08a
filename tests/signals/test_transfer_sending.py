"""A copy goes to another organisation by an explicit act: shown first, sent by a second press, later received."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.privacy.models import Look
from network.cast import Cast
from network.models import Municipality, User
from network.models.organisation import OrganisationKind
from signals.actions.flags import set_flag
from signals.actions.transfers import confirm_receipt
from signals.actions.working import NotAllowed, NotYet
from signals.models import Finding, Signal, Transfer
from signals.rules.flags import Flag
from signals.rules.lifecycle import Verb
from signals.rules.safety import Safety
from signals.rules.transfer import RECIPIENTS, tip_not_evidence
from signals.transfers import wgs_words
from tests.signals.life import filed, has_purpose, taken_up
from tests.signals.team import address, detail_of, moves_of, page_of, send, signed_in, words_of
from tests.signals.transferring import SUMMARY, partner, transferred, typed

pytestmark = pytest.mark.django_db


def ready(cast: Cast, **more: Any) -> Signal:
    signal = filed(cast.sanne, **more)
    taken_up(signal, cast.omar)
    has_purpose(signal, cast.omar)
    signal.refresh_from_db()
    return signal


def pressed_twice(user: User, signal: Signal, cast: Cast, **more: Any) -> HttpResponse:
    """Shown, and then sent as the page sends it."""
    given = typed(cast, **more) | {"key": str(uuid4())}
    shown = send(user, "transfer", signal, show="1", **given)
    assert shown.status_code == 200, words_of(shown)
    again = {**given, "seen": shown.context["package"].digest, "send": "1"}
    return send(user, "transfer", signal, **again)


def package_of(user: User, row: Transfer) -> zipfile.ZipFile:
    answer = signed_in(user).get(reverse("signals:transfer_package", args=[row.signal.reference, row.uuid]))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]
    return zipfile.ZipFile(io.BytesIO(answer.content))


def test_the_ends_elsewhere_name_kinds_of_organisations_that_there_are() -> None:
    assert frozenset.union(*RECIPIENTS.values()) <= {*OrganisationKind.values}


def test_nothing_goes_by_the_first_press(cast: Cast) -> None:
    signal = ready(cast)
    page = words_of(send(cast.omar, "transfer", signal, show="1", **typed(cast)))
    for line in (SUMMARY, tip_not_evidence(), "Artikel 172", "Industrieweg 12, Oudeveen"):
        assert line in page
    assert not Transfer.objects.exists()


def test_what_must_come_first_is_one_press_away(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.omar)
    where = reverse("signals:weighing", args=[signal.reference, "weighing-2a"])
    assert f'href="{where}"' in page_of(cast.omar, signal, "transfer")
    assert f'href="{where}"' in words_of(send(cast.omar, "transfer", signal, show="1", **typed(cast)))


def test_the_second_press_writes_it_down(cast: Cast) -> None:
    signal = ready(cast)
    assert pressed_twice(cast.omar, signal, cast).status_code == 302
    row = Transfer.objects.get()
    assert (row.sent_by, row.organisation) == (cast.omar, partner(cast))
    assert "De politie kan de loods" in detail_of(signal, Verb.TRANSFER)
    assert Finding.objects.filter(signal=signal, task="transfer", verdict="sent").exists()
    assert Look.objects.filter(action="export_signal", actor_id=cast.omar.pk, signals__contains=[signal.uuid]).exists()


def test_what_was_shown_is_what_goes(cast: Cast) -> None:
    signal = ready(cast)
    given = typed(cast) | {"key": str(uuid4())}
    shown = send(cast.omar, "transfer", signal, show="1", **given)
    changed = given | {"summary": "Iets anders.", "seen": shown.context["package"].digest, "send": "1"}
    answer = send(cast.omar, "transfer", signal, **changed)
    assert answer.status_code == 409
    assert "Iets anders." in words_of(answer)
    assert not Transfer.objects.exists()


def test_a_stale_page_is_refused_and_keeps_what_was_typed(cast: Cast) -> None:
    signal = ready(cast)
    given = typed(cast) | {"key": str(uuid4())}
    shown = send(cast.omar, "transfer", signal, show="1", **given)
    again = given | {"seen": shown.context["package"].digest, "send": "1", "version": 1}
    answer = send(cast.omar, "transfer", signal, **again)
    assert answer.status_code == 409
    assert SUMMARY in words_of(answer)


def test_a_double_press_sends_once(cast: Cast) -> None:
    signal = ready(cast)
    given = typed(cast) | {"key": str(uuid4())}
    shown = send(cast.omar, "transfer", signal, show="1", **given)
    again = given | {"seen": shown.context["package"].digest, "send": "1"}
    assert [send(cast.omar, "transfer", signal, **again).status_code for _press in range(2)] == [302, 302]
    assert Transfer.objects.count() == moves_of(signal, Verb.TRANSFER) == 1


def test_the_file_holds_a_pdf_the_same_as_json_and_the_tip(cast: Cast) -> None:
    file = package_of(cast.omar, transferred(ready(cast), cast))
    pdf, text = (file.read(name) for name in file.namelist())
    assert pdf.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in pdf or b"/MarkInfo" in pdf or b"ObjStm" in pdf
    assert json.loads(text)["notice"] == tip_not_evidence()
    assert SUMMARY in text.decode()


def test_the_file_is_the_same_each_time(cast: Cast) -> None:
    row = transferred(ready(cast), cast)
    first, second = (package_of(cast.omar, row) for _time in range(2))
    assert [first.read(name) for name in first.namelist()] == [second.read(name) for name in second.namelist()]


def test_it_can_be_fetched_for_a_day(cast: Cast) -> None:
    row = transferred(ready(cast), cast)
    Transfer.objects.update(sent_at=timezone.now() - timedelta(hours=25))
    path = reverse("signals:transfer_package", args=[row.signal.reference, row.uuid])
    assert signed_in(cast.omar).get(path).status_code == 404


def test_each_fetch_is_written_down(cast: Cast) -> None:
    row = transferred(ready(cast), cast)
    package_of(cast.omar, row)
    assert Look.objects.filter(action="download_package", actor_id=cast.omar.pk).count() == 1


@pytest.mark.parametrize("name", ["bea", "ilse", "fatma", "dirk", "tom"])
def test_nobody_else_sends_or_fetches(cast: Cast, name: str) -> None:
    signal = ready(cast)
    row = transferred(signal, cast)
    path = reverse("signals:transfer_package", args=[signal.reference, row.uuid])
    assert signed_in(cast[name]).get(path).status_code == 404
    assert send(cast[name], "transfer", signal, show="1", **typed(cast)).status_code == 404


def test_a_member_of_the_team_is_refused_by_the_act_itself(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        transferred(ready(cast), cast, by=cast.bea)


@pytest.mark.parametrize("name", ["ilse", "dirk", "merve"])
def test_the_page_is_for_the_team(cast: Cast, name: str) -> None:
    assert signed_in(cast[name]).get(address("transfer", ready(cast))).status_code == 404


def test_purpose_and_ground_stand_first(cast: Cast) -> None:
    signal = filed(cast.sanne)
    taken_up(signal, cast.omar)
    assert pressed_twice(cast.omar, signal, cast).status_code == 409
    assert not Transfer.objects.exists()


def test_police_data_does_not_go_to_the_riec(cast: Cast) -> None:
    signal = ready(cast)
    set_flag(signal.reference, by=cast.omar, flag=Flag.POLICE_DATA, reason="Rapportage.")
    answer = send(cast.omar, "transfer", signal, show="1", **typed(cast, organisation=str(partner(cast, "riec").pk)))
    assert answer.status_code == 422
    with pytest.raises(NotYet):
        transferred(signal, cast, organisation=partner(cast, "riec"), allowed="Mag.")


def test_to_the_riec_it_says_when_the_wgs_counts(cast: Cast) -> None:
    signal = ready(cast)
    page = words_of(
        send(cast.omar, "transfer", signal, show="1", **typed(cast, organisation=str(partner(cast, "riec").pk)))
    )
    assert wgs_words() in page


@pytest.mark.parametrize("flag", Flag)
def test_behind_a_flag_it_asks_why_it_may(cast: Cast, flag: Flag) -> None:
    signal = ready(cast)
    set_flag(signal.reference, by=cast.omar, flag=flag, reason="Zo is het.")
    assert send(cast.omar, "transfer", signal, show="1", **typed(cast)).status_code == 422
    with pytest.raises(NotYet):
        transferred(signal, cast)
    assert pressed_twice(cast.omar, signal, cast, allowed="Fatma vond het goed.").status_code == 302


def test_an_organisation_can_be_typed(cast: Cast) -> None:
    signal = ready(cast)
    asked = {"organisation": "other", "other_name": "Rijksrecherche", "other_kind": "police"}
    assert send(cast.omar, "transfer", signal, show="1", **typed(cast, **asked)).status_code == 422
    assert pressed_twice(cast.omar, signal, cast, **asked, contact_point="privacy@om.example").status_code == 302


@pytest.mark.parametrize(("safety", "who"), [(Safety.VICTIM, "aicha"), (Safety.CONDUCT, "paul")])
def test_officers_transfer_in_their_own_queue(cast: Cast, safety: Safety, who: str) -> None:
    more = {"receiver_id": cast.paul.pk} if safety is Safety.CONDUCT else {"themes": [cast.themes["T04"]]}
    signal = filed(cast.sanne, safety=safety, **more)
    assert address("transfer", signal) in words_of(signed_in(cast[who]).get(address("team_detail", signal)))
    assert pressed_twice(cast[who], signal, cast).status_code == 302
    assert signed_in(cast.omar).get(address("transfer", signal)).status_code == 404


def test_afterwards_the_signal_says_where_a_copy_lives(cast: Cast) -> None:
    signal = ready(cast)
    transferred(signal, cast)
    page = words_of(signed_in(cast.omar).get(address("transfer", signal)))
    assert _("A copy lives at %(to)s") % {"to": partner(cast).name} in page
    assert "basisteam@politie.example" in page


def test_the_receipt_is_written_down_once(cast: Cast) -> None:
    signal = ready(cast)
    row = transferred(signal, cast)
    today = timezone.localdate()
    day = {"received_on_day": today.day, "received_on_month": today.month, "received_on_year": today.year}
    given = {"transfer": str(row.uuid), "received_by": "Marco Feenstra", "their_number": "PL-77", **day}
    assert send(cast.omar, "transfer_receipt", signal, **given).status_code == 302
    row.refresh_from_db()
    assert (row.received_on, row.confirmed_by) == (today, cast.omar)
    assert "PL-77" in words_of(signed_in(cast.omar).get(address("transfer", signal)))
    assert send(cast.omar, "transfer_receipt", signal, **given).status_code == 409


def test_a_receipt_without_a_name_is_not_kept(cast: Cast) -> None:
    signal = ready(cast)
    row = transferred(signal, cast)
    assert send(cast.omar, "transfer_receipt", signal, transfer=str(row.uuid)).status_code == 422


def test_no_receipt_for_the_copy_of_another_signal(cast: Cast) -> None:
    row, other = transferred(ready(cast), cast), ready(cast)
    with pytest.raises(NotAllowed):
        confirm_receipt(
            other.reference, by=cast.omar, transfer=row.uuid, received_on=timezone.localdate(), received_by="Marco"
        )


def test_practice_is_marked_on_all_of_it(cast: Cast) -> None:
    Municipality.objects.filter(pk=cast.oudeveen.pk).update(is_live=False)
    row = transferred(ready(cast), cast)
    assert row.is_practice
    path = reverse("signals:transfer_package", args=[row.signal.reference, row.uuid])
    answer = signed_in(cast.omar).get(path)
    assert _("PRACTICE") in answer["Content-Disposition"]
    file = zipfile.ZipFile(io.BytesIO(answer.content))
    assert _("PRACTICE") in file.read(file.namelist()[1]).decode()


def test_the_page_costs_a_fixed_number_of_queries(cast: Cast, django_assert_max_num_queries: Any) -> None:
    signal = ready(cast)
    for _time in range(3):
        transferred(signal, cast)
    client = signed_in(cast.omar)
    client.get(address("transfer", signal))
    with django_assert_max_num_queries(30):
        client.get(address("transfer", signal))
