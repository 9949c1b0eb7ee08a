"""One signal on the screen of the meeting. The room reads along, so never a word about who reported it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hkin.privacy.sealing import Sealer
from network.models import User
from network.rules import Role
from signals.access import Headlines, role_towards
from signals.agenda_page.lines import Shared, shared_with, title_of, write_down
from signals.following import when_in_words
from signals.models import AgendaItem, Finding, Meeting, Signal
from signals.models.meeting import Stage
from signals.norms import NormShown, alike
from signals.protocols import protocol_of
from signals.rules.protocol import Task, TaskKind, Way
from signals.rules.protocol_standing import Standing
from signals.rules.protocol_words import refused_in_words
from signals.scoring import results_of
from signals.scoring_page import ResultShown, result_shown
from signals.standing_page import address_of, answers_in_words, verdict_in_words, way_address


@dataclass(frozen=True)
class Answered:
    """A weighing of this step, in the words of the definition."""

    label: str
    verdict: str
    answers: tuple[tuple[str | Promise, str], ...]


@dataclass(frozen=True)
class WayShown:
    label: str
    address: str
    missing: tuple[str, ...]  # sentences; empty: it is open


@dataclass(frozen=True)
class ToAnswer:
    """A weighing of this step that nobody answered yet: the room can do it now."""

    label: str
    address: str


@dataclass(frozen=True)
class Talk:
    """All that the room needs for one signal. `text` stays folded until somebody opens it."""

    item: AgendaItem
    number: int
    title: str
    text: str
    facts: tuple[tuple[str, str], ...]
    answered: tuple[Answered, ...]
    result: ResultShown | None
    norms: Sequence[NormShown]
    shared: tuple[Shared, ...]
    to_answer: tuple[ToAnswer, ...]
    ways: tuple[WayShown, ...]
    is_tied: bool
    minutes: str
    plan_address: str

    @property
    def signal(self) -> Signal:
        return self.item.signal

    @property
    def open_ways(self) -> list[WayShown]:
        return [way for way in self.ways if not way.missing]

    @property
    def closed_ways(self) -> list[WayShown]:
        return [way for way in self.ways if way.missing]


@dataclass(frozen=True)
class Screen:
    """The agenda beside the signal, and where next and previous lead."""

    titles: tuple[tuple[AgendaItem, str], ...]
    talk: Talk | None
    before: AgendaItem | None
    after: AgendaItem | None


def screen_of(meeting: Meeting, items: Sequence[AgendaItem], *, at: str, by: User) -> Screen:
    """`at` is the reference of an item; without one, the first that was not discussed."""
    headlines = Headlines([item.signal for item in items])
    titles = tuple((item, title_of(item.signal, headlines)) for item in items)
    place = _place(items, at)
    write_down((item.signal for item in items), meeting, by=by, action="list_agenda")
    if place is None:
        return Screen(titles, None, None, None)
    item = items[place]
    write_down([item.signal], meeting, by=by, action="discuss_signal")
    sealer = headlines.sealers.get(item.signal.uuid)
    talk = _talk(item, place + 1, titles[place][1], sealer, by) if sealer else None
    before = items[place - 1] if place else None
    after = items[place + 1] if place + 1 < len(items) else None
    return Screen(titles, talk, before, after)


def _place(items: Sequence[AgendaItem], at: str) -> int | None:
    found = next((place for place, item in enumerate(items) if item.reference == at), None)
    if found is not None or at:
        return found
    waiting = (place for place, item in enumerate(items) if item.discussed_at is None and item.signal.is_open)
    return next(waiting, 0 if items else None)


def _talk(item: AgendaItem, number: int, title: str, sealer: Sealer, by: User) -> Talk:
    signal = item.signal
    protocol = protocol_of(signal)
    found = {row.task: row for row in Finding.objects.filter(signal=signal).order_by("id")}
    standing = Standing(protocol, protocol.step(signal.step), {code: row.verdict for code, row in found.items()})
    is_approach = item.stage == Stage.APPROACH
    result = None if is_approach else _result(signal, sealer)
    here = reverse("signals:meeting_now", args=[item.meeting.reference])
    back = urlencode({"terug": f"{here}?punt={item.reference}"})
    return Talk(
        item=item,
        number=number,
        title=title,
        text=sealer.open("signal.text", signal.uuid, signal.sealed_text),
        facts=_facts(signal, sealer),
        answered=tuple(_answered(standing, found, sealer)),
        result=result,
        norms=alike(signal, protocol=protocol) if result is not None and result.talking_points else (),
        shared=_shared(signal, sealer) if is_approach else (),
        to_answer=_to_answer(standing, signal, back) if signal.is_open else (),
        ways=_ways(standing, signal, by, back) if signal.is_open else (),
        is_tied=standing.is_tied(),
        minutes=sealer.open("agendaitem.minutes", item.uuid, item.sealed_minutes),
        plan_address=f"{reverse('signals:approach', args=[signal.reference])}?{back}" if is_approach else "",
    )


def _facts(signal: Signal, sealer: Sealer) -> tuple[tuple[str, str], ...]:
    facts = (
        (_("Theme"), signal.theme.name if signal.theme else ""),
        (_("Where"), sealer.open("signal.place", signal.uuid, signal.sealed_place)),
        (_("When"), when_in_words(signal)),
    )
    return tuple((label, value) for label, value in facts if value)


def _result(signal: Signal, sealer: Sealer) -> ResultShown | None:
    """Of the last round that was shown; an open round tells nothing."""
    results = results_of(signal, sealer)
    return result_shown(results[0], signal) if results else None


def _shared(signal: Signal, sealer: Sealer) -> tuple[Shared, ...]:
    return shared_with(None, [signal], {signal.uuid: sealer}).get(signal.pk, ())


def _to_answer(standing: Standing, signal: Signal, back: str) -> tuple[ToAnswer, ...]:
    asked = (task for task in standing.tasks if task.kind is TaskKind.QUESTIONS and task.code not in standing.facts)
    return tuple(ToAnswer(task.label, f"{address_of(signal, task)}?{back}") for task in asked)


def _ways(standing: Standing, signal: Signal, by: User, back: str) -> tuple[WayShown, ...]:
    role = role_towards(by, signal) or Role.TEAM_MEMBER
    return tuple(_way(standing, way, signal, role, back) for way in standing.ways)


def _way(standing: Standing, way: Way, signal: Signal, role: Role, back: str) -> WayShown:
    address = f"{way_address(signal, way)}?{back}"
    return WayShown(way.label, address, tuple(refused_in_words(standing, way, role)))


# ---- what was answered ---------------------------------------------------------------------------
def _answered(standing: Standing, found: Mapping[str, Finding], sealer: Sealer) -> list[Answered]:
    asked = [task for task in standing.tasks if task.kind is TaskKind.QUESTIONS and task.code in found]
    return [_in_words(task, found[task.code], sealer) for task in asked]


def _in_words(task: Task, row: Finding, sealer: Sealer) -> Answered:
    given = json.loads(sealer.open("finding.answers", row.uuid, row.sealed_answers) or "{}")
    verdict = str(verdict_in_words(task, row.verdict)) if len(task.verdicts) > 1 else ""
    return Answered(task.label, verdict, tuple(answers_in_words(task, given)))
