"""A file of people gives accounts, changes and moves, opens no signal, and tells nothing of who works elsewhere."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hkin.outbox.models import Letter, Message
from network.cast import Cast
from network.models import Absence, ContactCard, EntryLink, PersonEntry, RoleGrant, User
from network.models.trail import PersonEvent
from network.roles import home_of, roles_of
from network.rules import Role
from network.rules.import_plan import Act
from network.rules.roles import SEES_SIGNALS
from tests.network.importing import PEOPLE, brought_in, done, person, plan_of, said, sheet

pytestmark = pytest.mark.django_db

ANNA = {
    "email": "Anna@oudeveen.example",
    "name": "Anna Bos",
    "function": "Beheerder",
    "department": "vas",
    "phone": "+31 88 000 1199",
    "best_hours": "di en do",
    "level": "Operationeel",
    "languages": "zorg; recht",
    "comes_for": "panden 🏚",
    "themes": "t04, T01",
    "external_id": "P-9",
}


def line(cast: Cast, name: str, **more: str) -> dict[str, str]:
    """Somebody of the cast as they stand."""
    somebody = cast[name]
    return {"email": somebody.email, "name": somebody.name, "department": ""} | more


def test_who_is_new_gets_an_account_that_nobody_can_use_yet(cast: Cast) -> None:
    done(cast, PEOPLE, ANNA)
    anna = person("anna@oudeveen.example")
    assert (anna.name, anna.function, anna.phone, anna.external_id) == (
        "Anna Bos",
        "Beheerder",
        "+31 88 000 1199",
        "P-9",
    )
    assert (anna.entered_at, anna.has_usable_password(), anna.is_active) == (None, False, True)


def test_who_is_new_files_and_nothing_more(cast: Cast) -> None:
    done(cast, PEOPLE, ANNA)
    anna = person("anna@oudeveen.example")
    home = home_of(anna)
    assert home is not None
    assert (home.department, [held.role for held in roles_of(anna)]) == (cast.department("VAS"), [Role.REPORTER])


def test_who_is_new_has_a_card(cast: Cast) -> None:
    done(cast, PEOPLE, ANNA)
    card = ContactCard.objects.get(user=person("anna@oudeveen.example"))
    assert (card.level, card.languages, card.comes_for) == ("operational", ["care", "law"], "panden 🏚")
    assert {theme.code for theme in card.themes.all()} == {"T01", "T04"}


def test_nobody_hears_of_it(cast: Cast) -> None:
    before = (Letter.objects.count(), Message.objects.count(), EntryLink.objects.count())
    done(cast, PEOPLE, ANNA, line(cast, "sanne", function="Nieuw"))
    assert (Letter.objects.count(), Message.objects.count(), EntryLink.objects.count()) == before


def test_one_tick_invites_all_new_people_and_nobody_else(cast: Cast) -> None:
    bert = ANNA | {"email": "bert@oudeveen.example", "name": "Bert Mos", "external_id": ""}
    run = done(cast, PEOPLE, ANNA, bert, line(cast, "sanne", function="Nieuw"), invites=True)
    links = EntryLink.objects.filter(kind="invitation").values_list("user__email", flat=True)
    assert (run.state, set(links)) == ("done", {"anna@oudeveen.example", "bert@oudeveen.example"})


def test_it_stands_in_the_trail_of_the_person(cast: Cast) -> None:
    done(cast, PEOPLE, ANNA, line(cast, "sanne", function="Nieuw"))
    entry = PersonEntry.objects.get(person=cast.sanne, event=PersonEvent.CHANGED)
    assert (entry.by, entry.role, entry.municipality) == (cast.tom, "application_manager", cast.oudeveen)
    assert "Nieuw" not in entry.detail
    assert PersonEntry.objects.get(person__email="anna@oudeveen.example").event == PersonEvent.ROLE_GIVEN


def test_two_people_before_the_same_at_sign_get_names_of_their_own(cast: Cast) -> None:
    done(cast, PEOPLE, ANNA | {"email": "sanne@anders.example", "external_id": ""})
    assert person("sanne@anders.example").username == "sanne2"


def test_who_moves_was_there_until_yesterday(cast: Cast) -> None:
    before = home_of(cast.sanne)
    done(cast, PEOPLE, line(cast, "sanne", department="VAS"))
    home = home_of(User.objects.get(pk=cast.sanne.pk))
    assert before is not None
    assert home is not None
    assert (before.department != home.department, home.department) == (True, cast.department("VAS"))
    assert RoleGrant.objects.get(pk=before.pk).until_on < home.from_on


def test_an_external_number_finds_somebody_whose_name_and_mail_changed(cast: Cast) -> None:
    User.objects.filter(pk=cast.merve.pk).update(external_id="P-7")
    done(cast, PEOPLE, {"email": "nieuw@oudeveen.example", "name": "Nieuw", "department": "", "external_id": "P-7"})
    merve = User.objects.get(pk=cast.merve.pk)
    assert (merve.email, merve.name) == ("nieuw@oudeveen.example", "Nieuw")
    assert Message.objects.filter(kind="mail_address_changed").count() == 1


def test_who_left_is_closed_and_stays(cast: Cast) -> None:
    done(cast, PEOPLE, line(cast, "merve", leaves="ja"))
    merve = User.objects.get(pk=cast.merve.pk)
    assert (merve.is_active, merve.name) == (False, cast.merve.name)
    assert PersonEntry.objects.filter(person=merve, event=PersonEvent.DEACTIVATED).exists()


def test_who_left_long_ago_is_no_news(cast: Cast) -> None:
    done(cast, PEOPLE, line(cast, "merve", leaves="ja"))
    assert plan_of(cast, PEOPLE, line(cast, "merve", leaves="ja")).is_nothing


@pytest.mark.parametrize("name", ["dirk", "lotte", "omar"])
def test_who_holds_a_role_or_stands_in_hands_over_first(cast: Cast, name: str) -> None:
    [fault] = plan_of(cast, PEOPLE, line(cast, name, leaves="ja")).faults
    assert (fault.column, fault.names["person"]) == ("leaves", str(cast[name].key))


def test_who_stands_in_for_an_absent_colleague_hands_over_first(cast: Cast) -> None:
    Absence.objects.create(user=cast.sanne, from_on="2030-01-01", until_on="2030-01-02", deputy=cast.merve)
    assert [fault.column for fault in plan_of(cast, PEOPLE, line(cast, "merve", leaves="ja")).faults] == ["leaves"]


def test_the_mail_address_of_who_reads_signals_is_not_changed_by_a_file(cast: Cast) -> None:
    User.objects.filter(pk=cast.dirk.pk).update(external_id="P-5")
    typed = line(cast, "dirk", email="ander@oudeveen.example", external_id="P-5")
    assert [column for _line, column, _text in said(plan_of(cast, PEOPLE, typed))] == ["email"]


def test_nobody_gets_sight_of_signals(cast: Cast) -> None:
    def seeing() -> set[tuple[int, str]]:
        return set(RoleGrant.objects.filter(role__in=SEES_SIGNALS).values_list("user_id", "role"))

    before = seeing()
    done(cast, PEOPLE, ANNA, line(cast, "sanne", department="VAS"), line(cast, "merve", leaves="ja"))
    assert seeing() == before


# ---- who works elsewhere -------------------------------------------------------------------------
def test_of_who_works_elsewhere_nothing_is_told_or_changed(cast: Cast) -> None:
    typed = line(cast, "ilse", department="VAS", function="Baas") | {"name": "Gekaapt"}
    [(number, column, text)] = said(plan_of(cast, PEOPLE, typed))
    assert (number, column) == (2, "email")
    assert not any(word in text for word in (cast.ilse.name, "Veenwijk", "elsewhere", "left"))


def test_who_left_elsewhere_reads_the_same(cast: Cast) -> None:
    works = said(plan_of(cast, PEOPLE, line(cast, "ilse", department="VAS")))
    User.objects.filter(pk=cast.ilse.pk).update(is_active=False)
    assert said(plan_of(cast, PEOPLE, line(cast, "ilse", department="VAS"))) == works


def test_a_number_of_somebody_elsewhere_finds_nobody(cast: Cast) -> None:
    User.objects.filter(pk=cast.ilse.pk).update(external_id="P-9")
    done(cast, PEOPLE, ANNA)
    assert User.objects.get(pk=cast.ilse.pk).name == cast.ilse.name


def test_no_mail_address_is_changed_into_that_of_somebody_elsewhere(cast: Cast) -> None:
    User.objects.filter(pk=cast.merve.pk).update(external_id="P-7")
    typed = line(cast, "merve", email=cast.ilse.email, external_id="P-7")
    assert [column for _line, column, _text in said(plan_of(cast, PEOPLE, typed))] == ["email"]


def test_in_practice_the_keeper_brings_people_in_but_closes_no_account(cast: Cast) -> None:
    RoleGrant.objects.filter(user=cast.wil, role=Role.APPLICATION_MANAGER).delete()
    typed = {"email": "anna@veenwijk.example", "name": "Anna", "department": "OPR"}
    assert not plan_of(cast, PEOPLE, typed, by="wil", at="veenwijk").faults
    leaver = line(cast, "ilse", leaves="ja")
    assert [fault.column for fault in plan_of(cast, PEOPLE, leaver, by="wil", at="veenwijk").faults] == ["leaves"]


# ---- what cannot be ------------------------------------------------------------------------------
WRONG = [
    ({"email": ""}, "email"),
    ({"email": "geen mail"}, "email"),
    ({"name": ""}, "name"),
    ({"name": "Anna 👩"}, "name"),
    ({"name": "x" * 5000}, "name"),
    ({"department": ""}, "department"),
    ({"department": "XXX"}, "department"),
    ({"phone": "bel mij"}, "phone"),
    ({"level": "hoog"}, "level"),
    ({"languages": "Frans"}, "languages"),
    ({"themes": "T99"}, "themes"),
    ({"comes_for": "klant 111222333"}, "comes_for"),
    ({"external_id": "111222333"}, "external_id"),
    ({"leaves": "soms"}, "leaves"),
]


@pytest.mark.parametrize(("wrong", "column"), WRONG, ids=lambda each: str(each)[:30])
def test_a_wrong_cell_is_named(cast: Cast, wrong: dict[str, str], column: str) -> None:
    found = said(plan_of(cast, PEOPLE, ANNA | wrong))
    assert [(number, key) for number, key, _text in found] == [(2, column)]


def test_staff_numbers_of_nine_digits_are_no_bsn(cast: Cast) -> None:
    bert = ANNA | {"email": "bert@oudeveen.example", "external_id": "111222334"}
    assert not plan_of(cast, PEOPLE, ANNA | {"external_id": "111222333"}, bert).faults


def test_somebody_on_two_lines_is_one_too_many(cast: Cast) -> None:
    assert [number for number, *_ in said(plan_of(cast, PEOPLE, ANNA, ANNA))] == [3]
    twice = [line(cast, "merve"), line(cast, "merve", function="x")]
    assert [number for number, *_ in said(plan_of(cast, PEOPLE, *twice))] == [3]


def test_a_mailbox_that_colleagues_share_is_told_apart_by_the_name(cast: Cast) -> None:
    User.objects.filter(pk__in=[cast.sanne.pk, cast.merve.pk]).update(email="balie@oudeveen.example")
    typed = {"email": "balie@oudeveen.example", "name": cast.merve.name, "department": "", "function": "Nieuw"}
    assert [change.pk for change in plan_of(cast, PEOPLE, typed).changes] == [cast.merve.pk]
    [(_line, column, _text)] = said(plan_of(cast, PEOPLE, typed | {"name": "Iemand"}))
    assert column == "email"


def test_somebody_of_a_retired_department_can_go_on_standing_there(cast: Cast) -> None:
    plan = plan_of(cast, PEOPLE, line(cast, "sanne", function="Nieuw"))
    assert [change.act for change in plan.changes] == [Act.CHANGED]


# ---- how much it asks ----------------------------------------------------------------------------
def asked(cast: Cast, number: int) -> tuple[int, int]:
    """Queries of the dry run and of the import of so many people, a third of them known already."""
    rows = [
        ANNA | {"email": f"p{n}@oudeveen.example", "name": f"Persoon {n}", "external_id": "", "function": str(number)}
        for n in range(number)
    ]
    done(cast, PEOPLE, *(row | {"function": "Eerst", "department": "HRM"} for row in rows[::3]))
    with CaptureQueriesContext(connection) as dry:
        brought_in(cast, PEOPLE, sheet(PEOPLE, *rows))
    with CaptureQueriesContext(connection) as both:
        done(cast, PEOPLE, *rows)
    return len(dry), len(both)


def test_ten_times_as_many_people_ask_no_more_of_the_database(cast: Cast) -> None:
    few, many = asked(cast, 30), asked(cast, 300)
    assert many == few
    assert few[0] <= 45
    assert few[1] <= 130
