"""What an identity provider says of somebody, and the map from its words to ours: no clock, no database."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from network.rules.roles import Role

Claims = Mapping[str, object]

_CLAIMED = {role.value for role in Role} - {Role.REPORTER.value}


class Unreadable(ValueError):
    """A line of a map says nothing that we know; its text is the message."""


@dataclass(frozen=True)
class RoleRule:
    """Who is in the group holds the role, tied to a place: a department, a kind of team, a theme or a line."""

    group: str
    role: Role
    place: str = ""


def read_pairs(text: str) -> list[tuple[str, str]]:
    """ "their word=our word; another=ours". Their word may hold "=", as the groups of a directory service do."""
    pairs = []
    for line in filter(None, (part.strip() for part in text.split(";"))):
        theirs, _equals, ours = (part.strip() for part in line.rpartition("="))
        if not theirs or not ours:
            raise Unreadable(line)
        pairs.append((theirs, ours))
    return pairs


def read_role_rules(text: str) -> tuple[RoleRule, ...]:
    """ "group=role; another=role@place". Reporter is no such role: everybody who comes in files."""
    rules = []
    for group, ours in read_pairs(text):
        name, _at, place = (part.strip() for part in ours.partition("@"))
        if name not in _CLAIMED:
            raise Unreadable(f"{group}={ours}")
        rules.append(RoleRule(group, Role(name), place))
    return tuple(rules)


def rules_held(rules: Collection[RoleRule], groups: Collection[str]) -> tuple[RoleRule, ...]:
    held = {group.casefold() for group in groups}
    return tuple(rule for rule in rules if rule.group.casefold() in held)


def values_of(claims: Claims, name: str) -> tuple[str, ...]:
    """Of the claim with this name, or at the end of a path like "resource_access.hkin.roles"."""
    if not name:
        return ()
    found = claims[name] if name in claims else _at_path(claims, name.split("."))
    listed = found if isinstance(found, list) else [found]
    return tuple(text for text in map(plain, listed) if text)


def value_of(claims: Claims, name: str) -> str:
    return next(iter(values_of(claims, name)), "")


def plain(value: object) -> str:
    """One line of text, without what no name holds and no database takes; nothing for what is no text or number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    text = "".join(" " if unicodedata.category(sign)[0] == "C" else sign for sign in str(value))
    return " ".join(text.split())


def _at_path(claims: Claims, path: list[str]) -> object:
    found: object = claims
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found


def answers_to(said: str, *, code: str, name: str, synonyms: str) -> bool:
    """Whether a department is meant, whatever the capitals. Synonyms are parted by ";", and most people type ","."""
    known = {code, name, *synonyms.split(";"), *synonyms.replace(";", ",").split(",")}
    return plain(said).casefold() in {plain(each).casefold() for each in known} - {""}
