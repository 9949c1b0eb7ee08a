"""How far a municipality is with furnishing, and who may go on with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import NoReverseMatch, reverse

from network.models import Municipality, StepDone, User
from network.roles import places_of, roles_of
from network.rules import Role
from network.rules.starting import KEEPS_PROMISES, SETS_UP, SetupStep, who_does


@dataclass(frozen=True)
class StepState:
    step: SetupStep
    done_at: datetime | None = None
    done_by: str = ""
    by_installation: bool = False  # another municipality of this machine did it for all

    @property
    def is_done(self) -> bool:
        return self.done_at is not None or self.by_installation


#: Where each step is done.
PAGES = {
    SetupStep.MACHINE: "network:setup_machine",
    SetupStep.MUNICIPALITY: "network:setup_municipality",
    SetupStep.PEOPLE: "network:setup_people",
    SetupStep.READING: "network:setup_reading",
    SetupStep.DIRECTORY: "network:setup_directory",
    SetupStep.TEST_RIDE: "signals:test_ride",
    SetupStep.REMAINING: "network:setup_remaining",
}


def set_up_by(user: User) -> QuerySet[Municipality]:
    """The municipalities this person may furnish."""
    return Municipality.objects.filter(pk__in=roles_of(user).municipalities(*SETS_UP))


def may_do(user: User, municipality: Municipality, step: SetupStep) -> bool:
    return doing_as(user, municipality, step) is not None


def doing_as(user: User, municipality: Municipality, step: SetupStep) -> Role | None:
    """The hat in which somebody does this step; None for who does not."""
    held = roles_of(user).of(*who_does(step, is_live=municipality.is_live))
    return next((one.role for one in held if one.municipality_id == municipality.pk), None)


def municipality_at(user: User, slug: str, step: SetupStep | None = None) -> Municipality:
    """For whoever furnishes it, and does this step of it; others get the page that cannot be opened."""
    municipality = set_up_by(user).select_related("neighbour").filter(slug=slug).first()
    if municipality is None or (step is not None and not may_do(user, municipality, step)):
        raise Http404
    return municipality


def promises_kept_by(user: User) -> list[Municipality]:
    """Whose reading times and terms this person looks after, live or not."""
    kept = roles_of(user).municipalities(*KEEPS_PROMISES)
    return sorted((place for pk, place in places_of(user).items() if pk in kept), key=lambda place: place.name)


def may_add_municipality(user: User) -> bool:
    return roles_of(user).has(Role.APPLICATION_MANAGER)


def steps_of(municipality: Municipality) -> list[StepState]:
    """All seven, in order. The machine is looked at once for all municipalities on it."""
    rows = StepDone.objects.filter(Q(municipality=municipality) | Q(step=SetupStep.MACHINE)).select_related("by")
    done: dict[str, StepDone] = {}
    for row in sorted(rows, key=lambda row: row.municipality_id != municipality.pk):
        done.setdefault(row.step, row)
    return [_state(step, done.get(step), municipality) for step in SetupStep]


def is_done(municipality: Municipality, step: SetupStep) -> bool:
    return StepDone.objects.filter(municipality=municipality, step=step).exists()


def page_of(step: SetupStep, municipality: Municipality) -> str:
    try:
        return reverse(PAGES[step], args=[municipality.slug])
    except NoReverseMatch:
        return ""


def way_on(user: User, municipality: Municipality) -> str:
    """The page of the first step that is left and is this person's to do; else the page of all steps."""
    for state in steps_of(municipality):
        page = page_of(state.step, municipality)
        if not state.is_done and page and may_do(user, municipality, state.step):
            return page
    return reverse("network:setup_steps", args=[municipality.slug])


def _state(step: SetupStep, row: StepDone | None, municipality: Municipality) -> StepState:
    if row is None:
        return StepState(step, by_installation=step is SetupStep.MACHINE and _somebody_is_live())
    return StepState(step, row.at, str(row.by), by_installation=row.municipality_id != municipality.pk)


def machine_is_ready(municipality: Municipality) -> bool:
    """Without keys and mail nobody goes on: what is filled in could not be kept, and nobody would hear of it."""
    return municipality.is_live or StepDone.objects.filter(step=SetupStep.MACHINE).exists() or _somebody_is_live()


def _somebody_is_live() -> bool:
    return Municipality.objects.filter(is_live=True).exists()
