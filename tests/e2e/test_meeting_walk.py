"""The coordinator plans a meeting, sends its agenda and runs two items; members and a department see their own."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from network.cast import Cast
from signals.models import AgendaItem, Meeting
from signals.rules.lifecycle import Verb
from signals.rules.reference import shown
from tests.e2e.conftest import ComeIn
from tests.e2e.test_contact_person_walk import choose_day
from tests.signals.meeting_life import in_approach, in_step, scored
from tests.signals.team import moves_of

LIST = "/signaaloverleg/"


@pytest.mark.parametrize("width", [1280, 390])
def test_the_walk_of_a_meeting(come_in: ComeIn, cast: Cast, width: int) -> None:
    first, second, approach = scored(cast), scored(cast), in_approach(cast, "VAS")
    in_step(cast, "weighing")

    omar = come_in(cast.omar, LIST, width=width).shuts_nobody_out().follow("Plan een overleg").shuts_nobody_out()
    omar.press("Plan dit overleg").shuts_nobody_out()  # nothing filled in: told at its place
    choose_day(omar, timezone.localdate() + timedelta(days=3), name="Welke dag?")
    omar.fill("Waar?", "Kamer 2.14")
    omar.page.get_by_label("Wie zit voor?").select_option(cast.bea.name)
    omar.unfold("Contactpersonen van afdelingen vragen")
    omar.page.get_by_label(cast.dirk.name).check()
    omar.press("Plan dit overleg").reads("3 punten zijn klaar", "Nog niet klaar").shuts_nobody_out()

    omar.page.get_by_role("button", name="Omlaag").first.click()
    omar.page.get_by_role("button", name="Haal eraf").last.click()
    omar.reads("2 punten zijn klaar", "Deze haalde je eraf").shuts_nobody_out()
    omar.page.get_by_role("button", name="Zet terug").click()
    omar.reads("3 punten zijn klaar").press("Agenda versturen").reads("De agenda is verstuurd.").shuts_nobody_out()

    meeting = Meeting.objects.get()
    page = reverse("signals:meeting", args=[meeting.reference])
    bea = come_in(cast.bea, width=width).choose("Berichten").reads("De agenda van het signaaloverleg staat klaar")
    bea.open(page).reads("3 punten").shuts_nobody_out()
    item = AgendaItem.objects.get(signal=approach)
    dirk = come_in(cast.dirk, page, width=width).reads("1 punt", shown(item.reference), "Alleen het adres.")
    dirk.reads_nothing_of(shown(approach.reference), shown(first.reference)).shuts_nobody_out()

    omar.press("Begin het overleg").reads("Punt 1 van 3", "Kijk eerst wie er in de kamer is.").shuts_nobody_out()
    omar.follow("Open dit punt").reads("Wat besluiten we?").shuts_nobody_out()
    omar.reads_nothing_of(cast.sanne.name)
    omar.press("Dit is besproken").reads("Schrijf in een paar woorden wat er besproken is.").shuts_nobody_out()
    omar.fill("Wat is er besproken?", "Bea belt de eigenaar.").press("Dit is besproken").reads("Punt 2 van 3")
    omar.follow("Open dit punt")
    omar.fill("Wat is er besproken?", "Joris vraagt het na.").press("Dit is besproken").reads("Punt 3 van 3")
    omar.follow("Vorige").reads("Punt 2 van 3").shuts_nobody_out()
    omar.unfold("Overleg afsluiten").press("Het overleg is klaar")
    omar.reads("Bea belt de eigenaar.", "Joris vraagt het na.", "Niet besproken.").shuts_nobody_out()

    assert sum(moves_of(signal, Verb.DISCUSS) for signal in (first, second, approach)) == 2
    bea.open(page).follow("Verslag").reads("Bea belt de eigenaar.").shuts_nobody_out()
    report = dirk.open(page).follow("Verslag").reads("Alleen het adres.").shuts_nobody_out()
    report.reads_nothing_of("Bea belt", shown(approach.reference))


def test_the_order_is_changed_by_keyboard_and_without_javascript(come_in: ComeIn, cast: Cast) -> None:
    first, second = scored(cast), scored(cast)
    screen = come_in(cast.omar, LIST, java_script_enabled=False).follow("Plan een overleg")
    choose_day(screen, timezone.localdate() + timedelta(days=3), name="Welke dag?")
    screen.fill("Waar?", "Kamer 2.14")
    screen.page.get_by_label("Wie zit voor?").select_option(cast.bea.name)
    screen.press("Plan dit overleg")
    screen.page.get_by_role("button", name="Omlaag").first.focus()
    screen.page.keyboard.press("Enter")
    screen.reads("2 punten zijn klaar")
    order = [item.signal for item in AgendaItem.objects.order_by("position").select_related("signal")]
    assert order == [second, first]
