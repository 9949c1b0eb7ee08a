"""A municipality in which everything on the list to go live by is settled."""

from __future__ import annotations

from django.utils import timezone

from hkin.machine.proofs import BACKUP_RESTORED, KEYS_WRITTEN_DOWN, MAIL_ARRIVED, prove
from network.actions.going_live import ask_to_go_live, version_of, write_line
from network.going_live import lines_of
from network.models import JointAct, Municipality, User
from network.rules.starting import Line
from signals.actions.terms import set_terms, terms_of

REASON = "De proef van vier weken is klaar."


def sign(line: Line, municipality: Municipality, by: User) -> None:
    row = next(state.row for state in lines_of(municipality) if state.line is line)
    write_line(
        by=by,
        municipality=municipality,
        line=line,
        version=version_of(row),
        settled_by="M. van Loon",
        settled_on=timezone.localdate(),
        remark="Z-2026-0042",
    )


def made_ready(municipality: Municipality, by: User, *, but: Line | None = None) -> None:
    """Signed, shown and set by who furnishes it; `but` one line, which stays open."""
    for line, name in _SHOWN.items():
        if line is not but:
            prove(name, by_name="Tom Akkerman")
    if but is not Line.RETENTION_TERMS:
        set_terms(by=by, municipality=municipality, months=terms_of(municipality))
    for state in lines_of(municipality):
        if state.is_for_hand and state.line is not but:
            sign(state.line, municipality, by)


_SHOWN = {
    Line.MAIL_TESTED: MAIL_ARRIVED,
    Line.KEYS_STORED: KEYS_WRITTEN_DOWN,
    Line.BACKUP_RESTORED: BACKUP_RESTORED,
}


def pressed(municipality: Municipality, by: User) -> JointAct:
    return ask_to_go_live(by=by, municipality=municipality, reason=REASON)
