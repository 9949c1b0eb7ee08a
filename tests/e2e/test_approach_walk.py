"""The privacy officer allows, the team meets and plans, a department does it, and somebody looks if it helped."""

from datetime import timedelta

import pytest
from django.utils import timezone

from network.cast import Cast
from signals.models import HandOver, PrivacyCheck, Signal
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn, Screen
from tests.e2e.test_contact_person_walk import choose_day
from tests.signals.approaching import GOAL, NEEDS, WHAT, in_approach, power_of

IMPROVEMENT = "Vraag bij verhuur altijd wie de loods gebruikt."


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_an_approach(come_in: ComeIn, cast: Cast, width: int) -> None:
    signal = in_approach(cast)
    team = come_in(cast.omar, f"/werkvoorraad/{shown(signal.reference)}/aanpak/", width=width).meets("Aanpak")

    ask(team, "#department", why="")
    team.reads("Schrijf in een paar woorden waarom.").shuts_nobody_out()
    section(team, "#department").get_by_label("Met welke afdeling?").select_option("Vastgoed & Grondzaken")
    section(team, "#department").get_by_label("De plaats", exact=True).check()
    ask(team, "#department", why="Zij gaan ter plekke kijken.")
    team.reads("De privacyfunctionaris heeft je vraag.", "Wacht op de privacyfunctionaris").meets("Aanpak")
    decide(come_in(cast.fatma, width=width))

    discuss(team.open("/signaaloverleg/"), cast)
    make_plan(team.open(f"/werkvoorraad/{shown(signal.reference)}/aanpak/"), cast)
    team.reads(WHAT, "Nog niet toegestaan voor Vastgoed & Grondzaken").meets("Aanpak")
    section(team, "#power").locator("input[type=radio]").first.check()
    ask(team, "#power", why="Zonder kan Vastgoed het contract niet naleven.", unfold=False)
    decide(come_in(cast.fatma, width=width))

    team.open(f"/werkvoorraad/{shown(signal.reference)}/aanpak/").press("Versturen naar de afdeling")
    team.reads("De afdeling heeft de actie.", "Nog geen antwoord").meets("Aanpak")
    answer(come_in(cast.dirk, width=width))
    team.open(f"/werkvoorraad/{shown(signal.reference)}/aanpak/").reads("De huur is opgezegd.").meets("Aanpak")

    look(team)
    close(team, signal)
    board = come_in(cast.marijke, "/verbeteringen/", width=width).meets("Verbeteringen").reads(IMPROVEMENT)
    board.reads_nothing_of(signal.reference, shown(signal.reference))
    owner = come_in(cast.dirk, "/verbeteringen/", width=width).reads(IMPROVEMENT)
    owner.unfold("Het is klaar").fill("Wat is ervan gekomen?", "Het staat in het contract.").shuts_nobody_out()
    owner.press("Het is klaar").reads("Klaar. Het staat nu bij afgerond.").follow("Afgerond").meets("Verbeteringen")


def section(screen: Screen, part: str):  # type: ignore[no-untyped-def]
    return screen.page.locator(part)


def ask(screen: Screen, part: str, *, why: str, unfold: bool = True) -> None:
    box = section(screen, part)
    if unfold and not box.locator("textarea").is_visible():
        box.locator("summary").click()
    box.locator("textarea").fill(why)
    box.locator("form button.nl-button--primary").click()


def decide(officer: Screen) -> None:
    check = PrivacyCheck.objects.latest("pk")
    officer.open(f"/toetsen/{check.uuid}/").shuts_nobody_out()
    officer.page.locator("input[name=decision][value=allowed]").check()
    for box in officer.page.locator("main textarea").all():
        box.fill("Ja, alleen het adres.")
    officer.page.locator("main form button.nl-button--primary").click()
    check.refresh_from_db()
    assert check.verdict == "allowed"


def discuss(team: Screen, cast: Cast) -> None:
    """In the signals meeting, which has a walk of its own."""
    team.follow("Plan een overleg")
    choose_day(team, timezone.localdate() + timedelta(days=3), name="Welke dag?")
    team.fill("Waar?", "Kamer 2.14").page.get_by_label("Wie zit voor?").select_option(cast.bea.name)
    team.press("Plan dit overleg").press("Agenda versturen").press("Begin het overleg")
    team.fill("Wat is er besproken?", "Vastgoed gaat langs.").press("Dit is besproken")


def make_plan(team: Screen, cast: Cast) -> None:
    team.unfold("Doel schrijven").fill("Wat willen jullie samen bereiken?", GOAL).press("Doel bewaren")
    team.reads("Het doel is bewaard.", GOAL).unfold("Actie toevoegen").press("Zet het in het plan")
    team.reads("Schrijf wat je vraagt.").shuts_nobody_out()
    plan = section(team, "#plan")
    plan.get_by_label("Welke afdeling doet het?").select_option("Vastgoed & Grondzaken")
    plan.get_by_label("Met welke bevoegdheid?").select_option(power_of(cast).name)
    team.fill("Wat vraag je hun te doen?", WHAT).fill("Wat moeten ze daarvoor weten?", NEEDS)
    team.press("Zet het in het plan").reads("De actie staat in het plan.")
    section(team, "#power").locator("summary").click()


def answer(department: Screen) -> None:
    row = HandOver.objects.latest("pk")
    department.open(f"/toegewezen/{shown(row.reference)}/").reads(WHAT, NEEDS).reads_nothing_of("bestelbusjes", GOAL)
    department.press("Ja, dat doen we").fill("Wat is ervan gekomen?", "De huur is opgezegd.")
    report = department.page.locator("input[name$=own_report][value=yes]")
    if report.count():
        report.check()
    department.press("Resultaat melden").reads("Bedankt. Het team leest het resultaat.").shuts_nobody_out()


def look(team: Screen) -> None:
    team.unfold("Kies een dag om te kijken")
    choose_day(team, timezone.localdate() + timedelta(days=30), name="Wanneer kijk je of het hielp?")
    team.shuts_nobody_out().press("Dag bewaren").reads("De dag is gekozen.")
    team.unfold("Schrijf op wat je zag")
    team.page.locator("input[name=helped][value=yes]").check()
    team.fill("Wat zag je?", "De loods is leeg.").shuts_nobody_out().press("Bewaar wat je zag")
    team.reads("Wat je zag is bewaard.", "Het hielp").meets("Aanpak")


def close(team: Screen, signal: Signal) -> None:
    team.open(f"/werkvoorraad/{shown(signal.reference)}/verder/close_case/").shuts_nobody_out()
    team.fill("Wat is ervan gekomen?", "De huur is opgezegd.")
    team.page.locator("textarea[name=lesson]").fill("Samen gaan werkte.")
    team.page.locator("input[name=made_possible][value=yes]").check()
    team.press("Rond af en verstuur").reads("Schrijf wat er moet veranderen.").shuts_nobody_out()
    team.fill("Wat moet er veranderen?", IMPROVEMENT)
    team.page.locator("select[name=change_owner]").select_option("Dirk Venema, Beheerder gemeentelijk vastgoed")
    team.press("Rond af en verstuur").reads("Het signaal is afgerond en de melder heeft bericht.")
