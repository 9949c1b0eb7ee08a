"""Where a signal is in its protocol, and what may be done from there: the one rule, without a database."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from network.rules import Role
from signals.rules.protocol import WAITING, CheckOn, Facts, Need, Protocol, Step, Task, TaskKind, Way
from signals.rules.transfer import has_gone_to

#: The verdict after which only the coordinator decides (dossier 6.3).
TIED = "tied"

#: Who reads what a source answered as soon as it did (dossier 5.3).
READ_HITS = frozenset({Role.COORDINATOR, Role.PRIVACY_OFFICER})


@dataclass(frozen=True)
class Standing:
    protocol: Protocol
    step: Step
    facts: Facts
    sent_to: frozenset[str] = frozenset()  # the kinds of organisations that have a copy

    @property
    def tasks(self) -> tuple[Task, ...]:
        return self.protocol.tasks_of(self.step.code)

    @property
    def ways(self) -> tuple[Way, ...]:
        return self.protocol.ways_from(self.step.code)

    def missing(self, way: Way) -> tuple[Need, ...]:
        """What it asks; and where it is itself the answer to a weighing, that nobody answered that otherwise."""
        unmet = (need for need in way.needs if not need.is_met(self.facts) or self._went_elsewhere(need, way))
        return tuple(unmet) if way.records is None or self._agrees(way.records) else (*unmet, way.records)

    def _agrees(self, records: Need) -> bool:
        return self.facts.get(records.task, WAITING) in {WAITING, records.verdict}

    def missing_before(self, task: Task) -> tuple[Need, ...]:
        """What it rests on and is not there yet: until then it cannot be answered."""
        return tuple(need for need in map(Need, task.rests_on) if not need.is_met(self.facts))

    def _went_elsewhere(self, need: Need, way: Way) -> bool:
        """A copy went, and not to where this way ends: another one does not open it."""
        is_transfer = self.protocol.task(need.task).kind is TaskKind.TRANSFER
        return is_transfer and not has_gone_to(way.outcome, self.sent_to)

    def missing_to_share(self) -> tuple[Need, ...]:
        """What must be recorded before anything of it leaves for a department or a source (R1)."""
        return tuple(need for need in self.protocol.sharing_needs if not need.is_met(self.facts))

    def is_tied(self) -> bool:
        """The advice of the members balances: only the coordinator decides now."""
        return self._scores is not None and self.facts.get(self._scores.code) == TIED

    @property
    def _scores(self) -> Task | None:
        return next((task for task in self.tasks if task.kind is TaskKind.SCORES), None)

    def is_for_chair(self) -> bool:
        """What the members scored is decided in their meeting, where the protocol has one; no member does it alone."""
        return self._scores is not None and self.protocol.first_of(TaskKind.MEETING) is not None

    def may_take(self, way: Way, role: Role, *, is_chair: bool = False) -> bool:
        """`is_chair`: of the meeting in which it is talked about now."""
        if role not in way.by or role is Role.COORDINATOR:
            return role in way.by
        return not self.is_tied() and (is_chair or not self.is_for_chair())

    def reads_hits(self, roles: Collection[Role]) -> bool:
        """The others from check 2A on, or from the meeting."""
        department = self.protocol.first_of(TaskKind.CHECK, on=CheckOn.DEPARTMENT)
        meeting = self.protocol.first_of(TaskKind.MEETING)
        is_allowed = department is not None and self.facts.get(department.code) == "allowed"
        is_discussed = meeting is not None and self.facts.get(meeting.code) == "held"
        return is_allowed or is_discussed or not READ_HITS.isdisjoint(roles)

    def as_read_by(self, roles: Collection[Role]) -> Standing:
        """To who reads no hits a source that answered is one that was asked, and nobody decided about its content."""
        if self.reads_hits(roles):
            return self
        sources = {task.code for task in self.protocol.tasks if task.kind is TaskKind.SOURCES}
        content = {task.code for task in self.protocol.tasks if task.on == CheckOn.CONTENT}
        facts = {
            code: WAITING if code in sources else verdict for code, verdict in self.facts.items() if code not in content
        }
        return replace(self, facts=facts)
