"""Everybody who files: the form one press away, a colleague to talk to first, and what became of what they told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from hkin.privacy.marks import person_mark
from network.blocks import Answers, Block, Part
from network.choices import indicators_for
from network.models import User
from network.roles import home_of, roles_of
from network.rules import Role
from network.subqueries import listed
from signals.actions.asking import adviser_of, team_of
from signals.following import newest_of
from signals.models import Draft
from signals.rules.lifecycle import ReporterStatus
from signals.statistics import GROUPS, closed_lately, group_counts

_OWN_SHOWN = 4
_DRAFTS_SHOWN = 3
WATCHED = 5


def _files(user: User) -> bool:
    return home_of(user) is not None


def _only_files(user: User) -> bool:
    return _files(user) and {held.role for held in roles_of(user)} == {Role.REPORTER}


def _hears_what_was_done(user: User) -> bool:
    """A member of the board has the same figures in a block of their own."""
    return _files(user) and not roles_of(user).has(Role.BOARD_MEMBER)


def _file(_user: User, _answers: Answers) -> Block:
    return Block(_("Something is not right here"), Role.REPORTER)


def _ask_first(user: User, _answers: Answers) -> Block | None:
    home = home_of(user)
    adviser = adviser_of(home.municipality) if home else None
    if home is None:
        return None
    team = team_of(home.municipality) if adviser is None or not adviser.person.phone else None
    phone = adviser.person.phone if adviser and adviser.person.phone else (team.phone if team else "")
    return Block(_("In doubt? Talk first."), Role.REPORTER, {"adviser": adviser, "phone": phone})


def _asks_own(user: User) -> Mapping[str, Any]:
    drafts = Draft.objects.filter(reporter_mark=person_mark(user.pk)).order_by("-updated_at")
    return {"drafts": listed(drafts, most=_DRAFTS_SHOWN, uuid="uuid", kept="updated_at")}


def _question(user: User, _answers: Answers) -> Block | None:
    lines = [line for line in newest_of(user, _OWN_SHOWN) if _is_question(line.signal.reporter_status)]
    if not lines:
        return None
    return Block(_("We have a question about your signal"), Role.REPORTER, {"lines": lines}, timezone.localdate())


def _drafts(_user: User, answers: Answers) -> Block | None:
    drafts = [{**row, "kept": datetime.fromisoformat(row["kept"])} for row in answers["drafts"]]
    return Block(_("Not finished yet"), Role.REPORTER, {"drafts": drafts}) if drafts else None


def _own(user: User, _answers: Answers) -> Block | None:
    lines = [line for line in newest_of(user, _OWN_SHOWN) if not _is_question(line.signal.reporter_status)]
    return Block(_("My signals"), Role.REPORTER, {"lines": lines}) if lines else None


def _is_question(status: ReporterStatus) -> bool:
    return status is ReporterStatus.QUESTION


def _asks_done(user: User) -> Mapping[str, Any]:
    home = home_of(user)
    return {"closed_lately": group_counts(closed_lately(home.municipality_id))} if home else {}


def _done(_user: User, answers: Answers) -> Block | None:
    figures = GROUPS.figures(answers["closed_lately"] or [])
    return Block(_("What we did with your signals"), Role.REPORTER, {"figures": figures}) if figures else None


def _watch(user: User, _answers: Answers) -> Block | None:
    home = home_of(user)
    if home is None or home.department is None:
        return None
    indicators = indicators_for(home.municipality, home.department)[:WATCHED]
    if not indicators:
        return None
    return Block(_("What do you watch for?"), Role.REPORTER, {"indicators": indicators, "department": home.department})


#: Whoever has other work too has the button above the blocks.
FILING = Part("file", _only_files, _file)
QUESTION = Part("question", _files, _question)
REPORTER = (
    Part("ask_first", _only_files, _ask_first),
    Part("drafts", _files, _drafts, _asks_own),
    Part("own", _files, _own),
    Part("done", _hears_what_was_done, _done, _asks_done),
    Part("watch", _only_files, _watch),
)
