"""In the second step a municipality says who it is; its size brings departments and a proposal of who does what."""

from typing import Any

import pytest
from django.http import HttpResponse
from pytest_django import DjangoAssertNumQueries

from network.actions.founding import begin_municipality, load_catalogue
from network.actions.municipality import About, describe_municipality
from network.actions.people import give_role
from network.actions.refusals import NotAllowed
from network.cast import Cast
from network.models import Department, Municipality, Responsibility, StepDone, ThemeSetting, User
from network.reference import read_catalogue, template
from network.rules import Role
from network.rules.starting import DEPARTMENTS, SetupStep, Size, proposed_size
from tests.network.furnishing import look, send, signed_in, who_we_are

PAGE = "network:setup_municipality"


@pytest.fixture
def village(cast: Cast) -> Municipality:
    """Just begun: tom manages it, nothing else is there."""
    begun = begin_municipality(name="Proefdorp")
    give_role(by=None, person=cast.tom, role=Role.APPLICATION_MANAGER, municipality=begun)
    return begun


def tell(user: User, village: Municipality, **changed: Any) -> HttpResponse:
    response = send(user, PAGE, village, who_we_are(**changed))
    village.refresh_from_db()
    return response


def test_what_was_told_is_kept(cast: Cast, village: Municipality) -> None:
    tell(cast.tom, village)
    assert (village.name, village.places, village.inhabitants, village.mail_domains) == (
        "Proefdorp",
        ["Proefdorp", "Proefbuurt"],
        12_000,
        ["proefdorp.nl"],
    )


def test_the_step_is_done(cast: Cast, village: Municipality) -> None:
    tell(cast.tom, village)
    assert StepDone.objects.get(municipality=village).step == SetupStep.MUNICIPALITY


@pytest.mark.parametrize(
    ("inhabitants", "size"), [(12_000, Size.SMALL), (24_999, Size.SMALL), (30_000, Size.MIDDLE), (80_000, Size.LARGE)]
)
def test_a_size_is_proposed_by_inhabitants(inhabitants: int, size: Size) -> None:
    assert proposed_size(inhabitants) is size


@pytest.mark.parametrize("size", Size)
def test_each_size_has_as_many_departments_as_the_page_says(size: Size) -> None:
    assert len(template(size, read_catalogue()).departments) == DEPARTMENTS[size]


def test_the_size_brings_departments_and_who_does_what(cast: Cast, village: Municipality) -> None:
    tell(cast.tom, village)
    assert (village.size, village.departments.count()) == ("small", 6)
    assert Responsibility.objects.filter(municipality=village, part="lead").count() == len(read_catalogue().themes)
    assert ThemeSetting.objects.filter(municipality=village, is_on=False).exists()


def test_a_size_can_be_chosen_by_hand(cast: Cast, village: Municipality) -> None:
    tell(cast.tom, village, size="large", inhabitants="")
    assert village.departments.count() == 22


def test_without_inhabitants_no_size_is_proposed(cast: Cast, village: Municipality) -> None:
    response = tell(cast.tom, village, inhabitants="")
    assert response.status_code == 422
    assert "inhabitants" in response.context["form"].errors


def test_saying_the_same_again_changes_nothing(cast: Cast, village: Municipality) -> None:
    tell(cast.tom, village)
    before = set(village.departments.values_list("pk", flat=True))
    tell(cast.tom, village)
    assert set(village.departments.values_list("pk", flat=True)) == before


def test_another_size_is_asked_for_twice(cast: Cast, village: Municipality) -> None:
    tell(cast.tom, village)
    response = tell(cast.tom, village, size="large")
    assert "replace" in response.context["form"].errors
    assert (village.size, village.departments.count()) == ("small", 6)


def test_another_size_begins_anew(cast: Cast, village: Municipality) -> None:
    tell(cast.tom, village)
    tell(cast.tom, village, size="large", replace="on")
    assert (village.size, village.departments.count()) == ("large", 22)


def test_a_department_with_people_is_not_taken_away(cast: Cast, village: Municipality) -> None:
    tell(cast.tom, village)
    department = village.departments.get(code="PUB")
    give_role(by=cast.tom, person=cast.ilse, role=Role.CONTACT_PERSON, municipality=village, department=department)
    response = tell(cast.tom, village, size="large", replace="on", name="Nieuwdorp")
    assert "size" in response.context["form"].errors
    assert (village.name, village.departments.count()) == ("Proefdorp", 6)


