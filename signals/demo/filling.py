"""Many made-up signals at once, to measure with: around the actions, but sealed and indexed as filed ones are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from itertools import accumulate, product
from random import Random

from django.utils import timezone

from hkin.privacy.marks import index_hash, person_mark
from hkin.privacy.sealing import Sealer, create_keys
from hkin.privacy.words import INDEX_VERSION, index_words
from network.models import Municipality, Team, Theme, User
from network.models.place import TeamKind
from network.rules import Role
from signals.models import Mention, Reporter, Signal, Subject, SubjectKey, TrailEntry
from signals.rules.deadlines import Deadlines
from signals.rules.lifecycle import URGENCY_RANK, Outcome, Route, Status, Urgency, Verb
from signals.rules.reference import new_reference
from signals.rules.subjects import Subject as Typed
from signals.rules.subjects import SubjectKind, normalise

BATCH = 1000
TEXT_WORDS = 45
#: The newest fifth is open; the oldest is of two years ago. Rows lie in the order in which they came, as in real life.
OPEN_SHARE = 0.2
OLDEST_DAYS = 730
#: In one signal of four; in one of a thousand; in none.
COMMON, RARE, ABSENT = "bestelbus", "vuurtoren", "qwertzuiop"
RARE_EVERY = 1000

_SYLLABLES = "ba be bo da de do ga go ka ke ki ko la le lo ma me mo na ne no pa po ra re ri ro sa se ta te to va vo wa"
VOCABULARY = ["".join(parts) + "n" for parts in product(_SYLLABLES.split(), repeat=3)][::9]
_ZIPF = list(accumulate(1 / rank for rank in range(1, len(VOCABULARY) + 1)))


@dataclass(frozen=True)
class Directory:
    """What signals point at, asked once."""

    team: Team
    themes: Sequence[Theme]
    reporters: Sequence[User]
    owners: Sequence[User]
    shared_keys: Sequence[tuple[Typed, Sequence[SubjectKey]]]

    @property
    def municipality(self) -> Municipality:
        return self.team.municipality


@dataclass
class Batch:
    signals: list[Signal] = field(default_factory=list)
    reporters: list[Reporter] = field(default_factory=list)
    trail: list[TrailEntry] = field(default_factory=list)
    subjects: list[Subject] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    def write(self) -> None:
        Signal.objects.bulk_create(self.signals)
        Reporter.objects.bulk_create(self.reporters)
        TrailEntry.objects.bulk_create(self.trail)
        Subject.objects.bulk_create(self.subjects)
        Mention.objects.bulk_create(self.mentions)


def fill_signals(count: int, *, seed: int = 1) -> None:
    """In the demo municipality, from a demo that is loaded."""
    dice = Random(seed)  # noqa: S311  nothing here is a secret
    now = timezone.now()
    directory = _directory()
    for start in range(0, count, BATCH):
        _batch(range(start, min(start + BATCH, count)), count, directory, dice, now).write()


def _directory() -> Directory:
    team = Team.objects.select_related("municipality").get(municipality__slug="oudeveen", kind=TeamKind.INTEGRAL)
    plates = [normalise(SubjectKind.PLATE, f"{number:02}-HK-{letter}N") for number in range(1, 40) for letter in "BDFG"]
    hashes = [(kind, index_hash(kind, value)) for plate in plates for kind, value in plate.keys]
    rows = SubjectKey.objects.bulk_create(
        [SubjectKey(kind=kind, hash=digest, index_version=INDEX_VERSION) for kind, digest in sorted(set(hashes))],
        update_conflicts=True,
        unique_fields=["kind", "hash", "index_version"],
        update_fields=["index_version"],
    )
    keys = {(row.kind, bytes(row.hash)): row for row in rows}
    return Directory(
        team=team,
        themes=list(Theme.objects.filter(is_active=True)),
        reporters=list(User.objects.filter(email__endswith="@oudeveen.example").order_by("pk")[:40]),
        owners=list(User.objects.filter(username__in=["omar", "bea", "joris"])),
        shared_keys=[(plate, [keys[kind, index_hash(kind, value)] for kind, value in plate.keys]) for plate in plates],
    )


def _batch(numbers: range, count: int, directory: Directory, dice: Random, now: datetime) -> Batch:
    batch = Batch()
    for number in numbers:
        signal = _signal((number + 1) / (count + 1), directory, dice, now)
        batch.signals.append(signal)
        batch.reporters.append(Reporter(signal=signal))
    owners = [row.uuid for pair in zip(batch.signals, batch.reporters, strict=True) for row in pair]
    sealers = iter(create_keys(owners=owners, municipality_id=directory.municipality.pk))
    for number, signal, link in zip(numbers, batch.signals, batch.reporters, strict=True):
        sealer, link_sealer = next(sealers), next(sealers)
        reporter = dice.choice(directory.reporters)
        _write(signal, _text(number, dice), sealer, dice)
        signal.reporter_mark = person_mark(reporter.pk)
        identity = json.dumps({"user_id": reporter.pk, "name": reporter.name, "phone": reporter.phone})
        link.sealed_identity = link_sealer.seal("reporter.identity", link.uuid, identity)
        batch.trail.append(_filed(signal))
        if number % 3 == 0:
            _mention(batch, signal, dice.choice(directory.shared_keys), sealer)
    return batch


def _signal(place: float, directory: Directory, dice: Random, now: datetime) -> Signal:
    """`place` goes from 0, the oldest, to 1."""
    is_open = place > 1 - OPEN_SHARE
    created_at = now - timedelta(days=OLDEST_DAYS * (1 - place))
    urgency = dice.choices(list(Urgency), weights=[1, 4, 35, 60])[0]
    owner = dice.choice(directory.owners) if is_open and dice.random() < 0.4 else None
    signal = Signal(
        reference=new_reference(),
        municipality=directory.municipality,
        created_at=created_at,
        route=Route.TEAM,
        team=directory.team,
        status=Status.CLOSED if not is_open else Status.IN_PROGRESS if owner else Status.RECEIVED,
        urgency=urgency,
        urgency_rank=URGENCY_RANK[urgency],
        due_on=(created_at + timedelta(days=1.4 * Deadlines().to_decide(urgency))).date(),
        seen_at=created_at,
        owner=owner,
        lease_until=(now + timedelta(days=5)).date() if owner else None,
        theme=dice.choice([*directory.themes, None]),
        area=str(dice.randrange(8990, 9000)),
        next_word_on=(now + timedelta(days=20)).date() if is_open else None,
        index_version=INDEX_VERSION,
    )
    if not is_open:
        signal.outcome = dice.choice(list(Outcome))
        signal.closed_at = created_at + timedelta(days=30)
        signal.destroy_on = (now + timedelta(days=365)).date()
    return signal


def _text(number: int, dice: Random) -> list[str]:
    words = dice.choices(VOCABULARY, cum_weights=_ZIPF, k=TEXT_WORDS)
    if number % 4 == 0:
        words[0] = COMMON
    if number % RARE_EVERY == 0:
        words[1] = RARE
    return words


def _write(signal: Signal, words: Sequence[str], sealer: Sealer, dice: Random) -> None:
    signal.sealed_text = sealer.seal("signal.text", signal.uuid, " ".join(words))
    signal.sealed_place = sealer.seal("signal.place", signal.uuid, f"Havendijk {dice.randrange(1, 300)}")
    if signal.status != Status.RECEIVED:
        signal.sealed_headline = sealer.seal("signal.headline", signal.uuid, " ".join(words[:5]))
    signal.words = sorted({hashed for word in words for hashed in _hashes(word)})


@cache
def _hashes(word: str) -> tuple[int, ...]:
    return tuple(index_words(word))


def _filed(signal: Signal) -> TrailEntry:
    return TrailEntry(
        signal=signal,
        at=signal.created_at,
        verb=Verb.FILE,
        role=Role.REPORTER,
        actor_mark=signal.reporter_mark,
        status_after=Status.RECEIVED,
    )


def _mention(batch: Batch, signal: Signal, met: tuple[Typed, Sequence[SubjectKey]], sealer: Sealer) -> None:
    typed, keys = met
    subject = Subject(signal=signal, kind=typed.kind)
    subject.sealed_typed = sealer.seal("subject.typed", subject.uuid, typed.typed)
    batch.subjects.append(subject)
    batch.mentions += [Mention(signal=signal, subject=subject, key=key) for key in keys]
