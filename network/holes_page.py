"""The page of holes: the five worst first, then each kind in a fold, then what somebody answers for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.functional import Promise

from network.askings import speaks_for
from network.holes import KIND_NAMES, MENDS, READS, REPAIRS, WORST, in_words, may_mend, repair_of
from network.models import Department, Hole, Municipality, User
from network.roles import places_of, roles_of
from network.rules import HoleKind
from network.rules.holes import SWEPT
from network.sweep import Found, Mender, Snapshot, holes_in
from network.sweep.found import Key, key_of
from network.sweep.people import is_known

#: Of a kind that was not chosen.
SHOWN_OF_A_KIND = 10
#: Of one kind, in pages.
PAGE = 25


@dataclass(frozen=True)
class Wanted:
    """`after` is the mark of the last hole that somebody saw of this kind."""

    place: str = ""  # slug
    kind: HoleKind | None = None
    department: str = ""  # code
    after: str = ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.kind or self.department)


@dataclass(frozen=True)
class ShownHole:
    """`hole` is the row that is kept of it, if any; `calls` whom to call, the first first."""

    found: Found
    title: str
    breaks: str
    repair: str
    repair_label: str | Promise
    calls: Sequence[Mender]
    hole: Hole | None = None
    is_own: bool = False  # whoever reads is the first to mend it
    by_hand: bool = False  # only a person can say that it is mended
    asks: Department | None = None  # can say something about it
    takes_away: bool = False  # the name of who left can simply go

    @property
    def mark(self) -> str:
        return self.found.mark

    @property
    def found_at(self) -> datetime | None:
        return self.hole.found_at if self.hole else None


@dataclass(frozen=True)
class Group:
    kind: HoleKind
    name: str | Promise
    total: int
    holes: Sequence[ShownHole]
    is_cut: bool = False  # there are more than are shown
    after: str = ""  # the mark to go on from


@dataclass(frozen=True)
class HolesPage:
    municipality: Municipality
    places: Sequence[Municipality]
    departments: Sequence[Department]
    total: int
    worst: Sequence[ShownHole]
    groups: Sequence[Group]
    accepted: Sequence[ShownHole]
    may_mend: bool


def places_read_by(user: User) -> list[Municipality]:
    """Those this person keeps come first."""
    held, places = roles_of(user), places_of(user)
    kept = held.municipalities(*MENDS)
    found = [places[pk] for pk in held.municipalities(*READS) if pk in places]
    return sorted(found, key=lambda place: (place.pk not in kept, place.name))


def page_for(user: User, wanted: Wanted) -> HolesPage | None:
    """As the directory stands now, with what is kept of it; None for who reads it nowhere. Writes nothing."""
    places = places_read_by(user)
    place = next((one for one in places if wanted.place in {"", one.slug}), None)
    if place is None:
        return None
    board = Board(place, user)
    chosen = [found for found in board.open if _is_wanted(found, wanted)]
    return HolesPage(
        municipality=place,
        places=places,
        departments=sorted(board.snapshot.departments.values(), key=lambda department: department.name),
        total=len(board.open),
        worst=[] if wanted.is_narrow else [board.shown(found) for found in board.open[:WORST]],
        groups=_groups(board, chosen, wanted),
        accepted=[] if wanted.after else [board.shown(found) for found in board.accepted if _is_wanted(found, wanted)],
        may_mend=may_mend(user, place),
    )


def hole_for(user: User, slug: str, mark: str) -> ShownHole | None:
    """For who mends it; None when it is mended meanwhile, or none of theirs."""
    place = next((one for one in places_read_by(user) if one.slug == slug and may_mend(user, one)), None)
    if place is None:
        return None
    return Board(place, user).at(mark)


def asked_hole(user: User, slug: str, mark: str) -> ShownHole | None:
    """For who speaks for the department that was asked about it; None when it is mended meanwhile, or not theirs."""
    place = next((one for one in places_of(user).values() if one.slug == slug), None)
    shown = Board(place, user).at(mark) if place else None
    return shown if shown and shown.asks and speaks_for(user, shown.asks) else None


def keeps_place(user: User, slug: str) -> bool:
    return any(one.slug == slug and may_mend(user, one) for one in places_read_by(user))


class Board:
    """What is open in one municipality, the worst first, and what somebody answers for until a day."""

    def __init__(self, municipality: Municipality, user: User) -> None:
        self.user = user
        today = timezone.localdate()
        self.snapshot = Snapshot(municipality, today)
        rows = Hole.objects.unmended().filter(municipality=municipality)
        self._rows: Mapping[Key, Hole] = {
            key_of(row): row for row in rows.select_related("theme", "department", "person", "accepted_by")
        }
        found = [*holes_in(self.snapshot), *self._told(municipality)]
        found.sort(key=lambda one: one.badness)
        self.open = [one for one in found if not self._is_accepted(one, today)]
        self.accepted = [one for one in found if self._is_accepted(one, today)]

    def _told(self, municipality: Municipality) -> Iterable[Found]:
        """What the directory cannot tell by itself."""
        for row in self._rows.values():
            if row.kind not in SWEPT and not is_known(self.snapshot, row.named):
                row.municipality = municipality
                yield Found.of(row)

    def _is_accepted(self, found: Found, today: date) -> bool:
        row = self._rows.get(found.key)
        return row is not None and row.accepted_until is not None and row.accepted_until >= today

    def at(self, mark: str) -> ShownHole | None:
        found = next((one for one in [*self.open, *self.accepted] if one.mark == mark), None)
        return self.shown(found) if found else None

    def shown(self, found: Found) -> ShownHole:
        menders = self.snapshot.menders(found)
        title, breaks = in_words(found)
        return ShownHole(
            found=found,
            title=title,
            breaks=breaks,
            repair=repair_of(found),
            repair_label=REPAIRS[found.kind],
            calls=[mender for mender in menders if mender.person != self.user][:MOST_CALLS],
            is_own=any(mender.person == self.user for mender in menders),
            hole=self._rows.get(found.key),
            by_hand=found.kind not in SWEPT,
            asks=self.snapshot.whom_to_ask(found),
            takes_away=found.kind is HoleKind.LEFT and found.asked is not None,
        )


#: Nobody calls a fourth.
MOST_CALLS = 3


# ---- groups --------------------------------------------------------------------------------------
def _is_wanted(found: Found, wanted: Wanted) -> bool:
    if wanted.kind is not None and found.kind is not wanted.kind:
        return False
    about = found.department or found.asked
    return not wanted.department or (about is not None and about.code == wanted.department)


def _groups(board: Board, chosen: Sequence[Found], wanted: Wanted) -> list[Group]:
    """In the order in which a kind hurts."""
    return [_group(board, kind, [one for one in chosen if one.kind is kind], wanted) for kind in _kinds_of(chosen)]


def _kinds_of(found: Iterable[Found]) -> list[HoleKind]:
    return list(dict.fromkeys(one.kind for one in found))


def _group(board: Board, kind: HoleKind, found: Sequence[Found], wanted: Wanted) -> Group:
    rest = found
    if wanted.kind is not None and wanted.after:
        rest = _after(found, wanted.after)
    shown = rest[: PAGE if wanted.kind else SHOWN_OF_A_KIND]
    is_cut = len(rest) > len(shown)
    return Group(
        kind=kind,
        name=KIND_NAMES[kind],
        total=len(found),
        holes=[board.shown(one) for one in shown],
        is_cut=is_cut,
        after=shown[-1].mark if is_cut and wanted.kind else "",
    )


def _after(found: Sequence[Found], mark: str) -> Sequence[Found]:
    """What comes after it; from the start when it is mended meanwhile."""
    place = next((number for number, one in enumerate(found) if one.mark == mark), -1)
    return found[place + 1 :]
