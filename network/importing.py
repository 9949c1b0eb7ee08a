"""What a file would change in the directory: read, and held against what stands. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.exporting import (
    departments_standing,
    homes_in,
    matrix_standing,
    partners_of,
    people_standing,
    powers_of,
    themes_of,
)
from network.models import (
    Absence,
    Department,
    ImportRun,
    JointAct,
    Municipality,
    Responsibility,
    RoleGrant,
    Team,
    User,
)
from network.models.matrix import Part
from network.roles import places_of, roles_of
from network.rules import Role
from network.rules.import_departments import DepartmentChecker, KnownDepartments
from network.rules.import_matrix import KnownMatrix, MatrixChecker
from network.rules.import_people import KnownPeople, PeopleChecker
from network.rules.import_plan import Checker, Plan
from network.rules.import_rights import importers
from network.rules.import_sheet import ImportKind, Sheet, lines_of
from network.sheets import Limits, Row, read_upload

#: Of a whole directory: 2,000 people are some 300 kB.
LIMITS = Limits(
    size=2 * 1024 * 1024,
    characters=4_000_000,
    rows=5000,
    unpacked=20 * 1024 * 1024,
    columns=26,
    has_long_cells=True,
    refuses_merged=True,
    too_large=_("This file is too large. At most 2 MB fits."),
    too_much_text=_("This file is too large. At most 2 MB fits."),
    too_long=_("This file is too long. At most 5000 lines fit. Cut it in two."),
)


def may_import(user: User, municipality: Municipality, kind: ImportKind) -> bool:
    allowed = importers(kind, is_live=municipality.is_live)
    return municipality.pk in roles_of(user).municipalities(*allowed)


def import_places(user: User) -> list[Municipality]:
    """Where somebody brings in at least one kind of file."""
    places = sorted(places_of(user).values(), key=lambda place: place.name)
    return [place for place in places if any(may_import(user, place, kind) for kind in ImportKind)]


def import_place(user: User, slug: str) -> Municipality | None:
    """The one that was asked for, else the first."""
    places = import_places(user)
    return next((place for place in places if place.slug == slug), None) if slug else next(iter(places), None)


def run_for(user: User, uuid: UUID) -> ImportRun | None:
    """A file that somebody brought in is theirs alone: it may hold what nobody else should read."""
    run = ImportRun.objects.select_related("municipality").filter(uuid=uuid, by=user).first()
    return run if run and may_import(user, run.municipality, ImportKind(run.kind)) else None


def runs_of(user: User, municipality: Municipality) -> list[ImportRun]:
    """The newest few, without what lies in them."""
    runs = ImportRun.objects.filter(by=user, municipality=municipality).order_by("-pk")
    return [run for run in runs.defer("content", "report")[:10] if may_import(user, municipality, ImportKind(run.kind))]


def check_file(content: bytes, *, kind: ImportKind, municipality: Municipality, by: User) -> tuple[Plan, int]:
    """The plan, and how many lines there are. SheetError when it cannot be read at all."""
    rows = read_upload(content, LIMITS)
    return check_rows(rows, kind=kind, municipality=municipality, by=by), max(len(rows) - 1, 0)


def check_rows(rows: Sequence[Row], *, kind: ImportKind, municipality: Municipality, by: User) -> Plan:
    sheet = lines_of(kind, [(row.number, row.cells, row.formulas) for row in rows])
    return _checker(sheet, kind, municipality, by).plan()


def _checker(sheet: Sheet, kind: ImportKind, municipality: Municipality, by: User) -> Checker:
    match kind:
        case ImportKind.DEPARTMENTS:
            return DepartmentChecker(sheet, known_departments(municipality))
        case ImportKind.PEOPLE:
            return PeopleChecker(sheet, known_people(municipality, sheet, by=by))
        case ImportKind.MATRIX:
            return MatrixChecker(sheet, known_matrix(municipality))


def known_departments(municipality: Municipality) -> KnownDepartments:
    lasting = Q(until_on=None) | Q(until_on__gte=timezone.localdate())
    leads = Responsibility.objects.filter(lasting, municipality=municipality, part=Part.LEAD)
    return KnownDepartments(
        departments_standing(municipality),
        partners_of(municipality),
        frozenset(leads.values_list("department__code", flat=True)),
    )


def known_matrix(municipality: Municipality) -> KnownMatrix:
    standing = matrix_standing(municipality)
    return KnownMatrix(
        standing,
        themes=themes_of(municipality),
        departments=departments_in_use(municipality),
        powers=powers_of(municipality),
        partners=partners_of(municipality),
        codes=frozenset(code for place in standing for code in place[:2]),
    )


def departments_in_use(municipality: Municipality) -> dict[str, int]:
    rows = municipality.departments.filter(is_active=True).order_by("code")
    return dict(rows.values_list("code", "pk"))


def known_people(municipality: Municipality, sheet: Sheet, *, by: User) -> KnownPeople:
    """Colleagues who are at home here, and the addresses of the file that somebody else has."""
    standing = people_standing(municipality)
    here = {one.pk for one in standing}
    typed = {line["email"].casefold() for line in sheet.lines if line["email"]}
    others = User.objects.annotate(address=Lower("email")).filter(address__in=typed).exclude(pk__in=here)
    was_here = RoleGrant.objects.filter(municipality=municipality, role=Role.REPORTER, user__in=others)
    left = set(was_here.filter(user__is_active=False).values_list("user_id", flat=True))
    closed, elsewhere = {}, set()
    for person in others:
        if person.pk in left:
            closed[person.email.casefold()] = person.name
        else:
            elsewhere.add(person.email.casefold())
    return KnownPeople(
        standing,
        departments=departments_in_use(municipality),
        themes=themes_of(municipality),
        closed={address: name for address, name in closed.items() if address not in elsewhere},
        elsewhere=frozenset(elsewhere),
        burdened=frozenset(_burdened(municipality)),
        manages=municipality.pk in roles_of(by).municipalities(Role.APPLICATION_MANAGER),
        own_pk=by.pk,
    )


def _burdened(municipality: Municipality) -> set[int]:
    """Colleagues at home here who hold more than filing, anywhere: a role, standing in, a team, an act that waits."""
    homes = homes_in(municipality).values("user")
    today = timezone.localdate()
    grants = RoleGrant.objects.filter(Q(until_on=None) | Q(until_on__gte=today))
    found = set(grants.filter(user__in=homes).exclude(role=Role.REPORTER).values_list("user_id", flat=True))
    for rows, column in (
        (grants.filter(deputy__in=homes), "deputy_id"),
        (Absence.objects.not_over(today).filter(deputy__in=homes), "deputy_id"),
        (Department.objects.filter(fallback__in=homes), "fallback_id"),
        (Team.objects.filter(manager__in=homes), "manager_id"),
    ):
        found |= set(rows.values_list(column, flat=True))
    for payload in JointAct.objects.waiting().values_list("payload", flat=True):
        found |= {payload.get("person_id"), payload.get("deputy_id")} - {None}
    return found
