"""A department writes down which sources it keeps and on which ground, and everybody sees who answers for them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.actions.refusals import NotAllowed
from network.actions.sources import SourceAbout, add_source, put_out_of_use
from network.cast import Cast
from network.models import Absence, Department, MunicipalityEntry, Source
from network.sources import source_register, version

QUERIES_AT_MOST = 12
ABOUT = SourceAbout("Huwelijken", "Burgerlijk Wetboek boek 1", "wie met wie trouwde")


@pytest.fixture
def brp(cast: Cast) -> Source:
    return Source.objects.get(name="BRP", department=cast.department("PUB"))


@pytest.fixture
def karin(cast: Cast, client: Client) -> Client:
    client.force_login(cast.karin)
    return client


def typed(source: Source | None = None, **other: Any) -> dict[str, Any]:
    seen = version(source) if source else ""
    return {"name": "BRP", "ground": "Wet BRP", "notices": "wie waar woont", "seen": seen} | other


def add(cast: Cast) -> str:
    return reverse("network:source_add", args=[cast.department("PUB").code])


def change(source: Source) -> str:
    return reverse("network:source_change", args=[source.pk])


def page_of(client: Client) -> str:
    answer = client.get(reverse("network:sources"))
    assert answer.status_code == 200
    return answer.content.decode()


# ---- reading -------------------------------------------------------------------------------------
def test_each_source_stands_there_with_its_ground_and_its_holder(karin: Client, brp: Source, cast: Cast) -> None:
    page = page_of(karin)
    for words in (brp.name, brp.ground, cast.jasper.name, cast.stefan.name):
        assert words in page


def test_a_source_without_a_holder_is_said(cast: Cast) -> None:
    register = source_register(cast.karin, cast.oudeveen)
    unheld = [one.department.code for one in register.departments if not one.holders]
    assert set(unheld) == {"BEL"}


def test_whoever_is_away_without_a_deputy_leaves_it_unanswered(cast: Cast) -> None:
    today = timezone.localdate()
    Absence.objects.create(user=cast.hassan, from_on=today, until_on=today)
    Absence.objects.create(user=cast.jasper, from_on=today, until_on=today)
    answered = {
        one.department.code: one.is_answered
        for one in source_register(cast.karin, cast.oudeveen).departments
        if one.holders
    }
    assert answered == {"BIJ": True, "PUB": True, "WEI": False}  # stefan stands in for jasper, nobody for hassan


def test_what_is_out_of_use_is_shown_to_its_keepers_only(client: Client, cast: Cast, brp: Source) -> None:
    put_out_of_use(by=cast.karin, source=brp)
    shown = {}
    for person in ("karin", "noor", "dirk", "sanne"):
        client.force_login(cast[person])
        shown[person] = change(brp) in page_of(client)
    assert shown == {"karin": True, "noor": True, "dirk": False, "sanne": False}


def test_it_asks_the_database_little(karin: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        page_of(karin)
    assert len(queries) <= QUERIES_AT_MOST


def test_a_register_of_many_departments_goes_on_to_a_next_page(client: Client, cast: Cast) -> None:
    client.force_login(cast.noor)
    departments = Department.objects.bulk_create(
        Department(municipality=cast.oudeveen, code=f"ZZ{number}", name=f"Zaal {number:02}") for number in range(60)
    )
    Source.objects.bulk_create(Source(department=one, name=f"Register {one.code}", ground="Wet") for one in departments)
    register = walked(client)
    assert [register.count(f"<strong>Register {one.code}</strong>") for one in departments] == [1] * 60


def walked(client: Client) -> str:
    """The whole register, page after page, each within the ceiling."""
    pages, query = "", ""
    for _page in range(10):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("network:sources") + query).content.decode()
        assert len(queries) <= QUERIES_AT_MOST
        pages += page
        older = re.search(r'href="(\?[^"]*na=[^"]+)"', page)
        if older is None:
            return pages
        query = older[1].replace("&amp;", "&")
    raise AssertionError("no last page")


def test_colleagues_who_stand_in_are_not_looked_up_one_by_one(karin: Client, cast: Cast) -> None:
    today = timezone.localdate()
    asked = []
    for person in (cast.jasper, cast.hassan, cast.petra):
        Absence.objects.create(user=person, from_on=today, until_on=today, deputy=cast.dirk)
        with CaptureQueriesContext(connection) as queries:
            page_of(karin)
        asked.append(len(queries))
    assert page_of(karin).count(cast.dirk.name) == 3
    assert len(set(asked)) == 1


def test_ilse_sees_the_sources_of_her_own_municipality(client: Client, cast: Cast, brp: Source) -> None:
    client.force_login(cast.ilse)
    assert brp.ground not in page_of(client)
    assert client.get(f"{reverse('network:sources')}?gemeente={cast.oudeveen.slug}").status_code == 404


# ---- writing -------------------------------------------------------------------------------------
def test_a_department_adds_its_own(karin: Client, cast: Cast) -> None:
    assert karin.post(add(cast), typed(name="Reisdocumenten", is_closed="on")).status_code == 302
    added = Source.objects.get(name="Reisdocumenten")
    assert (added.department, added.is_closed) == (cast.department("PUB"), True)


def test_the_keeper_does_it_for_them(client: Client, cast: Cast) -> None:
    client.force_login(cast.noor)
    assert client.post(add(cast), typed(name="Reisdocumenten")).status_code == 302


def test_it_is_written_down_who_did(karin: Client, cast: Cast, brp: Source) -> None:
    karin.post(change(brp), typed(brp, ground="Wet basisregistratie personen"))
    entry = MunicipalityEntry.objects.latest("pk")
    assert (entry.by, entry.role) == (cast.karin, "contact_person")
    assert "Wet basisregistratie personen" in entry.detail


def test_what_is_written_down_is_in_words(karin: Client, brp: Source) -> None:
    Source.objects.filter(pk=brp.pk).update(is_closed=True)
    karin.post(reverse("network:source_retire", args=[brp.pk]))
    said = MunicipalityEntry.objects.latest("pk").detail.split("; ")
    assert said == ["PUB BRP", _("Out of use"), _("Closed law"), brp.ground]


@pytest.mark.parametrize("missing", ["name", "ground"])
def test_name_and_ground_are_needed(karin: Client, cast: Cast, missing: str) -> None:
    answer = karin.post(add(cast), typed(name="Reisdocumenten") | {missing: ""})
    assert answer.status_code == 422
    assert f'id="id_{missing}_error"' in answer.content.decode()


def test_one_name_stands_there_once(karin: Client, cast: Cast) -> None:
    assert karin.post(add(cast), typed(name="brp")).status_code == 422


def test_who_was_second_sees_what_the_first_wrote(karin: Client, cast: Cast, brp: Source) -> None:
    form = typed(brp, notices="iets anders")
    karin.post(change(brp), typed(brp, ground="Eerst dit"))
    answer = karin.post(change(brp), form)
    assert answer.status_code == 409
    assert "Eerst dit" in answer.content.decode()
    assert "iets anders" in answer.content.decode()


def test_it_goes_out_of_use_and_back(karin: Client, brp: Source) -> None:
    for name, expected in (("source_retire", False), ("source_retire", False), ("source_return", True)):
        karin.post(reverse(f"network:{name}", args=[brp.pk]))
        brp.refresh_from_db()
        assert brp.is_active is expected


@pytest.mark.parametrize("person", ["ilse", "dirk", "jasper", "sanne", "fatma", "hans"])
def test_nobody_else_writes(client: Client, cast: Cast, brp: Source, person: str) -> None:
    client.force_login(cast[person])
    answers = [client.get(change(brp)), client.post(change(brp), typed(brp)), client.post(add(cast), typed())]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    with pytest.raises(NotAllowed):
        add_source(by=cast[person], department=cast.department("PUB"), about=ABOUT)
