"""The workshop: who opens a blind round, who sits at the table, and how far opinions lie apart."""

from __future__ import annotations

from collections.abc import Iterable

from network.rules.matrix import PROPOSES
from network.rules.roles import Role

#: Opens a round in which each department says alone who does what.
OPENS_ROUNDS = frozenset({Role.DIRECTORY_KEEPER, Role.COORDINATOR})
#: Sits at the table: reads what departments said after it closed, and asks and answers open questions.
AT_THE_TABLE = PROPOSES

#: Said of a department that does nothing for the theme. Whoever does not know says nothing of it: that is left out.
NOTHING = "nothing"

#: How much a part carries. Two who both say that they lead is talked about first.
_WEIGHT = {"": 0, "informed": 1, "adviser": 2, "executor": 3, "lead": 10}


def heaviest(parts: Iterable[str]) -> str:
    """Of what a department does at several levels, the part that carries most; empty for none."""
    return max(parts, key=_WEIGHT.__getitem__, default="")


def difference(real: str, said: Iterable[str]) -> int:
    """How far what was said lies from what stands there, all answers together."""
    return sum(abs(_WEIGHT[part] - _WEIGHT[real]) for part in said)
