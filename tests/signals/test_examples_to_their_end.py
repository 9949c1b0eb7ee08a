"""Every worked example of the domain is filed at the form and walked at the pages to the end that is expected of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from network.cast import Cast
from network.models import User
from signals.models import Signal
from signals.models.tie import Tie
from signals.rules.lifecycle import Outcome, Route, Status, Urgency
from signals.rules.safety import Safety
from tests.signals.filing_form import filed as filed_at_the_form
from tests.signals.front_door import (
    acted,
    answer_task,
    ask_department,
    at,
    discussed,
    go,
    hand_to,
    intake_done,
    looked,
    press,
    reply,
    report,
    send,
    share_with,
    source_says,
    take_up,
    weighed,
)
from tests.signals.worked_examples import SIGNALS

EXAMPLES: dict[str, dict[str, Any]] = {record["id"]: record for record in SIGNALS}
#: Somebody of the department that saw it.
REPORTERS = {"OPR": "henk", "ECO": "vera", "PUB": "sanne", "THV": "bram", "WMO": "marga", "INK": "pieter"}
REPORTERS |= {"BIJ": "yusuf", "SUB": "jolanda", "STO": "lotte", "WYK": "ronald"}
SAFETY = {"victim_in_sight": Safety.VICTIM, "about_colleague": Safety.CONDUCT, "staff_threatened": Safety.STAFF_THREAT}
TIP = {"feedback": "We zijn klaar met je signaal.", "reason": "Zoals besproken.", "made_possible": "no"}


def filed(cast: Cast, name: str) -> Signal:
    """By the form, with the theme a team would conclude."""
    record = EXAMPLES[name]
    flags = record["flags"]
    safety = next((SAFETY[flag] for flag in SAFETY if flags.get(flag)), Safety.NONE)
    answers = {
        "text": record["text"],
        "theme": cast.themes[record["themes"][0]].pk,
        "safety": safety,
        "receiver": str(cast.paul.pk) if safety is Safety.CONDUCT else None,
        "shield": "no_name" if flags.get("shield_reporter") else "name",
        "regime_answer": flags.get("seen_as_investigator") or flags.get("care_contact"),
    }
    if cast.department(record["department"]).regime and answers["regime_answer"] is None:
        answers["regime_answer"] = "no"
    return filed_at_the_form(cast[REPORTERS[record["department"]]], **answers)


def ended(signal: Signal) -> tuple[Status, str]:
    signal.refresh_from_db()
    return Status(signal.status), signal.outcome


def urgency(user: User, signal: Signal, wanted: Urgency) -> None:
    send(user, "urgency", signal, urgency=wanted, reason="Zo lang mag het niet wachten.")


def led_by(cast: Cast, signal: Signal, code: str, contact: str) -> None:
    """Weighed, and the department of the theme takes it over: it is closed at once, and they report later."""
    intake_done(cast, signal)
    weighed(cast, signal)
    row = ask_department(cast.omar, signal, cast.department(code), leads=True)
    reply(cast[contact], row)
    go(cast.omar, signal, "one_department")
    report(cast[contact], row)


def to_the_approach(cast: Cast, signal: Signal) -> None:
    intake_done(cast, signal)
    weighed(cast, signal)
    go(cast.omar, signal, "to_research")
    source_says(cast, signal, found="hit")
    answer_task(cast.omar, signal, "weighing-4", "yes")
    go(cast.omar, signal, "to_approach")


# ---- the team --------------------------------------------------------------------------------------------------------
def s01(cast: Cast, signal: Signal) -> None:
    """With the team in the lead and the department of the public space beside it."""
    urgency(cast.omar, signal, Urgency.TODAY)
    to_the_approach(cast, signal)
    department = cast.department("OPR")
    share_with(cast, signal, department)
    discussed(cast, signal)
    acted(cast, signal, department, cast.henk)
    looked(cast, signal)
    go(cast.omar, signal, "close_case", lesson="Eerder samen kijken.")


def s20(cast: Cast, signal: Signal) -> None:
    given = {"goes": "department", "department": cast.department("WYK").name}
    send(cast.omar, "quick_close", signal, **given, reason="Jongeren op een bankje.", feedback="We geven het door.")


# ---- other queues ----------------------------------------------------------------------------------------------------
def s03(cast: Cast, signal: Signal) -> None:
    take_up(cast.aicha, signal)
    row = ask_department(cast.aicha, signal, cast.department("PUB"))
    reply(cast.karin, row)
    report(cast.karin, row)
    hand_to(cast.aicha, signal, cast.oudeveen.organisations.filter(kind="care_and_safety").earliest("pk"))
    send(cast.aicha, "close", signal, outcome=Outcome.TO_CARE_AND_SAFETY, **TIP)


def s05(cast: Cast, signal: Signal) -> None:
    send(cast.fatma, "regime", signal, allowed="yes", reason="Gezien als collega, niet als opsporing.")


def s16(cast: Cast, signal: Signal) -> None:
    take_up(cast.paul, signal)
    words = "De initiatiefnemer van project Kade-Oost wisselde in twee maanden drie keer."
    send(cast.paul, "split", signal, goes=Safety.NONE, text=words, theme="T07")


def s17(cast: Cast, signal: Signal) -> None:
    take_up(cast.ruud, signal)
    row = ask_department(cast.ruud, signal, cast.department("HRM"))
    reply(cast.gerda, row)
    report(cast.gerda, row)
    send(cast.ruud, "close", signal, outcome=Outcome.ONE_DEPARTMENT, **TIP)


def s18(cast: Cast, signal: Signal) -> None:
    take_up(cast.tess, signal)
    row = ask_department(cast.tess, signal, cast.department("WYK"))
    reply(cast.ronald, row)
    report(cast.ronald, row)
    send(cast.tess, "close", signal, outcome=Outcome.ONE_DEPARTMENT, **TIP)


def leads(code: str, contact: str) -> Callable[[Cast, Signal], None]:
    return lambda cast, signal: led_by(cast, signal, code, contact)


#: Example -> how it is walked, and where it ends: its step when it goes on, its outcome when it is closed.
WALKS: dict[str, tuple[Callable[[Cast, Signal], None], str]] = {
    "S01": (s01, Outcome.TEAM_CASE),
    "S02": (leads("ECO", "vera"), Outcome.ONE_DEPARTMENT),
    "S03": (s03, Outcome.TO_CARE_AND_SAFETY),
    "S05": (s05, "intake"),
    "S06": (leads("WMO", "marga"), Outcome.ONE_DEPARTMENT),
    "S07": (leads("INK", "pieter"), Outcome.ONE_DEPARTMENT),
    "S10": (leads("BIJ", "yusuf"), Outcome.ONE_DEPARTMENT),
    "S13": (leads("SUB", "jolanda"), Outcome.ONE_DEPARTMENT),
    "S16": (s16, "intake"),
    "S17": (s17, Outcome.ONE_DEPARTMENT),
    "S18": (s18, Outcome.ONE_DEPARTMENT),
    "S20": (s20, Outcome.NOT_ORGANISED_CRIME),
}


def test_no_example_is_left_out() -> None:
    assert WALKS.keys() == EXAMPLES.keys()


@pytest.mark.parametrize("name", WALKS)
def test_it_begins_in_the_queue_and_with_the_lead_of_the_domain(cast: Cast, name: str) -> None:
    signal = filed(cast, name)
    expected = EXAMPLES[name]["expected"]
    assert (signal.route, signal.lead_department and signal.lead_department.code) == (
        expected["route"],
        expected["lead"],
    )


#: Example -> who reads it first, and so says how soon it must be looked at.
FIRST_READERS = {"S03": "aicha", "S16": "paul", "S17": "ruud", "S18": "tess"}


@pytest.mark.parametrize("name", WALKS)
def test_people_give_it_the_urgency_of_the_domain(cast: Cast, name: str) -> None:
    """A danger brings its own; the rest a person says, on the page, with a reason."""
    signal = filed(cast, name)
    wanted = Urgency(EXAMPLES[name]["expected"]["urgency_by_team"])
    if signal.urgency != wanted:
        urgency(cast[FIRST_READERS.get(name, "omar")], signal, wanted)
    signal.refresh_from_db()
    assert signal.urgency == wanted


@pytest.mark.parametrize("name", WALKS)
def test_it_is_walked_to_where_it_should_end(cast: Cast, name: str) -> None:
    signal = filed(cast, name)
    walk, end = WALKS[name]
    walk(cast, signal)
    status, outcome = ended(signal)
    assert (outcome if status is Status.CLOSED else signal.step) == end


def test_the_land_part_of_the_integrity_story_comes_to_the_team_alone(cast: Cast) -> None:
    signal = filed(cast, "S16")
    s16(cast, signal)
    part = Tie.objects.get(whole=signal).part
    assert (part.route, part.lead_department) == (Route.TEAM, cast.department("VAS"))


def test_after_the_decision_about_the_law_the_team_reads_it(cast: Cast) -> None:
    signal = filed(cast, "S05")
    assert not Signal.objects.visible_to(cast.bea).filter(pk=signal.pk).exists()
    s05(cast, signal)
    assert Signal.objects.visible_to(cast.bea).filter(pk=signal.pk).exists()


def test_the_nuisance_goes_to_the_neighbourhood_in_one_screen(cast: Cast) -> None:
    signal = filed(cast, "S20")
    assert press(
        cast.omar,
        at("quick_close", signal),
        version=signal.version,
        goes="nowhere",
        reason="Overlast.",
        feedback="Bedankt voor je signaal.",
    )
    assert ended(signal) == (Status.CLOSED, Outcome.NOT_ORGANISED_CRIME)
