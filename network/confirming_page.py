"""The pages of "klopt dit?": one for each department, an overview for who keeps, and one for each contested cell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.actions.matrix import standing
from network.askings import (
    cells_to_confirm,
    departments_spoken_for,
    due_cells,
    due_count,
    leading_department,
    open_askings,
    open_contests,
    oversees,
    settles,
    speaks_for,
    unasked_due,
)
from network.matrix import Cell, may_edit
from network.models import Asking, Contest, Department, Municipality, Organisation, Power, Responsibility, User
from network.models.confirmation import ContestOutcome
from network.models.matrix import Part
from network.roles import places_of, roles_of
from network.rules import Role
from network.rules.askings import ASKED_PARTS
from network.rules.levels import LEVEL_NAMES, Level
from network.rules.role_names import ROLE_NAMES

PAGE = 25
_Row = TypeVar("_Row", Asking, Contest)

#: What a department does, said to that department.
SENTENCES: dict[str, str | Promise] = {
    Part.LEAD: gettext_lazy("You lead %(theme)s"),
    Part.EXECUTOR: gettext_lazy("You act in %(theme)s"),
    Part.ADVISER: gettext_lazy("You advise about %(theme)s"),
    Part.INFORMED: gettext_lazy("You hear about %(theme)s"),
}
#: The same, said to somebody else.
SENTENCES_ABOUT: dict[str, str | Promise] = {
    Part.LEAD: gettext_lazy("%(department)s leads %(theme)s"),
    Part.EXECUTOR: gettext_lazy("%(department)s acts in %(theme)s"),
    Part.ADVISER: gettext_lazy("%(department)s advises about %(theme)s"),
    Part.INFORMED: gettext_lazy("%(department)s hears about %(theme)s"),
}
#: What that asks of it.
MEANINGS: dict[str, str | Promise] = {
    Part.LEAD: gettext_lazy(
        "The team asks you first when a signal is about this. You watch over what happens with it."
    ),
    Part.EXECUTOR: gettext_lazy("You do something about it with powers of your own."),
    Part.ADVISER: gettext_lazy("You are asked before somebody decides."),
    Part.INFORMED: gettext_lazy("You hear afterwards what was decided."),
}
OUTCOMES: dict[str, str | Promise] = {
    ContestOutcome.KEPT: gettext_lazy("It stays as it is"),
    ContestOutcome.CHANGED: gettext_lazy("It is changed"),
    ContestOutcome.WITHDRAWN: gettext_lazy("Taken back"),
}


# ---- one department ------------------------------------------------------------------------------
@dataclass(frozen=True)
class CellShown:
    row: Responsibility
    sentence: str
    level: str | Promise
    powers: Sequence[str] = ()
    partners: Sequence[str] = ()
    contest: Contest | None = None  # open, or decided to keep
    is_new: bool = False  # it stood not on the page that was sent
    meaning: str | Promise = ""  # said once of each part


@dataclass
class DepartmentPage:
    department: Department
    asking: Asking | None
    speaks: bool
    to_confirm: list[CellShown] = field(default_factory=list)
    contested: list[CellShown] = field(default_factory=list)
    kept: list[CellShown] = field(default_factory=list)
    others: list[CellShown] = field(default_factory=list)  # asked nothing about
    due: int = 0

    @property
    def seen(self) -> list[int]:
        return [cell.row.pk for cell in self.to_confirm]


def department_at(user: User, code: str, slug: str = "") -> Department:
    """One that somebody speaks for or watches over; the own one first where two municipalities use the code."""
    spoken = set(departments_spoken_for(user).values_list("pk", flat=True))
    watched = [pk for pk, place in places_of(user).items() if oversees(user, place)]
    rows = Department.objects.filter(Q(pk__in=spoken) | Q(municipality__in=watched), code__iexact=code, is_active=True)
    if slug:
        rows = rows.filter(municipality__slug=slug)
    found = sorted(rows.select_related("municipality", "fallback"), key=lambda one: (one.pk not in spoken, one.pk))
    if not found:
        raise Http404
    return found[0]


def department_page(user: User, department: Department, *, seen: Collection[int] | None = None) -> DepartmentPage:
    """`seen`: the rows of the page that was sent, to say what is new since."""
    today = timezone.localdate()
    asking = Asking.objects.filter(department=department, answered_on=None).first()
    page = DepartmentPage(department, asking, speaks_for(user, department))
    page.due = due_cells(today).filter(department=department).count()
    waiting = set(cells_to_confirm(today).filter(department=department).values_list("pk", flat=True))
    for cell in _cells_of(department, today, seen):
        if cell.row.pk in waiting:
            page.to_confirm.append(cell)
        elif cell.contest is not None and cell.contest.settled_at is None:
            page.contested.append(cell)
        elif cell.row.part in ASKED_PARTS and cell.contest is not None:
            page.kept.append(cell)
        else:
            page.others.append(cell)
    return page


def _cells_of(department: Department, today: date, seen: Collection[int] | None) -> Iterator[CellShown]:
    """What it leads first, then by theme; themes that are off are left out."""
    rows = Responsibility.objects.current(today).filter(department=department, theme__is_active=True)
    off = department.municipality.theme_settings.filter(is_on=False).values("theme")
    found = list(rows.exclude(theme__in=off).select_related("theme", "confirmed_by"))
    order = list(Part)
    found.sort(key=lambda row: (order.index(Part(row.part)), row.theme.name, row.level))
    contests = _contests_of(department)
    powers = _names(Power.objects.filter(pk__in={pk for row in found for pk in row.powers}))
    explained: set[str] = set()
    partners = _names(Organisation.objects.filter(pk__in={pk for row in found for pk in row.partners}))
    for row in found:
        yield CellShown(
            row,
            sentence_of(row),
            LEVEL_NAMES[Level(row.level)],
            [powers[pk] for pk in row.powers if pk in powers],
            [partners[pk] for pk in row.partners if pk in partners],
            contests.get((row.theme_id, row.level)),
            is_new=seen is not None and row.pk not in seen,
            meaning="" if row.part in explained else MEANINGS[row.part],
        )
        explained.add(row.part)


def sentence_of(row: Responsibility) -> str:
    return str(SENTENCES[row.part]) % {"theme": row.theme.name}


def sentence_about(contest: Contest) -> str:
    said = {"department": contest.department.name, "theme": contest.theme.name}
    return str(SENTENCES_ABOUT[contest.part]) % said


def _contests_of(department: Department) -> dict[tuple[int, str], Contest]:
    """The open one of a cell, else the last that was kept."""
    rows = department.contests.filter(Q(settled_at=None) | Q(outcome=ContestOutcome.KEPT)).select_related("by")
    return {(row.theme_id, row.level): row for row in sorted(rows, key=lambda row: (row.settled_at is None, row.pk))}


def _names(rows: QuerySet[Power] | QuerySet[Organisation]) -> dict[int, str]:
    return dict(rows.values_list("pk", "name"))


def cell_to_contest(department: Department, pk: int) -> CellShown | None:
    """As it stands today; None when that row is no more what stands there."""
    return next((cell for cell in _cells_of(department, timezone.localdate(), None) if cell.row.pk == pk), None)


# ---- the overview --------------------------------------------------------------------------------
@dataclass(frozen=True)
class OwnLine:
    department: Department
    due: int
    asking: Asking | None


@dataclass(frozen=True)
class AskingLine:
    asking: Asking
    due: int
    is_late: bool


@dataclass(frozen=True)
class UnaskedLine:
    department: Department
    due: int


@dataclass(frozen=True)
class ContestLine:
    contest: Contest
    sentence: str
    is_late: bool


@dataclass
class Overview:
    own: list[OwnLine] = field(default_factory=list)
    askings: list[AskingLine] = field(default_factory=list)
    askings_after: int | None = None  # to go on from
    unasked: list[UnaskedLine] = field(default_factory=list)
    contests: list[ContestLine] = field(default_factory=list)
    contests_after: int | None = None
    oversees: bool = False
    settles: bool = False
    several: bool = False  # municipalities
    set_by_me: list[Municipality] = field(default_factory=list)


def overview_for(user: User, *, after: int | None = None, contests_after: int | None = None) -> Overview:
    today = timezone.localdate()
    places = places_of(user)
    watched = [pk for pk, place in places.items() if oversees(user, place)]
    own = list(departments_spoken_for(user).select_related("municipality").order_by("municipality__name", "name"))
    if not own and not watched:
        raise Http404
    page = Overview(oversees=bool(watched), several=len(watched) > 1 or len({one.municipality_id for one in own}) > 1)
    page.settles = any(settles(user, places[pk]) for pk in watched)
    page.set_by_me = sorted((places[pk] for pk in places if may_edit(user, places[pk])), key=lambda one: one.name)
    page.own = list(_own_lines(own, today))
    if watched:
        rows, page.askings_after = _page(open_askings(watched), "due_on", after)
        counts = due_count([row.department_id for row in rows], today)
        page.askings = [AskingLine(row, counts.get(row.department_id, 0), row.due_on < today) for row in rows]
        page.unasked = [UnaskedLine(department, due) for department, due in unasked_due(watched, today)]
        found, page.contests_after = _page(open_contests(watched), "decide_by", contests_after)
        page.contests = [ContestLine(row, sentence_about(row), row.decide_by < today) for row in found]
    return page


def _own_lines(departments: Sequence[Department], today: date) -> Iterator[OwnLine]:
    counts = due_count([one.pk for one in departments], today)
    askings = {row.department_id: row for row in Asking.objects.filter(department__in=departments, answered_on=None)}
    for one in departments:
        yield OwnLine(one, counts.get(one.pk, 0), askings.get(one.pk))


def _page(rows: QuerySet[_Row], day: str, after: int | None) -> tuple[list[_Row], int | None]:
    """In the order of a day and then of the row itself: nothing is skipped when one is answered meanwhile."""
    last = rows.model._default_manager.filter(pk=after or 0).values_list(day, flat=True).first()
    if last is not None:
        rows = rows.filter(Q(**{f"{day}__gt": last}) | Q(**{day: last, "pk__gt": after}))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


# ---- a contested cell ----------------------------------------------------------------------------
@dataclass(frozen=True)
class ContestPage:
    contest: Contest
    sentence: str
    role_name: str | Promise
    facts: Sequence[tuple[str, str]]
    decides: bool
    may_withdraw: bool
    reads_department: bool  # else only this cell of it
    outcome: str | Promise = ""
    now: str = ""  # what stands there today

    @property
    def is_open(self) -> bool:
        return self.contest.settled_at is None

    @property
    def may_settle(self) -> bool:
        return self.decides and self.is_open


def contest_page(user: User, pk: int) -> ContestPage:
    """For the department, for who decides or keeps, and for the department that leads."""
    rows = Contest.objects.select_related("municipality", "theme", "department__fallback", "by", "settled_by")
    contest = rows.filter(pk=pk, municipality__in=roles_of(user).municipalities()).first()
    if contest is None:
        raise Http404
    decides, speaks = settles(user, contest.municipality), speaks_for(user, contest.department)
    if not (decides or speaks or oversees(user, contest.municipality) or _leads(user, contest)):
        raise Http404
    is_open = contest.settled_at is None
    return ContestPage(
        contest,
        sentence_about(contest),
        ROLE_NAMES[Role(contest.role)] if contest.role in set(Role) else "",
        _facts(contest),
        decides=decides,
        may_withdraw=speaks and is_open,
        reads_department=speaks or oversees(user, contest.municipality),
        outcome=OUTCOMES.get(contest.outcome, ""),
        now=_stands(contest),
    )


def _leads(user: User, contest: Contest) -> bool:
    lead = leading_department(contest)
    return lead is not None and speaks_for(user, lead)


def _facts(contest: Contest) -> list[tuple[str, str]]:
    lead = leading_department(contest)
    leads = [(_("Who leads"), lead.name)] if lead else []
    return [
        (_("Level"), str(LEVEL_NAMES[Level(contest.level)])),
        *leads,
        (_("Municipality"), contest.municipality.name),
    ]


def _stands(contest: Contest) -> str:
    cell = Cell(contest.theme_id, contest.department_id, Level(contest.level))
    row = standing(contest.municipality, cell, timezone.localdate())
    said = {"department": contest.department.name, "theme": contest.theme.name}
    return str(SENTENCES_ABOUT[row.part]) % said if row else _("%(department)s does nothing there") % said
