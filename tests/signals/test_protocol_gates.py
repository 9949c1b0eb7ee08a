"""Through the real actions: a way opens when its file says so, and stays shut, in words, while one thing is missing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.utils.translation import gettext as _

from network.cast import Cast
from network.models import User
from signals.actions.closing import Ending, close_signal
from signals.actions.own_protocol import load_protocol
from signals.actions.protocol import go_on
from signals.actions.working import NotYet
from signals.models import Finding, Signal
from signals.protocols import shipped
from signals.rules.lifecycle import Outcome
from signals.rules.transfer import whom_it_ends_with
from tests.signals.life import filed, taken_up
from tests.signals.protocols.asked import Asked, Row, as_asked, recipients
from tests.signals.transferring import copy_at

DEFINITIONS = ("model-1", "light-1", "drie-fasen")

pytestmark = pytest.mark.parametrize("name", DEFINITIONS)


class Undone(Exception):
    """It worked, and is rolled back."""


@pytest.fixture
def signal(cast: Cast, name: str) -> Signal:
    """Of a municipality that weighs by this definition; omar took it up."""
    asked = Asked.of(name)
    code = name if name in shipped() else load_protocol(asked.text, municipality=cast.oudeveen).protocol.code
    cast.oudeveen.protocol_version = code
    cast.oudeveen.save()
    signal = taken_up(filed(User.objects.get(pk=cast.sanne.pk)), cast.omar)
    signal.refresh_from_db()
    return signal


@contextmanager
def standing_at(
    signal: Signal, step: str, facts: Mapping[str, str], sent_to: Collection[str] = frozenset()
) -> Iterator[None]:
    """For a while it stands in this step, this was found, and copies went to these kinds of organisations."""
    with transaction.atomic():
        for kind in sent_to:
            copy_at(kind, signal)
        Signal.objects.filter(pk=signal.pk).update(step=step)
        Finding.objects.bulk_create(
            Finding(signal=signal, step=step, task=task, verdict=verdict) for task, verdict in facts.items()
        )
        yield
        transaction.set_rollback(True)


def take(signal: Signal, by: User, row: Row) -> None:
    code, version = row["code"], signal.version
    with transaction.atomic():
        if "to" in row:
            go_on(signal.reference, by=by, way=code, reason="Zoals besproken.", version=version)
        else:
            ending = Ending(Outcome(row["ends"]), "Zoals besproken.", "Bedankt voor je signaal.", way=code)
            close_signal(signal.reference, by=by, ending=ending, version=version)
        found = Signal.objects.get(pk=signal.pk)
        assert (found.step, found.outcome) == (row.get("to", row["from"]), row.get("ends", ""))
        raise Undone


def still_to_do(task: Row, row: Row) -> str:
    if task["kind"] == "transfer" and recipients(row):
        whom = whom_it_ends_with(Outcome(row["ends"]))
        return _("Still to do: %(task)s. A copy must go to %(whom)s.") % {"task": task["label"], "whom": whom}
    return f"Nog te doen: {task['label']}.".replace("?.", "?")


def test_every_way_is_taken_when_all_it_asks_is_done(cast: Cast, signal: Signal, name: str) -> None:
    asked = Asked.of(name)
    for row in asked.ways:
        with standing_at(signal, row["from"], as_asked(row, asked), recipients(row)), pytest.raises(Undone):
            take(signal, cast.omar, row)


def test_a_copy_at_another_organisation_opens_no_end_elsewhere(cast: Cast, signal: Signal, name: str) -> None:
    asked = Asked.of(name)
    for row in [one for one in asked.ways if recipients(one)]:
        with standing_at(signal, row["from"], as_asked(row, asked), {"tax"}), pytest.raises(NotYet) as refused:
            take(signal, cast.omar, row)
        task = next(one for one in asked.rows["tasks"] if one["kind"] == "transfer")
        assert refused.value.missing == (still_to_do(task, row),)


def test_no_way_is_taken_while_one_thing_is_missing(cast: Cast, signal: Signal, name: str) -> None:
    """Each thing once in each step; that every way asks its own is held against the file in test_protocol_every_way."""
    asked, seen = Asked.of(name), set()
    for row in asked.ways:
        good = as_asked(row, asked)
        for task in [one for one in good if (row["from"], one) not in seen]:
            seen.add((row["from"], task))
            facts = {code: verdict for code, verdict in good.items() if code != task}
            with standing_at(signal, row["from"], facts, recipients(row)), pytest.raises(NotYet) as refused:
                take(signal, cast.omar, row)
            assert refused.value.missing == (still_to_do(asked.task(task), row),)


def test_no_way_is_taken_by_who_is_not_named(cast: Cast, signal: Signal, name: str) -> None:
    """Bea is a member of the team; some ways are only for the coordinator."""
    asked = Asked.of(name)
    for row in asked.ways:
        if "team_member" not in row["by"]:
            with standing_at(signal, row["from"], as_asked(row, asked)), pytest.raises(NotYet) as refused:
                take(signal, cast.bea, row)
            assert refused.value.missing[0].startswith("Wie dit beslist:")


def test_on_a_tie_only_the_coordinator_decides(cast: Cast, signal: Signal, name: str) -> None:
    asked = Asked.of(name)
    scores = next(row["code"] for row in asked.rows["tasks"] if row["kind"] == "scores")
    row = next(one for one in asked.ways if scores in one.get("needs", []) and "team_member" in one["by"])
    tied = as_asked(row, asked) | {scores: "tied"}
    with standing_at(signal, row["from"], tied), pytest.raises(NotYet) as refused:
        take(signal, cast.bea, row)
    assert "De regisseur beslist." in refused.value.missing[0]
    with standing_at(signal, row["from"], tied), pytest.raises(Undone):
        take(signal, cast.omar, row)
