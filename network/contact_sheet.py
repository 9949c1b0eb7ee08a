"""What the directory knows that a list of contact persons is checked against, and the workbook to fill it in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from network.models import Department, Municipality, RoleGrant, User
from network.rules import Role
from network.rules.contact_check import check
from network.rules.contact_sheet import Checked, Held, Known, Place, Somebody, Typed, fold_mail, typed_lines
from network.sheets import Row, workbook_of


def check_rows(rows: Sequence[Row], *, municipality: Municipality, by: User) -> Checked:
    """The dry run: what each line would change, and whatever is wrong. Nothing is written."""
    lines, faults = typed_lines((row.number, row.cells) for row in rows)
    found = check(lines, known_at(municipality, lines, by=by))
    faulty = {fault.line for fault in faults}
    return Checked(
        tuple(line for line in found.settled if line.line not in faulty),
        tuple(sorted((*faults, *found.faults), key=lambda fault: fault.line)),
    )


def known_at(municipality: Municipality, lines: Sequence[Typed] = (), *, by: User | None = None) -> Known:
    """Departments with who answers for them, and everybody a line can mean. Three queries."""
    contacts: dict[int, list[Held]] = defaultdict(list)
    for grant in contacts_of(municipality):
        contacts[grant.department_id or 0].append(Held(grant.user_id, str(grant.user), grant.deputy_id))
    places = [
        Place(department.pk, department.code, department.name, department.synonyms, tuple(contacts[department.pk]))
        for department in municipality.departments.filter(is_active=True)
    ]
    return Known(places, _people(municipality, lines), own_id=by.pk if by else None)


def contacts_of(municipality: Municipality) -> QuerySet[RoleGrant]:
    grants = RoleGrant.objects.today().filter(municipality=municipality, role=Role.CONTACT_PERSON)
    return grants.select_related("user", "deputy", "department", "municipality").order_by("pk")


def workbook_for(municipality: Municipality) -> bytes:
    """To fill in: every department has a line, with who answers for it now."""
    header = [_("Department"), _("Contact person"), _("Mail"), _("Deputy")]
    return workbook_of(title=_("Who is for what"), header=header, rows=lines_now(municipality))


def lines_now(municipality: Municipality) -> list[list[str]]:
    """The list as it would be typed to change nothing."""
    named = {grant.department_id: grant for grant in reversed(contacts_of(municipality))}
    return [
        _line(department, named.get(department.pk)) for department in municipality.departments.filter(is_active=True)
    ]


def _line(department: Department, held: RoleGrant | None) -> list[str]:
    if held is None:
        return [department.name, "", "", ""]
    deputy = held.deputy
    return [department.name, held.user.name, held.user.email, (deputy.email or deputy.name) if deputy else ""]


def _people(municipality: Municipality, lines: Sequence[Typed]) -> list[Somebody]:
    """Colleagues of now and of before, and whoever has one of these addresses elsewhere on this installation.

    Of who works elsewhere nothing is told but that they left: they are invited as anybody is.
    """
    addresses = {fold_mail(cell) for line in lines for cell in (line.mail, line.deputy) if "@" in cell}
    grants = RoleGrant.objects.filter(municipality=municipality)
    today = grants.current(timezone.localdate())
    people = (
        User.objects.annotate(
            address=Lower("email"),
            is_here=Exists(today.filter(Q(user=OuterRef("pk")) | Q(deputy=OuterRef("pk")))),
            was_here=Exists(grants.filter(user=OuterRef("pk"))),
        )
        .filter(Q(is_here=True) | Q(was_here=True, is_active=False) | Q(address__in=addresses, is_active=False))
        .order_by("name", "pk")
    )
    return [Somebody(user.name, user.email, user.pk, has_left=not user.is_active) for user in people]
