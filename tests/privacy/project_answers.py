"""Answers the project would give to the privacy block, kept so small that the tests read by themselves."""

from collections.abc import Collection
from uuid import UUID

from network.models import User

SIGNAL = UUID("6f8bb8a4-6f0c-4f7e-9d3e-52c1c2d3a001")
OUDEVEEN, ELSEWHERE = 1, 2
READERS = {"fatma": {OUDEVEEN: "privacy_officer"}, "hans": {OUDEVEEN: "data_protection_officer"}}
ROLES = {"coordinator": "keeper of the queue"}
PEOPLE = {"omar": 7, "ilse": 8}


def may_read(user: User) -> dict[int, str]:
    return READERS.get(user.username, {})


def signal_with_reference(text: str) -> UUID | None:
    return SIGNAL if text == "K7QM-3TXP" else None


def references_of(signals: Collection[UUID]) -> dict[UUID, str]:
    return {SIGNAL: "K7QM-3TXP"}


def people_called(text: str) -> set[int]:
    return {number for name, number in PEOPLE.items() if name == text.lower()}


def names_of(people: Collection[int]) -> dict[int, str]:
    return {number: name.title() for name, number in PEOPLE.items()}
