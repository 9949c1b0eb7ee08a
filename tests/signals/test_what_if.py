"""Before something happens the page tells where a signal would go, asked of the very code of filing."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.cast import Cast
from network.models import Organisation, Responsibility, RoleGrant
from network.models.organisation import OrganisationKind
from network.roles import roles_of
from network.rules import HoleKind, Role
from signals.models import Signal
from signals.rules.lifecycle import Route
from signals.rules.safety import RegimeAnswer, Safety
from signals.what_if import Question, Walked, missed_people, open_elsewhere, sets_to_compare, walk
from tests.network.proposing import advising, drafted, leading, proposed
from tests.signals.life import filed

pytestmark = pytest.mark.django_db
THEME = "T07"  # led by Vastgoed, with dirk and lotte


def asked(cast: Cast, **more: Any) -> Question:
    given = {"moment": timezone.now(), "themes": [cast.themes[THEME]], **more}
    return Question(municipality=cast.oudeveen, **given)


def went(cast: Cast, **more: Any) -> Walked:
    return walk(asked(cast, **more))


def test_it_goes_where_filing_sends_it(cast: Cast) -> None:
    signal = filed(cast.sanne, themes=[cast.themes[THEME]])
    routing = went(cast).plan.routing
    assert (routing.route, routing.lead_department_id) == (signal.route, signal.lead_department_id)
    assert routing.contact_id == signal.proposed_contact_id


def test_nothing_is_filed_and_nothing_is_written(cast: Cast) -> None:
    Responsibility.objects.filter(theme=cast.themes[THEME]).delete()
    with CaptureQueriesContext(connection) as asking:
        went(cast, away=[cast.dirk.pk])
    assert not Signal.objects.exists()
    assert all(query["sql"].startswith("SELECT") for query in asking)


def test_who_is_away_is_replaced(cast: Cast) -> None:
    assert went(cast, away=[cast.dirk.pk]).plan.routing.contact_id == cast.lotte.pk


def test_with_both_away_nobody_can_be_asked(cast: Cast) -> None:
    cast.department("VAS").fallback = None
    cast.department("VAS").save()
    walked = went(cast, away=[cast.dirk.pk, cast.lotte.pk])
    assert [hole.kind for hole in walked.dead_ends] == [HoleKind.NOBODY_PRESENT]


@pytest.mark.parametrize(("code", "route"), [("PUB", Route.TEAM), ("THV", Route.RESTRICTED)])
def test_the_law_is_asked_only_where_a_department_works_under_one(cast: Cast, code: str, route: Route) -> None:
    walked = went(cast, department=cast.department(code), answer=RegimeAnswer.YES)
    assert walked.plan.routing.route == route


def test_at_night_nobody_reads(cast: Cast) -> None:
    night = timezone.make_aware(datetime(2026, 12, 26, 23, 30))
    assert went(cast, moment=night).is_read_later


def test_when_all_who_read_it_are_away_it_waits(cast: Cast) -> None:
    away = [user.pk for user in missed_people(cast.oudeveen)]
    assert went(cast, away=away).waits


def test_a_queue_that_nobody_opens_is_a_dead_end(cast: Cast) -> None:
    RoleGrant.objects.filter(role=Role.ATTENTION_OFFICER).delete()
    walked = went(cast, safety=Safety.VICTIM)
    assert HoleKind.NO_RECEIVER in [hole.kind for hole in walked.dead_ends]


def test_after_a_proposed_change_another_department_leads(cast: Cast) -> None:
    row = proposed(cast.omar, cast.oudeveen, leading(cast, THEME, "PUB"))
    assert walk(asked(cast), as_if=row).plan.routing.lead_department_id == cast.department("PUB").pk
    assert went(cast).plan.routing.lead_department_id == cast.department("VAS").pk


def test_where_the_work_is_outsourced_the_team_calls_there(cast: Cast) -> None:
    vastgoed = cast.department("VAS")
    vastgoed.outsourced_to = Organisation.objects.create(
        municipality=cast.oudeveen, kind=OrganisationKind.REGION, name="Dienst Rivierenland", phone="088-0005500"
    )
    vastgoed.fallback = None
    vastgoed.save()
    RoleGrant.objects.filter(role=Role.CONTACT_PERSON, department=vastgoed).delete()
    assert went(cast).dead_ends == ()


# ---- how many would go elsewhere -----------------------------------------------------------------
@pytest.fixture
def signals(cast: Cast) -> None:
    for theme, many in ((THEME, 6), ("T01", 2)):
        for _number in range(many):
            filed(cast.sanne, themes=[cast.themes[theme]])


def test_it_counts_the_open_signals_that_would_go_elsewhere(cast: Cast, signals: None) -> None:
    row = proposed(cast.omar, cast.oudeveen, leading(cast, THEME, "PUB"), leading(cast, "T01", "PUB"))
    counted = open_elsewhere(row, by=cast.omar, moment=timezone.now())
    assert (counted.moved, counted.total, counted.left_out) == (8, 8, False)


def test_who_handles_no_signals_hears_no_small_number(cast: Cast, signals: None) -> None:
    row = proposed(cast.omar, cast.oudeveen, leading(cast, THEME, "PUB"), leading(cast, "T01", "PUB"))
    counted = open_elsewhere(row, by=cast.noor, moment=timezone.now())
    assert (counted.moved, counted.total, counted.left_out) == (6, 6, True)


def test_a_few_are_told_as_a_few(cast: Cast, signals: None) -> None:
    row = proposed(cast.omar, cast.oudeveen, leading(cast, "T01", "PUB"))
    assert open_elsewhere(row, by=cast.noor, moment=timezone.now()).is_few


def test_whether_there_is_any_signal_of_a_theme_is_not_told(cast: Cast, signals: None) -> None:
    few, none = (
        open_elsewhere(
            proposed(cast.omar, cast.oudeveen, leading(cast, theme, "PUB")), by=cast.noor, moment=timezone.now()
        )
        for theme in ("T01", "T03")
    )
    assert few == none


def test_a_change_of_advice_sends_nothing_elsewhere(cast: Cast, signals: None) -> None:
    row = proposed(cast.omar, cast.oudeveen, advising(cast, THEME, "PUB"))
    assert open_elsewhere(row, by=cast.omar, moment=timezone.now()).moved == 0


def test_counting_takes_five_questions(cast: Cast, signals: None) -> None:
    row = proposed(cast.omar, cast.oudeveen, *(leading(cast, f"T0{number}", "PUB") for number in range(1, 9)))
    roles_of(cast.omar)  # asked once a request
    with CaptureQueriesContext(connection) as asking:
        open_elsewhere(row, by=cast.omar, moment=timezone.now())
    assert len(asking) <= 5


def test_of_a_draft_only_its_maker_sees_what_it_would_do(cast: Cast) -> None:
    row = drafted(cast.dirk, cast.oudeveen, advising(cast, THEME, "PUB"))
    assert list(sets_to_compare(cast.dirk, cast.oudeveen)) == [row]
    assert not sets_to_compare(cast.omar, cast.oudeveen).exists()
