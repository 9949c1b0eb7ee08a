"""One theme on one sheet: who does what, with which powers, what each party has at stake, and what is still open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise

from network.blind import last_closed, sits_at_table
from network.blind_page import Judged, overlay_of, part_name
from network.choices import themes_of
from network.models import (
    BlindRound,
    Contest,
    Department,
    Interest,
    Liaison,
    Municipality,
    OpenQuestion,
    Organisation,
    Power,
    Responsibility,
    RoleGrant,
    Theme,
    ThemeSetting,
    User,
)
from network.models.matrix import Part
from network.roles import away_on
from network.rules import Role
from network.rules.levels import LEVEL_NAMES, LEVEL_OF, Level
from network.rules.role_names import ROLE_NAMES
from network.rules.workshop import heaviest

Text = str | Promise

#: Of what differs the sheet names so much; the rest stands with the round.
DIFFERENCES = 6


@dataclass
class Colleague:
    person: User
    roles: list[Text]
    level: Text
    is_away: bool


@dataclass
class Row:
    """A department at the table."""

    department: Department
    part: str
    parts: list[tuple[Text, Text]] = field(default_factory=list)  # part and level, where it has more than one
    is_proposal: bool = False
    people: list[Colleague] = field(default_factory=list)


@dataclass(frozen=True)
class Block:
    """All departments with the same part."""

    part: Text
    rows: Sequence[Row]


@dataclass(frozen=True)
class Used:
    power: Power
    by: Sequence[str]  # names of departments; empty when nobody uses it


@dataclass(frozen=True)
class Stake:
    """A party, and its own sentence when it wrote one."""

    party: Department | Organisation
    address: str  # how an address names the party
    interest: Interest | None
    is_partner: bool = False


@dataclass
class Sheet:
    municipality: Municipality
    theme: Theme
    setting: ThemeSetting | None
    blocks: list[Block]
    powers: list[Used]
    partners: list[Organisation]  # each with `answering`: whom to call there for this theme
    stakes: list[Stake]
    differences: list[Judged]
    compares: bool  # there are answers of two departments or more
    last_round: BlindRound | None
    contests: list[Contest]
    questions: list[OpenQuestion]
    sits_at_table: bool

    @property
    def has_priority(self) -> bool:
        one = self.setting
        if one is None or not one.has_priority:
            return False
        return one.priority_until is None or one.priority_until >= timezone.localdate()

    @property
    def open_questions(self) -> list[OpenQuestion]:
        return [one for one in self.questions if not one.answer]

    @property
    def lead(self) -> Row | None:
        return next((row for block in self.blocks for row in block.rows if row.part == Part.LEAD), None)

    @property
    def density(self) -> str:
        """How small the letters are on paper, so that all of it stays on one sheet."""
        said = sum(len(one.interest.sentence) for one in self.stakes if one.interest)
        said += sum(len(one.text) + len(one.answer) for one in self.questions)
        people = sum(len(row.people) + 2 for block in self.blocks for row in block.rows)
        size = said + 60 * people + 80 * len(self.powers) + 120 * len(self.partners) + 200 * len(self.differences)
        return next(
            (name for least, name in ((16000, "fullest"), (9000, "fuller"), (5000, "full")) if size > least), ""
        )


def theme_at(municipality: Municipality, code: str) -> Theme:
    """A theme that is watched there; any other does not exist."""
    theme = themes_of(municipality).filter(code=code).first()
    if theme is None:
        raise Http404
    return theme


def sheet_of(municipality: Municipality, theme: Theme, *, reader: User) -> Sheet:
    today = timezone.localdate()
    cells = list(
        Responsibility.objects.current(today)
        .filter(municipality=municipality, theme=theme, department__is_active=True)
        .select_related("department__fallback")
        .order_by("department__name")
    )
    rows = _rows(cells)
    _add_people(rows, municipality)
    partners = _partners(municipality, theme, cells)
    at_table = sits_at_table(reader, municipality)
    last = last_closed(municipality, theme) if at_table else None
    overlay = overlay_of(last) if last else None
    contests = Contest.objects.filter(municipality=municipality, theme=theme, settled_at=None)
    return Sheet(
        municipality=municipality,
        theme=theme,
        setting=ThemeSetting.objects.filter(municipality=municipality, theme=theme).first(),
        blocks=_blocks(rows.values()),
        powers=_powers(municipality, theme, cells),
        partners=partners,
        stakes=_stakes(municipality, theme, rows.values(), partners),
        differences=list(overlay.agenda[:DIFFERENCES]) if overlay else [],
        compares=overlay is not None and overlay.compares,
        last_round=last,
        contests=list(contests.select_related("department").order_by("pk")) if at_table else [],
        questions=list(_questions(municipality, theme)),
        sits_at_table=at_table,
    )


def _rows(cells: Iterable[Responsibility]) -> dict[int, Row]:
    rows: dict[int, Row] = {}
    for cell in cells:
        row = rows.setdefault(cell.department_id, Row(cell.department, ""))
        row.part = heaviest([part for part in (row.part, cell.part) if part])
        row.parts.append((part_name(cell.part), LEVEL_NAMES[Level(cell.level)]))
        row.is_proposal = row.is_proposal or cell.is_proposal
    return rows


def _blocks(rows: Iterable[Row]) -> list[Block]:
    """The lead first. A part that nobody has is left out, but for the lead: that is missed."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.part].append(row)
    return [Block(part.label, found[part]) for part in Part if found[part] or part is Part.LEAD]


