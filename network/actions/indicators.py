"""An indicator is written, checked by a second person against a checklist, and only then published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.actions.matrix import lock_matrix
from network.actions.municipality_trail import write_down
from network.actions.refusals import NotAllowed
from network.indicators import checkers_of, is_used, may_check, may_come_back
from network.models import Indicator, IndicatorDraft, IndicatorSetting, Municipality, Theme, User
from network.models.trail import MunicipalityEvent
from network.rules import Role
from network.rules.indicators import CHECKS, Question, is_complete, objections
from network.rules.matrix import editors
from network.telling import tell
from network.themes import hat_of


class NotComplete(Exception):
    """A question was left open, or an objection goes without a remark."""


class Settled(Exception):
    """Somebody was first: it was checked or withdrawn meanwhile, or nobody uses what it rewords any more."""


@dataclass(frozen=True)
class Wording:
    """What a draft says. `innocent` is what else it could be."""

    text: str
    strength: str
    kind: str
    departments: Collection[str]  # codes
    why: str
    innocent: str


def write_draft(
    *, by: User, municipality: Municipality, theme: Theme, wording: Wording, rewords: Indicator | None = None
) -> IndicatorDraft:
    """It changes nothing yet: somebody else is asked to check it."""
    _writer(by, municipality)
    if not theme.is_active or (rewords is not None and rewords.theme_id != theme.pk):
        raise NotAllowed
    with transaction.atomic():
        lock_matrix(municipality)
        if rewords is not None and not is_used(municipality, rewords):
            raise Settled
        draft = IndicatorDraft.objects.create(
            municipality=municipality,
            theme=theme,
            rewords=rewords,
            text=wording.text,
            strength=wording.strength,
            kind=wording.kind,
            department_codes=sorted(wording.departments),
            why=wording.why,
            innocent=wording.innocent,
            written_by=by,
        )
        _tell(checkers_of(municipality, besides=by), draft, kind="indicator_check_asked")
    return draft


def withdraw_draft(*, by: User, draft: IndicatorDraft) -> None:
    """By who wrote it."""
    if draft.written_by_id != by.pk:
        raise NotAllowed
    with transaction.atomic():
        row = _waiting(draft)
        row.state = IndicatorDraft.State.WITHDRAWN
        row.save(update_fields=["state"])


def sign_check(*, by: User, draft: IndicatorDraft, answers: Mapping[Question, bool], remark: str) -> IndicatorDraft:
    """Published when there is no objection to any question; else refused, with the remark back to who wrote it."""
    if draft.written_by_id == by.pk or not may_check(by, draft.municipality):
        raise NotAllowed
    objected = objections(answers)
    if not is_complete(answers) or (objected and not remark.strip()):
        raise NotComplete
    with transaction.atomic():
        lock_matrix(draft.municipality)
        row = _waiting(draft)
        row.answers, row.remark = {question.value: fine for question, fine in answers.items()}, remark
        row.checked_by, row.checked_at = by, timezone.now()
        if objected:
            row.state = IndicatorDraft.State.REFUSED
        else:
            row.published_as, row.state = _publish(row), IndicatorDraft.State.PUBLISHED
        row.save()
        if row.published_as is not None:
            role = hat_of(by, row.municipality, CHECKS) or Role.DIRECTORY_KEEPER
            words = _("written by %(writer)s, checked by %(checker)s") % {"writer": row.written_by, "checker": by}
            _note(row.municipality, row.published_as, by=by, role=role, words=words)
        _tell([row.written_by], row, kind="indicator_refused" if objected else "indicator_published")
    return row


def _publish(draft: IndicatorDraft) -> Indicator:
    """Another wording is another row: an old signal keeps the words that were ticked then."""
    before = draft.rewords
    if not draft.theme.is_active or (before is not None and not is_used(draft.municipality, before)):
        raise Settled
    if before is not None and before.municipality_id is not None:
        before.is_active = False
        before.save(update_fields=["is_active"])
    return Indicator.objects.create(
        municipality=draft.municipality,
        replaces_id=(before.replaces_id or before.pk) if before else None,
        theme=draft.theme,
        code=_free_code(draft.municipality),
        text=draft.text,
        strength=draft.strength,
        kind=draft.kind,
        department_codes=draft.department_codes,
    )


def _free_code(municipality: Municipality) -> str:
    """E for own: "E3.1", "E3.2". Unique on the installation, and never one of the catalogue."""
    begins = f"E{municipality.pk}."
    codes = Indicator.objects.filter(code__startswith=begins).values_list("code", flat=True)
    return f"{begins}{max((int(code.removeprefix(begins)) for code in codes), default=0) + 1}"


# ---- out of use, and back ------------------------------------------------------------------------
def retire_indicator(*, by: User, municipality: Municipality, indicator: Indicator, reason: str) -> None:
    """Nobody ticks it there any more; a signal that names it still shows it. Other municipalities keep a shared one."""
    role = _writer(by, municipality)
    with transaction.atomic():
        lock_matrix(municipality)
        if not is_used(municipality, indicator):
            return
        if indicator.municipality_id is not None:
            indicator.is_active = False
            indicator.save(update_fields=["is_active"])
        for shared in filter(None, [indicator if indicator.municipality_id is None else indicator.replaces]):
            _set_on(municipality, shared, is_on=False)
        words = _("retired: %(reason)s") % {"reason": reason}
        _note(municipality, indicator, by=by, role=role, words=words)


def revive_indicator(*, by: User, municipality: Municipality, indicator: Indicator) -> None:
    """In the words that were checked, so it needs no new check."""
    role = _writer(by, municipality)
    with transaction.atomic():
        lock_matrix(municipality)
        if not may_come_back(municipality, indicator):
            return
        if indicator.municipality_id is not None:
            indicator.is_active = True
            indicator.save(update_fields=["is_active"])
        else:
            _set_on(municipality, indicator, is_on=True)
        _note(municipality, indicator, by=by, role=role, words=_("in use again"))


def _set_on(municipality: Municipality, indicator: Indicator, *, is_on: bool) -> None:
    IndicatorSetting.objects.update_or_create(municipality=municipality, indicator=indicator, defaults={"is_on": is_on})


# ---- in common -----------------------------------------------------------------------------------
def _writer(by: User, municipality: Municipality) -> Role:
    role = hat_of(by, municipality, editors(is_live=municipality.is_live))
    if role is None:
        raise NotAllowed
    return role


def _waiting(draft: IndicatorDraft) -> IndicatorDraft:
    """Locked, and as it is now. Settled when it waits no longer."""
    rows = IndicatorDraft.objects.select_for_update(of=("self",))
    row = rows.select_related("municipality", "theme", "rewords", "written_by").get(pk=draft.pk)
    if row.state != IndicatorDraft.State.WRITTEN:
        raise Settled
    return row


def _tell(people: Iterable[User], draft: IndicatorDraft, *, kind: str) -> None:
    tell(
        people,
        kind=kind,
        effect=f"{kind}:{draft.pk}",
        municipality_id=draft.municipality_id,
        path=reverse("network:indicator_draft", args=[draft.uuid]),
        by_mail="digest",
    )


def _note(municipality: Municipality, indicator: Indicator, *, by: User, role: Role, words: str) -> None:
    write_down(
        MunicipalityEvent.INDICATOR_CHANGED,
        municipality,
        by=by,
        role=role,
        detail=f"{indicator.theme.code} “{indicator.text[:120]}”: {words}",
    )
