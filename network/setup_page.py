"""What the pages of furnishing show: the seven steps as they stand, and how the machine does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

from hkin.machine.checks import Check, State, look_at_machine
from network.models import Municipality, User
from network.rules.role_names import ROLE_NAMES
from network.rules.starting import BUILDS_ON, MINUTES, SetupStep, who_does
from network.rules.step_names import STEP_INTROS, STEP_NAMES
from network.starting import StepState, machine_is_ready, may_do, page_of, steps_of

Text = str | Promise


@dataclass(frozen=True)
class ShownStep:
    number: int
    name: Text
    intro: Text
    minutes: int
    state: StepState
    address: str  # empty: not for this person, or not yet
    waits_for: Sequence[Text]  # steps it builds on, that are not done
    done_by_roles: Sequence[Text]  # whose step it is, when it is not this person's

    @property
    def is_done(self) -> bool:
        return self.state.is_done


@dataclass(frozen=True)
class SetupPage:
    municipality: Municipality
    steps: Sequence[ShownStep]
    machine_first: bool

    @property
    def next(self) -> ShownStep | None:
        """The first that is left and is this person's to do."""
        return next((step for step in self.steps if not step.is_done and step.address), None)

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def minutes_left(self) -> int:
        return sum(step.minutes for step in self.steps if not step.is_done)


def setup_page(user: User, municipality: Municipality) -> SetupPage:
    machine_first = not machine_is_ready(municipality)
    states = steps_of(municipality)
    left = {state.step for state in states if not state.is_done}
    shown = [
        ShownStep(
            number=number,
            name=STEP_NAMES[state.step],
            intro=STEP_INTROS[state.step],
            minutes=MINUTES[state.step],
            state=state,
            address=_address(user, municipality, state.step, machine_first=machine_first),
            waits_for=[STEP_NAMES[before] for before in BUILDS_ON.get(state.step, ()) if before in left],
            done_by_roles=_roles_asked(user, municipality, state.step),
        )
        for number, state in enumerate(states, 1)
    ]
    return SetupPage(municipality, shown, machine_first)


def _address(user: User, municipality: Municipality, step: SetupStep, *, machine_first: bool) -> str:
    is_locked = machine_first and step is not SetupStep.MACHINE
    return page_of(step, municipality) if may_do(user, municipality, step) and not is_locked else ""


def _roles_asked(user: User, municipality: Municipality, step: SetupStep) -> list[Text]:
    if may_do(user, municipality, step):
        return []
    return [name for role, name in ROLE_NAMES.items() if role in who_does(step, is_live=municipality.is_live)]


def step_head(step: SetupStep, municipality: Municipality) -> dict[str, object]:
    """What stands above the page of a step."""
    return {
        "setting_up": municipality,
        "step_name": STEP_NAMES[step],
        "step_intro": STEP_INTROS[step],
        "step_number": list(SetupStep).index(step) + 1,
        "step_minutes": MINUTES[step],
    }


@dataclass(frozen=True)
class MachineLook:
    """What comes before all else, and of the rest what asks attention and what is in order."""

    first: Sequence[Check]
    not_yet: Sequence[Check]
    in_order: Sequence[Check]

    @property
    def is_ready(self) -> bool:
        return all(line.state is State.GREEN for line in self.first)


def machine_look(request: HttpRequest) -> MachineLook:
    lines = look_at_machine(request=request)
    others = [line for line in lines if line.name not in _BEFORE_ALL_ELSE]
    return MachineLook(
        first=[line for line in lines if line.name in _BEFORE_ALL_ELSE],
        not_yet=sorted((line for line in others if line.state is not State.GREEN), key=lambda line: not line.is_red),
        in_order=[line for line in others if line.state is State.GREEN],
    )


#: Names of the lines about mail and keys.
_BEFORE_ALL_ELSE = frozenset({"mail", "keys_on_paper"})


def machine_page(municipality: Municipality) -> str:
    """Where mail and keys are shown to be in order; from there the way leads back to the step."""
    return f"{reverse('machine:machine')}?{urlencode({'terug': page_of(SetupStep.MACHINE, municipality)})}"
