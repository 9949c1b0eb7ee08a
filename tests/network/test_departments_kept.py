"""The keeper of the directory adds a department, changes and moves it, and puts it out of use when nothing needs it."""

from typing import Any

import pytest

from network.actions.departments import Circle, Described, change_department, retire_department
from network.actions.refusals import NotAllowed
from network.cast import Cast
from network.departments import version
from network.models import Department, MunicipalityEntry, Responsibility, RoleGrant, User
from network.models.matrix import Part
from network.models.trail import MunicipalityEvent
from tests.signals.filing_form import signed_in

PAGE = "/netwerk/afdelingen/{}/"


def again(department: Department) -> Department:
    return Department.objects.get(pk=department.pk)


def typed(department: Department, **other: Any) -> dict[str, Any]:
    fields = ("name", "cluster", "synonyms", "mailbox", "notices", "sources", "regime")
    shown = {name: getattr(department, name) for name in fields} | {"parent": department.parent_id or ""}
    return shown | {"outsourced_to": department.outsourced_to_id or "", "seen": version(department)} | other


def change(user: User, department: Department, **other: Any) -> Any:
    return signed_in(user).post(PAGE.format(department.code) + "wijzigen/", typed(department, **other))


def emptied(cast: Cast) -> Department:
    """Nobody works there, it leads nothing, and it helps with a theme."""
    department = cast.department("STO")
    RoleGrant.objects.filter(department=department).delete()
    Responsibility.objects.filter(department=department, part=Part.LEAD).delete()
    return department


def retire(user: User, department: Department) -> Any:
    return signed_in(user).post(PAGE.format(department.code) + "uit-gebruik/")


# ---- added and changed ---------------------------------------------------------------------------
def test_a_department_is_added(cast: Cast) -> None:
    answer = {"code": "erf", "name": "Erfgoed", "parent": cast.department("STO").pk}
    response = signed_in(cast.noor).post("/netwerk/afdelingen/nieuw/", answer)
    added = Department.objects.get(code="ERF")
    assert (response.status_code, added.name, added.municipality) == (302, "Erfgoed", cast.oudeveen)


def test_a_code_is_used_once(cast: Cast) -> None:
    response = signed_in(cast.noor).post("/netwerk/afdelingen/nieuw/", {"code": "won", "name": "Nog een"})
    assert (response.status_code, "code" in response.context["form"].errors) == (422, True)


@pytest.mark.parametrize("code", ["nieuw", "a/b", "-", "w n"])
def test_a_code_that_breaks_an_address_is_refused(cast: Cast, code: str) -> None:
    response = signed_in(cast.noor).post("/netwerk/afdelingen/nieuw/", {"code": code, "name": "Erfgoed"})
    assert (response.status_code, "code" in response.context["form"].errors) == (422, True)


def test_it_gets_another_name(cast: Cast) -> None:
    change(cast.noor, cast.department("WON"), name="Wonen")
    assert again(cast.department("WON")).name == "Wonen"


def test_what_was_typed_stays_when_something_is_wrong(cast: Cast) -> None:
    response = change(cast.noor, cast.department("WON"), name="", notices="verhuurklachten en meer")
    assert response.status_code == 422
    assert "verhuurklachten en meer" in response.content.decode()


def test_a_change_stands_in_the_trail_with_the_hat(cast: Cast) -> None:
    change(cast.noor, cast.department("WON"), name="Wonen")
    entry = MunicipalityEntry.objects.get(event=MunicipalityEvent.DEPARTMENT_CHANGED)
    assert (entry.by, entry.role, entry.detail) == (cast.noor, "directory_keeper", "WON Wonen")


def test_its_work_is_outsourced(cast: Cast) -> None:
    partner = cast.oudeveen.organisations.get(kind="environment")
    change(cast.noor, cast.department("BWT"), outsourced_to=partner.pk)
    assert again(cast.department("BWT")).outsourced_to == partner


def test_a_partner_of_another_municipality_is_not_offered(cast: Cast) -> None:
    partner = cast.veenwijk.organisations.get(kind="region")
    response = change(cast.noor, cast.department("BWT"), outsourced_to=partner.pk)
    assert (response.status_code, again(cast.department("BWT")).outsourced_to) == (422, None)


