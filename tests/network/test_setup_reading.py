"""In the fourth step a team says when it reads; what a reporter reads on Saturday night follows from it."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.http import HttpResponse
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from network.actions.reading import close_on
from network.actions.refusals import NotAllowed
from network.cast import Cast
from network.models import Municipality, StepDone, Team, User
from network.reading_times import holidays_ahead, saturday_night
from network.rules.starting import SetupStep
from tests.network.furnishing import address, look, send, signed_in

PAGE, DAYS = "network:setup_reading", "network:setup_closed_days"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
WEDNESDAY = datetime(2026, 11, 25, 14, 0, tzinfo=AMSTERDAM)


@pytest.fixture(autouse=True)
def on_a_wednesday() -> Iterator[None]:
    with time_machine.travel(WEDNESDAY, tick=False):
        yield


def hours(**changed: Any) -> dict[str, Any]:
    """Monday to Friday from nine to five, with a phone on call for the team."""
    answers = {
        "integral_days": ["0", "1", "2", "3", "4"],
        "integral_opens": "9.00",
        "integral_closes": "17:00",
        "integral_phone": "088-0001300",
        "integral_on_call_name": "de piketdienst",
        "integral_on_call_phone": "06-12345678",
        "staff_safety_days": ["0", "1", "2", "3", "4"],
        "staff_safety_opens": "8",
        "staff_safety_closes": "18.30",
        "staff_safety_phone": "",
        "staff_safety_on_call_name": "",
        "staff_safety_on_call_phone": "",
        "liberation_day": "once_in_five",
    }
    return {name: value for name, value in (answers | changed).items() if value is not None}


def tell(cast: Cast, by: User | None = None, **changed: Any) -> HttpResponse:
    return send(by or cast.wil, PAGE, cast.veenwijk, hours(**changed))


def team_of(municipality: Municipality, kind: str = "integral") -> Team:
    return Team.objects.select_related("municipality").get(municipality=municipality.pk, kind=kind)


def test_days_and_hours_of_each_team_are_kept(cast: Cast) -> None:
    tell(cast, integral_days=["1", "3"], integral_opens="10")
    team = team_of(cast.veenwijk)
    assert (team.reading_days, team.opens_at, team.closes_at) == ([1, 3], time(10), time(17))
    assert team_of(cast.veenwijk, "staff_safety").closes_at == time(18, 30)


def test_who_can_be_called_outside_the_hours_is_kept(cast: Cast) -> None:
    tell(cast)
    team = team_of(cast.veenwijk)
    assert (team.on_call_name, team.on_call_phone) == ("de piketdienst", "06-12345678")


def test_the_step_is_done_then(cast: Cast) -> None:
    tell(cast)
    assert StepDone.objects.filter(municipality=cast.veenwijk, step=SetupStep.READING).exists()


def test_the_page_says_what_a_reporter_reads_on_saturday_night(cast: Cast) -> None:
    tell(cast)
    page = look(cast.wil, PAGE, cast.veenwijk).content.decode()
    assert "Dit formulier is geen alarm. We lezen het pas maandag 30 november om 9.00 uur." in page
    assert "Kan het niet wachten? Bel de piketdienst:" in page


def test_the_sentence_is_shown_before_anything_is_kept(cast: Cast) -> None:
    response = tell(cast, show="1", integral_days=["2"])
    assert "pas woensdag 2 december om 9.00" in response.content.decode()
    assert team_of(cast.veenwijk).reading_days == [0, 2]


def test_the_sentence_changes_while_the_hours_are_filled_in(cast: Cast) -> None:
    typed = hours(integral_days=["3"])
    page = signed_in(cast.wil).post(address("network:reading_sentence", cast.veenwijk), typed).content.decode()
    assert "pas donderdag 3 december om 9.00" in page


def test_a_team_that_reads_on_saturday_night_has_no_sentence(cast: Cast) -> None:
    always = {"integral_days": [str(day) for day in range(7)], "integral_opens": "0", "integral_closes": "23.59"}
    assert "Op zaterdagavond leest er iemand" in tell(cast, show="1", **always).content.decode()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (WEDNESDAY, date(2026, 11, 28)),
        (datetime(2026, 11, 28, 23, 30, tzinfo=AMSTERDAM), date(2026, 11, 28)),
        (datetime(2026, 11, 29, 0, 30, tzinfo=AMSTERDAM), date(2026, 12, 5)),
    ],
)
def test_saturday_night_is_the_one_that_comes(now: datetime, expected: date) -> None:
    assert saturday_night(now).date() == expected


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("integral_opens", "negen"),
        ("integral_opens", "25.00"),
        ("integral_closes", "8.00"),
        ("integral_phone", "bel maar"),
        ("integral_on_call_phone", "0"),
    ],
)
def test_what_is_wrong_is_said_at_its_place_and_stays(cast: Cast, field: str, typed: str) -> None:
    response = tell(cast, **{field: typed})
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert f'value="{typed}"' in response.content.decode()


@pytest.mark.parametrize(("given", "missing"), [("name", "phone"), ("phone", "name")])
def test_a_name_on_call_needs_a_number_and_a_number_a_name(cast: Cast, given: str, missing: str) -> None:
    response = tell(cast, **{f"integral_on_call_{missing}": ""})
    assert list(response.context["form"].errors) == [f"integral_on_call_{missing}"]


def test_a_team_reads_on_one_day_at_least(cast: Cast) -> None:
    assert "integral_days" in tell(cast, integral_days=None).context["form"].errors


def test_the_page_says_who_changed_what(cast: Cast) -> None:
    tell(cast, integral_days=["1", "3"])
    page = look(cast.tom, PAGE, cast.veenwijk).content.decode()
    decided = page[page.index("decided-title") :]
    assert cast.wil.name in decided
    assert "Integraal team: di, do 09:00-17:00" in decided


# ---- holidays ------------------------------------------------------------------------------------
def test_the_holidays_of_a_year_are_listed_with_their_dates(cast: Cast) -> None:
    days = {one.name: one.day for one in holidays_ahead(cast.veenwijk, date(2026, 11, 25))}
    assert (days["Eerste kerstdag"], days["Koningsdag"]) == (date(2026, 12, 25), date(2027, 4, 27))


@pytest.mark.parametrize(("is_closed", "answer"), [(True, {"good_friday": "on"}), (False, {})])
def test_good_friday_is_as_the_municipality_chooses(cast: Cast, is_closed: bool, answer: dict[str, str]) -> None:
    tell(cast, **answer)
    cast.veenwijk.refresh_from_db()
    [friday] = [one for one in holidays_ahead(cast.veenwijk, date(2026, 11, 25)) if one.day == date(2027, 3, 26)]
    assert friday.is_closed is is_closed


@pytest.mark.parametrize(("choice", "reads"), [("once_in_five", True), ("each_year", False)])
def test_liberation_day_is_as_the_municipality_chooses(cast: Cast, choice: str, reads: bool) -> None:
    tell(cast, liberation_day=choice)
    assert team_of(cast.veenwijk).calendar.is_reading_day(date(2027, 5, 5)) is reads


def test_own_closed_days_count_for_everybody(cast: Cast) -> None:
    days = {"first_day": 24, "first_month": "dec", "first_year": 2026, "whose": "everybody"}
    send(cast.wil, DAYS, cast.veenwijk, days | {"last_day": 31, "last_month": 12, "last_year": 2026})
    assert not team_of(cast.veenwijk).calendar.is_reading_day(date(2026, 12, 30))
    assert not team_of(cast.veenwijk, "staff_safety").calendar.is_reading_day(date(2026, 12, 30))


def test_a_team_may_have_a_closed_day_of_its_own(cast: Cast) -> None:
    days = {"first_day": 2, "first_month": 12, "first_year": 2026, "whose": "integral"}
    send(cast.wil, DAYS, cast.veenwijk, days)
    assert not team_of(cast.veenwijk).calendar.is_reading_day(date(2026, 12, 2))
    assert team_of(cast.veenwijk, "staff_safety").calendar.is_reading_day(date(2026, 12, 2))


def test_a_closed_day_is_taken_away_again(cast: Cast) -> None:
    close_on(by=cast.wil, municipality=cast.veenwijk, first=date(2026, 12, 2), last=date(2026, 12, 2))
    send(cast.wil, "network:closed_day_open", cast.veenwijk, {"day": "2026-12-02", "whose": "everybody"})
    assert team_of(cast.veenwijk).calendar.is_reading_day(date(2026, 12, 2))


def test_a_last_day_before_the_first_is_said_at_its_place(cast: Cast) -> None:
    days = {"first_day": 5, "first_month": 12, "first_year": 2026, "whose": "everybody"}
    response = send(cast.wil, DAYS, cast.veenwijk, days | {"last_day": 4, "last_month": 12, "last_year": 2026})
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["last"])


# ---- with a neighbour, and who may -----------------------------------------------------------------
def test_a_village_begins_with_the_hours_of_its_neighbour(cast: Cast) -> None:
    Municipality.objects.filter(pk=cast.veenwijk.pk).update(neighbour=cast.oudeveen)
    page = look(cast.wil, PAGE, cast.veenwijk)
    assert page.context["form"]["integral_opens"].value() == "8.30"
    assert "Dit zijn de uren van Oudeveen" in page.content.decode()


def test_hours_of_its_own_stay_with_a_neighbour_too(cast: Cast) -> None:
    Municipality.objects.filter(pk=cast.veenwijk.pk).update(neighbour=cast.oudeveen)
    tell(cast, integral_opens="11.00")
    assert look(cast.wil, PAGE, cast.veenwijk).context["form"]["integral_opens"].value() == "11.00"


def test_the_other_municipality_reads_as_before(cast: Cast) -> None:
    before = list(cast.oudeveen.teams.order_by("pk").values())
    tell(cast, integral_days=["6"])
    assert list(cast.oudeveen.teams.order_by("pk").values()) == before


def test_once_it_is_live_coordinator_and_application_manager_still_change_it(cast: Cast) -> None:
    assert [look(one, PAGE, cast.oudeveen).status_code for one in (cast.omar, cast.tom, cast.noor)] == [200, 200, 404]


def test_who_keeps_the_promises_finds_the_page_where_they_say_that_they_are_away(cast: Cast) -> None:
    link = address(PAGE, cast.oudeveen)
    assert link in signed_in(cast.omar).get("/afwezig/").content.decode()
    assert link not in signed_in(cast.noor).get("/afwezig/").content.decode()


@pytest.mark.parametrize("name", [PAGE, DAYS])
def test_ilse_cannot_open_it(cast: Cast, name: str) -> None:
    assert look(cast.ilse, name, cast.oudeveen).status_code == 404


def test_the_action_asks_the_right_too(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        close_on(by=cast.noor, municipality=cast.oudeveen, first=date(2026, 12, 2), last=date(2026, 12, 2))


@pytest.mark.parametrize("name", [PAGE, DAYS])
def test_the_page_costs_a_fixed_number_of_queries(
    cast: Cast, name: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(cast.omar)
    with django_assert_max_num_queries(15):
        client.get(reverse(name, args=["oudeveen"]))
