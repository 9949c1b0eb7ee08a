"""What acts of two people are called on pages and in the access log."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from network.rules.joint import Act, ActState, Arrangement

Text = str | Promise

ACT_TITLES: dict[Act, Text] = {
    Act.OPEN_NAME: _("Open the name of a reporter"),
    Act.GRANT_SIGHT: _("Let a colleague read signals"),
    Act.GO_LIVE: _("Go live"),
}

ARRANGEMENT_WORDS: dict[Arrangement, Text] = {
    Arrangement.COLLEAGUE: _("A second person of our own municipality"),
    Arrangement.PARTNER: _("Somebody of another municipality"),
    Arrangement.DELAY: _("Wait for 24 hours; everybody concerned hears it at once"),
}

#: Kind of badge and words.
STATE_WORDS: dict[ActState, tuple[str, Text]] = {
    ActState.WAITING: ("waiting", _("Waits for an answer")),
    ActState.AGREED: ("busy", _("Agreed")),
    ActState.REFUSED: ("warning", _("Refused")),
    ActState.WITHDRAWN: ("neutral", _("Withdrawn")),
    ActState.DONE: ("done", _("Done")),
    ActState.LAPSED: ("neutral", _("Lapsed")),
}

#: In the access log.
ACTION_WORDS: dict[str, Text] = {
    "ask_joint_act": _("asked something that takes two people"),
    "agree_joint_act": _("agreed, as the second person"),
    "refuse_joint_act": _("did not agree, as the second person"),
    "withdraw_joint_act": _("took back what takes two people"),
    "open_joint_act": _("read why a colleague asks for two people"),
}
PURPOSE_WORDS: dict[str, Text] = {
    Act.OPEN_NAME: _("opening the name of a reporter"),
    Act.GRANT_SIGHT: _("letting a colleague read signals"),
    Act.GO_LIVE: _("going live"),
}
