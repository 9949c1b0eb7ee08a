"""A signal always goes somewhere, and says in words why; whoever may not read it is never asked."""

from __future__ import annotations

import itertools

import pytest

from network.rules import HoleKind
from signals.rules.lifecycle import Route
from signals.rules.routing import Directory, Lead, Officer, Person, Routing, decide
from signals.rules.safety import RegimeAnswer, Safety

DIRK, LOTTE, HEAD = 1, 2, 3


def lead(
    *, dirk_away: bool = False, lotte_away: bool = False, deputy: bool = True, fallback: bool = True, theme: int = 7
) -> Lead:
    lotte = Person(LOTTE, "Lotte", lotte_away)
    return Lead(
        theme_id=theme,
        theme="Vastgoed",
        department_id=70,
        department="Grondzaken",
        contacts=[Person(DIRK, "Dirk", dirk_away, lotte if deputy else None)],
        fallback=Person(HEAD, "Hoofd") if fallback else None,
    )


def routed(
    *leads: Lead, excluded: frozenset[int] = frozenset(), safety: Safety = Safety.NONE, **more: object
) -> Routing:
    directory = Directory(leads=leads, officers=[Officer(Person(20, "Aicha"), None)], receivers=[Person(30, "Paul")])
    return decide(safety=safety, regime_answer=None, directory=directory, excluded=excluded)


def words(routing: Routing) -> list[str]:
    return [reason.text % reason.names for reason in routing.reasons]


def test_the_lead_of_the_theme_is_proposed_with_its_contact_person() -> None:
    routing = routed(lead())
    assert (routing.lead_department_id, routing.contact_id) == (70, DIRK)


def test_who_is_away_is_replaced_by_the_deputy_and_the_words_say_so() -> None:
    routing = routed(lead(dirk_away=True))
    assert routing.contact_id == LOTTE
    assert "Dirk is away, so Lotte answers as deputy." in words(routing)


def test_with_both_away_the_fallback_answers() -> None:
    assert routed(lead(dirk_away=True, lotte_away=True)).contact_id == HEAD


def test_with_nobody_it_stays_with_the_team_and_leaves_a_hole() -> None:
    routing = routed(lead(dirk_away=True, lotte_away=True, fallback=False))
    assert (routing.route, routing.contact_id) == (Route.TEAM, None)
    assert [hole.kind for hole in routing.holes] == [HoleKind.NOBODY_PRESENT]


def test_a_theme_without_lead_is_a_hole_and_the_next_theme_leads() -> None:
    routing = routed(Lead(theme_id=5, theme="Vakantieparken"), lead())
    assert routing.lead_department_id == 70
    assert [(hole.kind, hole.theme_id) for hole in routing.holes] == [(HoleKind.NO_LEAD, 5)]


def test_no_theme_is_no_hole() -> None:
    routing = routed()
    assert (routing.lead_department_id, routing.holes) == (None, ())


def test_an_excluded_contact_person_is_passed_over_without_a_name() -> None:
    routing = routed(lead(), excluded=frozenset({DIRK}))
    assert routing.contact_id == LOTTE
    assert not any("Dirk" in sentence for sentence in words(routing))


def test_people_the_reporter_keeps_out_are_no_hole_for_the_keeper() -> None:
    routing = routed(lead(fallback=False), excluded=frozenset({DIRK, LOTTE}))
    assert (routing.contact_id, routing.holes) == (None, ())


def test_without_an_attention_officer_it_waits_for_coordinator_and_privacy_officer() -> None:
    routing = decide(safety=Safety.VICTIM, regime_answer=None, directory=Directory())
    assert routing.route is Route.RESTRICTED
    assert [hole.kind for hole in routing.holes] == [HoleKind.NO_RECEIVER]


def test_the_officer_of_the_theme_goes_before_the_one_for_all_themes() -> None:
    officers = [Officer(Person(20, "Aicha"), None), Officer(Person(21, "Said"), 7)]
    directory = Directory(leads=[lead()], officers=officers)
    assert decide(safety=Safety.VICTIM, regime_answer=None, directory=directory).attention_theme_id == 7


def test_a_chosen_receiver_who_is_kept_out_is_not_asked() -> None:
    directory = Directory(receivers=[Person(30, "Paul"), Person(31, "Greet")])
    routing = decide(
        safety=Safety.CONDUCT,
        regime_answer=None,
        directory=directory,
        excluded=frozenset({30}),
        chosen_receiver=30,
    )
    assert routing.receiver_id == 31


@pytest.mark.parametrize("safety", [Safety.VICTIM, Safety.CONDUCT])
def test_whoever_the_reporter_keeps_out_is_no_hole_behind_a_queue(safety: Safety) -> None:
    assert routed(lead(), excluded=frozenset({20, 30}), safety=safety).holes == ()


@pytest.mark.parametrize("answer", [RegimeAnswer.YES, RegimeAnswer.UNKNOWN])
def test_a_threatened_colleague_goes_before_the_question_of_law(answer: RegimeAnswer) -> None:
    routing = decide(safety=Safety.STAFF_THREAT, regime_answer=answer, directory=Directory())
    assert routing.route is Route.STAFF_SAFETY


def test_every_combination_has_an_answer_and_nobody_kept_out_is_in_it() -> None:
    flags = [False, True]
    for away, deputy_away, has_deputy, has_fallback, safety, kept_out in itertools.product(
        flags, flags, flags, flags, Safety, [frozenset(), frozenset({DIRK}), frozenset({DIRK, LOTTE, HEAD, 20, 30})]
    ):
        asked = lead(dirk_away=away, lotte_away=deputy_away, deputy=has_deputy, fallback=has_fallback)
        routing = routed(asked, excluded=kept_out, safety=safety)
        assert routing.reasons
        assert not {routing.contact_id, routing.receiver_id} & kept_out


def test_a_theme_that_is_off_goes_to_the_team_and_is_no_hole() -> None:
    routing = routed(Lead(7, "Vakantieparken", is_watched=False))
    assert (routing.route, routing.lead_department_id, routing.holes) == (Route.TEAM, None, ())
    assert "Vakantieparken is not a theme of this municipality now, so the team decides." in words(routing)


def test_behind_a_theme_that_is_off_the_next_theme_counts() -> None:
    routing = routed(Lead(8, "Vakantieparken", is_watched=False), lead())
    assert (routing.lead_department_id, routing.contact_id) == (70, DIRK)


def outsourced(*contacts: Person, can_be_called: bool) -> Lead:
    return Lead(7, "Vastgoed", 70, "Grondzaken", contacts, outsourced_to="ODO", can_be_called=can_be_called)


def test_for_a_department_that_is_outsourced_the_team_calls_there() -> None:
    routing = routed(outsourced(can_be_called=True))
    assert (routing.lead_department_id, routing.contact_id, routing.holes) == (70, None, ())
    assert "Grondzaken is outsourced to ODO; the team calls there." in words(routing)


def test_an_organisation_that_nobody_can_call_leaves_a_hole() -> None:
    routing = routed(outsourced(can_be_called=False))
    assert [(hole.kind, hole.department_id) for hole in routing.holes] == [(HoleKind.NO_CONTACT, 70)]
    assert "Grondzaken is outsourced to ODO; nobody knows how to reach it." in words(routing)


def test_when_whoever_is_inside_is_away_the_team_calls_there_too() -> None:
    routing = routed(outsourced(Person(DIRK, "Dirk", is_away=True), can_be_called=True))
    assert (routing.contact_id, routing.holes) == (None, ())
