"""Somebody proposes a set of changes to the matrix; it is compared, and adopted as a whole or not at all."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from hkin.outbox.models import Message
from hkin.privacy.marks import duty_mark
from network.actions.change_sets import (
    Moved,
    NeedsAnother,
    NothingToPropose,
    Overtaken,
    TwoLeads,
    adopt,
    drop_change,
    propose,
    refuse,
    set_change,
    take_back,
    withdraw,
)
from network.actions.matrix import change_cell, standing
from network.cast import Cast
from network.change_sets import compare, sets_read_by, stamp_of
from network.matrix import Cell, Content
from network.models import CellEntry, ChangeSet, Responsibility, RoleGrant, User
from network.models.matrix import Part
from network.models.proposal import ChangeSetState
from network.rules import Role
from tests.network.proposing import advising, cell, drafted, leading, proposed

pytestmark = pytest.mark.django_db
THEME = "T07"  # led by Vastgoed


def lead_of(cast: Cast, theme: str = THEME) -> Responsibility:
    return Responsibility.objects.today().get(municipality=cast.oudeveen, theme=cast.themes[theme], part=Part.LEAD)


def part_at(cast: Cast, place: Cell) -> str:
    row = standing(cast.oudeveen, place, timezone.localdate())
    return row.part if row else ""


def kinds_for(user: User) -> list[str]:
    return list(Message.objects.filter(recipient_mark=duty_mark(user.pk)).values_list("kind", flat=True))


def say_yes(row: ChangeSet, by: User, **more: str) -> None:
    row.refresh_from_db()
    adopt(by=by, change_set=row, seen=stamp_of(row, compare(row)), **more)


def changed_by_somebody(cast: Cast, place: Cell) -> None:
    now = standing(cast.oudeveen, place, timezone.localdate())
    change_cell(
        by=cast.noor,
        municipality=cast.oudeveen,
        cell=place,
        content=Content(Part.INFORMED),
        seen=now.pk if now else None,
    )


# ---- making and proposing --------------------------------------------------------------------------
def test_proposing_changes_nothing_of_the_matrix(cast: Cast) -> None:
    before = list(Responsibility.objects.order_by("pk").values())
    proposed(cast.dirk, cast.oudeveen, leading(cast, THEME, "PUB"))
    assert list(Responsibility.objects.order_by("pk").values()) == before


def test_whoever_adopts_hears_of_it(cast: Cast) -> None:
    proposed(cast.dirk, cast.oudeveen, leading(cast, THEME, "PUB"))
    assert "change_set_proposed" in kinds_for(cast.omar)
    assert "change_set_proposed" in kinds_for(cast.noor)


def test_who_proposes_does_not_hear_of_their_own(cast: Cast) -> None:
    proposed(cast.noor, cast.oudeveen, advising(cast, THEME, "PUB"))
    assert kinds_for(cast.noor) == []


def test_an_empty_set_is_not_proposed(cast: Cast) -> None:
    row = drafted(cast.dirk, cast.oudeveen)
    with pytest.raises(NothingToPropose):
        propose(by=cast.dirk, change_set=row)


def test_what_is_so_already_is_no_proposal(cast: Cast) -> None:
    lead = lead_of(cast)
    row = drafted(cast.dirk, cast.oudeveen, (Cell.of(lead), Content.of(lead)))
    with pytest.raises(NothingToPropose):
        propose(by=cast.dirk, change_set=row)


def test_two_departments_cannot_lead_one_theme(cast: Cast) -> None:
    with pytest.raises(TwoLeads):
        drafted(cast.dirk, cast.oudeveen, leading(cast, THEME, "PUB"), leading(cast, THEME, "THV"))


def test_a_cell_that_was_changed_meanwhile_is_not_put_in_unseen(cast: Cast) -> None:
    row = drafted(cast.dirk, cast.oudeveen)
    with pytest.raises(Overtaken):
        set_change(by=cast.dirk, change_set=row, cell=Cell.of(lead_of(cast)), content=None, seen=None)


def test_a_change_is_taken_out_again(cast: Cast) -> None:
    row = drafted(cast.dirk, cast.oudeveen, advising(cast, THEME, "PUB"))
    drop_change(by=cast.dirk, change_set=row, change_id=row.changes.get().pk)
    assert not row.changes.exists()


def test_only_its_maker_changes_it(cast: Cast) -> None:
    row = drafted(cast.dirk, cast.oudeveen)
    place, content = advising(cast, THEME, "PUB")
    with pytest.raises(PermissionDenied):
        set_change(by=cast.noor, change_set=row, cell=place, content=content, seen=None)


def test_who_does_not_propose_makes_none(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        drafted(cast.sanne, cast.oudeveen)


def test_nothing_is_proposed_for_another_municipality(cast: Cast) -> None:
    elsewhere = cell(cast, THEME, "PUB", at="veenwijk")
    with pytest.raises(PermissionDenied):
        drafted(cast.dirk, cast.oudeveen, (elsewhere, Content(Part.ADVISER)))


# ---- comparing -------------------------------------------------------------------------------------
def test_whoever_led_goes_on_as_executor_and_the_comparison_says_so(cast: Cast) -> None:
    lead = lead_of(cast)
    row = drafted(cast.dirk, cast.oudeveen, leading(cast, THEME, "PUB"))
    assert compare(row).follow_on == [lead]
    assert compare(row).takes_lead


def test_advising_takes_no_lead_from_anybody(cast: Cast) -> None:
    assert not compare(drafted(cast.dirk, cast.oudeveen, advising(cast, THEME, "PUB"))).takes_lead


def test_giving_up_a_lead_leaves_the_theme_without(cast: Cast) -> None:
    row = drafted(cast.dirk, cast.oudeveen, (Cell.of(lead_of(cast)), None))
    assert compare(row).without_lead == {cast.themes[THEME].pk}


# ---- adopting ------------------------------------------------------------------------------------
def test_adopting_changes_every_cell_at_once(cast: Cast) -> None:
    was = Cell.of(lead_of(cast))
    row = proposed(cast.dirk, cast.oudeveen, leading(cast, THEME, "PUB"), (was, Content(Part.ADVISER)))
    say_yes(row, cast.omar)
    assert lead_of(cast).department == cast.department("PUB")
    assert part_at(cast, was) == Part.ADVISER


def test_the_trail_of_each_cell_names_the_set(cast: Cast) -> None:
    row = proposed(cast.dirk, cast.oudeveen, leading(cast, THEME, "PUB"))
    say_yes(row, cast.omar)
    entries = CellEntry.objects.filter(change_set=row)
    assert {(entry.was, entry.became) for entry in entries} >= {(Part.LEAD, Part.EXECUTOR)}
    assert {(entry.by, entry.role) for entry in entries} == {(cast.omar, Role.COORDINATOR)}


def test_whoever_gave_up_a_lead_stands_in_the_trail_once(cast: Cast) -> None:
    was = Cell.of(lead_of(cast))
    row = proposed(cast.dirk, cast.oudeveen, leading(cast, THEME, "PUB"), (was, Content(Part.ADVISER)))
    say_yes(row, cast.omar)
    entries = CellEntry.objects.filter(change_set=row).values_list("department__code", "was", "became")
    assert sorted(entries) == [("PUB", "", Part.LEAD), ("VAS", Part.LEAD, Part.ADVISER)]


def test_it_holds_from_the_chosen_day(cast: Cast) -> None:
    next_month = timezone.localdate() + timedelta(days=30)
    row = proposed(cast.dirk, cast.oudeveen, leading(cast, THEME, "PUB"), from_on=next_month)
    say_yes(row, cast.omar)
    assert lead_of(cast).department == cast.department("VAS")
    assert lead_of(cast).until_on == next_month - timedelta(days=1)


def test_when_that_day_is_over_it_holds_from_today(cast: Cast) -> None:
    row = proposed(cast.dirk, cast.oudeveen, leading(cast, THEME, "PUB"))
    ChangeSet.objects.update(from_on=timezone.localdate() - timedelta(days=9))
    say_yes(row, cast.omar)
    assert lead_of(cast).from_on == timezone.localdate()


def test_a_cell_that_was_changed_meanwhile_stops_all_of_it(cast: Cast) -> None:
    place, _content = advising(cast, "T01", "ECO")
    row = proposed(cast.dirk, cast.oudeveen, leading(cast, THEME, "PUB"), (place, Content(Part.ADVISER)))
    changed_by_somebody(cast, place)
    with pytest.raises(Overtaken):
        say_yes(row, cast.omar)
    assert lead_of(cast).department == cast.department("VAS")
    assert [one.cell for one in compare(row).overtaken] == [place]


@pytest.mark.parametrize("out_of_use", ["department", "theme"])
def test_what_went_out_of_use_meanwhile_is_given_no_part(cast: Cast, out_of_use: str) -> None:
    row = proposed(cast.dirk, cast.oudeveen, leading(cast, THEME, "PUB"))
    gone = getattr(row.changes.get(), out_of_use)
    gone.is_active = False
    gone.save()
    with pytest.raises(Overtaken):
        say_yes(row, cast.omar)


def test_who_proposed_it_hears_that_it_is_adopted(cast: Cast) -> None:
    say_yes(proposed(cast.dirk, cast.oudeveen, advising(cast, THEME, "PUB")), cast.omar)
    assert kinds_for(cast.dirk) == ["change_set_adopted"]


def test_a_set_is_adopted_once(cast: Cast) -> None:
    row = proposed(cast.dirk, cast.oudeveen, advising(cast, THEME, "PUB"))
    say_yes(row, cast.omar)
    with pytest.raises(Moved):
        say_yes(row, cast.noor)


def test_what_was_taken_back_and_proposed_otherwise_is_looked_at_again(cast: Cast) -> None:
    row = proposed(cast.dirk, cast.oudeveen, advising(cast, THEME, "PUB"))
    seen = stamp_of(row, compare(row))
    take_back(by=cast.dirk, change_set=row)
    propose(by=cast.dirk, change_set=row)
    with pytest.raises(Moved):
        adopt(by=cast.omar, change_set=row, seen=seen)


def test_when_the_lead_went_elsewhere_meanwhile_it_is_looked_at_again(cast: Cast) -> None:
    row = proposed(cast.dirk, cast.oudeveen, leading(cast, THEME, "PUB"))
    seen = stamp_of(row, compare(row))
    place, lead = leading(cast, THEME, "ECO")
    now = standing(cast.oudeveen, place, timezone.localdate())
    change_cell(by=cast.noor, municipality=cast.oudeveen, cell=place, content=lead, seen=now.pk if now else None)
    with pytest.raises(Moved):
        adopt(by=cast.omar, change_set=row, seen=seen)


def test_contact_persons_do_not_adopt(cast: Cast) -> None:
    row = proposed(cast.dirk, cast.oudeveen, advising(cast, THEME, "PUB"))
    with pytest.raises(PermissionDenied):
        say_yes(row, cast.karin)


# ---- their own set ---------------------------------------------------------------------------------
def test_a_keeper_adopts_their_own_set_when_nobody_loses_a_lead(cast: Cast) -> None:
    place, content = advising(cast, "T16", "PUB")
    say_yes(proposed(cast.noor, cast.oudeveen, (place, content)), cast.noor)
    assert part_at(cast, place) == Part.ADVISER


def test_nobody_takes_a_lead_with_a_set_of_their_own(cast: Cast) -> None:
    row = proposed(cast.noor, cast.oudeveen, leading(cast, THEME, "PUB"))
    with pytest.raises(NeedsAnother):
        say_yes(row, cast.noor, answer="Zo is het beter.")
    say_yes(row, cast.omar)


def test_who_is_the_only_one_to_adopt_says_why(cast: Cast) -> None:
    RoleGrant.objects.filter(role__in=[Role.COORDINATOR, Role.DIRECTORY_KEEPER]).exclude(user=cast.noor).delete()
    row = proposed(cast.noor, cast.oudeveen, leading(cast, THEME, "PUB"))
    with pytest.raises(NeedsAnother):
        say_yes(row, cast.noor)
    say_yes(row, cast.noor, answer="Besproken in het overleg van 3 november.")
    assert lead_of(cast).department == cast.department("PUB")


# ---- not adopting --------------------------------------------------------------------------------
def test_a_refusal_changes_nothing_and_says_why(cast: Cast) -> None:
    row = proposed(cast.dirk, cast.oudeveen, leading(cast, THEME, "PUB"))
    refuse(by=cast.omar, change_set=row, seen=stamp_of(row, compare(row)), answer="Eerst overleggen.")
    row.refresh_from_db()
    assert (row.state, row.answer) == (ChangeSetState.REFUSED, "Eerst overleggen.")
    assert lead_of(cast).department == cast.department("VAS")
    assert kinds_for(cast.dirk) == ["change_set_refused"]


def test_a_withdrawn_set_is_not_adopted(cast: Cast) -> None:
    row = proposed(cast.dirk, cast.oudeveen, leading(cast, THEME, "PUB"))
    withdraw(by=cast.dirk, change_set=row)
    with pytest.raises(Moved):
        say_yes(row, cast.omar)


# ---- who reads which -----------------------------------------------------------------------------
def test_a_draft_is_of_its_maker(cast: Cast) -> None:
    row = drafted(cast.dirk, cast.oudeveen)
    assert list(sets_read_by(cast.dirk)) == [row]
    assert not sets_read_by(cast.noor).exists()


@pytest.mark.parametrize("name", ["sanne", "bea", "ilse"])
def test_who_neither_proposes_nor_adopts_there_reads_none(cast: Cast, name: str) -> None:
    proposed(cast.dirk, cast.oudeveen, advising(cast, THEME, "PUB"))
    assert not sets_read_by(cast[name]).exists()
