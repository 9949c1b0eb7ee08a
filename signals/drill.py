"""A drill: each scenario is walked through the plan of filing, and what runs dead is counted. Nothing is filed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from network.choices import themes_of
from network.matrix import leads_on
from network.models import Department, Municipality, RoleGrant, Theme, User
from network.rules import Role
from signals.models import DrillRun
from signals.rules.drill import SCENES, Missing, Moment, Scenario, Scene
from signals.what_if import Question, Walked, walk

RUNS_SHOWN = 10


@dataclass(frozen=True)
class Drilled:
    """One scenario, walked. `away` are the people taken to be away for it."""

    scenario: Scenario
    walked: Walked
    away: Sequence[User] = ()
    kept_out: Sequence[User] = ()

    @property
    def scene(self) -> Scene:
        return SCENES[self.scenario]

    @property
    def dead_ends(self) -> int:
        return len(self.walked.dead_ends) + self.walked.waits


def drill(municipality: Municipality, scenario: Scenario, *, now: datetime | None = None) -> Drilled | None:
    """None where it cannot happen: a municipality that outsourced nothing."""
    scene = SCENES[scenario]
    moment = moment_of(scene.moment, now or timezone.now())
    themes = _themes(municipality, scene, moment)
    if scene.is_outsourced and not themes:
        return None
    plain = Question(
        municipality=municipality,
        moment=moment,
        themes=themes,
        department=_department(municipality, scene),
        safety=scene.safety,
        answer=scene.answer,
    )
    away = _missing(plain, scene.missing) if scene.missing else []
    kept_out = _holders(municipality, [scene.about])[:1] if scene.about else []
    question = Question(
        municipality=municipality,
        moment=moment,
        themes=themes,
        department=plain.department,
        safety=scene.safety,
        answer=scene.answer,
        away=[user.pk for user in away],
        excluded=frozenset(user.pk for user in kept_out),
    )
    return Drilled(scenario, walk(question), away, kept_out)


def drill_all(municipality: Municipality, *, now: datetime | None = None) -> list[Drilled]:
    walked = (drill(municipality, scenario, now=now) for scenario in Scenario)
    return [one for one in walked if one is not None]


# ---- the scene -----------------------------------------------------------------------------------
def moment_of(moment: Moment, now: datetime) -> datetime:
    """The first of that kind after now, in local time."""
    today = timezone.localdate(now)
    match moment:
        case Moment.WORKDAY:
            return _at(_next(today, weekday=1), time(10))
        case Moment.FRIDAY_EVENING:
            return _at(_next(today, weekday=4), time(19, 30))
        case Moment.SATURDAY_NIGHT:
            return _at(_next(today, weekday=5), time(23, 30))
        case Moment.CHRISTMAS:
            eve = today.replace(month=12, day=24)
            return _at(eve if eve > today else eve.replace(year=eve.year + 1), time(15))


def _next(today: date, *, weekday: int) -> date:
    ahead = (weekday - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead)


def _at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def _themes(municipality: Municipality, scene: Scene, moment: datetime) -> list[Theme]:
    if not scene.has_theme:
        return []
    watched = list(themes_of(municipality))
    if scene.is_outsourced:
        leads = leads_on(municipality, timezone.localdate(moment), watched)
        out = {theme_id for theme_id, row in leads.items() if row.department.outsourced_to_id}
        return [theme for theme in watched if theme.pk in out][:1]
    by_code = {theme.code: theme for theme in watched}
    fitting = [by_code[code] for code in scene.themes if code in by_code]
    return (fitting or watched)[:1]


def _department(municipality: Municipality, scene: Scene) -> Department | None:
    """One that works under that law; without one the question is asked as if there were."""
    if not scene.regime:
        return None
    found = municipality.departments.filter(regime=scene.regime, is_active=True).first()
    return found or Department(municipality=municipality, regime=scene.regime)


def _missing(plain: Question, missing: Missing) -> list[User]:
    municipality = plain.municipality
    if missing is Missing.COORDINATORS:
        return _holders(municipality, [Role.COORDINATOR], with_deputies=True)
    if missing is Missing.FIRST_OFFICER:
        return _holders(municipality, [Role.ATTENTION_OFFICER])[:1]
    leading = walk(plain).plan.routing.lead_department_id
    return _holders(municipality, [Role.CONTACT_PERSON], with_deputies=True, department_id=leading) if leading else []


def _holders(
    municipality: Municipality,
    roles: Collection[Role],
    *,
    with_deputies: bool = False,
    department_id: int | None = None,
) -> list[User]:
    grants = RoleGrant.objects.today().filter(municipality=municipality, role__in=roles, user__is_active=True)
    if department_id is not None:
        grants = grants.filter(department=department_id)
    rows = list(grants.select_related("user", "deputy").order_by("pk"))
    deputies = [row.deputy for row in rows if row.deputy] if with_deputies else []
    return list(dict.fromkeys([*(row.user for row in rows), *deputies]))


# ---- the score -----------------------------------------------------------------------------------
def last_runs(municipality: Municipality, *, most: int = RUNS_SHOWN) -> list[DrillRun]:
    """The newest first."""
    return list(DrillRun.objects.filter(municipality=municipality).select_related("by").order_by("-pk")[:most])