# ---- the tree ------------------------------------------------------------------------------------
def test_a_department_moves_below_another(cast: Cast) -> None:
    change(cast.noor, cast.department("VAS"), parent=cast.department("STO").pk)
    assert again(cast.department("VAS")).parent == cast.department("STO")


def test_it_does_not_hang_below_what_hangs_below_it(cast: Cast) -> None:
    change(cast.noor, cast.department("VAS"), parent=cast.department("STO").pk)
    response = change(cast.noor, again(cast.department("STO")), parent=cast.department("VAS").pk)
    assert (response.status_code, again(cast.department("STO")).parent) == (422, None)


def test_a_circle_is_refused_by_the_action_too(cast: Cast) -> None:
    below, above = cast.department("VAS"), cast.department("STO")
    Department.objects.filter(pk=below.pk).update(parent=above)
    with pytest.raises(Circle):
        change_department(
            by=cast.noor, department=above, about=Described(name="RO", parent=again(below)), seen=version(above)
        )


# ---- two keepers ---------------------------------------------------------------------------------
def test_the_second_keeper_sees_what_the_first_changed(cast: Cast) -> None:
    form = typed(cast.department("WON"), synonyms="Woonwinkel")
    change(cast.noor, cast.department("WON"), name="Wonen")
    response = signed_in(cast.noor).post(PAGE.format("WON") + "wijzigen/", form)
    assert response.status_code == 409
    assert ("Naam", "Wonen") in response.context["changed"]
    assert "Woonwinkel" in response.content.decode()
    assert again(cast.department("WON")).synonyms == cast.department("WON").synonyms


def test_what_was_seen_then_can_be_saved(cast: Cast) -> None:
    form = typed(cast.department("WON"), synonyms="Woonwinkel")
    change(cast.noor, cast.department("WON"), name="Wonen")
    page = signed_in(cast.noor).post(PAGE.format("WON") + "wijzigen/", form)
    signed_in(cast.noor).post(PAGE.format("WON") + "wijzigen/", form | {"seen": page.context["form"]["seen"].value()})
    assert again(cast.department("WON")).synonyms == "Woonwinkel"


# ---- out of use ----------------------------------------------------------------------------------
def test_a_department_that_leads_stays_and_says_why(cast: Cast) -> None:
    response = retire(cast.noor, cast.department("WON"))
    assert response.status_code == 409
    assert "trekker van Malafide verhuur en overbewoning" in response.content.decode()
    assert again(cast.department("WON")).is_active


def test_a_department_where_somebody_works_stays(cast: Cast) -> None:
    response = retire(cast.noor, cast.department("STO"))
    assert "Floor Meijer werkt hier of heeft hier een rol." in response.content.decode()


def test_a_department_with_another_below_it_stays(cast: Cast) -> None:
    department = emptied(cast)
    Department.objects.filter(pk=cast.department("VAS").pk).update(parent=department)
    assert "hangt eronder" in retire(cast.noor, department).content.decode()


def test_one_that_nothing_needs_goes_out_of_use_and_its_cells_end(cast: Cast) -> None:
    department = emptied(cast)
    assert Responsibility.objects.today().filter(department=department).exists()
    retire(cast.noor, department)
    assert not again(department).is_active
    assert not Responsibility.objects.today().filter(department=department).exists()


def test_it_comes_into_use_again(cast: Cast) -> None:
    department = emptied(cast)
    retire(cast.noor, department)
    signed_in(cast.noor).post(PAGE.format("STO") + "weer-in-gebruik/")
    assert again(department).is_active


# ---- who may -------------------------------------------------------------------------------------
def test_a_colleague_changes_nothing(cast: Cast) -> None:
    assert change(cast.sanne, cast.department("WON"), name="Van mij").status_code == 404
    with pytest.raises(NotAllowed):
        retire_department(by=cast.sanne, department=emptied(cast))


def test_ilse_changes_nothing_of_another_municipality(cast: Cast) -> None:
    client = signed_in(cast.ilse)
    assert client.post(PAGE.format("WON") + "wijzigen/?gemeente=oudeveen", {"name": "x"}).status_code == 404


def test_whoever_furnishes_a_municipality_in_practice_adds_a_department(cast: Cast) -> None:
    answer = {"code": "ERF", "name": "Erfgoed"}
    signed_in(cast.tom).post("/netwerk/afdelingen/nieuw/?gemeente=veenwijk", answer)
    assert Department.objects.get(code="ERF").municipality == cast.veenwijk
