"""What the reporter said of each number that looks like a BSN or IBAN: take it out, or it is something else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from signals.rules.care import Finding, Sensitive, find_sensitive, mask


class Said(StrEnum):
    REMOVE = "remove"
    KEEP = "keep"


def numbers_in(texts: Iterable[str]) -> list[Finding]:
    """Each number once, in order of appearance."""
    found: dict[str, Finding] = {}
    for text in texts:
        for finding in find_sensitive(text):
            found.setdefault(finding.value, finding)
    return list(found.values())


def applied(text: str, said: Mapping[str, Said]) -> str:
    """The text with each number unreadable, unless the reporter keeps it. Nothing said of a BSN: unreadable."""
    findings = find_sensitive(text)
    kept = {
        finding.value
        for finding in findings
        if said.get(finding.value, Said.REMOVE if finding.kind is Sensitive.BSN else Said.KEEP) is Said.KEEP
    }
    return mask(text, findings, frozenset(kept))
