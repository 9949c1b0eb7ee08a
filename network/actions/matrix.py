"""A cell of the matrix changes: what was stays readable, and the trail says who did it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from network.actions.refusals import Incomplete, NotAllowed, WrongDays
from network.actions.settling import settle_by_change
from network.matrix import Cell, Content, may_edit, other_leads
from network.models import (
    CellEntry,
    ChangeSet,
    Municipality,
    Organisation,
    Power,
    Responsibility,
    Theme,
    User,
)
from network.models.matrix import CellEvent, Part, ResponsibilityQuerySet
from network.roles import roles_of
from network.rules import Role
from network.rules.matrix import editors

_DAY = timedelta(days=1)


class CellChanged(Exception):
    """Somebody was first: `now` is what stands there now, None for an empty cell."""

    def __init__(self, now: Responsibility | None) -> None:
        super().__init__()
        self.now = now


class LeadChanged(Exception):
    """Whoever chose a new lead was told that another one, or nobody, led until now."""


def change_cell(
    *,
    by: User,
    municipality: Municipality,
    cell: Cell,
    content: Content | None,
    seen: int | None,
    from_on: date | None = None,
    reason: str = "",
    leads_seen: Collection[int] | None = None,
) -> Responsibility | None:
    """Put this in the cell from that day on (today); None empties it. `seen` is the row that the page showed.

    Whoever led before goes on as executor; `leads_seen` are the rows of them that the page named. CellChanged and
    LeadChanged when that is not so any more; the same thing sent twice is done once. WrongDays for a day that has
    been, Incomplete for what belongs to another municipality or theme.
    """
    first = from_on or timezone.localdate()
    if not may_edit(by, municipality):
        raise NotAllowed
    if first < timezone.localdate():
        raise WrongDays
    _check_belongings(municipality, cell, content)
    role = _hat(by, municipality)
    with transaction.atomic():
        lock_matrix(municipality)
        now = standing(municipality, cell, first)
        if (now.pk if now else None) != seen:
            if is_the_same(now, content) and (now is None or now.from_on == first):
                return now
            raise CellChanged(now)
        if content is not None and content.part is Part.LEAD and leads_seen is not None:
            leads = other_leads(municipality, cell, timezone.localdate())
            if set(leads.values_list("pk", flat=True)) != set(leads_seen):
                raise LeadChanged
        return put(municipality, cell, content, by=by, role=role, from_on=first, reason=reason)


def lock_matrix(municipality: Municipality) -> None:
    """One change at a time in one municipality; filing goes on meanwhile. Inside a transaction."""
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)


def standing(municipality: Municipality, cell: Cell, day: date) -> Responsibility | None:
    rows = Responsibility.objects.current(day).filter(
        municipality=municipality, theme=cell.theme_id, department=cell.department_id, level=cell.level
    )
    return rows.first()


def put(
    municipality: Municipality,
    cell: Cell,
    content: Content | None,
    *,
    by: User | None,
    role: str = "",
    from_on: date | None = None,
    reason: str = "",
    change_set: ChangeSet | None = None,
    is_proposal: bool = False,
) -> Responsibility | None:
    """Without asking who may: for the actions that did. Inside a transaction that holds `lock_matrix`.

    What was there ends the day before; what was planned for later in the cell never comes, and whoever would have
    led until then leads on. No change is no row.
    """
    first = from_on or timezone.localdate()
    before = standing(municipality, cell, first)
    if is_the_same(before, content) and not _is_planned_otherwise(municipality, cell, first):
        return before
    if content is not None and content.part is Part.LEAD:
        _pass_lead(municipality, cell, first, by=by, role=role, reason=reason, change_set=change_set)
    never_comes = _end_rows(municipality, cell, first)
    row = None
    if content is not None:
        row = Responsibility.objects.create(
            municipality=municipality,
            theme_id=cell.theme_id,
            department_id=cell.department_id,
            level=cell.level,
            part=content.part,
            powers=sorted(content.powers),
            partners=sorted(content.partners),
            review_on=content.review_on,
            from_on=first,
            is_proposal=is_proposal,
        )
    CellEntry.objects.create(
        municipality=municipality,
        theme_id=cell.theme_id,
        department_id=cell.department_id,
        level=cell.level,
        event=CellEvent.CHANGED,
        was=before.part if before else "",
        became=content.part if content else "",
        detail=_in_words(content),
        from_on=first,
        by=by,
        role=role,
        reason=reason,
        change_set=change_set,
    )
    settle_by_change(municipality, cell, by=by, role=role, reason=reason)
    if never_comes is not None and (content is None or content.part is not Part.LEAD):
        _lead_on(municipality, never_comes, by=by, role=role, reason=reason, change_set=change_set)
    return row


def is_the_same(row: Responsibility | None, content: Content | None) -> bool:
    """Whether this stands there already, and chosen: a proposal that is chosen as it is does change."""
    if row is None or content is None:
        return row is None and content is None
    return not row.is_proposal and Content.of(row) == content.in_order()


def _is_planned_otherwise(municipality: Municipality, cell: Cell, first: date) -> bool:
    """Whether the cell would end, or become something else, after that day."""
    rows = _from(municipality, cell, first)
    return rows.filter(Q(until_on__isnull=False) | Q(from_on__gt=first)).exists()


def _check_belongings(municipality: Municipality, cell: Cell, content: Content | None) -> None:
    departments = municipality.departments.filter(pk=cell.department_id, is_active=True)
    themes = Theme.objects.of(municipality).filter(pk=cell.theme_id, is_active=True)
    if not departments.exists() or not themes.exists():
        raise Incomplete
    if content is None:
        return
    powers = Power.objects.filter(Q(municipality=None) | Q(municipality=municipality), theme=cell.theme_id)
    partners = Organisation.objects.filter(municipality=municipality)
    for wanted, known in ((content.powers, powers), (content.partners, partners)):
        if known.filter(pk__in=wanted).count() != len(set(wanted)):
            raise Incomplete


def _pass_lead(
    municipality: Municipality,
    cell: Cell,
    first: date,
    *,
    by: User | None,
    role: str,
    reason: str,
    change_set: ChangeSet | None,
) -> None:
    """Every other lead of the theme from that day on, planned ones too, goes on as executor."""
    for lead in other_leads(municipality, cell, first):
        content = Content.of(lead)
        assert content is not None
        put(
            municipality,
            Cell.of(lead),
            replace(content, part=Part.EXECUTOR),
            by=by,
            role=role,
            from_on=max(first, lead.from_on),
            reason=reason,
            change_set=change_set,
            is_proposal=lead.is_proposal,
        )


def _end_rows(municipality: Municipality, cell: Cell, first: date) -> Responsibility | None:
    """What would begin on or after that day never was; what began before it ends the day before. The planned lead."""
    rows = _from(municipality, cell, first)
    planned = rows.filter(from_on__gt=first, part=Part.LEAD).order_by("from_on").first()
    rows.filter(from_on__gte=first).delete()
    rows.filter(from_on__lt=first).update(until_on=first - _DAY)
    return planned


def _lead_on(
    municipality: Municipality,
    planned: Responsibility,
    *,
    by: User | None,
    role: str,
    reason: str,
    change_set: ChangeSet | None,
) -> None:
    """Whoever would have gone on as executor from that day: nobody takes the lead over any more."""
    leads = Responsibility.objects.filter(municipality=municipality, theme=planned.theme_id, part=Part.LEAD)
    before = leads.filter(until_on=planned.from_on - _DAY).first()
    after = standing(municipality, Cell.of(before), planned.from_on) if before else None
    if before is None or after is None or after.part != Part.EXECUTOR or after.from_on != planned.from_on:
        return
    after.delete()
    before.until_on = after.until_on
    before.save(update_fields=["until_on"])
    CellEntry.objects.create(
        municipality=municipality,
        theme_id=before.theme_id,
        department_id=before.department_id,
        level=before.level,
        event=CellEvent.CHANGED,
        was=Part.EXECUTOR,
        became=Part.LEAD,
        from_on=planned.from_on,
        by=by,
        role=role,
        reason=reason,
        change_set=change_set,
    )


def _from(municipality: Municipality, cell: Cell, first: date) -> ResponsibilityQuerySet:
    """What stands in the cell on that day or later."""
    return Responsibility.objects.filter(
        Q(until_on=None) | Q(until_on__gte=first),
        municipality=municipality,
        theme=cell.theme_id,
        department=cell.department_id,
        level=cell.level,
    )


def _hat(by: User, municipality: Municipality) -> str:
    held = roles_of(by)
    allowed = editors(is_live=municipality.is_live)
    return next((role for role in Role if role in allowed and municipality.pk in held.municipalities(role)), "")


def _in_words(content: Content | None) -> str:
    """Names, as they are called today: the trail must be read when they are called otherwise."""
    if content is None:
        return ""
    powers = ", ".join(Power.objects.filter(pk__in=content.powers).values_list("name", flat=True))
    partners = ", ".join(Organisation.objects.filter(pk__in=content.partners).values_list("name", flat=True))
    said = [
        _("powers: %(names)s") % {"names": powers} if powers else "",
        _("partners: %(names)s") % {"names": partners} if partners else "",
        _("look again on %(day)s") % {"day": content.review_on.isoformat()} if content.review_on else "",
    ]
    return "; ".join(filter(None, said))[:500]
