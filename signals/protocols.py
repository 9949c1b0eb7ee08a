"""Which protocol a signal is weighed under, and how far it is: the facts its tasks came to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from django.db.models import Count

from network.models import Municipality
from signals.models import Finding, ProtocolVersion, Signal
from signals.rules.lifecycle import Route
from signals.rules.protocol import Facts, Protocol, TaskKind
from signals.rules.protocol_reading import read_protocol
from signals.rules.protocol_standing import Standing

__all__ = [
    "SHIPPED",
    "Standing",
    "facts_by_signal",
    "facts_of",
    "follows_protocol",
    "protocol_named",
    "protocol_of",
    "protocols_for",
    "running_in",
    "shipped",
    "standing_of",
]

SHIPPED = Path(__file__).resolve().parent / "data" / "protocols"


@lru_cache
def shipped() -> Mapping[str, Protocol]:
    """By code, in the order in which they are offered."""
    found = [read_protocol(path.read_text(encoding="utf-8")) for path in SHIPPED.glob("*.toml")]
    return {one.code: one for one in sorted(found, key=lambda one: one.code != "model-1")}


def protocol_named(code: str) -> Protocol:
    """KeyError for a code that nobody loaded."""
    return shipped()[code] if code in shipped() else _loaded(code)


@lru_cache(maxsize=64)
def _loaded(code: str) -> Protocol:
    """Asked once: what is loaded under a code never changes."""
    text = ProtocolVersion.objects.filter(code=code).values_list("text", flat=True).first()
    if text is None:
        raise KeyError(code)
    return _read(text)


@lru_cache(maxsize=32)
def _read(text: str) -> Protocol:
    return read_protocol(text)


def protocols_for(municipality: Municipality) -> list[Protocol]:
    """Those a municipality may choose: what HKIN ships, and what was loaded for it or for all."""
    loaded = ProtocolVersion.objects.filter(municipality=None) | ProtocolVersion.objects.filter(
        municipality=municipality
    )
    return [*shipped().values(), *(_read(text) for text in loaded.order_by("pk").values_list("text", flat=True))]


def running_in(municipality: Municipality) -> dict[str, int]:
    """Open signals of the team there, by the version they began under."""
    open_ones = Signal.objects.open().filter(municipality=municipality, route=Route.TEAM)
    counted = open_ones.order_by().values_list("protocol_version").annotate(count=Count("pk"))
    return dict(counted.order_by("protocol_version"))


def protocol_of(signal: Signal) -> Protocol:
    """The version it began under, whatever the municipality chose since."""
    return protocol_named(signal.protocol_version)


def follows_protocol(signal: Signal) -> bool:
    """The team's own queue does. Officers and receivers handle theirs outside it (R14)."""
    return signal.route == Route.TEAM


def facts_of(signal: Signal) -> Facts:
    """The last verdict of each task that was begun. One query."""
    return facts_by_signal([signal.pk]).get(signal.pk, {})


def facts_by_signal(signals: Iterable[int]) -> dict[int, Facts]:
    newest = Finding.objects.filter(signal_id__in=list(signals)).order_by("signal_id", "task", "-id")
    rows = newest.distinct("signal_id", "task").values_list(
        "signal_id", "signal__protocol_version", "task", "id", "verdict"
    )
    last: dict[tuple[int, str], dict[str, tuple[int, str]]] = {}
    for signal_id, version, task, number, verdict in rows:
        last.setdefault((signal_id, version), {})[task] = (number, verdict)
    return {signal_id: protocol_named(version).facts(found) for (signal_id, version), found in last.items()}


def standing_of(signal: Signal, last: Mapping[str, Finding] | None = None) -> Standing:
    """`last`: the newest finding of each task, where a page has them already."""
    protocol = protocol_of(signal)
    if last is None:
        known = facts_of(signal)
    else:
        known = protocol.facts({task: (found.pk, found.verdict) for task, found in last.items()})
    task = protocol.first_of(TaskKind.TRANSFER)
    went = task is not None and task.code in known
    sent_to = frozenset(signal.transfers.values_list("kind", flat=True)) if went else frozenset()
    return Standing(protocol, protocol.step(signal.step), known, sent_to)
