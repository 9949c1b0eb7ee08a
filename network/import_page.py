"""A file of the directory in words: what it would change, what is wrong with it, and the file to begin with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.exporting import departments_named, partners_of, powers_of, rows_of, themes_named
from network.importing import may_import, runs_of
from network.models import ImportRun, Municipality, User
from network.models.importing import ImportState
from network.rules.import_plan import Act, Change, Plan
from network.rules.import_sheet import COLUMNS, SLUGS, Fault, ImportKind, columns_of, titles_of
from network.rules.import_words import LANGUAGES, LEVELS, PARTS, REGIMES
from network.sheets import Leaf, csv_of, workbook_of

Row = TypeVar("Row")

#: Lines on one page.
PAGE = 50

KIND_NAMES: dict[ImportKind, str | Promise] = {
    ImportKind.DEPARTMENTS: gettext_lazy("Departments"),
    ImportKind.PEOPLE: gettext_lazy("People"),
    ImportKind.MATRIX: gettext_lazy("Matrix"),
}
KIND_LEADS: dict[ImportKind, str | Promise] = {
    ImportKind.DEPARTMENTS: gettext_lazy("Which departments there are, and what they notice."),
    ImportKind.PEOPLE: gettext_lazy("Who works where, and what you can come to them for."),
    ImportKind.MATRIX: gettext_lazy("Which department does what for which theme."),
}
ACT_NAMES: dict[Act, str | Promise] = {
    Act.NEW: gettext_lazy("New"),
    Act.CHANGED: gettext_lazy("Changed"),
    Act.OUT: gettext_lazy("Goes out"),
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


@dataclass(frozen=True)
class KindCard:
    kind: ImportKind
    slug: str
    name: str | Promise
    lead: str | Promise


@dataclass(frozen=True)
class ShownFault:
    """`place` is the column as a spreadsheet names it, with its title; `link` leads to who must hand over first."""

    line: str
    place: str
    reason: str
    link: str = ""


@dataclass(frozen=True)
class ShownChange:
    line: int
    act: str | Promise
    name: str
    cells: Sequence[tuple[str, str, str]]


@dataclass(frozen=True)
class Tab:
    key: str
    label: str | Promise
    count: int


def kinds_for(user: User, municipality: Municipality) -> list[KindCard]:
    return [card_of(kind) for kind in ImportKind if may_import(user, municipality, kind)]


def card_of(kind: ImportKind) -> KindCard:
    return KindCard(kind, SLUGS[kind], KIND_NAMES[kind], KIND_LEADS[kind])


def kind_at(slug: str) -> ImportKind | None:
    return next((kind for kind in ImportKind if SLUGS[kind] == slug), None)


# ---- what it would change ------------------------------------------------------------------------
def faults_in_words(plan: Plan, kind: ImportKind, page: int) -> list[ShownFault]:
    return [_fault(fault, kind, plan.letters) for fault in _on_page(plan.faults, page)]


def _fault(fault: Fault, kind: ImportKind, letters: Mapping[str, str]) -> ShownFault:
    place = _("whole line") if fault.line else _("whole file")
    if fault.column:
        place = " · ".join(filter(None, [letters.get(fault.column, ""), columns_of(kind)[fault.column].title]))
    reason = _(fault.text) % fault.names if fault.names else _(fault.text)
    link = reverse("network:person_leaves", args=[fault.names["person"]]) if "person" in fault.names else ""
    return ShownFault(str(fault.line or "–"), place, reason, link)


def changes_in_words(changes: Sequence[Change], kind: ImportKind, page: int) -> list[ShownChange]:
    titles = {key: column.title for key, column in columns_of(kind).items()}
    return [
        ShownChange(
            one.line,
            ACT_NAMES[one.act],
            one.name,
            [(titles[key], was, becomes) for key, was, becomes in one.cells],
        )
        for one in _on_page(changes, page)
    ]


def tabs_of(plan: Plan) -> list[Tab]:
    """Only what there is something of."""
    counted = [(act.value, ACT_NAMES[act], len(plan.of(act))) for act in ACT_NAMES]
    return [Tab(key, label, count) for key, label, count in counted if count]


def pages_of(number: int) -> int:
    return max(1, -(-number // PAGE))


def _on_page(rows: Sequence[Row], page: int) -> Sequence[Row]:
    return rows[(page - 1) * PAGE : page * PAGE]


# ---- files ---------------------------------------------------------------------------------------
def file_of(kind: ImportKind, form: str, municipality: Municipality, *, is_empty: bool = False) -> bytes:
    """As it stands now. An empty one has only the titles, and where it is a workbook what may stand under them."""
    header, rows = titles_of(kind), [] if is_empty else rows_of(kind, municipality)
    if form == "csv":
        return csv_of(header, rows)
    return workbook_of(title=SLUGS[kind], header=header, rows=rows, more=[explanation(kind, municipality)])


def explanation(kind: ImportKind, municipality: Municipality) -> Leaf:
    header = [_("Column"), _("What may stand in it"), _("Needed")]
    return Leaf(_("Explanation"), header, [*allowed_of(kind), ["", "", ""], *_words_of(kind, municipality)])


def allowed_of(kind: ImportKind) -> list[list[str]]:
    return [[one.title, _(one.allowed), _("yes") if one.is_needed else ""] for one in COLUMNS[kind]]


def _words_of(kind: ImportKind, municipality: Municipality) -> Iterable[list[str]]:
    """Everything of this municipality that may be written in a cell."""
    if kind is ImportKind.DEPARTMENTS:
        yield from _listed("regime", [(said[0], "") for said in REGIMES.values() if said[0]])
        yield from _listed("uitbesteed aan", [(name, "") for name in partners_of(municipality)])
        return
    yield from _listed("afdeling", departments_named(municipality))
    yield from _listed("thema", themes_named(municipality))
    yield from _listed("niveau", [(said[0], "") for said in LEVELS.values()])
    if kind is ImportKind.PEOPLE:
        yield from _listed("vaktaal", [(said[0], "") for said in LANGUAGES.values()])
        return
    yield from _listed("rol", [(said[0], said[1] if len(said) > 1 else "") for said in PARTS.values()])
    for theme, names in powers_of(municipality).items():
        yield from _listed("bevoegdheden", [(theme, name) for name in names])
    yield from _listed("partners", [(name, "") for name in partners_of(municipality)])


def _listed(title: str, words: Iterable[tuple[str, str]]) -> Iterable[list[str]]:
    return ([title, word, meaning] for word, meaning in words)


@dataclass(frozen=True)
class ShownRun:
    run: ImportRun
    name: str | Promise
    state: str | Promise


_STATES: dict[str, str | Promise] = {
    ImportState.TO_CHECK: gettext_lazy("is being read"),
    ImportState.CHECKED: gettext_lazy("waits for your answer"),
    ImportState.TO_DO: gettext_lazy("is being done"),
    ImportState.TO_INVITE: gettext_lazy("is done, the invitations go out"),
    ImportState.DONE: gettext_lazy("done"),
    ImportState.BROKEN: gettext_lazy("did not work"),
}


def shown_runs(user: User, municipality: Municipality) -> list[ShownRun]:
    """What somebody brought in lately. With something wrong in it a file waits for a better one."""
    return [
        ShownRun(run, KIND_NAMES[ImportKind(run.kind)], _("something is wrong in it"))
        if run.state == ImportState.CHECKED and run.counts.get("faults")
        else ShownRun(run, KIND_NAMES[ImportKind(run.kind)], _STATES[run.state])
        for run in runs_of(user, municipality)
    ]
