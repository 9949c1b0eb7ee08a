"""One thing that was looked at: how it stands, and what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

Text = str | Promise


class State(StrEnum):
    GREEN = "green"
    RED = "red"
    GREY = "grey"  # cannot be seen from here, or not yet asked for


@dataclass(frozen=True)
class Check:
    """`name` is for code, `label` says on the page what was looked at."""

    name: str
    label: Text
    state: State
    text: Text
    what_to_do: Text = ""

    @property
    def is_red(self) -> bool:
        return self.state is State.RED


def green(name: str, label: Text, text: Text) -> Check:
    return Check(name, label, State.GREEN, text)


def red(name: str, label: Text, text: Text, what_to_do: Text) -> Check:
    return Check(name, label, State.RED, text, what_to_do)


def grey(name: str, label: Text, text: Text, what_to_do: Text = "") -> Check:
    return Check(name, label, State.GREY, text, what_to_do)
