"""A drill walks what may happen through the routing, and keeps the score of what runs dead."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hkin.privacy.retention import forget
from network.cast import Cast
from network.models import Organisation, RoleGrant, Theme, ThemeSetting
from network.models.organisation import OrganisationKind
from network.rules import Role
from signals.actions.drill import run_drill
from signals.drill import Drilled, drill, drill_all, last_runs, moment_of
from signals.models import DrillRun, Signal
from signals.retention import RULES
from signals.rules.drill import SCENES, Moment, Scenario
from signals.rules.lifecycle import Route

pytestmark = pytest.mark.django_db


def drilled(cast: Cast, scenario: Scenario) -> Drilled:
    found = drill(cast.oudeveen, scenario)
    assert found is not None
    return found


def test_every_scenario_has_a_scene() -> None:
    assert set(SCENES) == set(Scenario)
    assert len(Scenario) >= 8


@pytest.mark.parametrize(
    ("scenario", "route"),
    [
        (Scenario.ORDINARY, Route.TEAM),
        (Scenario.NO_THEME, Route.TEAM),
        (Scenario.THREAT, Route.STAFF_SAFETY),
        (Scenario.VICTIM, Route.ATTENTION_OFFICER),
        (Scenario.OFFICER_AWAY, Route.ATTENTION_OFFICER),
        (Scenario.SUBJECT, Route.INTEGRITY),
        (Scenario.CARE, Route.RESTRICTED),
        (Scenario.HOLIDAYS, Route.RESTRICTED),
    ],
)
def test_a_scenario_goes_where_filing_sends_it(cast: Cast, scenario: Scenario, route: Route) -> None:
    assert drilled(cast, scenario).walked.plan.routing.route == route


def test_with_two_contact_persons_away_somebody_else_answers_or_it_runs_dead(cast: Cast) -> None:
    walked = drilled(cast, Scenario.CONTACTS_AWAY).walked
    assert walked.plan.routing.contact_id not in walked.question.away
    assert bool(walked.dead_ends) == (walked.plan.routing.contact_id is None)


def test_in_the_holidays_the_privacy_officer_still_reads(cast: Cast) -> None:
    found = drilled(cast, Scenario.HOLIDAYS)
    assert cast.fatma in found.walked.plan.readers.present
    assert cast.omar in found.away


def test_without_a_privacy_officer_the_holidays_run_dead(cast: Cast) -> None:
    RoleGrant.objects.filter(role=Role.PRIVACY_OFFICER).delete()
    assert drilled(cast, Scenario.HOLIDAYS).dead_ends == 1


def test_when_the_only_receiver_is_the_subject_it_runs_dead(cast: Cast) -> None:
    RoleGrant.objects.filter(role=Role.INTEGRITY_RECEIVER, municipality=cast.oudeveen, user=cast.greet).delete()
    assert drilled(cast, Scenario.SUBJECT).dead_ends == 1


def test_what_nobody_outsourced_is_not_walked(cast: Cast) -> None:
    cast.oudeveen.departments.update(outsourced_to=None)
    assert drill(cast.oudeveen, Scenario.OUTSOURCED) is None
    assert Scenario.OUTSOURCED not in [one.scenario for one in drill_all(cast.oudeveen)]


def test_what_is_outsourced_is_called_about(cast: Cast) -> None:
    service = Organisation.objects.create(
        municipality=cast.oudeveen, kind=OrganisationKind.REGION, name="Dienst Rivierenland", phone="088-0005500"
    )
    cast.oudeveen.departments.update(outsourced_to=None)
    cast.oudeveen.departments.filter(code="VAS").update(outsourced_to=service, fallback=None)
    RoleGrant.objects.filter(role=Role.CONTACT_PERSON, department=cast.department("VAS")).delete()
    assert drilled(cast, Scenario.OUTSOURCED).dead_ends == 0


def test_a_municipality_without_any_theme_is_walked_too(cast: Cast) -> None:
    off = [ThemeSetting(municipality=cast.veenwijk, theme=theme, is_on=False) for theme in Theme.objects.all()]
    ThemeSetting.objects.filter(municipality=cast.veenwijk).delete()
    ThemeSetting.objects.bulk_create(off)
    assert len(drill_all(cast.veenwijk)) >= 8


def test_the_score_is_kept_without_a_word_of_content(cast: Cast) -> None:
    run = run_drill(by=cast.noor, municipality=cast.oudeveen)
    assert last_runs(cast.oudeveen) == [run]
    assert set(run.results) <= set(Scenario)
    assert all(isinstance(count, int) for count in run.results.values())


def test_what_is_mended_shows_in_the_next_score(cast: Cast) -> None:
    gone = RoleGrant.objects.filter(role=Role.ATTENTION_OFFICER)
    kept = list(gone.values_list("pk", "until_on"))
    gone.update(until_on=timezone.localdate() - timedelta(days=1))
    before = run_drill(by=cast.noor, municipality=cast.oudeveen)
    for pk, until_on in kept:
        RoleGrant.objects.filter(pk=pk).update(until_on=until_on)
    assert run_drill(by=cast.noor, municipality=cast.oudeveen).dead_ends < before.dead_ends


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("years", "left"), [(1, 1), (3, 0)])
def test_an_old_score_is_forgotten(cast: Cast, years: int, left: int) -> None:
    run = run_drill(by=cast.noor, municipality=cast.oudeveen)
    DrillRun.objects.filter(pk=run.pk).update(at=timezone.now() - years * timedelta(days=365))
    forget(next(rule for rule in RULES if rule.name == "old_drills"))
    assert DrillRun.objects.count() == left


def test_nothing_is_filed(cast: Cast) -> None:
    drill_all(cast.oudeveen)
    assert not Signal.objects.exists()


def test_others_keep_no_score(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        run_drill(by=cast.ilse, municipality=cast.oudeveen)


@pytest.mark.parametrize(
    ("moment", "weekday", "hour"),
    [(Moment.WORKDAY, 1, 10), (Moment.FRIDAY_EVENING, 4, 19), (Moment.SATURDAY_NIGHT, 5, 23)],
)
def test_a_moment_is_the_first_of_its_kind_from_now(moment: Moment, weekday: int, hour: int) -> None:
    now = timezone.make_aware(datetime(2026, 11, 24, 12))  # a Tuesday
    found = moment_of(moment, now)
    assert (found.weekday(), found.hour) == (weekday, hour)
    assert 0 < (found - now).days + 1 <= 7


def test_christmas_is_the_next_one() -> None:
    assert moment_of(Moment.CHRISTMAS, timezone.make_aware(datetime(2026, 12, 27, 12))).year == 2027
