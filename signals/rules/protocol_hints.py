"""Words in a definition that rather say who somebody is than what can be seen (R5). A hint for who wrote it."""

from __future__ import annotations

from collections.abc import Iterator

from network.rules.indicator_words import About, Hint, hints_in
from signals.rules.protocol import Protocol, Task

_WHO_SOMEBODY_IS = frozenset({About.ORIGIN, About.BELIEF, About.GROUP})


def hints_of(protocol: Protocol) -> list[tuple[str, Hint]]:
    """(place in the file, hint). Explanations may name such a word: they often say that it must not count."""
    return [
        (where, hint)
        for task in protocol.tasks
        for where, text in _asked(task)
        for hint in hints_in(text)
        if hint.about in _WHO_SOMEBODY_IS
    ]


def _asked(task: Task) -> Iterator[tuple[str, str]]:
    where = f"tasks {task.code}"
    for question in task.questions:
        place = f"{where} questions {question.code}"
        yield place, question.label
        yield from ((f"{place} options {option.code}", option.label) for option in question.options)
    for criterion in task.criteria:
        place = f"{where} criteria {criterion.code}"
        yield place, criterion.label
        yield from ((f"{place} levels", level) for level in criterion.levels)
