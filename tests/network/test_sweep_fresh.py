"""On the first day the list is short: what follows from a template waits until somebody chose it."""

from __future__ import annotations

from collections import Counter

import pytest
from django.utils import timezone

from network.actions.founding import found_municipality, load_catalogue
from network.models import Municipality, Responsibility
from network.reference import read_catalogue
from network.rules import HoleKind
from network.rules.holes import HELD_BACK_WHILE_PROPOSED
from network.sweep import find_holes


def fresh(size: str) -> Municipality:
    catalogue = read_catalogue()
    load_catalogue(catalogue)
    return found_municipality(
        slug="nieuwland", name="Nieuwland", catalogue=catalogue, size=size, from_on=timezone.localdate()
    )


def kinds(municipality: Municipality) -> Counter[HoleKind]:
    return Counter(found.kind for found in find_holes(municipality, on=timezone.localdate()))


@pytest.mark.parametrize(("size", "departments"), [("small", 6), ("middle", 12), ("large", 22)])
def test_a_new_municipality_misses_readers_and_contact_persons_only(db: None, size: str, departments: int) -> None:
    assert kinds(fresh(size)) == {HoleKind.NO_RECEIVER: 5, HoleKind.NO_CONTACT: departments}


def test_the_five_worst_are_the_queues(db: None) -> None:
    found = find_holes(fresh("large"), on=timezone.localdate())
    assert [one.kind for one in found[:5]] == [HoleKind.NO_RECEIVER] * 5


def test_what_waits_comes_when_the_cells_are_chosen(db: None) -> None:
    municipality = fresh("middle")
    assert not kinds(municipality).keys() & HELD_BACK_WHILE_PROPOSED
    Responsibility.objects.filter(municipality=municipality).update(is_proposal=False)
    assert kinds(municipality).keys() & HELD_BACK_WHILE_PROPOSED >= {HoleKind.NO_LEVEL, HoleKind.POWER_UNUSED}


def test_a_level_that_misses_everywhere_is_one_hole(db: None) -> None:
    municipality = fresh("middle")
    Responsibility.objects.filter(municipality=municipality, level="strategic").delete()
    Responsibility.objects.filter(municipality=municipality).update(is_proposal=False)
    levels = [one for one in find_holes(municipality, on=timezone.localdate()) if one.kind is HoleKind.NO_LEVEL]
    assert [(one.theme, one.level) for one in levels] == [(None, "strategic")]
