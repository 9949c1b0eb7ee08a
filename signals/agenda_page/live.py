"""One signal on the screen of the meeting. The room reads along, so never a word about who reported it."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from hkin.privacy.marks import exclusion_mark
from hkin.privacy.sealing import Sealer
from network.models import User
from network.rules import Role
from signals.access import Headlines, roles_towards
from signals.agenda import chairs_now
from signals.agenda_page.lines import Shared, shared_with, title_of, write_down
from signals.agenda_page.opening import OpenedMeeting
from signals.following import when_in_words
from signals.models import AgendaItem, Finding, Signal
from signals.models.meeting import ItemStage
from signals.norms import NormShown, alike
from signals.protocols import protocol_of, standing_of
from signals.rules.protocol import Need, Task, TaskKind
from signals.rules.protocol_names import verdict_in_words
from signals.rules.protocol_standing import Standing
from signals.rules.protocol_words import refused_in_words
from signals.scoring import results_of
from signals.scoring_page import ResultShown, result_shown
from signals.standing_page import address_of, answers_in_words, way_address


@dataclass(frozen=True)
class Answered:
    """A weighing of this step, in the words of the definition."""

    label: str
    verdict: str
    answers: tuple[tuple[str | Promise, str], ...]


@dataclass(frozen=True)
class Decision:
    """A way out of the step, as the room can take it."""

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
    title: str
    text: str
    facts: tuple[tuple[str, str], ...]
    answered: tuple[Answered, ...]
    result: ResultShown | None
    norms: Sequence[NormShown]
    shared: tuple[Shared, ...]
    to_answer: tuple[ToAnswer, ...]
    ways: tuple[Decision, ...]
    is_tied: bool
    minutes: str
    plan_address: str

    @property
    def signal(self) -> Signal:
        return self.item.signal

    @property
    def open_ways(self) -> list[Decision]:
        return [way for way in self.ways if not way.missing]

    @property
    def closed_ways(self) -> list[Decision]:
        return [way for way in self.ways if way.missing]


@dataclass(frozen=True)
class Screen:
    """The agenda beside the signal, and where next and previous lead."""

    titles: tuple[tuple[AgendaItem, str], ...]
    item: AgendaItem | None
    number: int
    talk: Talk | None  # None while it stays closed: somebody in the room may not know of it
    before: AgendaItem | None
    after: AgendaItem | None

    @property
    def is_done(self) -> bool:
        return bool(self.titles) and not any(_waits(item) for item, _title in self.titles)


def screen_of(opened: OpenedMeeting, items: Sequence[AgendaItem], *, at: str, is_opened: bool, by: User) -> Screen:
    """`at` is the reference of an item; without one, the first that was not discussed.

    An item that not everybody in the room may know of stays closed, without its title, until `is_opened`.
    """
    headlines = Headlines([item.signal for item in items])
    careful = _not_for_all(opened, items)
    names = [_("Item %(number)s") % {"number": number} for number in range(1, len(items) + 1)]
    titles = tuple(
        (item, name if item in careful else title_of(item.signal, headlines))
        for item, name in zip(items, names, strict=True)
    )
    place = _place(items, at)
    write_down((item.signal for item in items if item not in careful), opened.meeting, by=by, action="list_agenda")
    if place is None:
        return Screen(titles, None, 0, None, None, None)
    item = items[place]
    sealer = headlines.sealers.get(item.signal.uuid)
    talk = None
    if sealer is not None and (is_opened or item not in careful):
        write_down([item.signal], opened.meeting, by=by, action="discuss_signal")
        talk = _talk(item, title_of(item.signal, headlines), sealer, by)
    before = items[place - 1] if place else None
    after = items[place + 1] if place + 1 < len(items) else None
    return Screen(titles, item, place + 1, talk, before, after)


def _not_for_all(opened: OpenedMeeting, items: Sequence[AgendaItem]) -> set[AgendaItem]:
    """What a guest, somebody who is kept out or who was not let in would read on the screen."""
    if opened.has_guests:
        return set(items)
    marks = {exclusion_mark(person) for person in opened.room}
    aside = Signal.stepped_aside.through.objects.filter(
        signal__in=[item.signal_id for item in items], user__in=opened.room
    )
    stepped = set(aside.values_list("signal_id", flat=True))
    return {item for item in items if item.signal_id in stepped or _is_for_few(item.signal, marks)}


def _is_for_few(signal: Signal, marks: Collection[bytes]) -> bool:
    kept_out = {bytes(mark) for mark in signal.excluded_marks}
    return signal.is_flagged or bool(kept_out & set(marks))


def _place(items: Sequence[AgendaItem], at: str) -> int | None:
    found = next((place for place, item in enumerate(items) if item.reference == at), None)
    if found is not None or at:
        return found
    return next((place for place, item in enumerate(items) if _waits(item)), 0 if items else None)


def _waits(item: AgendaItem) -> bool:
    return item.discussed_at is None and item.signal.is_open


def _talk(item: AgendaItem, title: str, sealer: Sealer, by: User) -> Talk:
    signal = item.signal
    protocol = protocol_of(signal)
    found = {row.task: row for row in Finding.objects.filter(signal=signal).order_by("id")}
    standing = standing_of(signal, found)
    is_approach = item.stage == ItemStage.APPROACH
    result = None if is_approach else _result(signal, sealer, by)
    here = reverse("signals:meeting_now", args=[item.meeting.reference])
    back = urlencode({"terug": f"{here}?punt={item.reference}&open=1"})
    return Talk(
        item=item,
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


def _result(signal: Signal, sealer: Sealer, by: User) -> ResultShown | None:
    """Of the last round that was shown; an open round tells nothing."""
    results = results_of(signal, sealer, reader=by)
    return result_shown(results[0], signal) if results else None


def _shared(signal: Signal, sealer: Sealer) -> tuple[Shared, ...]:
    return shared_with(None, [signal], {signal.uuid: sealer}).get(signal.pk, ())


def _to_answer(standing: Standing, signal: Signal, back: str) -> tuple[ToAnswer, ...]:
    open_now = (task for task in standing.tasks if not Need(task.code).is_met(standing.facts))
    asked = (task for task in open_now if task.kind is TaskKind.QUESTIONS and not standing.missing_before(task))
    return tuple(ToAnswer(task.label, f"{address_of(signal, task)}?{back}") for task in asked)


def _ways(standing: Standing, signal: Signal, by: User, back: str) -> tuple[Decision, ...]:
    roles = roles_towards(by, signal)
    is_chair = Role.COORDINATOR not in roles and standing.is_for_chair() and chairs_now(by, signal)
    return tuple(
        Decision(
            way.label,
            f"{way_address(signal, way)}?{back}",
            tuple(refused_in_words(standing, way, roles, is_chair=is_chair)),
        )
        for way in standing.ways
    )


# ---- what was answered ---------------------------------------------------------------------------
def _answered(standing: Standing, found: Mapping[str, Finding], sealer: Sealer) -> list[Answered]:
    asked = [
        task for task in standing.tasks if task.kind is TaskKind.QUESTIONS and Need(task.code).is_met(standing.facts)
    ]
    return [_in_words(task, found[task.code], sealer) for task in asked]


def _in_words(task: Task, row: Finding, sealer: Sealer) -> Answered:
    given = json.loads(sealer.open("finding.answers", row.uuid, row.sealed_answers) or "{}")
    verdict = verdict_in_words(task, row.verdict) if len(task.verdicts) > 1 else ""
    return Answered(task.label, verdict, tuple(answers_in_words(task, given)))
