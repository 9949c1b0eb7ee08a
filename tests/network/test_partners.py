"""Who stands outside the wall and whom to call there: read by every colleague, kept by the keeper of the directory."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from network.actions.organisations import AboutPartner, add_partner, retire_partner
from network.actions.refusals import NotAllowed
from network.cast import Cast
from network.models import Department, Liaison, MunicipalityEntry, Organisation, Responsibility, User
from network.models.trail import MunicipalityEvent
from network.organisations import PAGE, liaison_version, version
from tests.signals.filing_form import signed_in

LIST = "/netwerk/partners/"


def police(cast: Cast) -> Organisation:
    return Organisation.objects.get(municipality=cast.oudeveen, kind="police")


def again(partner: Organisation) -> Organisation:
    return Organisation.objects.get(pk=partner.pk)


def post(user: User, path: str, answers: dict[str, Any] | None = None) -> Any:
    return signed_in(user).post(LIST + path, answers or {})


def typed(partner: Organisation, **other: Any) -> dict[str, Any]:
    shown = {name: getattr(partner, name) for name in ("name", "kind", "does", "phone", "email", "website")}
    return shown | {"seen": version(partner)} | other


def unneeded(cast: Cast) -> Organisation:
    """No cell of the matrix names it."""
    Responsibility.objects.filter(municipality=cast.oudeveen).update(partners=[])
    return police(cast)


# ---- reading -------------------------------------------------------------------------------------
def test_a_colleague_reads_whom_to_call(cast: Cast) -> None:
    text = signed_in(cast.sanne).get(f"{LIST}{police(cast).pk}/").content.decode()
    assert "Marco Feenstra" in text
    assert 'href="tel:088-0002002"' in text


def test_all_partners_of_the_municipality_are_in_the_list(cast: Cast) -> None:
    page = signed_in(cast.sanne).get(LIST).context["page"]
    assert len(page.rows) == cast.oudeveen.organisations.count() == 10


def test_ilse_sees_the_partners_of_her_own_municipality_only(cast: Cast) -> None:
    page = signed_in(cast.ilse).get(LIST).context["page"]
    assert {partner.municipality_id for partner in page.rows} == {cast.veenwijk.pk}


def test_ilse_gets_no_partner_of_another(cast: Cast) -> None:
    client = signed_in(cast.ilse)
    assert client.get(f"{LIST}{police(cast).pk}/").status_code == 404
    assert client.get(f"{LIST}?gemeente=oudeveen").status_code == 404


def test_a_colleague_is_offered_no_change(cast: Cast) -> None:
    text = signed_in(cast.sanne).get(f"{LIST}{police(cast).pk}/").content.decode()
    assert f"{LIST}{police(cast).pk}/wijzigen/" not in text


def test_many_partners_come_in_pages_by_name(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    Organisation.objects.bulk_create(
        Organisation(municipality=cast.oudeveen, kind="other", name=f"Stichting {one:03}") for one in range(PAGE)
    )
    client.force_login(cast.sanne, backend="allauth.account.auth_backends.AuthenticationBackend")
    with django_assert_max_num_queries(15):
        first = client.get(LIST).context
    second = client.get(LIST + first["older"]).context
    names = [row.name for row in [*first["page"].rows, *second["page"].rows]]
    assert (len(first["page"].rows), len(names), len(set(names))) == (PAGE, PAGE + 10, PAGE + 10)


@pytest.mark.parametrize("after", ["x", "-1", "99999999999999"])
def test_a_nonsense_page_begins_at_the_beginning(cast: Cast, after: str) -> None:
    assert signed_in(cast.sanne).get(f"{LIST}?na={after}").context["page"].rows


# ---- keeping -------------------------------------------------------------------------------------
def test_a_partner_is_added(cast: Cast) -> None:
    post(cast.noor, "nieuw/", {"name": "Waterschap", "kind": "environment", "phone": "088-0003000"})
    assert Organisation.objects.get(name="Waterschap").municipality == cast.oudeveen


def test_one_without_a_kind_is_refused_at_its_field(cast: Cast) -> None:
    response = post(cast.noor, "nieuw/", {"name": "Waterschap", "does": "Kijken bij de sloot"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["kind"])
    assert "Kijken bij de sloot" in response.content.decode()


def test_the_same_name_is_refused(cast: Cast) -> None:
    response = post(cast.noor, "nieuw/", {"name": "riec veenland", "kind": "riec"})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["name"])


@pytest.mark.parametrize("website", ["javascript:alert(1)", "ftp://x.example/"])
def test_a_link_that_is_no_web_address_is_refused(cast: Cast, website: str) -> None:
    response = post(cast.noor, f"{police(cast).pk}/wijzigen/", typed(police(cast), website=website))
    assert (response.status_code, again(police(cast)).website) == (422, "")


def test_a_phone_that_is_none_is_refused(cast: Cast) -> None:
    response = post(cast.noor, f"{police(cast).pk}/wijzigen/", typed(police(cast), phone="bel maar"))
    assert list(response.context["form"].errors) == ["phone"]


def test_the_second_keeper_sees_what_the_first_changed(cast: Cast) -> None:
    form = typed(police(cast), does="Kom langs")
    post(cast.noor, f"{police(cast).pk}/wijzigen/", typed(police(cast), phone="088-0009999"))
    response = post(cast.noor, f"{police(cast).pk}/wijzigen/", form)
    assert response.status_code == 409
    assert ("Telefoon", "088-0009999") in response.context["changed"]
    assert "Kom langs" in response.content.decode()


def test_a_partner_that_the_matrix_names_stays_and_says_why(cast: Cast) -> None:
    response = post(cast.noor, f"{police(cast).pk}/uit-gebruik/")
    assert (response.status_code, again(police(cast)).is_active) == (409, True)
    assert "Hennepteelt" in response.content.decode()


def test_a_partner_that_does_the_work_of_a_department_stays(cast: Cast) -> None:
    partner = unneeded(cast)
    Department.objects.filter(pk=cast.department("BWT").pk).update(outsourced_to=partner)
    assert "Bouw- en woningtoezicht" in post(cast.noor, f"{partner.pk}/uit-gebruik/").content.decode()


def test_one_that_nothing_names_goes_out_of_use_with_its_people(cast: Cast) -> None:
    partner = unneeded(cast)
    post(cast.noor, f"{partner.pk}/uit-gebruik/")
    assert not again(partner).is_active
    assert not Liaison.objects.filter(organisation=partner, left_on=None).exists()
    assert signed_in(cast.sanne).get(f"{LIST}{partner.pk}/").status_code == 404


def test_it_comes_into_use_again(cast: Cast) -> None:
    partner = unneeded(cast)
    retire_partner(by=cast.noor, partner=partner)
    post(cast.noor, f"{partner.pk}/weer-in-gebruik/")
    assert again(partner).is_active


# ---- whom to call --------------------------------------------------------------------------------
def test_somebody_to_call_is_added(cast: Cast) -> None:
    answers = {"name": "Nel Blok", "phone": "088-0002009", "themes": [cast.themes["T06"].pk]}
    post(cast.noor, f"{police(cast).pk}/contact/nieuw/", answers)
    added = Liaison.objects.get(name="Nel Blok")
    assert (added.organisation, [theme.code for theme in added.themes.all()]) == (police(cast), ["T06"])


def test_somebody_to_call_changes(cast: Cast) -> None:
    liaison = Liaison.objects.get(name="Marco Feenstra")
    answers = {"name": "Marco Feenstra", "phone": "088-0002222", "seen": liaison_version(liaison)}
    post(cast.noor, f"{police(cast).pk}/contact/{liaison.pk}/", answers)
    assert Liaison.objects.get(pk=liaison.pk).phone == "088-0002222"


def test_who_is_taken_away_is_shown_no_more(cast: Cast) -> None:
    liaison = Liaison.objects.get(name="Marco Feenstra")
    post(cast.noor, f"{police(cast).pk}/contact/{liaison.pk}/weg/")
    assert "Marco" not in signed_in(cast.sanne).get(f"{LIST}{police(cast).pk}/").content.decode()


def test_somebody_of_another_partner_is_not_found_below_this_one(cast: Cast) -> None:
    other = Liaison.objects.get(name="Erik Mol")
    assert signed_in(cast.noor).get(f"{LIST}{police(cast).pk}/contact/{other.pk}/").status_code == 404


def test_the_trail_names_the_partner_and_never_a_person(cast: Cast) -> None:
    post(cast.noor, f"{police(cast).pk}/contact/nieuw/", {"name": "Nel Blok"})
    entry = MunicipalityEntry.objects.get(event=MunicipalityEvent.PARTNER_CHANGED)
    assert (entry.by, "Politie" in entry.detail, "Nel" in entry.detail) == (cast.noor, True, False)


# ---- who may -------------------------------------------------------------------------------------
def test_a_colleague_keeps_nothing(cast: Cast) -> None:
    assert post(cast.sanne, "nieuw/", {"name": "Van mij", "kind": "other"}).status_code == 404
    with pytest.raises(NotAllowed):
        add_partner(by=cast.sanne, municipality=cast.oudeveen, about=AboutPartner("other", "Van mij"))


def test_a_keeper_keeps_nothing_elsewhere(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        add_partner(by=cast.noor, municipality=cast.veenwijk, about=AboutPartner("other", "Van mij"))
