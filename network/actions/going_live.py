"""A line of the list is written, the awareness session planned, and two people make a municipality live."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from network.actions.joint import ask_together
from network.actions.municipality_trail import write_down
from network.actions.refusals import NotAllowed
from network.going_live import LineState, may_press, still_open, writing_role
from network.joint import CannotBeDone, Effect, register
from network.models import GoLiveLine, JointAct, Municipality, RoleGrant, User
from network.models.trail import MunicipalityEvent
from network.roles import roles_of
from network.rules import Role
from network.rules.joint import Act
from network.rules.line_names import LINE_NAMES
from network.rules.starting import GOES_LIVE, READS_LIST, Line
from network.telling import tell


class LinesOpen(Exception):
    """Something on the list is not settled."""

    def __init__(self, lines: list[LineState]) -> None:
        super().__init__()
        self.lines = lines

    def __str__(self) -> str:
        return _("Not settled yet: %(lines)s.") % {"lines": "; ".join(str(state.name) for state in self.lines)}


class AlreadyLive(Exception):
    """It is live; there is no way back by a page."""


class WrittenMeanwhile(Exception):
    """A colleague wrote the same line since the form was made."""


def write_line(
    *,
    by: User,
    municipality: Municipality,
    line: Line,
    version: str,
    owner: str = "",
    due_on: date | None = None,
    settled_by: str = "",
    settled_on: date | None = None,
    remark: str = "",
) -> GoLiveLine:
    """`version` is the one of the form: what a colleague wrote meanwhile is not written over."""
    role = writing_role(by, municipality)
    if role is None:
        raise NotAllowed
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=municipality.pk)
        row = GoLiveLine.objects.filter(municipality=municipality, line=line).first()
        if version_of(row) != version:
            raise WrittenMeanwhile
        row = row or GoLiveLine(municipality=municipality, line=line)
        row.owner, row.due_on, row.written_by = owner, due_on, by
        row.settled_by, row.settled_on, row.remark = settled_by, settled_on, remark
        row.save()
        write_down(MunicipalityEvent.LINE_WRITTEN, municipality, by=by, role=role, detail=_line_in_words(row))
    return row


def version_of(row: GoLiveLine | None) -> str:
    return row.written_at.isoformat() if row is not None and row.pk else ""


def plan_awareness(*, by: User, municipality: Municipality, on: date) -> None:
    role = writing_role(by, municipality)
    if role is None:
        raise NotAllowed
    with transaction.atomic():
        Municipality.objects.filter(pk=municipality.pk).update(awareness_on=on)
        write_down(MunicipalityEvent.AWARENESS_PLANNED, municipality, by=by, role=role, detail=date_format(on))


# ---- we go live ----------------------------------------------------------------------------------
def ask_to_go_live(*, by: User, municipality: Municipality, reason: str) -> JointAct:
    """The coordinator presses; it happens when the privacy officer agrees."""
    if not may_press(by, municipality):
        raise NotAllowed
    with transaction.atomic():
        locked = Municipality.objects.select_for_update().get(pk=municipality.pk)
        if locked.is_live:
            raise AlreadyLive
        if lines := still_open(locked):
            raise LinesOpen(lines)
        return ask_together(act=Act.GO_LIVE, by=by, role=GOES_LIVE, municipality=locked, reason=reason)


def _go_live(act: JointAct) -> None:
    """In the transaction of the agreement. From here practice signals are met by nobody (signals' practice_over)."""
    municipality = Municipality.objects.select_for_update().get(pk=act.municipality_id)
    if municipality.is_live:
        raise CannotBeDone(_("It is live already."))
    if lines := still_open(municipality):
        raise CannotBeDone(str(LinesOpen(lines)))
    municipality.is_live, municipality.went_live_at = True, timezone.now()
    municipality.save(update_fields=["is_live", "went_live_at"])
    agreed = _("agreed by %(name)s") % {"name": act.decided_by}
    write_down(MunicipalityEvent.WENT_LIVE, municipality, by=act.asked_by, role=Role(act.asked_as), detail=agreed)
    tell(
        _everybody_with_a_task(municipality),
        kind="municipality_live",
        effect=f"live:{municipality.pk}",
        municipality_id=municipality.pk,
        path=reverse("home"),
    )


def _everybody_with_a_task(municipality: Municipality) -> list[User]:
    grants = RoleGrant.objects.today().filter(municipality=municipality).exclude(role=Role.REPORTER)
    return list(dict.fromkeys(grant.user for grant in grants.select_related("user")))


def _about(act: JointAct) -> str:
    return _("From then on every signal of %(place)s is real. There is no way back.") % {"place": act.municipality}


def _address(act: JointAct, user: User) -> str:
    reads = act.municipality_id in roles_of(user).municipalities(*READS_LIST)
    return reverse("network:setup_remaining", args=[act.municipality.slug]) if reads else ""


def register_effect() -> None:
    register(Act.GO_LIVE, Effect(agreed=_go_live, about=_about, address=_address))


def _line_in_words(row: GoLiveLine) -> str:
    settled = f"{row.settled_by}, {date_format(row.settled_on)}" if row.settled_on else _("not settled")
    return "; ".join(part for part in (str(LINE_NAMES[Line(row.line)]), settled, row.owner, row.remark) if part)