def _add_people(rows: Mapping[int, Row], municipality: Municipality) -> None:
    """Contact persons and heads, with the level of their card; the last to ask only where there is nobody else."""
    away = away_on(timezone.localdate())
    grants: Iterable[Any] = (
        RoleGrant.objects.today()
        .filter(municipality=municipality, department__in=rows, role__in=[Role.CONTACT_PERSON, Role.DEPARTMENT_HEAD])
        .annotate(own_level=F("user__card__level"))
        .select_related("user")
        .order_by("role", "pk")  # a contact person who is head too stands at the level of a head
    )
    for grant in grants:
        role = Role(grant.role)
        level = Level(grant.own_level) if grant.own_level else LEVEL_OF.get(role, Level.OPERATIONAL)
        people = rows[grant.department_id].people
        known = next((one for one in people if one.person == grant.user), None)
        if known is None:
            people.append(Colleague(grant.user, [ROLE_NAMES[role]], LEVEL_NAMES[level], grant.user_id in away))
        else:
            known.roles.append(ROLE_NAMES[role])
            known.level = LEVEL_NAMES[level]
    for row in rows.values():
        stand_in = row.department.fallback
        if not row.people and stand_in is not None and stand_in.is_active:
            row.people.append(Colleague(stand_in, [], LEVEL_NAMES[Level.OPERATIONAL], stand_in.pk in away))


def _powers(municipality: Municipality, theme: Theme, cells: Sequence[Responsibility]) -> list[Used]:
    powers = Power.objects.used_in(municipality).filter(theme=theme)
    return [
        Used(power, list(dict.fromkeys(cell.department.name for cell in cells if power.pk in cell.powers)))
        for power in powers
    ]


def _partners(municipality: Municipality, theme: Theme, cells: Sequence[Responsibility]) -> list[Organisation]:
    """Those that a cell names, and those where somebody answers for the theme."""
    answering: dict[int, list[Liaison]] = defaultdict(list)
    liaisons = Liaison.objects.filter(organisation__municipality=municipality, is_active=True, themes=theme)
    for liaison in liaisons.order_by("name"):
        answering[liaison.organisation_id].append(liaison)
    named = {partner for cell in cells for partner in cell.partners} | set(answering)
    found = list(Organisation.objects.filter(pk__in=named, municipality=municipality, is_active=True))
    for organisation in found:
        organisation.answering = answering[organisation.pk]  # type: ignore[attr-defined]
    return found


def _stakes(
    municipality: Municipality, theme: Theme, rows: Iterable[Row], partners: Sequence[Organisation]
) -> list[Stake]:
    """Of who is only informed a sentence is welcome, not missed."""
    written = Interest.objects.filter(municipality=municipality, theme=theme).select_related("by")
    of = {(one.department_id, one.organisation_id): one for one in written}
    departments = sorted(rows, key=lambda row: (list(Part).index(Part(row.part)), row.department.name))
    return [
        *(
            Stake(row.department, f"afdeling-{row.department.code}", of.get((row.department.pk, None)))
            for row in departments
        ),
        *(Stake(one, f"partner-{one.pk}", of.get((None, one.pk)), is_partner=True) for one in partners),
    ]


def _questions(municipality: Municipality, theme: Theme) -> Iterable[OpenQuestion]:
    rows = OpenQuestion.objects.filter(municipality=municipality, theme=theme)
    return rows.select_related("by", "answered_by", "asked_of")


def question_at(municipality: Municipality, theme: Theme, pk: int) -> OpenQuestion:
    found = next((one for one in _questions(municipality, theme) if one.pk == pk), None)
    if found is None:
        raise Http404
    return found


def party_at(municipality: Municipality, address: str) -> Department | Organisation:
    """As `Stake.address` names it."""
    kind, _dash, named = address.partition("-")
    found: Department | Organisation | None = None
    if kind == "afdeling":
        found = municipality.departments.filter(code=named, is_active=True).select_related("municipality").first()
    elif kind == "partner" and named.isdecimal() and len(named) < 18:
        partners = municipality.organisations.filter(pk=int(named), is_active=True)
        found = partners.select_related("municipality").first()
    if found is None:
        raise Http404
    return found
