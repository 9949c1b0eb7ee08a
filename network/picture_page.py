"""The picture as a page shows it: where each node stands, what stands out in words, and the same facts as rows."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.picture import Line, Mark, Network, Node, NodeKind, Tie, loads_of
from network.rules.levels import LEVEL_NAMES, Level

Text = str | Promise

KIND_NAMES: dict[NodeKind, Text] = {
    NodeKind.PERSON: gettext_lazy("person"),
    NodeKind.DEPARTMENT: gettext_lazy("department"),
    NodeKind.THEME: gettext_lazy("theme"),
    NodeKind.PARTNER: gettext_lazy("partner"),
}
TIE_NAMES: dict[Tie, Text] = {
    Tie.LEAD: gettext_lazy("lead"),
    Tie.EXECUTOR: gettext_lazy("executor"),
    Tie.ADVISER: gettext_lazy("adviser"),
    Tie.INFORMED: gettext_lazy("informed"),
    Tie.CONTACT: gettext_lazy("contact person"),
    Tie.DEPUTY: gettext_lazy("deputy"),
    Tie.FALLBACK: gettext_lazy("fallback"),
    Tie.HEAD: gettext_lazy("head of department"),
    Tie.SOURCE: gettext_lazy("source holder"),
    Tie.COORDINATOR: gettext_lazy("coordinator"),
    Tie.ATTENTION: gettext_lazy("attention officer"),
    Tie.BOARD: gettext_lazy("board member"),
    Tie.KNOWS: gettext_lazy("you can come for it"),
    Tie.PARTNER: gettext_lazy("works along"),
    Tie.LIAISON: gettext_lazy("somebody answers there"),
    Tie.TAKES_ON: gettext_lazy("does the work"),
}
#: Behind a name in the picture: a word, not a colour.
MARK_NAMES: dict[Mark, Text] = {
    Mark.ALONE: gettext_lazy("alone"),
    Mark.MANY: gettext_lazy("many lines"),
    Mark.ONE_PERSON: gettext_lazy("one person"),
    Mark.NO_LEAD: gettext_lazy("no lead"),
}
#: Address of a page -> the first that exists. A node without a page has no link.
_PAGES = {
    NodeKind.THEME: ("network:theme_sheet",),
    NodeKind.DEPARTMENT: ("network:department", "network:department_card"),
    NodeKind.PERSON: ("network:colleague",),
    NodeKind.PARTNER: ("network:partner",),
}
#: Left to right inside the wall; partners stand behind it.
_COLUMNS: tuple[tuple[NodeKind, Level | None], ...] = (
    *((NodeKind.PERSON, level) for level in Level),
    (NodeKind.DEPARTMENT, None),
    (NodeKind.THEME, None),
)
_WIDTHS = {NodeKind.PERSON: 150, NodeKind.DEPARTMENT: 220, NodeKind.THEME: 250, NodeKind.PARTNER: 180}
_ROW, _GAP, _BESIDE, _HEAD = 38, 110, 16, 60
_LETTER = 6.8  # how wide one is
#: Boxes above each other for each that stands beside it: about the shape of a screen.
_ROWS_A_COLUMN = 0.21
_FEWEST_ROWS, _ROWS_UNBROKEN = 16, 40

PAGE = 50


@dataclass(frozen=True)
class Finding:
    """Something that stands out, in one sentence."""

    node: Node
    mark: Mark
    text: str
    url: str


@dataclass(frozen=True)
class Fact:
    """One line as a row of the table; `line` is None for who has none."""

    key: str
    source: Node
    source_url: str
    tie: Text
    target: Node | None = None
    target_url: str = ""
    level: Text = ""
    mark: Text = ""


def url_of(node: Node, slug: str = "") -> str:
    """Of the page of the node; `slug` names a municipality that is not one's own."""
    for name in _PAGES[node.kind]:
        try:
            return reverse(name, args=[node.named]) + (f"?gemeente={slug}" if slug else "")
        except NoReverseMatch:
            continue
    return ""


