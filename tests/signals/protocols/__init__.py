"""Definitions for tests, read from the files beside this one."""

from pathlib import Path

from signals.rules.protocol import Protocol
from signals.rules.protocol_faults import faults_of
from signals.rules.protocol_reading import Unreadable, read_protocol

HERE = Path(__file__).parent


def text_of(name: str) -> str:
    return (HERE / f"{name}.toml").read_text(encoding="utf-8")


def definition(name: str) -> Protocol:
    return read_protocol(text_of(name))


def changed(text: str, *edits: tuple[str, str]) -> str:
    """Each edit replaces the first place where its old words stand; they must stand there."""
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def one_more(text: str, step: str, code: str, kind: str, by: str, *, more: str = "") -> str:
    """The same definition with one more task in a step."""
    before, after = text.split(f'code = "{step}"', 1)
    placed = after.replace("tasks = [", f'tasks = ["{code}", ', 1)
    task = f'[[tasks]]\ncode = "{code}"\nkind = "{kind}"\nlabel = "{code}"\nby = ["{by}"]\n{more}\n'
    return f'{before}code = "{step}"{placed}\n{task}'


def way(code: str, start: str, to: str, *needs: str, by: str = "coordinator") -> str:
    """A row of ways, as it stands at the end of a file: `to` is `to = "step"` or `ends = "outcome"`."""
    asked = ", ".join(f'"{need}"' for need in needs)
    return f'\n[[ways]]\ncode = "{code}"\nlabel = "X"\nfrom = "{start}"\n{to}\nby = ["{by}"]\nneeds = [{asked}]\n'


def faults_in(text: str) -> list[tuple[str, str]]:
    """Where and why, as whoever loads the file reads it."""
    try:
        faults = faults_of(read_protocol(text))
    except Unreadable as unreadable:
        faults = list(unreadable.faults)
    return [(fault.where, str(fault.why)) for fault in faults]
