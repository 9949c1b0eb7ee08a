"""The strategic level gives a theme priority, with a reason and a last day; then it is over by itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from network.actions.priorities import PriorityChanged, end_priority, set_priority
from network.actions.refusals import NotAllowed, WrongDays
from network.actions.themes import switch_theme
from network.cast import Cast
from network.choices import themes_of
from network.models import MunicipalityEntry, ThemeSetting, User
from network.models.trail import MunicipalityEvent
from network.priorities import priority_names, seen_of, setting_of
from tests.network.furnishing import signed_in
from tests.network.theme_forms import day
from tests.signals.filing_form import NEW as FORM

PAGE = "/netwerk/themas/T01/prioriteit/"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_first(cast: Cast) -> None:
    ThemeSetting.objects.update(has_priority=False)


@pytest.fixture
def marijke(cast: Cast) -> Client:
    return signed_in(cast.marijke)


def give(cast: Cast, *, by: User | None = None, days: int = 90, seen: str | None = None) -> ThemeSetting:
    theme = cast.themes["T01"]
    return set_priority(
        by=by or cast.marijke,
        municipality=cast.oudeveen,
        theme=theme,
        reason="Veel meldingen van bewoners.",
        until=timezone.localdate() + timedelta(days=days),
        seen=seen or seen_of(setting_of(cast.oudeveen, theme)),
    )


def stamp(cast: Cast) -> str:
    return seen_of(setting_of(cast.oudeveen, cast.themes["T01"]))


def test_the_mayor_gives_a_theme_priority(cast: Cast, marijke: Client) -> None:
    marijke.post(PAGE, {"reason": "Veel meldingen.", **day("until", 90), "seen": stamp(cast)})
    setting = setting_of(cast.oudeveen, cast.themes["T01"])
    assert (setting.has_priority, setting.reason, setting.priority_by) == (True, "Veel meldingen.", cast.marijke)
    assert setting.priority_on == timezone.localdate()


@pytest.mark.parametrize("username", ["noor", "omar", "sanne", "ilse", "hans"])
def test_nobody_else_does_where_it_is_live(cast: Cast, username: str) -> None:
    with pytest.raises(NotAllowed):
        give(cast, by=cast[username])
    assert signed_in(cast[username]).get(PAGE).status_code == 404


def test_in_practice_who_furnishes_it_does(cast: Cast) -> None:
    theme = cast.themes["T01"]
    until = timezone.localdate() + timedelta(days=30)
    setting = setting_of(cast.veenwijk, theme)
    set_priority(by=cast.wil, municipality=cast.veenwijk, theme=theme, reason="Nu.", until=until, seen=seen_of(setting))
    assert priority_names(cast.veenwijk) == [theme.name]


@pytest.mark.parametrize("days", [-1, 0, 366])
def test_the_last_day_is_after_today_and_within_a_year(cast: Cast, marijke: Client, days: int) -> None:
    with pytest.raises(WrongDays):
        give(cast, days=days)
    answer = marijke.post(PAGE, {"reason": "Nu.", **day("until", days), "seen": stamp(cast)})
    assert answer.status_code == 422


def test_a_reason_is_asked(cast: Cast, marijke: Client) -> None:
    answer = marijke.post(PAGE, {"reason": "", **day("until", 90), "seen": stamp(cast)})
    assert answer.status_code == 422
    assert "Schrijf waarom dit nu voorgaat." in answer.content.decode()


def test_it_holds_on_its_last_day_and_not_a_day_longer(cast: Cast, time_machine: Any) -> None:
    last = give(cast, days=10).priority_until
    assert last is not None
    for on, names in ((last, ["Hennepteelt"]), (last + timedelta(days=1), [])):
        time_machine.move_to(timezone.datetime(on.year, on.month, on.day, 12, tzinfo=timezone.get_current_timezone()))
        assert priority_names(cast.oudeveen) == names


def test_it_stands_first_among_the_themes(cast: Cast) -> None:
    give(cast)
    first = themes_of(cast.oudeveen).first()
    assert first is not None
    assert first.code == "T01"


def test_a_theme_that_is_off_has_no_priority(cast: Cast) -> None:
    give(cast)
    switch_theme(by=cast.noor, municipality=cast.oudeveen, theme=cast.themes["T01"], is_on=False)
    assert priority_names(cast.oudeveen) == []


def test_who_files_reads_it_at_the_form(cast: Cast) -> None:
    give(cast)
    shown = signed_in(cast.sanne).get(FORM).content.decode()
    assert "Hier letten we nu extra op:" in shown
    assert "Hennepteelt. Zie je iets anders? Meld dat ook." in shown


def test_without_a_priority_the_form_says_nothing(cast: Cast) -> None:
    assert "Hier letten we nu extra op" not in signed_in(cast.sanne).get(FORM).content.decode()


def test_the_mayor_reads_it_on_the_first_page_with_its_days(cast: Cast, marijke: Client) -> None:
    give(cast)
    shown = marijke.get("/").content.decode()
    assert "Prioriteiten" in shown
    assert "Veel meldingen van bewoners." in shown
    assert "Sinds vandaag." in shown


def test_what_ends_soon_stands_on_top_of_that_page(cast: Cast, marijke: Client) -> None:
    give(cast, days=5)
    blocks = marijke.get("/").content.decode().split('id="block-')[1:]
    assert blocks[0].startswith("priorities")


def test_it_is_ended_before_its_day(cast: Cast, marijke: Client) -> None:
    give(cast)
    marijke.post(f"{PAGE}stoppen/", {"reason": "Het is rustig.", "seen": stamp(cast)})
    assert priority_names(cast.oudeveen) == []
    assert "Gestopt: vandaag." in marijke.get("/").content.decode()


def test_both_are_written_down(cast: Cast) -> None:
    give(cast)
    end_priority(
        by=cast.marijke,
        municipality=cast.oudeveen,
        theme=cast.themes["T01"],
        reason="Het is rustig.",
        seen=stamp(cast),
    )
    entries = MunicipalityEntry.objects.filter(municipality=cast.oudeveen).order_by("pk")
    assert [entry.event for entry in entries] == [MunicipalityEvent.PRIORITY_SET, MunicipalityEvent.PRIORITY_ENDED]
    assert "Veel meldingen van bewoners." in entries[0].detail


def test_the_second_of_two_sees_what_the_first_chose(cast: Cast, marijke: Client) -> None:
    before = stamp(cast)
    give(cast)
    with pytest.raises(PriorityChanged):
        give(cast, seen=before)
    answer = marijke.post(PAGE, {"reason": "Iets anders.", **day("until", 30), "seen": before})
    assert answer.status_code == 409
    assert "Iets anders." in answer.content.decode()
    assert "Veel meldingen van bewoners." in answer.content.decode()


def test_a_setting_of_before_without_a_last_day_still_holds(cast: Cast) -> None:
    ThemeSetting.objects.update_or_create(
        municipality=cast.oudeveen, theme=cast.themes["T02"], defaults={"has_priority": True}
    )
    assert ThemeSetting.objects.with_priority(date(2099, 1, 1)).exists()


def test_the_page_costs_few_queries(cast: Cast, marijke: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(14):
        assert marijke.get(PAGE).status_code == 200
