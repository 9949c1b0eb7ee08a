"""The page a day begins with is a row of blocks, each for a hat somebody wears. Together they ask one question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise

from network.models import User
from network.rules import Role

Answers = Mapping[str, Any]
_ASKED = "asked_"  # apart from the columns of a person


@dataclass(frozen=True)
class Block:
    """What one block shows, in the template home/_<name>.html. `due`: the first day on which something in it is due."""

    title: str | Promise
    hat: Role
    shown: Mapping[str, Any] = field(default_factory=dict)
    due: date | None = None
    name: str = ""
    rank: int = 0


def nothing(_user: User) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Part:
    """A block as it is made: for whom, what it asks, and what it shows of the answers. None: nothing to say today.

    Parts stand in the order in which they show when nothing in them is due.
    """

    name: str
    is_for: Callable[[User], bool]
    shows: Callable[[User, Answers], Block | None]
    asks: Callable[[User], Mapping[str, Any]] = nothing


def blocks_for(user: User, parts: Iterable[Part]) -> list[Block]:
    """What is due first stands first. One query, besides what a part asks on its own."""
    chosen = [(rank, part) for rank, part in enumerate(parts) if part.is_for(user)]
    columns = {f"{_ASKED}{name}": column for _rank, part in chosen for name, column in part.asks(user).items()}
    row = User.objects.filter(pk=user.pk).values(**columns).get() if columns else {}
    answers = {name.removeprefix(_ASKED): answer for name, answer in row.items()}
    blocks = []
    for rank, part in chosen:
        block = part.shows(user, answers)
        if block is not None:
            blocks.append(Block(block.title, block.hat, block.shown, block.due, part.name, rank))
    return sorted(blocks, key=lambda block: (block.due or date.max, block.rank))
