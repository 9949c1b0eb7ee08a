"""A colleague sees in one table which department does what for which theme, and how sure that is."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.models import Contest, Responsibility, ThemeSetting
from network.models.matrix import Part
from network.rules.levels import Level
from tests.network.matrix_form import enter, look

PAGE = "/netwerk/matrix/"


def cell(html: str, theme: str, column: str) -> str:
    """The inside of one place of the table."""
    head = re.findall(r"<th scope=\"col\"[^>]*>.*?</th>", html, re.DOTALL)
    number = next(index for index, each in enumerate(head) if f">{column}</abbr>" in each)
    row = next(each for each in html.split("<tr>") if each.startswith('<th scope="row">') and theme in each)
    return row.split("<td>")[number].removesuffix("</tr>\n")


def test_the_lead_stands_under_its_department(client: Client, cast: Cast) -> None:
    html = look(client, cast.sanne, PAGE).content.decode()
    assert cell(html, "vastgoedfraude", "VAS") == '<a href=cel/T07/VAS/><b class="l c">T</b></a>'


def test_the_level_of_a_part_can_be_told(client: Client, cast: Cast) -> None:
    html = look(client, cast.sanne, PAGE).content.decode()
    assert '<b class="i s c">I</b>' in cell(html, "vastgoedfraude", "BES")
    assert '<b class="e o c">U</b>' in cell(html, "vastgoedfraude", "BEL")


def test_the_full_name_of_a_department_is_there_for_who_listens(client: Client, cast: Cast) -> None:
    html = look(client, cast.sanne, PAGE).content.decode()
    assert '<span>Vastgoed &amp; Grondzaken</span><abbr aria-hidden="true">VAS</abbr>' in html


def test_one_level_leaves_the_others_out(client: Client, cast: Cast) -> None:
    html = look(client, cast.sanne, f"{PAGE}?niveau=strategisch").content.decode()
    assert cell(html, "vastgoedfraude", "VAS") == ""
    assert cell(html, "vastgoedfraude", "BES") == '<a href=cel/T07/BES/strategisch/><b class="i s c">I</b></a>'


def test_a_proposal_reads_so(client: Client, cast: Cast) -> None:
    html = look(client, cast.ilse, PAGE).content.decode()
    assert re.search(r'<b class="l p">T</b>', html)
    assert "trekker, tactisch, voorstel, nog niet bevestigd" in html


def test_a_contested_cell_is_marked(client: Client, cast: Cast) -> None:
    Contest.objects.create(
        municipality=cast.oudeveen,
        theme=cast.themes["T07"],
        department=cast.department("VAS"),
        level=Level.TACTICAL,
        part=Part.LEAD,
        by=cast.dirk,
        role="contact_person",
        reason="Wij kunnen dit niet dragen.",
        decide_by=timezone.localdate(),
    )
    html = look(client, cast.sanne, PAGE).content.decode()
    assert '<b class="l x">T</b>' in cell(html, "vastgoedfraude", "VAS")


def test_a_confirmation_of_long_ago_counts_no_more(client: Client, cast: Cast) -> None:
    Responsibility.objects.update(confirmed_on=timezone.localdate() - timedelta(days=200))
    html = look(client, cast.sanne, PAGE).content.decode()
    assert cell(html, "vastgoedfraude", "VAS") == "<a href=cel/T07/VAS/><b class=l>T</b></a>"


def test_an_empty_cell_leads_somewhere_only_for_who_keeps_the_directory(client: Client, cast: Cast) -> None:
    assert cell(look(client, cast.sanne, PAGE).content.decode(), "vastgoedfraude", "KCC") == ""
    kept = look(client, cast.noor, PAGE).content.decode()
    assert cell(kept, "vastgoedfraude", "KCC") == "<a href=cel/T07/KCC/>leeg</a>"


def test_a_theme_that_is_not_watched_is_left_out(client: Client, cast: Cast) -> None:
    ThemeSetting.objects.update_or_create(
        municipality=cast.oudeveen, theme=cast.themes["T07"], defaults={"is_on": False}
    )
    assert "vastgoedfraude" not in look(client, cast.sanne, PAGE).content.decode()


def test_one_theme_is_a_list_with_the_lead_first(client: Client, cast: Cast) -> None:
    response = look(client, cast.sanne, f"{PAGE}?thema=T07")
    assert next(iter(response.context["grid"].lines)).department == cast.department("VAS")
    assert "data-grid" not in response.content.decode()


def test_a_cluster_leaves_the_other_departments_out(client: Client, cast: Cast) -> None:
    cluster = cast.department("VAS").cluster
    grid = look(client, cast.sanne, f"{PAGE}?cluster={cluster}").context["grid"]
    assert {department.cluster for department in grid.departments} == {cluster}


@pytest.mark.parametrize("query", ["thema=T99", "cluster=Zee", "niveau=hemels"])
def test_what_cannot_be_chosen_is_refused_at_its_place(client: Client, cast: Cast, query: str) -> None:
    assert look(client, cast.sanne, f"{PAGE}?{query}").status_code == 422


def test_ilse_sees_the_matrix_of_her_own_municipality_only(client: Client, cast: Cast) -> None:
    response = look(client, cast.ilse, PAGE)
    assert response.context["place"] == cast.veenwijk
    assert "Vastgoed" not in response.content.decode()


def test_ilse_cannot_ask_for_another_municipality(client: Client, cast: Cast) -> None:
    assert look(client, cast.ilse, f"{PAGE}?gemeente=oudeveen").status_code == 404


def test_who_works_for_two_goes_to_the_other(client: Client, cast: Cast) -> None:
    html = look(client, cast.wil, f"{PAGE}?gemeente=oudeveen").content.decode()
    assert "<a href=cel/T07/VAS/?gemeente=oudeveen>" in cell(html, "vastgoedfraude", "VAS")


@pytest.mark.parametrize("username", ["sanne", "noor"])
def test_the_matrix_costs_a_fixed_number_of_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries, username: str
) -> None:
    enter(client, cast[username])
    with django_assert_max_num_queries(8):
        client.get(reverse("network:matrix"))
