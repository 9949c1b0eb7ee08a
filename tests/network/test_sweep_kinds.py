"""Whatever is missing, the keeper sees it with words, somebody to call and a page to mend it; mended, it is gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hkin.outbox.models import Letter
from hkin.privacy.marks import duty_mark
from network.actions.holes import report_hole
from network.cast import Cast
from network.models import (
    Absence,
    Asking,
    Contest,
    Department,
    Hole,
    Municipality,
    MunicipalityEntry,
    Organisation,
    Responsibility,
    RoleGrant,
    ThemeSetting,
    User,
)
from network.models.matrix import Part
from network.models.organisation import OrganisationKind
from network.rules import HoleKind, Role
from network.rules.levels import Level
from tests.network.furnishing import signed_in
from tests.network.holes import holes_of


def today(more: int = 0) -> date:
    return timezone.localdate() + timedelta(days=more)


@dataclass
class Change:
    """How a hole comes to be, and how it is mended; `about` is what its title must name."""

    make: Callable[[Cast], object]
    mend: Callable[[Cast], object]
    about: str


def contact_grants(cast: Cast, code: str = "VAS") -> list[RoleGrant]:
    return list(RoleGrant.objects.filter(role=Role.CONTACT_PERSON, department=cast.department(code)))


def give_contact(cast: Cast, code: str = "VAS", user: User | None = None, deputy: User | None = None) -> None:
    RoleGrant.objects.create(
        user=user or cast.lotte,
        role=Role.CONTACT_PERSON,
        municipality=cast.oudeveen,
        department=cast.department(code),
        deputy=deputy,
        from_on=today(),
    )


def take_contact(cast: Cast, code: str = "VAS") -> None:
    RoleGrant.objects.filter(pk__in=[grant.pk for grant in contact_grants(cast, code)]).delete()


def set_deputy(cast: Cast, deputy: User | None, code: str = "VAS") -> None:
    RoleGrant.objects.filter(pk__in=[grant.pk for grant in contact_grants(cast, code)]).update(deputy=deputy)


def away(*people: User, first: int, last: int) -> None:
    for person in people:
        Absence.objects.filter(user=person).delete()
        Absence.objects.create(user=person, from_on=today(first), until_on=today(last))


def back(*people: User) -> None:
    Absence.objects.filter(user__in=people).delete()


def no_deputy(cast: Cast) -> None:
    back(cast.dirk)
    set_deputy(cast, None)


def no_strategic_level(cast: Cast) -> None:
    RoleGrant.objects.filter(role=Role.BOARD_MEMBER).delete()
    Responsibility.objects.filter(level=Level.STRATEGIC).delete()


def set_active(*people: User, is_active: bool) -> None:
    User.objects.filter(pk__in=[person.pk for person in people]).update(is_active=is_active)


def cells(cast: Cast, theme: str = "", code: str = "") -> list[Responsibility]:
    rows = cast.oudeveen.responsibilities.all()
    rows = rows.filter(theme=cast.themes[theme]) if theme else rows
    return list(rows.filter(department=cast.department(code)) if code else rows)


def cell(cast: Cast, theme: str, department: Department, part: Part, level: Level = Level.OPERATIONAL) -> None:
    Responsibility.objects.create(
        municipality=cast.oudeveen,
        theme=cast.themes[theme],
        department=department,
        part=part,
        level=level,
        from_on=today(),
    )


def lead_t16(cast: Cast) -> None:
    Responsibility.objects.filter(municipality=cast.oudeveen, theme=cast.themes["T16"]).delete()
    cell(cast, "T16", cast.department("VAS"), Part.LEAD, Level.TACTICAL)


def new_department(cast: Cast) -> Department:
    return Department.objects.create(municipality=cast.oudeveen, code="DIJ", name="Dijkwacht")


def letter(person: User, state: str) -> None:
    Letter.objects.create(
        kind="directory_hole",
        recipient_mark=duty_mark(person.pk),
        effect=f"{state:16}"[:16].encode(),
        state=state,
        sealed_address=b"x" if state == "undeliverable" else None,
        sent_at=timezone.now() if state == "sent" else None,
    )


def contest(cast: Cast) -> None:
    row = cells(cast, "T06")[0]
    Contest.objects.create(
        municipality=cast.oudeveen,
        theme=row.theme,
        department=row.department,
        level=row.level,
        part=row.part,
        by=cast.dirk,
        role=Role.CONTACT_PERSON,
        reason="Wij doen dit niet.",
        decide_by=today(-1),
    )


def only_informed(cast: Cast, part: Part) -> None:
    Responsibility.objects.filter(pk__in=[row.pk for row in cells(cast, code="SHV")]).delete()
    cell(cast, "T06", cast.department("SHV"), part)


def name_all_powers(cast: Cast) -> None:
    for lead in cast.oudeveen.responsibilities.filter(part=Part.LEAD):
        lead.powers = list(lead.theme.powers.values_list("pk", flat=True))
        lead.save()


CHANGES: dict[HoleKind, Change] = {
    HoleKind.NO_LEAD: Change(lambda cast: None, lead_t16, "Vakantieparken"),
    HoleKind.NO_CONTACT: Change(take_contact, give_contact, "Vastgoed"),
    HoleKind.NO_DEPUTY: Change(no_deputy, lambda cast: set_deputy(cast, cast.lotte), "Vastgoed"),
    HoleKind.NOBODY_PRESENT: Change(
        lambda cast: away(cast.dirk, cast.lotte, first=0, last=2), lambda cast: back(cast.lotte), "Vastgoed"
    ),
    HoleKind.BOTH_AWAY: Change(
        lambda cast: away(cast.dirk, cast.lotte, first=12, last=14), lambda cast: back(cast.lotte), "Vastgoed"
    ),
    HoleKind.LEFT: Change(
        lambda cast: set_active(cast.lotte, is_active=False),
        lambda cast: set_deputy(cast, None),
        "Lotte Scholten",
    ),
    HoleKind.MAIL_BOUNCES: Change(
        lambda cast: letter(cast.dirk, "undeliverable"), lambda cast: letter(cast.dirk, "sent"), "Dirk Venema"
    ),
    HoleKind.NO_RECEIVER: Change(
        lambda cast: set_active(cast.paul, cast.greet, is_active=False),
        lambda cast: set_active(cast.paul, is_active=True),
        "integriteit",
    ),
    HoleKind.UNKNOWN_DEPARTMENT: Change(
        lambda cast: report_hole(municipality=cast.oudeveen, kind=HoleKind.UNKNOWN_DEPARTMENT, named="Team Kust"),
        lambda cast: cast.oudeveen.departments.filter(code="VAS").update(synonyms="Team Kust"),
        "Team Kust",
    ),
    HoleKind.UNCONFIRMED: Change(
        lambda cast: Asking.objects.create(department=cast.department("VAS"), asked_on=today(-30), due_on=today(-1)),
        lambda cast: Asking.objects.update(answered_on=today()),
        "Vastgoed",
    ),
    HoleKind.CONTESTED: Change(contest, lambda cast: Contest.objects.all().delete(), ""),
    HoleKind.ONLY_INFORMED: Change(
        lambda cast: only_informed(cast, Part.INFORMED), lambda cast: only_informed(cast, Part.ADVISER), "chuld"
    ),
    HoleKind.NO_THEME: Change(
        new_department,
        lambda cast: cell(cast, "T06", Department.objects.get(code="DIJ"), Part.EXECUTOR),
        "Dijkwacht",
    ),
    HoleKind.TOO_MANY_THEMES: Change(
        lambda cast: Municipality.objects.filter(pk=cast.oudeveen.pk).update(most_themes=1),
        lambda cast: Municipality.objects.filter(pk=cast.oudeveen.pk).update(most_themes=99),
        "",
    ),
    HoleKind.NO_LEVEL: Change(
        no_strategic_level,
        lambda cast: RoleGrant.objects.create(
            user=cast.marijke, role=Role.BOARD_MEMBER, municipality=cast.oudeveen, from_on=today()
        ),
        "strategisch",
    ),
    HoleKind.POWER_UNUSED: Change(
        lambda cast: Responsibility.objects.update(powers=[]),
        name_all_powers,
        "",
    ),
}


def test_every_kind_is_walked() -> None:
    assert set(CHANGES) == set(HoleKind)


@pytest.mark.parametrize("kind", HoleKind)
def test_it_is_found_with_words_somebody_and_a_page_and_gone_when_mended(cast: Cast, kind: HoleKind) -> None:
    change = CHANGES[kind]
    change.make(cast)
    shown = [one for one in holes_of(cast.noor, kind) if change.about in one.title]
    assert shown, [one.title for one in holes_of(cast.noor, kind)]
    assert all(one.title and one.breaks and "%(" not in one.title + one.breaks for one in shown)
    assert all(one.calls or one.is_own for one in shown)
    for one in shown:
        assert signed_in(cast.noor).get(one.repair).status_code == 200, one.repair
    change.mend(cast)
    assert [one for one in holes_of(cast.noor, kind) if change.about in one.title] == []


@pytest.mark.parametrize("kind", HoleKind)
def test_it_stays_as_it_is_until_a_keeper_says_so(cast: Cast, kind: HoleKind) -> None:
    """Looking writes nothing, but for what somebody else had told."""
    CHANGES[kind].make(cast)
    before = Hole.objects.count()
    holes_of(cast.noor, kind)
    assert Hole.objects.count() == before


def test_the_name_of_who_left_is_taken_away_where_nobody_else_was_named(cast: Cast) -> None:
    """As the last to ask of Belastingen."""
    RoleGrant.objects.filter(user=cast.loes).delete()
    set_active(cast.loes, is_active=False)
    [shown] = [one for one in holes_of(cast.noor, HoleKind.LEFT) if "Loes" in one.title]
    assert shown.takes_away
    address = reverse("network:hole_name_away", args=[cast.oudeveen.slug, shown.mark])
    assert signed_in(cast.omar).post(address).status_code == 404
    signed_in(cast.noor).post(address)
    assert not [one for one in holes_of(cast.noor, HoleKind.LEFT) if "Loes" in one.title]
    assert MunicipalityEntry.objects.filter(by=cast.noor, detail__startswith="BEL").exists()


def test_a_department_that_another_organisation_works_for_needs_no_contact_person(cast: Cast) -> None:
    take_contact(cast)
    partner = Organisation.objects.create(
        municipality=cast.oudeveen, kind=OrganisationKind.REGION, name="Dienst Zuid", phone="088-0009000"
    )
    Department.objects.filter(pk=cast.department("VAS").pk).update(outsourced_to=partner)
    assert not [one for one in holes_of(cast.noor, HoleKind.NO_CONTACT) if "Vastgoed" in one.title]
    Organisation.objects.update(phone="")
    assert [one for one in holes_of(cast.noor, HoleKind.NO_CONTACT) if "Vastgoed" in one.title]


def test_what_is_out_of_use_or_switched_off_is_no_hole(cast: Cast) -> None:
    take_contact(cast)
    Department.objects.filter(pk=cast.department("VAS").pk).update(is_active=False)
    ThemeSetting.objects.update_or_create(
        municipality=cast.oudeveen, theme=cast.themes["T16"], defaults={"is_on": False}
    )
    assert holes_of(cast.noor, HoleKind.NO_CONTACT, afdeling="VAS") == []
    assert not [one for one in holes_of(cast.noor, HoleKind.NO_LEAD) if "Vakantieparken" in one.title]


def test_a_theme_led_by_a_department_out_of_use_has_no_lead(cast: Cast) -> None:
    lead = cast.oudeveen.responsibilities.get(theme=cast.themes["T06"], part=Part.LEAD)
    Department.objects.filter(pk=lead.department_id).update(is_active=False)
    assert cast.themes["T06"] in {one.found.theme for one in holes_of(cast.noor, HoleKind.NO_LEAD)}
