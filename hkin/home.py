"""The page a day begins with: one page for everybody, with a block for each hat, the role shown beside it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hkin.machine.models import Proof
from hkin.outbox.models import Heartbeat, Letter
from network.blocks import Answers, Block, Part, blocks_for
from network.confirming_home import CONFIRMING
from network.home import ACCOUNTS, CHANGE_SETS, DEPUTIES, HOLES, INDICATOR_CHECKS, LEAVERS, START, TOGETHER
from network.models import User
from network.requests import SignedIn
from network.roles import deliveries_looked_after_by, roles_of
from network.rules import Role
from network.rules.role_names import ROLE_NAMES
from network.subqueries import counted, listed
from signals.home.approach import APPROACH
from signals.home.checks import CHECKS
from signals.home.department import DEPARTMENT
from signals.home.meeting import MEETING
from signals.home.norms import NORMS
from signals.home.oversight import BOARD, OVERSIGHT
from signals.home.reporter import FILING, QUESTION, REPORTER
from signals.home.scoring import TO_SCORE
from signals.home.team import DECIDING, NOW, OFFICERS, REPORTERS, TEAM

PROCESSES = ("worker", "beat", "deliver")
#: Each process gives a sign of life at least twice a minute.
LONGEST_QUIET = timedelta(minutes=3)
_MOST = 100


def _manages(user: User) -> bool:
    return roles_of(user).has(Role.APPLICATION_MANAGER)


def _asks_machine(user: User) -> Mapping[str, Any]:
    failed = Letter.objects.undeliverable().of_municipalities(deliveries_looked_after_by(user))
    return {
        "alive": listed(Heartbeat.objects.filter(name__in=PROCESSES), most=10, name="name", at="at"),
        "proofs": listed(Proof.objects.order_by("name"), most=10, name="name", at="at"),
        "failed": counted(failed, most=_MOST),
    }


def _machine(_user: User, answers: Answers) -> Block:
    now = timezone.now()
    alive = {row["name"] for row in answers["alive"] if now - datetime.fromisoformat(row["at"]) <= LONGEST_QUIET}
    proofs = {row["name"]: datetime.fromisoformat(row["at"]) for row in answers["proofs"]}
    shown = {
        "silent": [name for name in PROCESSES if name not in alive],
        "failed": answers["failed"],
        "backup_made": proofs.get("backup_made"),
        "has_keys": "keys_written_down" in proofs,
    }
    needs_somebody = bool(shown["silent"] or shown["failed"])
    return Block(_("The machine"), Role.APPLICATION_MANAGER, shown, timezone.localdate(now) if needs_somebody else None)


#: In the order of a page on which nothing is due (people.md): what is urgent, what is asked, what is mine, what waits.
PARTS: tuple[Part, ...] = (
    *NOW,
    QUESTION,
    *DECIDING,
    *REPORTERS,
    TO_SCORE,
    FILING,
    *CHECKS,
    *DEPARTMENT,
    TOGETHER,
    INDICATOR_CHECKS,
    CHANGE_SETS,
    *CONFIRMING,
    *APPROACH,
    *MEETING,
    *TEAM,
    *NORMS,
    *OFFICERS,
    *BOARD,
    HOLES,
    LEAVERS,
    Part("machine", _manages, _machine, _asks_machine),
    ACCOUNTS,
    *OVERSIGHT,
    START,
    DEPUTIES,
    *REPORTER,
)


@require_safe
def home(request: SignedIn) -> HttpResponse:
    """A block says in which role it is shown; what it shows of signals stands in the access log under that role."""
    blocks = blocks_for(request.user, PARTS)
    shown = [(block, ROLE_NAMES[block.hat], f"home/_{_template_of(block)}.html") for block in blocks]
    roles = {held.role for held in roles_of(request.user)}
    has_button = Role.REPORTER in roles and len(roles) > 1
    return render(
        request, "home.html", {"blocks": shown, "has_several_roles": len(roles) > 1, "has_button": has_button}
    )


def _template_of(block: Block) -> str:
    """Parts made for several hats share a template: "now_coordinator" is "now"."""
    return block.name.removesuffix(f"_{block.hat}")
