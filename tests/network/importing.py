"""Files of the directory as somebody brings them in, and what comes of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps

from network.actions.importing import bring_in, report_of, say_yes, work_on
from network.cast import Cast
from network.import_page import file_of
from network.importing import check_file
from network.models import ImportRun, Organisation, Responsibility, Theme, User
from network.models.organisation import OrganisationKind
from network.rules.import_plan import Plan
from network.rules.import_sheet import ImportKind, columns_of
from network.sheets import csv_of

DEPARTMENTS, PEOPLE, MATRIX = ImportKind.DEPARTMENTS, ImportKind.PEOPLE, ImportKind.MATRIX


def sheet(kind: ImportKind, *rows: Mapping[str, str]) -> bytes:
    """A file with the columns that any of the rows names."""
    titles = {key: column.title for key, column in columns_of(kind).items()}
    keys = [key for key in titles if any(key in row for row in rows)]
    return csv_of([titles[key] for key in keys], [[row.get(key, "") for key in keys] for row in rows])


def plan_of(cast: Cast, kind: ImportKind, *rows: Mapping[str, str], by: str = "", at: str = "oudeveen") -> Plan:
    return check_file(sheet(kind, *rows), kind=kind, municipality=cast[at], by=cast[by or keeper(kind)])[0]


def keeper(kind: ImportKind) -> str:
    return "tom" if kind is PEOPLE else "noor"


def brought_in(cast: Cast, kind: ImportKind, content: bytes, *, by: str = "", at: str = "oudeveen") -> ImportRun:
    """Read, and waiting for a yes."""
    run = bring_in(by=cast[by or keeper(kind)], municipality=cast[at], kind=kind, content=content)
    work_on(str(run.uuid))
    run.refresh_from_db()
    return run


def done(cast: Cast, kind: ImportKind, *rows: Mapping[str, str], content: bytes = b"", **more: Any) -> ImportRun:
    invites = more.pop("invites", False)
    run = brought_in(cast, kind, content or sheet(kind, *rows), **more)
    assert not report_of(run).faults
    say_yes(by=run.by, run=run, invites=invites)
    work_on(str(run.uuid))
    run.refresh_from_db()
    return run


def said(plan: Plan) -> list[tuple[int, str | None, str]]:
    return [(fault.line, fault.column, fault.text % fault.names) for fault in plan.faults]


def written_out(cast: Cast, kind: ImportKind, form: str = "xlsx", at: str = "oudeveen") -> bytes:
    return file_of(kind, form, cast[at])


def everything(*, besides: Iterable[str] = ("ImportRun",)) -> dict[str, list[Any]]:
    """Every row that an import could touch: of the directory, its trails, and the outbox."""
    models = [*apps.get_app_config("network").get_models(include_auto_created=True)]
    models += apps.get_app_config("outbox").get_models()
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in models
        if model.__name__ not in besides
    }


def partner(cast: Cast, name: str, at: str = "oudeveen") -> Organisation:
    return Organisation.objects.create(municipality=cast[at], kind=OrganisationKind.OTHER, name=name)


def cell(cast: Cast, theme: str, department: str, at: str = "oudeveen") -> Responsibility | None:
    rows = Responsibility.objects.today().filter(municipality=cast[at], theme=Theme.objects.get(code=theme))
    return rows.filter(department__code=department).order_by("pk").first()


def person(mail: str) -> User:
    return User.objects.get(email=mail)
