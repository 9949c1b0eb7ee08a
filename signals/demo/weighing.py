"""Takes a signal of the demo through its protocol: what a story does not tell is answered in a word."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection
from uuid import uuid4

from hkin.privacy.sealing import open_key
from network.models import User
from signals.actions.protocol import find, go_on, weigh
from signals.actions.transfers import transfer
from signals.actions.working import at_work
from signals.models import Signal
from signals.protocols import facts_of, follows_protocol, protocol_of
from signals.rules.lifecycle import Outcome, Verb
from signals.rules.protocol import Answer, Need, Protocol, Question, Task, TaskKind, Way
from signals.rules.transfer import RECIPIENTS, Ground
from signals.transfers import Wanted, build_package

#: What is answered to a question when no story tells it.
_SAID = {
    "red_flags": "Wat de melder zag, past niet bij wat wij van deze plek weten.",
    "task": "Toezicht en handhaving",
    "purpose": "Nagaan of er iets niet klopt, en of wij iets moeten doen",
    "ground": "Gemeentewet, openbare orde",
    "where": "Het gaat om een plek in onze gemeente.",
    "nothing": "Dan gaat het waarschijnlijk door, en zien we het later pas terug.",
    "lighter": "Eerst bellen en vragen hoe het zit.",
    "resident": "De bewoner merkt er nu niets van. We gaan eerst langs voordat we iets beslissen.",
    "who_helps": "Het wijkteam. Zij bellen deze week.",
    "why_no_help": "Er is nu niemand in beeld die hulp nodig heeft.",
    "why": "De antwoorden van de bronnen passen bij wat de melder schreef.",
}


def make_ready_for(signal: Signal, outcome: Outcome, *, by: User, closer: User | None = None) -> None:
    """Everything that an ending asks first. `by` is the coordinator; in other queues whoever closes does it."""
    signal.refresh_from_db()
    weighed = follows_protocol(signal)
    if outcome in RECIPIENTS:
        make_shareable(signal, by=by)
        _transfer(signal, RECIPIENTS[outcome], by=by if weighed else closer or by)
    if not weighed:
        return
    protocol = protocol_of(signal)
    for way in _path(protocol, signal.step, lambda way: way.outcome is outcome):
        _meet(signal, protocol, way.needs, by=by)
        if way.to_step:
            _take(signal, way, by=by)


def bring_to(signal: Signal, step: str, *, by: User) -> None:
    """To a step of its protocol, with what each step before it asks."""
    signal.refresh_from_db()
    protocol = protocol_of(signal)
    if signal.step == step:
        return
    for way in _path(protocol, signal.step, lambda way: way.to_step == step):
        _meet(signal, protocol, way.needs, by=by)
        _take(signal, way, by=by)


def make_shareable(signal: Signal, *, by: User) -> None:
    if follows_protocol(signal):
        protocol = protocol_of(signal)
        _meet(signal, protocol, protocol.sharing_needs, by=by)


def _path(protocol: Protocol, step: str, is_last: Callable[[Way], bool]) -> list[Way]:
    """The shortest row of ways from a step to one that fits."""
    ahead: deque[tuple[str, list[Way]]] = deque([(step, [])])
    seen = {step}
    while ahead:
        here, taken = ahead.popleft()
        for way in protocol.ways_from(here):
            if is_last(way):
                return [*taken, way]
            if way.to_step and way.to_step not in seen:
                seen.add(way.to_step)
                ahead.append((way.to_step, [*taken, way]))
    raise ValueError(f"no way from {step}")


def _meet(signal: Signal, protocol: Protocol, needs: tuple[Need, ...], *, by: User) -> None:
    facts = facts_of(signal)
    for need in needs:
        if not need.is_met(facts):
            _do(signal, protocol.task(need.task), need.verdict or protocol.task(need.task).outcomes[0], by=by)


def _do(signal: Signal, task: Task, verdict: str, *, by: User) -> None:
    signal.refresh_from_db()
    if task.kind is TaskKind.QUESTIONS and task in protocol_of(signal).tasks_of(signal.step):
        answers = {one.code: _answer(one) for one in task.questions if one.only_for in {"", verdict}}
        weigh(signal.reference, by=by, task=task.code, verdict=verdict, answers=answers, version=signal.version)
        return
    with at_work(signal.reference, by=by, verb=Verb.WEIGH) as work:
        find(work, task, verdict)


def _answer(question: Question) -> str | list[str]:
    if question.answer is Answer.ONE:
        return question.options[0].code
    if question.answer is Answer.SOME:
        return [option.code for option in question.options[: question.least or 1]]
    return "yes" if question.answer is Answer.YES_NO else _SAID.get(question.code, "Zoals besproken.")


def _take(signal: Signal, way: Way, *, by: User) -> None:
    signal.refresh_from_db()
    go_on(signal.reference, by=by, way=way.code, reason="Zoals besproken.", version=signal.version)
    signal.refresh_from_db()


def _transfer(signal: Signal, kinds: Collection[str], *, by: User) -> None:
    """To a partner of that kind; where the municipality knows none, to one that is typed."""
    signal.refresh_from_db()
    partner = signal.municipality.organisations.filter(kind__in=kinds, is_active=True).order_by("pk").first()
    wanted = Wanted(
        organisation=partner,
        kind=partner.kind if partner else min(kinds),
        to=partner.name if partner else "Veilig Thuis Veenland",
        recipient="Wie er dienst heeft",
        contact_point="088-0009000",
        why="Zij kunnen hier verder mee, en wij niet.",
        ground=Ground.OWN_TASK,
        ground_words="",
        summary="Neem vandaag contact met ons op. Dan vertellen wij wat wij zagen.",
        allowed="Besproken met de privacyfunctionaris.",
    )
    key = uuid4()
    seen = build_package(signal, open_key(signal.uuid), wanted, key=key).digest
    transfer(signal.reference, by=by, wanted=wanted, seen=seen, version=signal.version, key=key)
