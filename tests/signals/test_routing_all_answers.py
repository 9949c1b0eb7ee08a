"""Whatever stands in the directory and whoever is away: every question has an answer, and each dead end is a hole."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum

import pytest
from django.utils import timezone

from network.cast import Cast
from network.models import Absence, Department, Organisation, Responsibility, RoleGrant
from network.models.matrix import Part
from network.models.organisation import OrganisationKind
from network.rules import HoleKind, Role
from network.sweep import find_holes
from signals.actions.routing import plan
from signals.rules.lifecycle import Route
from signals.rules.routing import Directory, Lead, Officer, Person, Routing, decide
from signals.rules.safety import RegimeAnswer, Safety

THEMES, DEPARTMENTS = 24, 22
CONTACT, DEPUTY, FALLBACK = 1, 2, 3


class There(StrEnum):
    """Who of the department that leads is there."""

    PRESENT = "present"
    ABSENT = "absent"  # the deputy is there
    BOTH_ABSENT = "both_absent"
    NOBODY = "nobody"  # no contact person at all


class Elsewhere(StrEnum):
    """Whether another organisation does the work of the department."""

    NO = "no"
    CALLED = "called"  # and it can be called
    SILENT = "silent"  # and nobody knows how


def lead(theme: int, department: int, there: There, *, fallback: bool, elsewhere: Elsewhere) -> Lead:
    deputy = Person(DEPUTY, "Lotte", is_away=there is There.BOTH_ABSENT)
    contact = Person(CONTACT, "Dirk", is_away=there is not There.PRESENT, deputy=deputy)
    return Lead(
        theme_id=theme,
        theme=f"Thema {theme}",
        department_id=department,
        department=f"Afdeling {department}",
        contacts=[] if there is There.NOBODY else [contact],
        fallback=Person(FALLBACK, "Renske") if fallback else None,
        outsourced_to="" if elsewhere is Elsewhere.NO else "Dienst Rivierenland",
        can_be_called=elsewhere is Elsewhere.CALLED,
    )


def every_lead() -> Iterator[tuple[Lead, There, Elsewhere]]:
    for theme, department in itertools.product(range(1, THEMES + 1), range(1, DEPARTMENTS + 1)):
        for there, fallback, elsewhere in itertools.product(There, (False, True), Elsewhere):
            yield lead(theme, department, there, fallback=fallback, elsewhere=elsewhere), there, elsewhere


def routed(asked: Lead, safety: Safety = Safety.NONE, answer: RegimeAnswer | None = None) -> Routing:
    directory = Directory([asked], [Officer(Person(20, "Aicha"), None)], [Person(30, "Paul")])
    return decide(safety=safety, regime_answer=answer, directory=directory)


def test_every_theme_of_every_department_has_an_answer_in_words_whoever_is_there() -> None:
    walked = 0
    for asked, there, _elsewhere in every_lead():
        routing = routed(asked)
        assert routing.route is Route.TEAM
        assert routing.lead_department_id == asked.department_id
        assert all(reason.text % reason.names for reason in routing.reasons)
        assert len(routing.reasons) >= 3  # the queue, who leads, and who answers
        assert routing.contact_id != CONTACT or there is There.PRESENT
        walked += 1
    assert walked >= THEMES * DEPARTMENTS * len(There)


def test_where_nobody_answers_and_nobody_can_be_called_there_is_a_hole() -> None:
    for asked, _there, elsewhere in every_lead():
        routing = routed(asked)
        runs_dead = routing.contact_id is None and elsewhere is not Elsewhere.CALLED
        about = [hole for hole in routing.holes if hole.department_id == asked.department_id]
        assert bool(about) >= runs_dead
        assert {hole.kind for hole in about} <= {HoleKind.NO_CONTACT, HoleKind.NOBODY_PRESENT}


def test_a_department_without_contact_person_is_a_hole_even_where_a_fallback_answers() -> None:
    asked = lead(1, 1, There.NOBODY, fallback=True, elsewhere=Elsewhere.NO)
    assert [hole.kind for hole in routed(asked).holes] == [HoleKind.NO_CONTACT]


@pytest.mark.parametrize("safety", Safety)
@pytest.mark.parametrize("answer", [None, *RegimeAnswer])
def test_no_answer_of_the_form_leaves_a_question_open(safety: Safety, answer: RegimeAnswer | None) -> None:
    for there, elsewhere in itertools.product(There, Elsewhere):
        asked = lead(1, 1, there, fallback=False, elsewhere=elsewhere)
        routing = routed(asked, safety, answer)
        assert routing.route in set(Route)
        assert (routing.route is Route.INTEGRITY) == (routing.receiver_id is not None)


# ---- through the database, with the page of holes ------------------------------------------------
THEME = "T07"


def lead_it(cast: Cast, department: Department) -> None:
    """The department leads the theme, and nobody else does anything for it."""
    row = Responsibility.objects.today().get(theme=cast.themes[THEME], municipality=cast.oudeveen, part=Part.LEAD)
    Responsibility.objects.filter(theme=row.theme, municipality=cast.oudeveen).exclude(pk=row.pk).delete()
    Responsibility.objects.filter(pk=row.pk).update(department=department)


def arrange(department: Department, there: There) -> None:
    """Who of its contact persons and their deputies is away."""
    today = timezone.localdate()
    grants = RoleGrant.objects.today().filter(role=Role.CONTACT_PERSON, department=department)
    if there is There.NOBODY:
        grants.update(until_on=today - timedelta(days=1))
    away = set(grants.values_list("user", flat=True)) if there is not There.PRESENT else set()
    if there is There.BOTH_ABSENT:
        away |= set(grants.values_list("deputy", flat=True)) - {None}
    Absence.objects.all().delete()
    Absence.objects.bulk_create(Absence(user_id=pk, from_on=today, until_on=today) for pk in away)


def met(cast: Cast) -> set[tuple[str, int | None]]:
    """The holes that a signal about the theme meets."""
    themes = [cast.themes[THEME]]
    routing = plan(municipality=cast.oudeveen, safety=Safety.NONE, themes=themes, now=timezone.now()).routing
    assert routing.reasons
    return {(hole.kind, hole.department_id or hole.theme_id) for hole in routing.holes}


def shown(cast: Cast) -> set[tuple[str, int | None]]:
    """The holes on the page."""
    found = find_holes(cast.oudeveen, on=timezone.localdate())
    return {(hole.kind, (hole.department or hole.theme or hole.municipality).pk) for hole in found}


@pytest.mark.parametrize("there", There)
@pytest.mark.parametrize("has_fallback", [True, False])
def test_each_dead_end_of_each_department_stands_on_the_page_of_holes(
    cast: Cast, there: There, has_fallback: bool
) -> None:
    departments = list(cast.oudeveen.departments.filter(is_active=True))
    assert len(departments) >= DEPARTMENTS
    if not has_fallback:
        Department.objects.update(fallback=None)
    ran_dead = 0
    for department in departments:
        lead_it(cast, department)
        arrange(department, there)
        holes = met(cast)
        assert holes <= shown(cast), department
        ran_dead += bool(holes)
    assert ran_dead > 0 or there in {There.PRESENT, There.ABSENT} or has_fallback


def test_a_theme_that_nobody_leads_stands_on_the_page_of_holes(cast: Cast) -> None:
    Responsibility.objects.filter(theme=cast.themes[THEME], municipality=cast.oudeveen).delete()
    assert met(cast) == {(HoleKind.NO_LEAD, cast.themes[THEME].pk)}
    assert met(cast) <= shown(cast)


@pytest.mark.parametrize("phone", ["088-0005500", ""])
def test_outsourced_work_is_a_hole_to_both_or_to_neither(cast: Cast, phone: str) -> None:
    service = Organisation.objects.create(
        municipality=cast.oudeveen, kind=OrganisationKind.REGION, name="Dienst Rivierenland", phone=phone
    )
    Department.objects.update(fallback=None)
    vastgoed = cast.department("VAS")
    cast.oudeveen.departments.filter(pk=vastgoed.pk).update(outsourced_to=service)
    arrange(vastgoed, There.NOBODY)
    assert met(cast) == (set() if phone else {(HoleKind.NO_CONTACT, vastgoed.pk)})
    assert met(cast) <= shown(cast)