# ---- where everything stands -----------------------------------------------------------------------
@dataclass
class Layout:
    """Columns from left to right, each as high as the wall."""

    rows: int
    left: float = 0
    places: dict[str, tuple[float, float]] = field(default_factory=dict)
    heads: list[dict[str, Any]] = field(default_factory=list)

    def stand(self, nodes: Sequence[Node], kind: NodeKind, heading: str) -> None:
        """Under each other, in as many columns as they need."""
        if not nodes:
            return
        beside = math.ceil(len(nodes) / self.rows)
        high = math.ceil(len(nodes) / beside)
        step = self.rows * _ROW / high
        width = _WIDTHS[kind] + _BESIDE
        for at, node in enumerate(nodes):
            self.places[node.key] = (self.left + at % beside * width + _WIDTHS[kind] / 2, (at // beside + 0.5) * step)
        self.heads.append({"x": self.left + (beside * width - _BESIDE) / 2, "y": -_HEAD / 2, "label": heading})
        self.left += beside * width - _BESIDE + _GAP

    def wall(self) -> dict[str, float]:
        """Around all that stands there now."""
        high = self.rows * _ROW
        return {"x": (self.left - _GAP) / 2, "y": (high - _HEAD) / 2, "w": self.left, "h": high + 2 * _HEAD}


def drawing_of(network: Network, marks: Mapping[str, Mark], *, name: str, slug: str = "") -> dict[str, Any]:
    """What picture.js draws: boxes with their place, lines, the wall, and headings above the columns."""
    order = _ordered(network)
    layout = Layout(_rows(order))
    for kind, level in _COLUMNS:
        nodes = [node for node in order[kind] if node.level is level or kind is not NodeKind.PERSON]
        layout.stand(nodes, kind, _heading(kind, level))
    wall = layout.wall()
    layout.left += _GAP
    layout.stand(order[NodeKind.PARTNER], NodeKind.PARTNER, _("Partners outside the wall"))
    degrees = network.degrees()
    return {
        "nodes": [
            _box(node, layout.places[node.key], marks.get(node.key), degrees[node.key], slug)
            for nodes in order.values()
            for node in nodes
        ],
        "lines": [{"s": line.source, "t": line.target, "tie": line.tie} for line in _once(network.lines)],
        "wall": wall | {"label": _("Within the wall: %(name)s") % {"name": name}},
        "heads": layout.heads,
        "widths": _WIDTHS,
    }


def _rows(order: Mapping[NodeKind, Sequence[Node]]) -> int:
    """Themes and departments stay in one column each while that can be read; else about the shape of a screen."""
    longest = max(len(order[NodeKind.THEME]), len(order[NodeKind.DEPARTMENT]))
    square = math.ceil(math.sqrt(sum(map(len, order.values())) / _ROWS_A_COLUMN))
    return max(_FEWEST_ROWS, min(longest, _ROWS_UNBROKEN), square)


def _ordered(network: Network) -> dict[NodeKind, list[Node]]:
    """Each beside what it is tied to, so that lines cross little: themes follow departments, the others follow both."""
    kinds: dict[NodeKind, list[Node]] = {kind: [] for kind in NodeKind}
    for node in network.nodes.values():
        kinds[node.kind].append(node)
    tied: dict[str, list[str]] = defaultdict(list)
    for line in network.lines:
        weight = 3 if line.tie is Tie.LEAD else 1
        tied[line.source] += [line.target] * weight
        tied[line.target] += [line.source] * weight
    rank = {node.key: float(at) for at, node in enumerate(kinds[NodeKind.DEPARTMENT])}
    for kind in (NodeKind.THEME, NodeKind.PARTNER, NodeKind.PERSON):
        kinds[kind].sort(key=lambda node: (_middle([rank[key] for key in tied[node.key] if key in rank]), node.name))
        if kind is NodeKind.THEME:
            scale = len(kinds[NodeKind.DEPARTMENT]) / max(1, len(kinds[kind]))
            rank |= {node.key: at * scale for at, node in enumerate(kinds[kind])}
    return kinds


def _middle(ranks: Sequence[float]) -> float:
    return sum(ranks) / len(ranks) if ranks else math.inf


def _heading(kind: NodeKind, level: Level | None) -> str:
    if kind is NodeKind.DEPARTMENT:
        return _("Departments")
    if kind is NodeKind.THEME:
        return _("Themes")
    return _("People, %(level)s") % {"level": LEVEL_NAMES[level or Level.OPERATIONAL]}


def _once(lines: Iterable[Line]) -> list[Line]:
    """The heaviest of the lines between two nodes: drawn over each other they would be one anyway."""
    heaviest: dict[tuple[str, str], Line] = {}
    for line in sorted(lines, key=lambda line: list(Tie).index(line.tie), reverse=True):
        heaviest[line.source, line.target] = line
    return list(heaviest.values())


def _box(node: Node, place: tuple[float, float], mark: Mark | None, lines: int, slug: str) -> dict[str, Any]:
    width = _WIDTHS[node.kind]
    short = Truncator(node.name).chars(int(width / _LETTER))  # here, once: a browser would measure letter by letter
    label = f"{short}\n{MARK_NAMES[mark]}" if mark else short
    said = ngettext("%(kind)s %(name)s, %(count)d line", "%(kind)s %(name)s, %(count)d lines", lines) % {
        "kind": KIND_NAMES[node.kind],
        "name": f"{node.name} ({MARK_NAMES[mark]})" if mark else node.name,
        "count": lines,
    }
    box = {"id": node.key, "kind": node.kind, "label": label, "said": said, "x": round(place[0]), "y": round(place[1])}
    more = {"mark": mark, "level": node.level, "url": url_of(node, slug)}
    return box | {"name": node.name} | {name: value for name, value in more.items() if value}


# ---- in words --------------------------------------------------------------------------------------
_MARK_ORDER = [Mark.NO_LEAD, Mark.ONE_PERSON, Mark.ALONE, Mark.MANY]


def findings_of(network: Network, marks: Mapping[str, Mark], *, whole: Network, slug: str = "") -> list[Finding]:
    """Those that are in sight, the most fragile first."""
    loads = loads_of(whole)
    shown = [(network.nodes[key], mark) for key, mark in marks.items() if key in network.nodes]
    shown.sort(key=lambda one: (_MARK_ORDER.index(one[1]), -loads.get(one[0].key, 0), one[0].name))
    return [
        Finding(node, mark, _in_words(node, mark, loads.get(node.key, 0)), url_of(node, slug)) for node, mark in shown
    ]


def _in_words(node: Node, mark: Mark, load: int) -> str:
    if mark is Mark.ONE_PERSON:
        return _("This theme hangs on one person.")
    if mark is Mark.NO_LEAD:
        return _("Departments work on this theme, and nobody leads it.")
    if mark is Mark.MANY and node.kind is NodeKind.PERSON:
        return _("Answers for %(count)d themes.") % {"count": load}
    if mark is Mark.MANY:
        return _("Leads or carries out %(count)d themes.") % {"count": load}
    return {
        NodeKind.DEPARTMENT: _("This department does nothing for any theme."),
        NodeKind.THEME: _("No department does anything for this theme."),
        NodeKind.PERSON: _("This person stands at no department and no theme."),
        NodeKind.PARTNER: _("Nobody works with this partner yet."),
    }[node.kind]


def facts_of(network: Network, marks: Mapping[str, Mark], *, slug: str = "") -> list[Fact]:
    """Every line, the matrix first, then who is tied to nobody."""
    nodes = network.nodes
    ranks = {tie: rank for rank, tie in enumerate(Tie)}

    def order(line: Line) -> tuple[Any, ...]:
        source, target = nodes[line.source], nodes[line.target]
        kinds = [NodeKind.DEPARTMENT, NodeKind.PERSON, NodeKind.PARTNER, NodeKind.THEME]
        return kinds.index(source.kind), target.kind, target.name, ranks[line.tie], source.name, line.key

    rows = [
        Fact(
            line.key,
            nodes[line.source],
            url_of(nodes[line.source], slug),
            TIE_NAMES[line.tie],
            nodes[line.target],
            url_of(nodes[line.target], slug),
            LEVEL_NAMES[line.level] if line.level else "",
        )
        for line in sorted(network.lines, key=order)
    ]
    tied = {key for line in network.lines for key in (line.source, line.target)}
    loose = [node for key, node in nodes.items() if key not in tied]
    return rows + [
        Fact(node.key, node, url_of(node, slug), _("no line at all"), mark=MARK_NAMES[marks.get(node.key, Mark.ALONE)])
        for node in sorted(loose, key=lambda node: (node.kind, node.name))
    ]


def page_of(facts: Sequence[Fact], after: str) -> tuple[list[Fact], str, str]:
    """A page, the key behind which the next begins, and the one behind which the page before began."""
    start = next((at + 1 for at, fact in enumerate(facts) if fact.key == after), 0) if after else 0
    shown = list(facts[start : start + PAGE])
    older = shown[-1].key if len(facts) > start + PAGE else ""
    newer = facts[start - PAGE - 1].key if start > PAGE else ""
    return shown, older, newer
