"""The directory as the rows of a file: what an export writes, and what an import is held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from network.models import ContactCard, Department, Municipality, Organisation, Power, Responsibility, RoleGrant, Theme
from network.rules import Role
from network.rules.import_matrix import Place
from network.rules.import_plan import Standing
from network.rules.import_sheet import COLUMNS, ImportKind, columns_of
from network.rules.import_words import LANGUAGES, LEVELS, NO, PARTS, REGIMES, YES, joined, written
from network.sheets import tidy


def rows_of(kind: ImportKind, municipality: Municipality) -> list[list[str]]:
    """Every row with its cells in the order of the columns."""
    keys = [column.key for column in COLUMNS[kind]]
    return [[one.cells[key] for key in keys] for one in standing_of(kind, municipality)]


def standing_of(kind: ImportKind, municipality: Municipality) -> list[Standing]:
    match kind:
        case ImportKind.DEPARTMENTS:
            return departments_standing(municipality)
        case ImportKind.PEOPLE:
            return people_standing(municipality)
        case ImportKind.MATRIX:
            return list(matrix_standing(municipality).values())


# ---- departments
def departments_standing(municipality: Municipality) -> list[Standing]:
    rows = municipality.departments.select_related("parent", "outsourced_to").order_by("code")
    return [Standing(row.pk, _tidied(ImportKind.DEPARTMENTS, _department_cells(row))) for row in rows]


def _department_cells(row: Department) -> dict[str, str]:
    return {
        "code": row.code,
        "name": row.name,
        "parent": row.parent.code if row.parent else "",
        "synonyms": row.synonyms,
        "mailbox": row.mailbox,
        "notices": row.notices,
        "sources": row.sources,
        "regime": written(REGIMES, row.regime),
        "cluster": row.cluster,
        "outsourced_to": row.outsourced_to.name if row.outsourced_to else "",
        "external_id": row.external_id,
        "is_active": YES if row.is_active else NO,
    }


# ---- people
def homes_in(municipality: Municipality) -> QuerySet[RoleGrant]:
    """The grants by which colleagues are at home here today, the first of each first."""
    homes = RoleGrant.objects.today().filter(municipality=municipality, role=Role.REPORTER)
    return homes.select_related("user", "department").order_by("user__name", "user__pk", "pk")


def people_standing(municipality: Municipality) -> list[Standing]:
    """Who files here. Four queries."""
    homes = homes_in(municipality)
    cards = {card.user_id: card for card in ContactCard.objects.filter(user__in=homes.values("user"))}
    themes: dict[int, list[str]] = defaultdict(list)
    through = ContactCard.themes.through.objects.filter(contactcard__user__in=homes.values("user"))
    for user_id, code in through.order_by("theme__code").values_list("contactcard__user", "theme__code"):
        themes[user_id].append(code)
    found: dict[int, Standing] = {}
    for home in homes:
        if home.user_id not in found:
            cells = _person_cells(home, cards.get(home.user_id), themes[home.user_id])
            found[home.user_id] = Standing(home.user_id, _tidied(ImportKind.PEOPLE, cells), str(home.user.key))
    return list(found.values())


def _person_cells(home: RoleGrant, card: ContactCard | None, themes: Iterable[str]) -> dict[str, str]:
    person = home.user
    languages = card.languages if card else []
    return {
        "email": person.email,
        "name": person.name,
        "function": person.function,
        "department": home.department.code if home.department else "",
        "phone": person.phone,
        "best_hours": person.best_hours,
        "level": written(LEVELS, card.level) if card else "",
        "languages": joined(said[0] for language, said in LANGUAGES.items() if language in languages),
        "comes_for": card.comes_for if card else "",
        "themes": joined(themes),
        "external_id": person.external_id,
        "leaves": "",
    }


# ---- the matrix
def matrix_standing(municipality: Municipality) -> dict[Place, Standing]:
    """Every cell that is filled today. Three queries."""
    today = timezone.localdate()
    rows = Responsibility.objects.current(today).filter(municipality=municipality)
    rows = rows.select_related("theme", "department").order_by("theme__code", "department__code", "level")
    powers = dict(Power.objects.filter(theme__in=rows.values("theme")).order_by("pk").values_list("pk", "name"))
    partners = dict(Organisation.objects.filter(municipality=municipality).order_by("name").values_list("pk", "name"))
    return {
        (row.theme.code, row.department.code, row.level): Standing(
            row.pk,
            {
                "theme": row.theme.code,
                "department": row.department.code,
                "level": written(LEVELS, row.level),
                "part": written(PARTS, row.part),
                "powers": joined(tidy(name) for pk, name in powers.items() if pk in row.powers),
                "partners": joined(tidy(name) for pk, name in partners.items() if pk in row.partners),
                "review_on": f"{row.review_on:%d-%m-%Y}" if row.review_on else "",
            },
        )
        for row in rows
    }


def powers_of(municipality: Municipality) -> dict[str, dict[str, int]]:
    """Theme code -> name -> id, of powers that may be chosen."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for pk, name, code in Power.objects.used_in(municipality).order_by("pk").values_list("pk", "name", "theme__code"):
        found[code][tidy(name)] = pk
    return found


def themes_of(municipality: Municipality) -> dict[str, int]:
    themes = Theme.objects.of(municipality).filter(is_active=True).order_by("code")
    return dict(themes.values_list("code", "pk"))


def themes_named(municipality: Municipality) -> list[tuple[str, str]]:
    themes = Theme.objects.of(municipality).filter(is_active=True).order_by("code")
    return list(themes.values_list("code", "name"))


def departments_named(municipality: Municipality) -> list[tuple[str, str]]:
    return list(municipality.departments.filter(is_active=True).order_by("code").values_list("code", "name"))


def partners_of(municipality: Municipality) -> dict[str, int]:
    partners = municipality.organisations.filter(is_active=True).order_by("name")
    return {tidy(name): pk for name, pk in partners.values_list("name", "pk")}


def _tidied(kind: ImportKind, cells: dict[str, str]) -> dict[str, str]:
    """As a cell of a file holds it: on one line."""
    return {key: tidy(cells[key]) for key in columns_of(kind)}
