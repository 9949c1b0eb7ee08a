"""The keeper changes a cell: what was stays readable, the former lead goes on as executor, nothing is done twice."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from network.actions.matrix import CellChanged, change_cell
from network.actions.refusals import Incomplete, NotAllowed, WrongDays
from network.cast import Cast
from network.matrix import Cell, Content
from network.models import CellEntry, Organisation, Power, Responsibility, User
from network.models.matrix import Part
from network.models.organisation import OrganisationKind
from network.rules.levels import Level

TODAY = timezone.localdate()
DAY = timedelta(days=1)


def cell(cast: Cast, department: str = "VAS", level: Level = Level.TACTICAL, theme: str = "T01") -> Cell:
    return Cell(cast.themes[theme].pk, cast.department(department).pk, level)


def at(cast: Cast, place: Cell, on: date | None = None) -> Responsibility | None:
    rows = Responsibility.objects.current(on or TODAY).filter(municipality=cast.oudeveen)
    return rows.filter(theme=place.theme_id, department=place.department_id, level=place.level).first()


def change(
    cast: Cast,
    place: Cell,
    content: Content | None,
    *,
    by: User | None = None,
    seen: int | None = None,
    from_on: date | None = None,
) -> Responsibility | None:
    stands = at(cast, place, from_on)
    return change_cell(
        by=by or cast.noor,
        municipality=cast.oudeveen,
        cell=place,
        content=content,
        seen=seen or (stands.pk if stands else None),
        from_on=from_on,
        reason="besluit 12",
    )


def entries(cast: Cast) -> list[tuple[str, str]]:
    return list(CellEntry.objects.order_by("pk").values_list("was", "became"))


def test_an_empty_cell_is_filled(cast: Cast) -> None:
    change(cast, cell(cast), Content(Part.ADVISER))
    [entry] = CellEntry.objects.all()
    assert (entry.became, entry.by, entry.role, entry.reason) == (
        "adviser",
        cast.noor,
        "directory_keeper",
        "besluit 12",
    )


def test_what_was_stays_readable(cast: Cast) -> None:
    place = cell(cast, "OOV")
    change(cast, place, Content(Part.ADVISER))
    before, after = at(cast, place, TODAY - DAY), at(cast, place)
    assert before is not None
    assert after is not None
    assert (before.part, before.until_on, after.part) == (Part.LEAD, TODAY - DAY, Part.ADVISER)


def test_the_former_lead_goes_on_as_executor(cast: Cast) -> None:
    change(cast, cell(cast), Content(Part.LEAD))
    former = at(cast, cell(cast, "OOV"))
    assert former is not None
    assert former.part == Part.EXECUTOR
    assert entries(cast) == [("lead", "executor"), ("", "lead")]


def test_the_powers_of_the_former_lead_stay_with_it(cast: Cast) -> None:
    had = at(cast, cell(cast, "OOV"))
    change(cast, cell(cast), Content(Part.LEAD))
    former = at(cast, cell(cast, "OOV"))
    assert had is not None
    assert former is not None
    assert former.powers == had.powers != []


def test_a_lead_that_is_planned_leads_from_that_day(cast: Cast) -> None:
    start = TODAY + 30 * DAY
    change(cast, cell(cast), Content(Part.LEAD), from_on=start)
    leads = [
        Responsibility.objects.current(day).get(municipality=cast.oudeveen, theme=cast.themes["T01"], part=Part.LEAD)
        for day in (start - DAY, start)
    ]
    assert [lead.department.code for lead in leads] == ["OOV", "VAS"]


def test_a_planned_lead_is_passed_over_by_a_lead_of_today(cast: Cast) -> None:
    start = TODAY + 30 * DAY
    change(cast, cell(cast), Content(Part.LEAD), from_on=start)
    change(cast, cell(cast, "STO"), Content(Part.LEAD))
    planned = at(cast, cell(cast), start)
    assert planned is not None
    assert planned.part == Part.EXECUTOR


@pytest.mark.parametrize("instead", [None, Content(Part.INFORMED)], ids=["nothing", "informed"])
def test_whoever_would_have_led_until_then_leads_on(cast: Cast, instead: Content | None) -> None:
    start = TODAY + 30 * DAY
    change(cast, cell(cast), Content(Part.LEAD), from_on=start)
    change(cast, cell(cast), instead)
    lead = Responsibility.objects.current(start).get(
        municipality=cast.oudeveen, theme=cast.themes["T01"], part=Part.LEAD
    )
    assert lead.department.code == "OOV"
    assert lead.until_on is None


def test_what_stands_there_for_a_while_can_be_said_to_stay(cast: Cast) -> None:
    start, place = TODAY + 30 * DAY, cell(cast, "OOV")
    stands = at(cast, place)
    assert stands is not None
    change(cast, cell(cast), Content(Part.LEAD), from_on=start)
    change(cast, place, Content.of(stands))
    later = at(cast, place, start)
    assert later is not None
    assert later.part == Part.LEAD


def test_an_emptied_cell_is_empty(cast: Cast) -> None:
    place = cell(cast, "OOV")
    assert change(cast, place, None) is None
    assert at(cast, place) is None
    assert entries(cast) == [("lead", "")]


def test_the_same_again_writes_nothing(cast: Cast) -> None:
    place = cell(cast, "OOV")
    stands = at(cast, place)
    assert stands is not None
    assert change(cast, place, Content.of(stands)) == stands
    assert entries(cast) == []


def test_powers_in_another_order_are_the_same(cast: Cast) -> None:
    powers = list(Power.objects.filter(theme=cast.themes["T01"]).values_list("pk", flat=True))
    change(cast, cell(cast), Content(Part.ADVISER, tuple(powers)))
    change(cast, cell(cast), Content(Part.ADVISER, tuple(reversed(powers))))
    assert len(entries(cast)) == 1


def test_a_proposal_that_is_chosen_as_it_is_is_no_proposal_any_more(cast: Cast) -> None:
    place = cell(cast, "OOV")
    Responsibility.objects.filter(municipality=cast.oudeveen).update(is_proposal=True)
    stands = at(cast, place)
    assert stands is not None
    change(cast, place, Content.of(stands))
    chosen = at(cast, place)
    assert chosen is not None
    assert not chosen.is_proposal


def test_who_saw_something_else_hears_what_stands_there_now(cast: Cast) -> None:
    place = cell(cast, "OOV")
    stands = at(cast, place)
    assert stands is not None
    change(cast, place, Content(Part.ADVISER))
    with pytest.raises(CellChanged) as conflict:
        change(cast, place, Content(Part.INFORMED), seen=stands.pk)
    assert conflict.value.now == at(cast, place)


def test_the_same_sent_twice_is_done_once(cast: Cast) -> None:
    place = cell(cast, "OOV")
    stands = at(cast, place)
    assert stands is not None
    first = change(cast, place, Content(Part.ADVISER))
    assert change(cast, place, Content(Part.ADVISER), seen=stands.pk) == first
    assert entries(cast) == [("lead", "adviser")]


def test_emptied_twice_is_done_once(cast: Cast) -> None:
    place = cell(cast, "OOV")
    stands = at(cast, place)
    assert stands is not None
    change(cast, place, None)
    assert change(cast, place, None, seen=stands.pk) is None
    assert entries(cast) == [("lead", "")]


def test_nobody_changes_what_has_been(cast: Cast) -> None:
    with pytest.raises(WrongDays):
        change(cast, cell(cast), Content(Part.ADVISER), from_on=TODAY - DAY)


@pytest.mark.parametrize("who", ["sanne", "omar", "dirk", "ilse", "wil"])
def test_who_does_not_keep_the_directory_changes_nothing(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        change(cast, cell(cast), Content(Part.ADVISER), by=cast[who])
    assert entries(cast) == []


def test_the_power_of_another_theme_is_refused(cast: Cast) -> None:
    power = Power.objects.filter(theme=cast.themes["T02"]).first()
    assert power is not None
    with pytest.raises(Incomplete):
        change(cast, cell(cast), Content(Part.ADVISER, (power.pk,)))


def test_the_partner_of_another_municipality_is_refused(cast: Cast) -> None:
    partner = Organisation.objects.create(municipality=cast.veenwijk, kind=OrganisationKind.POLICE, name="Wijkagent")
    with pytest.raises(Incomplete):
        change(cast, cell(cast), Content(Part.ADVISER, partners=(partner.pk,)))


def test_the_department_of_another_municipality_is_refused(cast: Cast) -> None:
    there = Cell(cast.themes["T01"].pk, cast.department("OOV", at="veenwijk").pk, Level.TACTICAL)
    with pytest.raises(Incomplete):
        change(cast, there, Content(Part.ADVISER))
