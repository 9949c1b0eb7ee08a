"""What the page about the machine may show, and to whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from hkin.machine.checks import Check, State, look_at_machine
from hkin.machine.hooks import looks_after_machine
from hkin.machine.mail_trial import on_its_way
from hkin.machine.models import MailTrial


@dataclass(frozen=True)
class MachinePage:
    to_do: Sequence[Check]
    unseen: Sequence[Check]
    in_order: Sequence[Check]
    trial: MailTrial | None


def require_caretaker(user: Any) -> None:
    """Anybody else gets the answer of a page that does not exist."""
    if not looks_after_machine(user):
        raise Http404


def machine_page(request: HttpRequest) -> MachinePage:
    found = look_at_machine(request=request)
    red, grey, green = (
        [check for check in found if check.state is state] for state in (State.RED, State.GREY, State.GREEN)
    )
    return MachinePage(to_do=red, unseen=grey, in_order=green, trial=on_its_way())
