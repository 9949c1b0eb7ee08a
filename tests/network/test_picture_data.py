"""The network drawn: what is tied to what, what stands out, and that every node has a place of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.cast import Cast
from network.models import Department, Organisation, Responsibility, RoleGrant, Theme, ThemeSetting
from network.models.matrix import Part
from network.models.organisation import OrganisationKind
from network.picture import Mark, Tie, marks_of, network_of
from network.rules import Role
from network.rules.levels import Level
from tests.signals.filing_form import signed_in

DATA = "network:picture_data"


def drawn(client: Client, **wanted: str) -> Any:
    return client.get(reverse(DATA), wanted).json()


def labels(drawing: Any, kind: str) -> set[str]:
    return {node["name"] for node in drawing["nodes"] if node["kind"] == kind}


def key(thing: Department | Theme | Organisation) -> str:
    return f"{thing._meta.model_name[0]}{thing.pk}"  # type: ignore[index]


def police(cast: Cast) -> Organisation:
    found, _made = Organisation.objects.get_or_create(
        municipality=cast.oudeveen, name="Politie Veerdam", defaults={"kind": OrganisationKind.POLICE}
    )
    return found


# ---- what is in it ---------------------------------------------------------------------------------
def test_departments_themes_people_and_partners_are_drawn(cast: Cast) -> None:
    police(cast)
    drawing = drawn(signed_in(cast.sanne))
    assert len(labels(drawing, "department")) == 22
    assert len(labels(drawing, "theme")) == 24
    assert "Dirk Venema" in labels(drawing, "person")
    assert "Politie Veerdam" in labels(drawing, "partner")


def test_partners_stand_outside_the_wall_and_all_others_within(cast: Cast) -> None:
    police(cast)
    drawing = drawn(signed_in(cast.sanne))
    edge = drawing["wall"]["x"] + drawing["wall"]["w"] / 2
    half = {kind: width / 2 for kind, width in drawing["widths"].items()}
    within = {node["kind"] for node in drawing["nodes"] if node["x"] + half[node["kind"]] < edge}
    outside = {node["kind"] for node in drawing["nodes"] if node["x"] - half[node["kind"]] > edge}
    assert (within, outside) == ({"person", "department", "theme"}, {"partner"})


def test_no_two_boxes_lie_over_each_other(cast: Cast) -> None:
    drawing = drawn(signed_in(cast.sanne))
    nodes, widths = drawing["nodes"], drawing["widths"]
    for at, one in enumerate(nodes):
        for other in nodes[at + 1 :]:
            beside = abs(one["x"] - other["x"]) >= (widths[one["kind"]] + widths[other["kind"]]) / 2
            assert beside or abs(one["y"] - other["y"]) >= 28, (one["name"], other["name"])


def test_a_line_says_the_part(cast: Cast) -> None:
    drawing = drawn(signed_in(cast.sanne))
    line = {"s": key(cast.department("VAS")), "t": key(cast.themes["T07"]), "tie": "lead"}
    assert line in drawing["lines"]


def test_people_stand_at_a_level(cast: Cast) -> None:
    network = network_of(cast.oudeveen)
    assert network.nodes[f"p{cast.marijke.pk}"].level is Level.STRATEGIC
    assert network.nodes[f"p{cast.omar.pk}"].level is Level.TACTICAL
    assert network.nodes[f"p{cast.dirk.pk}"].level is Level.OPERATIONAL


def test_a_partner_that_a_cell_names_is_tied_to_its_theme(cast: Cast) -> None:
    partner = police(cast)
    cell = Responsibility.objects.today().filter(municipality=cast.oudeveen, theme=cast.themes["T07"], part=Part.LEAD)
    cell.update(partners=[partner.pk])
    lines = {(line.source, line.target, line.tie) for line in network_of(cast.oudeveen).lines}
    assert (key(partner), key(cast.themes["T07"]), Tie.PARTNER) in lines


def test_a_theme_that_is_not_watched_is_not_drawn(cast: Cast) -> None:
    ThemeSetting.objects.update_or_create(
        municipality=cast.oudeveen, theme=cast.themes["T07"], defaults={"is_on": False}
    )
    assert cast.themes["T07"].name not in labels(drawn(signed_in(cast.sanne)), "theme")


# ---- narrowed --------------------------------------------------------------------------------------
def test_one_theme_shows_who_works_on_it_and_whom_to_call_there(cast: Cast) -> None:
    drawing = drawn(signed_in(cast.sanne), thema="T07")
    assert labels(drawing, "theme") == {cast.themes["T07"].name}
    assert "Vastgoed & Grondzaken" in labels(drawing, "department")
    assert "Wmo / Jeugd & toezicht rechtmatigheid" not in labels(drawing, "department")
    assert "Dirk Venema" in labels(drawing, "person")


def test_one_level_shows_the_lines_of_that_level_only(cast: Cast) -> None:
    ties = {line["tie"] for line in drawn(signed_in(cast.sanne), niveau="tactical")["lines"]}
    assert "lead" in ties
    assert "executor" not in ties


@pytest.mark.parametrize("wanted", [{"thema": "X99"}, {"thema": "'\"<b>"}])
def test_a_theme_that_is_not_there_is_an_empty_picture(cast: Cast, wanted: dict[str, str]) -> None:
    assert drawn(signed_in(cast.sanne), **wanted)["nodes"] == []


# ---- what stands out -------------------------------------------------------------------------------
def test_a_department_without_a_theme_is_alone(cast: Cast) -> None:
    lonely = Department.objects.create(municipality=cast.oudeveen, code="ARC", name="Archief")
    assert marks_of(network_of(cast.oudeveen))[key(lonely)] is Mark.ALONE


def test_a_theme_whose_lead_has_one_person_hangs_on_that_person(cast: Cast) -> None:
    assert key(cast.themes["T07"]) not in marks_of(network_of(cast.oudeveen))
    department = cast.department("VAS")
    RoleGrant.objects.filter(department=department, role=Role.CONTACT_PERSON).exclude(user=cast.dirk).delete()
    RoleGrant.objects.filter(department=department, role=Role.CONTACT_PERSON).update(deputy=None)
    Department.objects.filter(pk=department.pk).update(fallback=None)
    assert marks_of(network_of(cast.oudeveen))[key(cast.themes["T07"])] is Mark.ONE_PERSON


def test_a_theme_that_nobody_leads_stands_out(cast: Cast) -> None:
    assert marks_of(network_of(cast.oudeveen))[key(cast.themes["T16"])] is Mark.NO_LEAD


def test_a_department_that_acts_for_more_than_half_of_the_themes_stands_out(cast: Cast) -> None:
    safety = cast.department("OOV")
    assert key(safety) not in marks_of(network_of(cast.oudeveen))
    Responsibility.objects.filter(department=safety, part=Part.ADVISER).update(part=Part.EXECUTOR)
    assert marks_of(network_of(cast.oudeveen))[key(safety)] is Mark.MANY


def test_who_answers_for_more_themes_than_the_municipality_wants_stands_out(cast: Cast) -> None:
    marked = {node for node, mark in marks_of(network_of(cast.oudeveen)).items() if mark is Mark.MANY}
    cast.oudeveen.most_themes = 20
    assert any(node.startswith("p") for node in marked)
    assert not any(mark is Mark.MANY for mark in marks_of(network_of(cast.oudeveen)).values())


def test_a_mark_stands_in_the_label_as_a_word(cast: Cast) -> None:
    nodes = {node["id"]: node for node in drawn(signed_in(cast.sanne))["nodes"]}
    assert nodes[key(cast.themes["T16"])]["label"].endswith("geen trekker")


def test_what_a_filter_hides_is_not_called_missing(cast: Cast) -> None:
    shown = drawn(signed_in(cast.sanne), niveau="strategic")["nodes"]
    assert {node.get("mark") for node in shown} <= {None, "many", "no_lead", "one_person"}


# ---- for whom --------------------------------------------------------------------------------------
def test_ilse_gets_her_own_municipality_and_nothing_of_another(cast: Cast) -> None:
    client = signed_in(cast.ilse)
    assert "Dirk Venema" not in client.get(reverse(DATA)).content.decode()
    assert client.get(reverse(DATA), {"gemeente": "oudeveen"}).status_code == 404


def test_who_works_in_two_municipalities_chooses(cast: Cast) -> None:
    assert len(labels(drawn(signed_in(cast.wil), gemeente="veenwijk"), "department")) == 6


def test_what_begins_tomorrow_is_not_drawn_today(cast: Cast) -> None:
    Responsibility.objects.filter(municipality=cast.oudeveen).update(from_on=date(2099, 1, 1), until_on=None)
    assert not [line for line in network_of(cast.oudeveen).lines if line.tie in set(Part.values)]
    assert timezone.localdate() < date(2099, 1, 1)


def test_the_data_costs_eight_queries_at_most(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(cast.sanne)
    with django_assert_max_num_queries(8):
        client.get(reverse(DATA))
