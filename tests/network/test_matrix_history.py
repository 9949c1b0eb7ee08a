"""A colleague reads who changed what in the matrix, and how it stood on any day."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from network.actions.matrix import change_cell
from network.cast import Cast
from network.matrix import Cell, Content
from network.models import CellEntry, Responsibility
from network.models.matrix import Part
from network.rules.levels import Level
from tests.network.matrix_form import OOV, VAS, address, enter, look, stands

PAGE, ON = "/netwerk/matrix/verloop/", "/netwerk/matrix/op/"
TODAY = timezone.localdate()
DAY = timedelta(days=1)


def lead_passes(cast: Cast, *, days: int = 0, theme: str = "T07") -> None:
    """From Vastgoed to Veiligheid."""
    row = stands(cast, theme=theme, department=OOV)
    change_cell(
        by=cast.noor,
        municipality=cast.oudeveen,
        cell=Cell(cast.themes[theme].pk, cast.department(OOV).pk, Level.TACTICAL),
        content=Content(Part.LEAD),
        seen=row.pk if row else None,
        from_on=TODAY + days * DAY,
        reason="besluit 12",
    )


def led(client: Client, day: object) -> str | None:
    lead = client.get(ON, {"dag": str(day), "thema": "T07"}).context["lead"]
    return lead.row.department.code if lead.row else None


def test_it_says_who_changed_what_and_why(client: Client, cast: Cast) -> None:
    lead_passes(cast)
    page = look(client, cast.sanne, PAGE).content.decode()
    for words in ("Wordt trekker", "Was trekker, wordt uitvoerder", "Noor Hamstra", "gidsbeheerder", "besluit 12"):
        assert words in page


def test_the_newest_stands_first(client: Client, cast: Cast) -> None:
    lead_passes(cast)
    entries = look(client, cast.sanne, PAGE).context["entries"]
    assert [each.entry.department.code for each in entries] == [OOV, VAS]


def test_it_is_narrowed_to_a_theme_and_a_department(client: Client, cast: Cast) -> None:
    lead_passes(cast)
    lead_passes(cast, theme="T08")
    entries = look(client, cast.sanne, f"{PAGE}?thema=T07&afdeling=OOV").context["entries"]
    assert [(each.entry.theme.code, each.entry.department.code) for each in entries] == [("T07", OOV)]


def test_a_long_history_has_pages(client: Client, cast: Cast) -> None:
    CellEntry.objects.bulk_create(
        CellEntry(
            municipality=cast.oudeveen,
            theme=cast.themes["T07"],
            department=cast.department(VAS),
            level=Level.TACTICAL,
            event="changed",
            became="adviser",
            reason=f"besluit {number}",
        )
        for number in range(51)
    )
    first = look(client, cast.sanne, PAGE)
    assert "besluit 0<" not in first.content.decode()
    assert "besluit 0<" in client.get(PAGE + first.context["older"]).content.decode()


def test_a_cell_shows_what_happened_to_it(client: Client, cast: Cast) -> None:
    lead_passes(cast)
    assert "Was trekker, wordt uitvoerder" in look(client, cast.sanne, address()).content.decode()


def test_ilse_reads_nothing_of_another_municipality(client: Client, cast: Cast) -> None:
    lead_passes(cast)
    assert look(client, cast.ilse, PAGE).context["entries"] == []
    assert look(client, cast.ilse, f"{PAGE}?gemeente=oudeveen").status_code == 404
    assert look(client, cast.ilse, f"{ON}?dag={TODAY}&gemeente=oudeveen").status_code == 404


def test_an_unknown_department_is_refused_at_its_field(client: Client, cast: Cast) -> None:
    response = look(client, cast.sanne, f"{PAGE}?afdeling=XYZ")
    assert (response.status_code, "afdeling" in response.context["form"].errors) == (422, True)


def test_who_led_on_a_day_is_answered(client: Client, cast: Cast) -> None:
    lead_passes(cast)
    enter(client, cast.sanne)
    assert [led(client, TODAY - DAY), led(client, TODAY)] == [VAS, OOV]


def test_who_will_lead_is_answered_too(client: Client, cast: Cast) -> None:
    lead_passes(cast, days=30)
    enter(client, cast.sanne)
    assert [led(client, TODAY + 29 * DAY), led(client, TODAY + 30 * DAY)] == [VAS, OOV]


def test_nobody_led_is_an_answer(client: Client, cast: Cast) -> None:
    enter(client, cast.sanne)
    assert led(client, TODAY - timedelta(days=3000)) is None


def test_the_day_may_be_typed_in_three_boxes(client: Client, cast: Cast) -> None:
    enter(client, cast.sanne)
    response = client.get(ON, {"dag_day": "3", "dag_month": "maart", "dag_year": "2026", "thema": "T07"})
    assert "Trekker van Malafide vastgoed en vastgoedfraude op 3 maart 2026" in response.content.decode()


def test_the_whole_matrix_of_a_day_is_shown(client: Client, cast: Cast) -> None:
    lead_passes(cast)
    page = look(client, cast.sanne, f"{ON}?dag={TODAY - DAY}").content.decode()
    assert page.count("<td>") == 22 * 24
    assert "<td><a" not in page


def test_a_department_that_is_gone_stands_in_the_matrix_of_its_days(client: Client, cast: Cast) -> None:
    gone = cast.department(VAS)
    gone.is_active = False
    gone.save()
    Responsibility.objects.filter(department=gone).update(until_on=TODAY - DAY)
    assert gone in look(client, cast.sanne, f"{ON}?dag={TODAY - DAY}").context["grid"].departments
    assert gone not in look(client, cast.sanne, f"{ON}?dag={TODAY}").context["grid"].departments


@pytest.mark.parametrize("day", ["2026-02-31", "gisteren", ""])
def test_a_day_that_does_not_exist_is_refused_at_its_field(client: Client, cast: Cast, day: str) -> None:
    response = look(client, cast.sanne, f"{ON}?dag={day}")
    assert (response.status_code, "dag" in response.context["form"].errors) == (422, True)


@pytest.mark.parametrize("path", [PAGE, f"{ON}?dag={TODAY - DAY}&thema=T07"])
def test_the_pages_cost_a_fixed_number_of_queries(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    lead_passes(cast)
    enter(client, cast.noor)
    with django_assert_max_num_queries(13):
        client.get(path)