def test_what_was_changed_by_hand_is_not_taken_away(cast: Cast, village: Municipality) -> None:
    tell(cast.tom, village)
    Department.objects.filter(municipality=village, code="OPR").update(name="Groen en grijs")
    response = tell(cast.tom, village, size="large", replace="on")
    assert "size" in response.context["form"].errors


def test_a_municipality_that_is_live_keeps_its_size(cast: Cast) -> None:
    send(cast.tom, PAGE, cast.oudeveen, who_we_are(name="Oudeveen", size="small", replace="on"))
    cast.oudeveen.refresh_from_db()
    assert (cast.oudeveen.size, cast.oudeveen.departments.count()) == ("large", 22)


def test_a_neighbour_on_the_same_machine_can_be_chosen(cast: Cast, village: Municipality) -> None:
    tell(cast.tom, village, neighbour=cast.oudeveen.pk)
    assert village.neighbour == cast.oudeveen


def test_a_municipality_that_is_live_keeps_its_neighbour(cast: Cast) -> None:
    Municipality.objects.filter(pk=cast.oudeveen.pk).update(neighbour=cast.veenwijk)
    send(cast.tom, PAGE, cast.oudeveen, who_we_are(name="Oudeveen", neighbour=""))
    cast.oudeveen.refresh_from_db()
    assert cast.oudeveen.neighbour == cast.veenwijk


def test_nobody_is_their_own_neighbour(cast: Cast, village: Municipality) -> None:
    assert "neighbour" in tell(cast.tom, village, neighbour=village.pk).context["form"].errors


@pytest.mark.parametrize("domain", ["proefdorp", "een twee.nl", "gmail.com", "-x.nl"])
def test_a_mail_domain_must_be_of_the_organisation(cast: Cast, village: Municipality, domain: str) -> None:
    response = tell(cast.tom, village, mail_domains=domain)
    assert "mail_domains" in response.context["form"].errors


def test_a_mail_address_gives_its_domain(cast: Cast, village: Municipality) -> None:
    tell(cast.tom, village, mail_domains="@Proefdorp.nl; jan@buurt.proefdorp.nl")
    assert village.mail_domains == ["proefdorp.nl", "buurt.proefdorp.nl"]


def test_what_is_wrong_keeps_what_was_typed(cast: Cast, village: Municipality) -> None:
    page = tell(cast.tom, village, inhabitants="veel", name="Nieuwdorp").content.decode()
    assert 'value="veel"' in page
    assert 'value="Nieuwdorp"' in page


def test_the_colours_are_those_of_the_themes_that_are_there(cast: Cast, village: Municipality) -> None:
    assert tell(cast.tom, village, look="baksteen-theme").status_code == 302
    assert tell(cast.tom, village, look="../../etc").status_code == 422
    assert village.look == "baksteen-theme"


def test_the_other_municipality_stays_as_it_was(cast: Cast, village: Municipality) -> None:
    before = Municipality.objects.filter(pk=cast.oudeveen.pk).values().get()
    tell(cast.tom, village)
    assert Municipality.objects.filter(pk=cast.oudeveen.pk).values().get() == before
    assert cast.oudeveen.departments.count() == 22


def test_who_does_not_furnish_it_changes_nothing(cast: Cast, village: Municipality) -> None:
    with pytest.raises(NotAllowed):
        describe_municipality(by=cast.omar, municipality=village, about=About(name="Omarstad"))


def test_ilse_cannot_send_it(cast: Cast, village: Municipality) -> None:
    assert tell(cast.ilse, village).status_code == 404


# ---- the form, to look at ------------------------------------------------------------------------
def test_the_form_is_shown_in_the_colours_that_were_chosen(cast: Cast, village: Municipality) -> None:
    response = tell(cast.tom, village, look="baksteen-theme", look_at_form="1")
    page = signed_in(cast.tom).get(response["Location"]).content.decode()
    assert "baksteen-theme" in page
    assert "Gemeente Proefdorp" in page


def test_in_the_form_to_look_at_nothing_can_be_sent(cast: Cast, village: Municipality) -> None:
    page = look(cast.tom, "signals:form_preview", village).content.decode()
    form = page[page.index("hkin-preview") : page.index("</fieldset></div>\n</div>")]
    assert "disabled" in form
    assert "<form" not in form


def test_ilse_cannot_look_at_the_form_of_another_municipality(cast: Cast, village: Municipality) -> None:
    assert look(cast.ilse, "signals:form_preview", village).status_code == 404


def test_the_page_costs_a_fixed_number_of_queries(
    cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    load_catalogue(read_catalogue())
    client = signed_in(cast.wil)
    with django_assert_max_num_queries(15):
        client.get("/inrichten/veenwijk/gemeente/")
