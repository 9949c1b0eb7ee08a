"""The network of one municipality as nodes and lines, and what stands out: who is alone, and where much meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, Subquery
from django.http import Http404

from network.models import ContactCard, Liaison, Municipality, Organisation, Responsibility, RoleGrant, Theme, User
from network.models.directory import switched_off
from network.roles import home_of, places_of
from network.rules import Role
from network.rules.levels import LEVEL_OF, Level


class NodeKind(StrEnum):
    PERSON = "person"
    DEPARTMENT = "department"
    THEME = "theme"
    PARTNER = "partner"  # outside the wall


class Tie(StrEnum):
    """What a line says. The first four are parts of the matrix."""

    LEAD = "lead"
    EXECUTOR = "executor"
    ADVISER = "adviser"
    INFORMED = "informed"
    CONTACT = "contact_person"
    DEPUTY = "deputy"
    FALLBACK = "fallback"
    HEAD = "department_head"
    SOURCE = "source_holder"
    COORDINATOR = "coordinator"
    ATTENTION = "attention_officer"
    BOARD = "board_member"
    KNOWS = "knows"  # says on the own card that one may come for it
    PARTNER = "partner"  # a cell names it
    LIAISON = "liaison"  # somebody there answers for the theme
    TAKES_ON = "takes_on"  # does the work of the department


ACTS = frozenset({Tie.LEAD, Tie.EXECUTOR})
#: Who can be called about what a department does.
ANSWERS = frozenset({Tie.CONTACT, Tie.DEPUTY, Tie.FALLBACK})
#: Roles that stand in the directory, with the line they give.
_SHOWN = {
    Role.CONTACT_PERSON: Tie.CONTACT,
    Role.DEPARTMENT_HEAD: Tie.HEAD,
    Role.SOURCE_HOLDER: Tie.SOURCE,
    Role.COORDINATOR: Tie.COORDINATOR,
    Role.ATTENTION_OFFICER: Tie.ATTENTION,
    Role.BOARD_MEMBER: Tie.BOARD,
}
#: Who holds one without a department or theme stands for all of the municipality.
_WHOLE = frozenset({Tie.COORDINATOR, Tie.ATTENTION, Tie.BOARD})
_HIGHEST_FIRST = list(Level)

Row = dict[str, Any]


class Mark(StrEnum):
    """Why somebody should look at a node."""

    ALONE = "alone"  # no line at all; a department: no theme; a theme: no department
    MANY = "many"
    ONE_PERSON = "one_person"  # a theme whose lead is answered for by one person
    NO_LEAD = "no_lead"  # a theme that departments work on, and nobody leads


@dataclass(frozen=True)
class Node:
    key: str  # "d12"
    kind: NodeKind
    name: str
    named: str  # how an address names it: code, key or number
    level: Level | None = None


@dataclass(frozen=True)
class Line:
    source: str
    target: str
    tie: Tie
    level: Level | None = None

    @property
    def key(self) -> str:
        return f"{self.source}-{self.target}-{self.tie}-{self.level or ''}"


@dataclass
class Network:
    nodes: dict[str, Node] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    most_themes: int = 6
    everywhere: set[str] = field(default_factory=set)  # people who stand for the whole municipality

    def add(self, line: Line) -> None:
        if line.source in self.nodes and line.target in self.nodes:
            self.lines.append(line)

    def key_of(self, code: str) -> str:
        """Of the theme with this code; an unknown one is tied to nothing."""
        themes = (node for node in self.nodes.values() if node.kind is NodeKind.THEME and node.named == code)
        return next((node.key for node in themes), code and "unknown")

    def degrees(self) -> dict[str, int]:
        """With how many others each node is tied."""
        others: dict[str, set[str]] = defaultdict(set)
        for line in self.lines:
            others[line.source].add(line.target)
            others[line.target].add(line.source)
        return {key: len(others[key]) for key in self.nodes}

    def narrowed(self, *, theme: str = "", level: Level | None = None) -> Network:
        """Only what is about that theme (its key) and stands at that level; nobody is left without a line."""
        lines = [line for line in self.lines if level is None or line.level in {level, None}]
        if theme:
            near = {line.source for line in lines if line.target == theme} | {theme}
            lines = [line for line in lines if line.target in near]
        if level is not None:
            tied = {key for line in lines if line.level for key in (line.source, line.target)}
            lines = [line for line in lines if line.level or line.target in tied]
        kept = {key for line in lines for key in (line.source, line.target)} | {theme}
        nodes = {key: node for key, node in self.nodes.items() if key in kept}
        return Network(nodes, lines, self.most_themes, self.everywhere)


def municipality_named(user: User, slug: str) -> Municipality:
    """One in which somebody holds a role: the one that is named, else where they file. Others do not exist."""
    places = list(places_of(user).values())
    if slug:
        found = next((place for place in places if place.slug == slug), None)
    else:
        home = home_of(user)
        found = home.municipality if home else next(iter(places), None)
    if found is None:
        raise Http404
    return found


# ---- what there is: five queries, however much -----------------------------------------------------
def network_of(municipality: Municipality) -> Network:
    network = Network(most_themes=municipality.most_themes)
    departments = _departments(network, municipality)
    _themes(network, municipality)
    cells = _cells(municipality)
    people: dict[int, tuple[User, Level]] = {}
    ties = _people(municipality, people)
    for row in departments:
        if row["fallback__name"] and row["fallback__is_active"]:
            stand_in = User(pk=row["fallback"], name=row["fallback__name"], key=row["fallback__key"])
            people.setdefault(stand_in.pk, (stand_in, Level.OPERATIONAL))
            ties.append((stand_in.pk, f"d{row['pk']}", Tie.FALLBACK))
    for pk, (person, level) in sorted(people.items(), key=lambda one: (one[1][0].name, one[0])):
        network.nodes[f"p{pk}"] = Node(f"p{pk}", NodeKind.PERSON, person.name, str(person.key), level)
    network.everywhere = {f"p{pk}" for pk, _place, tie in ties if tie in _WHOLE}
    partners = _partners(network, municipality)
    for cell in cells:
        level = Level(cell.level)
        network.add(Line(f"d{cell.department_id}", f"t{cell.theme_id}", Tie(cell.part), level))
    for pk, target, tie in dict.fromkeys(ties):
        network.add(Line(f"p{pk}", target, tie, people[pk][1]))
    for line in _outside(departments, cells, partners):
        network.add(line)
    return network


def _departments(network: Network, municipality: Municipality) -> list[Row]:
    rows: Iterable[Any] = municipality.departments.filter(is_active=True).values(
        "pk", "code", "name", "outsourced_to", "fallback", "fallback__name", "fallback__key", "fallback__is_active"
    )
    for row in rows:
        key = f"d{row['pk']}"
        network.nodes[key] = Node(key, NodeKind.DEPARTMENT, row["name"], row["code"])
    return list(rows)


def _themes(network: Network, municipality: Municipality) -> None:
    watched = Theme.objects.of(municipality).filter(~switched_off(municipality), is_active=True)
    for theme in watched:
        key = f"t{theme.pk}"
        network.nodes[key] = Node(key, NodeKind.THEME, theme.name, theme.code)


def _cells(municipality: Municipality) -> list[Responsibility]:
    rows = Responsibility.objects.today().filter(municipality=municipality)
    return list(rows.only("theme", "department", "level", "part", "partners").order_by("theme", "department", "level"))


def _people(municipality: Municipality, people: dict[int, tuple[User, Level]]) -> list[tuple[int, str, Tie]]:
    """Fills `people`, and says what each is tied to. Whoever has no department in a role stands with the own one."""
    home = RoleGrant.objects.today().filter(
        role=Role.REPORTER, municipality=municipality, user=OuterRef("user"), department__isnull=False
    )
    on_card = ContactCard.themes.through._default_manager.filter(contactcard__user=OuterRef("user"))
    grants: Iterable[Any] = (
        RoleGrant.objects.today()
        .filter(municipality=municipality, role__in=_SHOWN)
        .annotate(
            home=Subquery(home.values("department")[:1]),
            own_level=F("user__card__level"),
            knows=ArraySubquery(on_card.values("theme_id")),
        )
        .select_related("user", "deputy")
        .order_by("pk")
    )
    ties: list[tuple[int, str, Tie]] = []
    for row in grants:
        tie = _SHOWN[Role(row.role)]
        _meet(people, row.user, Level(row.own_level) if row.own_level else LEVEL_OF.get(Role(row.role)))
        place = f"t{row.theme_id}" if row.theme_id else f"d{row.department_id or row.home}"
        ties.append((row.user_id, place, tie))
        ties += [(row.user_id, f"t{theme}", Tie.KNOWS) for theme in row.knows]
        if tie is Tie.CONTACT and row.deputy is not None and row.deputy.is_active:
            _meet(people, row.deputy, None)
            ties.append((row.deputy.pk, place, Tie.DEPUTY))
    return ties


def _meet(people: dict[int, tuple[User, Level]], user: User, level: Level | None) -> None:
    """The highest level of all their roles holds."""
    known = people[user.pk][1] if user.pk in people else Level.OPERATIONAL
    people[user.pk] = (user, min(known, level or Level.OPERATIONAL, key=_HIGHEST_FIRST.index))


def _partners(network: Network, municipality: Municipality) -> list[tuple[int, list[int]]]:
    """Organisations in use, each with the themes that somebody there answers for."""
    answered = Liaison.themes.through._default_manager.filter(
        liaison__organisation=OuterRef("pk"), liaison__is_active=True
    )
    rows = Organisation.objects.filter(Q(is_active=True), municipality=municipality).annotate(
        answers=ArraySubquery(answered.values("theme_id").distinct())
    )
    for row in rows:
        key = f"o{row.pk}"
        network.nodes[key] = Node(key, NodeKind.PARTNER, row.name, str(row.pk))
    return [(row.pk, row.answers) for row in rows]


def _outside(
    departments: Iterable[Row], cells: Iterable[Responsibility], partners: Iterable[tuple[int, list[int]]]
) -> Iterable[Line]:
    """Lines through the wall, each once."""
    lines = [
        *(Line(f"o{row['outsourced_to']}", f"d{row['pk']}", Tie.TAKES_ON) for row in departments),
        *(
            Line(f"o{partner}", f"t{cell.theme_id}", Tie.PARTNER, Level(cell.level))
            for cell in cells
            for partner in cell.partners
        ),
        *(Line(f"o{pk}", f"t{theme}", Tie.LIAISON) for pk, themes in partners for theme in themes),
    ]
    return dict.fromkeys(lines)


# ---- what stands out -------------------------------------------------------------------------------
def marks_of(network: Network) -> dict[str, Mark]:
    """Of the whole network, never of a narrowed one: what a filter hides is not missing."""
    seen: dict[NodeKind, set[str]] = {kind: set() for kind in NodeKind}
    for line in network.lines:
        seen[network.nodes[line.target].kind].add(line.source)
        seen[network.nodes[line.source].kind].add(line.target)
    #: A node is alone when nothing of these kinds is tied to it.
    wanted = {
        NodeKind.DEPARTMENT: [NodeKind.THEME],
        NodeKind.THEME: [NodeKind.DEPARTMENT],
        NodeKind.PERSON: [NodeKind.DEPARTMENT, NodeKind.THEME],
        NodeKind.PARTNER: [NodeKind.DEPARTMENT, NodeKind.THEME],
    }
    marks = {
        key: Mark.ALONE
        for key, node in network.nodes.items()
        if key not in network.everywhere and not any(key in seen[kind] for kind in wanted[node.kind])
    }
    return {**_many(network), **_no_lead(network), **_one_person(network), **marks}


def _no_lead(network: Network) -> dict[str, Mark]:
    led = {line.target for line in network.lines if line.tie is Tie.LEAD}
    themes = {key for key, node in network.nodes.items() if node.kind is NodeKind.THEME}
    return dict.fromkeys(themes - led, Mark.NO_LEAD)


def _one_person(network: Network) -> dict[str, Mark]:
    answering: dict[str, set[str]] = defaultdict(set)
    for line in network.lines:
        if line.tie in ANSWERS:
            answering[line.target].add(line.source)
    leads = [line for line in network.lines if line.tie is Tie.LEAD]
    return {line.target: Mark.ONE_PERSON for line in leads if len(answering[line.source]) == 1}


def loads_of(network: Network) -> dict[str, int]:
    """For how many themes a department acts, and for how many a person answers for the lead."""
    acts: dict[str, set[str]] = defaultdict(set)
    leads: dict[str, set[str]] = defaultdict(set)
    for line in network.lines:
        if line.tie in ACTS:
            acts[line.source].add(line.target)
        if line.tie is Tie.LEAD:
            leads[line.source].add(line.target)
    for line in network.lines:
        if line.tie is Tie.CONTACT:
            acts[line.source] |= leads[line.target]
    return {key: len(themes) for key, themes in acts.items()}


def _many(network: Network) -> dict[str, Mark]:
    """A department that acts for more than half of the themes; a person who answers for more than is wanted."""
    themes = sum(1 for node in network.nodes.values() if node.kind is NodeKind.THEME)
    most = {NodeKind.DEPARTMENT: max(themes // 2, 2), NodeKind.PERSON: network.most_themes}
    loads = loads_of(network).items()
    return {key: Mark.MANY for key, load in loads if load > most.get(network.nodes[key].kind, load)}
