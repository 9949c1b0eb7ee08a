"""The test ride says beforehand exactly what filing then does: where it goes, who reads it, by when, and why."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from hkin.outbox.models import Letter, Message
from hkin.privacy.marks import duty_mark
from hkin.privacy.sealing import open_key
from network.cast import Cast
from network.models import Absence, Hole, Municipality, RoleGrant, Team, User
from network.rules import HoleKind, Role
from signals.actions.routing import in_words
from signals.audience import audience_of
from signals.desk import promise_for
from signals.models import Signal, TrailEntry
from signals.ride import Leg, Ride, ride
from signals.rules.lifecycle import Route
from signals.rules.ride import ANSWERS, Example
from tests.signals.life import filed

#: Who files in the municipality, and in which there is something to see.
FILES = {"oudeveen": "sanne", "veenwijk": "ilse"}


def leg_of(ridden: Ride, example: Example) -> Leg:
    return next(leg for leg in ridden.legs if leg.example is example)


def filed_for_real(cast: Cast, at: str, leg: Leg) -> Signal:
    """The same example by hand: the form filled in, and the contact person really away."""
    today = timezone.localdate()
    if leg.away is not None:
        Absence.objects.create(user=leg.away, from_on=today, until_on=today)
    themes = [leg.theme] if leg.theme else []
    return filed(cast[FILES[at]], safety=ANSWERS[leg.example].safety, themes=themes)


def told(signal: Signal, people: Any) -> set[User]:
    of_signal = Message.objects.filter(reference=signal.reference)
    return {user for user in people if of_signal.filter(recipient_mark=duty_mark(user.pk)).exists()}


CASES = [(at, example) for at in FILES for example in Example]


@pytest.mark.parametrize(("at", "example"), CASES)
def test_filing_does_what_the_ride_said(cast: Cast, at: str, example: Example) -> None:
    leg = leg_of(ride(cast[at]), example)
    signal = filed_for_real(cast, at, leg)
    said, readers = leg.plan, audience_of(signal)
    assert (
        signal.route,
        signal.team,
        signal.receiver_id,
        signal.attention_theme_id,
        signal.lead_department_id,
        signal.proposed_contact_id,
        signal.due_on,
        signal.urgency,
        signal.has_hole,
    ) == (
        said.routing.route,
        said.team,
        said.routing.receiver_id,
        said.routing.attention_theme_id,
        said.routing.lead_department_id,
        said.routing.contact_id,
        said.due_on,
        said.urgency,
        bool(said.routing.holes),
    )
    assert promise_for(signal).read_by == said.read_by
    assert set(readers.everybody) == set(said.readers.everybody)
    assert told(signal, cast.people.values()) == set(said.told)


@pytest.mark.parametrize(("at", "example"), CASES)
def test_the_reasons_kept_with_the_signal_are_those_of_the_ride(cast: Cast, at: str, example: Example) -> None:
    leg = leg_of(ride(cast[at]), example)
    signal = filed_for_real(cast, at, leg)
    why = open_key(signal.uuid).open("signal.why", signal.uuid, signal.sealed_why)
    assert why == in_words(leg.plan.routing.reasons)


def test_each_example_takes_a_way_of_its_own(cast: Cast) -> None:
    assert [leg.plan.routing.route for leg in ride(cast.oudeveen).legs] == [
        Route.TEAM,
        Route.TEAM,
        Route.TEAM,
        Route.ATTENTION_OFFICER,
        Route.INTEGRITY,
    ]


def test_with_the_contact_person_away_the_deputy_answers(cast: Cast) -> None:
    ridden = ride(cast.oudeveen)
    ordinary, away = leg_of(ridden, Example.NORMAL), leg_of(ridden, Example.CONTACT_AWAY)
    assert away.away is not None
    assert away.away.pk == ordinary.plan.routing.contact_id != away.plan.routing.contact_id


def rows() -> dict[str, int]:
    kinds = (Signal, TrailEntry, Message, Letter, Hole, Team, Absence, RoleGrant)
    return {kind.__name__: kind.objects.count() for kind in kinds}


def test_a_ride_writes_nothing(cast: Cast) -> None:
    Team.objects.filter(municipality=cast.veenwijk, grants=None).delete()
    before = rows()
    for municipality in (cast.oudeveen, cast.veenwijk):
        ride(municipality)
    assert rows() == before


def test_a_ride_where_nobody_is_yet_writes_nothing_either(cast: Cast) -> None:
    empty = Municipality.objects.create(slug="leegdorp", name="Leegdorp")
    before = rows()
    ridden = ride(empty)
    assert rows() == before
    assert all(leg.dead_ends for leg in ridden.legs)


def test_where_somebody_is_there_for_everything_nothing_runs_dead(cast: Cast) -> None:
    assert ride(whole(cast)).dead_ends == 0


def whole(cast: Cast) -> Municipality:
    """Veenwijk, with somebody for each department and a deputy for all of them."""
    today = timezone.localdate()
    here = RoleGrant.objects.filter(municipality=cast.veenwijk)
    answered = here.filter(role=Role.CONTACT_PERSON).values("department")
    for department in cast.veenwijk.departments.exclude(pk__in=answered):
        RoleGrant.objects.create(
            user=cast.tineke,
            role=Role.CONTACT_PERSON,
            municipality=cast.veenwijk,
            department=department,
            from_on=today,
        )
    here.filter(role=Role.CONTACT_PERSON).exclude(user=cast.jelle).update(deputy=cast.jelle)
    here.filter(role=Role.CONTACT_PERSON, user=cast.jelle).update(deputy=cast.sietse)
    return cast.veenwijk


def without(cast: Cast, *roles: Role) -> Ride:
    municipality = whole(cast)
    RoleGrant.objects.filter(municipality=municipality, role__in=roles).delete()
    return ride(municipality)


@pytest.mark.parametrize(
    ("roles", "example"),
    [
        ([Role.TEAM_MEMBER, Role.COORDINATOR], Example.NORMAL),
        ([Role.TEAM_MEMBER, Role.COORDINATOR], Example.NO_THEME),
        ([Role.ATTENTION_OFFICER], Example.VICTIM),
        ([Role.INTEGRITY_RECEIVER], Example.COLLEAGUE),
    ],
)
def test_a_queue_that_nobody_reads_is_a_dead_end(cast: Cast, roles: list[Role], example: Example) -> None:
    leg = leg_of(without(cast, *roles), example)
    assert [hole.kind for hole in leg.dead_ends] == [HoleKind.NO_RECEIVER]


def test_a_victim_whom_nobody_at_all_would_see_is_a_dead_end(cast: Cast) -> None:
    leg = leg_of(without(cast, Role.ATTENTION_OFFICER, Role.COORDINATOR, Role.PRIVACY_OFFICER), Example.VICTIM)
    assert leg.dead_ends
    assert leg.plan.readers.everybody == ()


def test_without_a_contact_person_the_ordinary_signal_runs_dead(cast: Cast) -> None:
    leg = leg_of(without(cast, Role.CONTACT_PERSON), Example.NORMAL)
    assert [hole.kind for hole in leg.dead_ends] == [HoleKind.NO_CONTACT]


def test_without_a_deputy_it_runs_dead_only_while_the_contact_person_is_away(cast: Cast) -> None:
    municipality = whole(cast)
    RoleGrant.objects.filter(municipality=municipality, role=Role.CONTACT_PERSON).update(deputy=None)
    ridden = ride(municipality)
    assert not leg_of(ridden, Example.NORMAL).dead_ends
    assert [hole.kind for hole in leg_of(ridden, Example.CONTACT_AWAY).dead_ends] == [HoleKind.NOBODY_PRESENT]


def test_a_theme_that_no_example_met_can_run_dead_too(cast: Cast) -> None:
    municipality = whole(cast)
    municipality.responsibilities.filter(theme=cast.themes["T15"]).delete()
    ridden = ride(municipality)
    assert [(hole.kind, hole.theme_id) for hole in ridden.of_themes] == [(HoleKind.NO_LEAD, cast.themes["T15"].pk)]


def test_a_theme_that_is_off_runs_dead_nowhere(cast: Cast) -> None:
    municipality = whole(cast)
    municipality.responsibilities.filter(theme=cast.themes["T16"]).delete()
    assert ride(municipality).dead_ends == 0
