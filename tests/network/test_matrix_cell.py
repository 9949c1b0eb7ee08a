"""A keeper opens a cell, changes it in place, and hears it when a colleague was first."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.models import CellEntry, Organisation, Responsibility
from network.models.matrix import Part
from network.models.organisation import OrganisationKind
from tests.network.matrix_form import HTMX, OOV, T07, address, boxes, enter, fields, look, save, stands

DAY = timedelta(days=1)


def test_a_cell_shows_its_powers_and_partners(client: Client, cast: Cast) -> None:
    partner = Organisation.objects.create(municipality=cast.oudeveen, kind=OrganisationKind.RIEC, name="RIEC Noordwest")
    Responsibility.objects.filter(municipality=cast.oudeveen, part=Part.LEAD).update(partners=[partner.pk])
    page = look(client, cast.sanne).content.decode()
    assert "Wet Bibob (vastgoedtransactie)" in page
    assert "RIEC Noordwest" in page


def test_who_only_reads_gets_no_form(client: Client, cast: Cast) -> None:
    assert look(client, cast.sanne).context["form"] is None


def test_a_reader_changes_nothing(client: Client, cast: Cast) -> None:
    enter(client, cast.sanne)
    assert client.post(address(), {"part": "adviser"}).status_code == 404
    assert not CellEntry.objects.exists()


def test_in_place_only_the_cell_is_sent(client: Client, cast: Cast) -> None:
    page = look(client, cast.noor, in_place=True).content.decode()
    assert "<html" not in page
    assert 'hx-target="#cel"' in page


def test_without_scripts_it_is_a_page_of_its_own(client: Client, cast: Cast) -> None:
    page = look(client, cast.noor).content.decode()
    assert "<h1" in page
    assert "hx-post" not in page


def test_without_a_level_it_opens_where_most_is_done(client: Client, cast: Cast) -> None:
    page = look(client, cast.noor, "/netwerk/matrix/cel/T07/VAS/").context["page"]
    assert page.place.level == "tactical"


def test_who_chooses_the_lead_reads_who_leads_now(client: Client, cast: Cast) -> None:
    page = look(client, cast.noor, address(department=OOV)).content.decode()
    assert "Vastgoed &amp; Grondzaken is nu trekker van dit thema." in page
    assert "Die afdeling gaat door als uitvoerder." in page


def test_saving_in_place_sends_back_what_changed_and_says_so(client: Client, cast: Cast) -> None:
    page = save(client, cast.noor, part="adviser").content.decode()
    assert "data-announce data-saved" in page
    assert page.count("data-piece=") == 1
    assert "<a href=cel/T07/VAS/><b class=a>A</b></a>" in page


def test_a_new_lead_sends_the_cell_of_the_former_one_too(client: Client, cast: Cast) -> None:
    page = save(client, cast.noor, address(department=OOV), part="lead").content.decode()
    assert 'data-piece="cel/T07/OOV/"' in page
    assert 'data-piece="cel/T07/VAS/"><a href=cel/T07/VAS/><b class=e>U</b></a>' in page
    assert "Vastgoed &amp; Grondzaken gaat door als uitvoerder." in page


def test_the_cells_come_back_as_the_level_that_is_looked_at(client: Client, cast: Cast) -> None:
    page = save(client, cast.noor, address(query="?niveau=strategisch"), part="adviser").content.decode()
    assert '<template data-piece="cel/T07/VAS/"><a href=cel/T07/VAS/strategisch/>leeg</a>' in page


def test_without_scripts_saving_leads_back_to_the_matrix(client: Client, cast: Cast) -> None:
    response = save(client, cast.noor, address(query="?niveau=tactisch"), in_place=False, part="adviser")
    assert (response.status_code, response.url) == (302, "/netwerk/matrix/?niveau=tactisch")


def test_everything_that_was_typed_is_kept(client: Client, cast: Cast) -> None:
    power = cast.themes["T07"].powers.first()
    later = timezone.localdate() + 90 * DAY
    assert power is not None
    save(client, cast.noor, part="executor", powers=[power.pk], reason="besluit 12", **boxes("review_on", later))
    row = stands(cast)
    assert row is not None
    assert (row.part, row.powers, row.review_on) == (Part.EXECUTOR, [power.pk], later)
    assert CellEntry.objects.get().reason == "besluit 12"


def test_a_cell_is_emptied(client: Client, cast: Cast) -> None:
    save(client, cast.noor, part="none")
    assert stands(cast) is None


def test_a_change_for_later_leaves_today_as_it_is(client: Client, cast: Cast) -> None:
    start = timezone.localdate() + 30 * DAY
    save(client, cast.noor, part="adviser", **boxes("from_on", start))
    assert (row := stands(cast)) is not None
    assert (row.part, row.until_on) == (Part.LEAD, start - DAY)
    assert "Gepland: adviseur vanaf" in look(client, cast.noor).content.decode()


def test_the_second_keeper_sees_the_conflict_and_keeps_what_they_typed(client: Client, cast: Cast) -> None:
    typed = fields(look(client, cast.noor, in_place=True)) | {"part": "informed", "reason": "zo afgesproken"}
    other = Client()
    save(other, cast.noor, part="adviser")
    response = client.post(address(), typed, headers=HTMX)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Iemand was je voor." in page
    assert 'value="zo afgesproken"' in page
    assert (row := stands(cast)) is not None
    assert row.part == Part.ADVISER


def test_after_the_conflict_saving_again_is_done(client: Client, cast: Cast) -> None:
    typed = fields(look(client, cast.noor, in_place=True)) | {"part": "informed"}
    save(Client(), cast.noor, part="adviser")
    again = typed | {"seen": client.post(address(), typed, headers=HTMX).context["form"]["seen"].value()}
    assert client.post(address(), again, headers=HTMX).status_code == 200
    assert (row := stands(cast)) is not None
    assert row.part == Part.INFORMED


def test_who_was_told_of_another_lead_hears_who_leads_now(client: Client, cast: Cast) -> None:
    path = address(department="STO")
    typed = fields(look(client, cast.noor, path, in_place=True)) | {"part": "lead"}
    save(Client(), cast.noor, address(department=OOV), part="lead")
    response = client.post(path, typed, headers=HTMX)
    assert response.status_code == 409
    assert "Een andere afdeling is nu trekker van dit thema." in response.content.decode()
    assert (row := stands(cast, department=OOV)) is not None
    assert row.part == Part.LEAD
    again = typed | {"leads": response.context["form"]["leads"].value()}
    assert client.post(path, again, headers=HTMX).status_code == 200


def test_the_same_form_sent_twice_is_done_once(client: Client, cast: Cast) -> None:
    typed = fields(look(client, cast.noor, in_place=True)) | {"part": "informed"}
    answers = [client.post(address(), typed, headers=HTMX).status_code for _time in range(2)]
    assert answers == [200, 200]
    assert CellEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("part", {"part": ""}),
        ("part", {"part": "boss"}),
        ("powers", {"powers": ["0"]}),
        ("from_on", {"from_on_day": "31", "from_on_month": "2"}),
        ("from_on", boxes("from_on", timezone.localdate() - DAY)),
        ("review_on", boxes("review_on", timezone.localdate())),
        ("reason", {"reason": "x" * 301}),
    ],
)
def test_what_is_wrong_is_said_at_its_place(client: Client, cast: Cast, field: str, changes: dict[str, Any]) -> None:
    response = save(client, cast.noor, **changes)
    assert (response.status_code, field in response.context["form"].errors) == (422, True)
    assert not CellEntry.objects.exists()


@pytest.mark.parametrize(
    "path",
    [
        address(theme="T99"),
        address(department="XYZ"),
        address(level="hemels"),
        address(query="?gemeente=veenwijk"),
        "/netwerk/matrix/cel/T99/VAS/",
    ],
)
def test_what_does_not_exist_cannot_be_opened(client: Client, cast: Cast, path: str) -> None:
    assert look(client, cast.noor, path).status_code == 404


def test_ilse_opens_no_cell_of_another_municipality(client: Client, cast: Cast) -> None:
    assert look(client, cast.ilse).status_code == 404
    assert client.post(address(), {"part": "adviser"}).status_code == 404


def test_a_keeper_elsewhere_changes_nothing_here(client: Client, cast: Cast) -> None:
    enter(client, cast.wil)
    assert client.post(address(query="?gemeente=oudeveen"), {"part": "adviser"}).status_code == 404
    assert (row := stands(cast)) is not None
    assert row.part == Part.LEAD


def test_a_cell_costs_a_fixed_number_of_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    enter(client, cast.noor)
    with django_assert_max_num_queries(16):
        client.get(address(theme=T07), headers=HTMX)
