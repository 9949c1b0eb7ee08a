"""A list of contact persons is done as a whole: accounts, roles and deputies, and a second time it changes nothing."""

from typing import Any

import pytest

from network.actions.contact_sheet import CannotBeImported, Imported, import_contacts
from network.actions.refusals import NotAllowed
from network.cast import Cast
from network.contact_sheet import contacts_of
from network.models import JointAct, PersonEntry, RoleGrant, User
from network.models.trail import PersonEvent
from network.roles import home_of
from network.rules import Role
from network.sheets import read_text

LIST = """Afdeling; Contactpersoon; Mail; Vervanger
Publiekszaken; Tineke Bakker; tineke@veenwijk.example; Anna Bos
Buitendienst; Anna Bos; anna@veenwijk.example; sietse@veenwijk.example
Sociaal domein; ; ;
"""


def done(cast: Cast, text: str = LIST, by: str = "wil") -> Imported:
    return import_contacts(by=cast[by], municipality=cast.veenwijk, rows=read_text(text))


def answering(cast: Cast, at: str = "veenwijk") -> dict[str, tuple[str, str]]:
    """By department: who answers, and who is the deputy."""
    return {
        grant.department.code: (grant.user.name, grant.deputy.name if grant.deputy else "")
        for grant in contacts_of(cast[at])
        if grant.department
    }


def test_who_stands_in_the_list_answers_from_today(cast: Cast) -> None:
    done(cast)
    assert answering(cast)["OPR"] == ("Anna Bos", "Sietse Wagenaar")


def test_a_deputy_of_another_line_is_named(cast: Cast) -> None:
    done(cast)
    assert answering(cast)["PUB"] == ("Tineke Bakker", "Anna Bos")


def test_whoever_answered_before_stops(cast: Cast) -> None:
    done(cast)
    assert not RoleGrant.objects.today().filter(user=cast.sietse, role=Role.CONTACT_PERSON).exists()


def test_a_department_that_was_left_open_stays_as_it_was(cast: Cast) -> None:
    before = answering(cast)["WMO"]
    done(cast)
    assert answering(cast)["WMO"] == before


def test_a_newcomer_gets_an_account_and_an_invitation(cast: Cast) -> None:
    done(cast)
    anna = User.objects.get(email="anna@veenwijk.example")
    assert (anna.name, anna.entered_at, anna.has_usable_password()) == ("Anna Bos", None, False)
    assert PersonEntry.objects.filter(person=anna, event=PersonEvent.INVITED).count() == 1


def test_a_newcomer_files_from_the_department_they_answer_for(cast: Cast) -> None:
    done(cast)
    home = home_of(User.objects.get(email="anna@veenwijk.example"))
    assert home is not None
    assert home.department == cast.department("OPR", at="veenwijk")


def test_a_newcomer_of_two_departments_is_invited_once(cast: Cast) -> None:
    done(cast, "OPR; Anna Bos; anna@veenwijk.example\nPUB; Anna Bos; Anna@Veenwijk.example")
    assert User.objects.filter(email__iexact="anna@veenwijk.example").count() == 1
    assert PersonEntry.objects.filter(event=PersonEvent.INVITED).count() == 1
    assert answering(cast)["PUB"][0] == answering(cast)["OPR"][0] == "Anna Bos"


def test_it_says_what_came_of_it(cast: Cast) -> None:
    assert done(cast) == Imported(invited=1, given=1, deputies=1, ended=1)


def rows() -> dict[str, Any]:
    return {
        "people": User.objects.count(),
        "grants": list(RoleGrant.objects.order_by("pk").values()),
        "entries": PersonEntry.objects.count(),
    }


def test_the_same_list_twice_changes_nothing(cast: Cast) -> None:
    done(cast)
    before = rows()
    assert done(cast).is_nothing
    assert rows() == before


def test_one_bad_line_leaves_everything_as_it_was(cast: Cast) -> None:
    before = rows()
    with pytest.raises(CannotBeImported):
        done(cast, LIST + "Ruimte, wonen en vergunningen; Jelle Dijkstra; jelle@veenwijk")
    assert rows() == before


def test_back_to_who_answered_this_morning(cast: Cast) -> None:
    done(cast, "OPR; Anna Bos; anna@veenwijk.example")
    done(cast, "OPR; Bert Mos; bert@veenwijk.example")
    done(cast, "OPR; Anna Bos; anna@veenwijk.example")
    assert answering(cast)["OPR"][0] == "Anna Bos"


def test_every_change_stands_in_the_trail_of_the_person(cast: Cast) -> None:
    done(cast)
    events = PersonEntry.objects.filter(by=cast.wil).values_list("event", flat=True)
    assert {PersonEvent.INVITED, PersonEvent.ROLE_GIVEN, PersonEvent.ROLE_ENDED, PersonEvent.CHANGED} <= set(events)


@pytest.mark.parametrize("by", ["ilse", "sanne", "jelle"])
def test_who_does_not_furnish_it_imports_nothing(cast: Cast, by: str) -> None:
    with pytest.raises(NotAllowed):
        done(cast, by=by)


def test_somebody_of_another_municipality_can_answer_here_too(cast: Cast) -> None:
    done(cast, "OPR; Karin; karin@oudeveen.example")
    assert answering(cast)["OPR"][0] == "Karin Postma"
    assert done(cast, "OPR; Karin; karin@oudeveen.example").is_nothing


def test_where_it_is_real_a_colleague_agrees_first_and_nobody_stops_before(cast: Cast) -> None:
    text = "VAS; Anna Bos; anna@oudeveen.example"
    came = import_contacts(by=cast.noor, municipality=cast.oudeveen, rows=read_text(text))
    assert (came.waiting, came.given, came.ended) == (1, 0, 0)
    assert answering(cast, "oudeveen")["VAS"][0] == cast.dirk.name


def test_asked_twice_it_waits_once(cast: Cast) -> None:
    for _ in range(2):
        import_contacts(by=cast.noor, municipality=cast.oudeveen, rows=read_text("VAS;Anna;anna@oudeveen.example"))
    assert JointAct.objects.count() == 1
