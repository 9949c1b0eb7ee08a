"""Lists of signals, open and closed: filters, pages by key, counts, search. No sealed text but the headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from hkin.privacy.marks import index_hash
from hkin.privacy.words import INDEX_VERSION, query_words
from network.models import Theme, User
from network.roles import places_of, roles_of
from network.rules import Role
from network.subqueries import Counted, counted
from signals.actions.working import covers_for
from signals.models import Mention, Signal, TrailEntry
from signals.models.signal import SignalQuerySet
from signals.rules.detection import as_query
from signals.rules.lifecycle import URGENT, Verb
from signals.rules.reference import parse

PAGE = 25
#: Where counting stops: a larger number helps nobody choose.
CAP = 2000
#: The roles that stand behind a queue.
READERS = (
    Role.TEAM_MEMBER,
    Role.COORDINATOR,
    Role.ATTENTION_OFFICER,
    Role.INTEGRITY_RECEIVER,
    Role.PRIVACY_OFFICER,
)

_SHOWN = (
    "uuid",
    "reference",
    "created_at",
    "municipality__name",
    "municipality__slug",
    "route",
    "team",
    "status",
    "has_hole",
    "urgency",
    "urgency_rank",
    "due_on",
    "seen_at",
    "owner__name",
    "owner__username",
    "lease_until",
    "receiver_id",
    "theme__name",
    "area",
    "sealed_headline",
    "is_shielded",
    "is_practice",
    "has_police_data",
    "is_closed_regime",
    "has_criminal_data",
    "outcome",
    "closed_at",
    "next_word_on",
    "version",
)


class Owner(StrEnum):
    """Whose work it is."""

    EVERYBODY = ""
    FREE = "free"
    MINE = "mine"


@dataclass(frozen=True)
class Wanted:
    """What somebody asks of a list; an empty answer asks nothing."""

    q: str = ""
    owner: Owner = Owner.EVERYBODY
    status: str = ""
    theme: str = ""
    urgency: str = ""
    area: str = ""
    outcome: str = ""
    asks: bool = False  # of closed signals: the reporter waits for an answer

    @property
    def is_narrow(self) -> bool:
        return self != Wanted(owner=self.owner)

    @property
    def has_no_terms(self) -> bool:
        return bool(self.q) and not query_words(self.q)


@dataclass(frozen=True)
class Frame:
    """What stands around a list: how many each tab opens (more than CAP: CAP + 1), and the themes to choose from."""

    everybody: int = 0
    free: int = 0
    mine: int = 0
    waiting: int = 0
    asking: int = 0  # reporters, after the end
    themes: tuple[tuple[str, str], ...] = ()

    def count(self, owner: Owner) -> int:
        return {Owner.EVERYBODY: self.everybody, Owner.FREE: self.free, Owner.MINE: self.mine}[owner]


@dataclass(frozen=True)
class Page:
    """One page of a list, and the keys with which the pages around it are asked."""

    signals: Sequence[Signal]
    after: str = ""
    before: str = ""


class _IsAmong(Func):
    """`id = ANY(ARRAY(...))`: beside another condition the planner can still use both indexes, as with IN it cannot."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def has_queue(user: User) -> bool:
    return roles_of(user).has(*READERS)


def frame_of(user: User, wanted: Wanted) -> Frame:
    """In one query, asked of the person's own row."""
    asked = narrowed(_open_to(user), replace(wanted, owner=Owner.EVERYBODY))
    row = (
        User.objects.filter(pk=user.pk)
        .values_list(
            _count_of(asked),
            _count_of(asked.filter(_whose(user, Owner.FREE))),
            _count_of(asked.filter(_whose(user, Owner.MINE))),
            _count_of(waiting_for(user)),
            _count_of(asked_after_the_end(user)),
            _themes_of(user),
        )
        .get()
    )
    user._signals_waiting = row[3]  # type: ignore[attr-defined]  # the menu shows it on the same page
    themes = tuple((theme["code"], theme["name"]) for theme in row[5])
    return Frame(row[0], row[1], row[2], row[3], row[4], themes)


def _themes_of(user: User) -> ArraySubquery:
    """Of the catalogue, and those of the municipalities this person reads for."""
    themes = Theme.objects.of_any(places_of(user)).filter(is_active=True)
    return ArraySubquery(themes.values(pair=JSONObject(code="code", name="name")))


def waiting_count(user: User) -> int:
    """Open work that nobody has, for the menu."""
    if not has_queue(user):
        return 0
    kept = getattr(user, "_signals_waiting", None)
    return kept if kept is not None else waiting_for(user)[: CAP + 1].count()


def waiting_for(user: User) -> SignalQuerySet:
    return _open_to(user).filter(_whose(user, Owner.FREE))


#: Of closed signals: the reporter waits for an answer.
_ASKED = Q(next_word_on__isnull=False)


def asked_after_the_end(user: User) -> SignalQuerySet:
    """Nothing else of a closed signal has a day by which the reporter hears something."""
    return _closed_to(user).filter(_ASKED)


def new_since(user: User, moment: datetime) -> int:
    """What came in after a page was shown. A count: no content, so no look to write down."""
    return _open_to(user).filter(created_at__gt=moment)[: CAP + 1].count()


def open_page(user: User, wanted: Wanted, *, hits: int, after: str = "", before: str = "") -> Page:
    """A page of open work, the most urgent and first due on top. `hits` is the count of what is asked."""
    asked = narrowed(_open_to(user), wanted).filter(_whose(user, wanted.owner))
    return _page(user, _found(asked, hits), _QUEUE, after=after, before=before)


def closed_frame(user: User, wanted: Wanted) -> Frame:
    row = (
        User.objects.filter(pk=user.pk)
        .values_list(
            _count_of(narrowed(_closed_to(user), wanted)),
            _themes_of(user),
        )
        .get()
    )
    return Frame(everybody=row[0], themes=tuple((theme["code"], theme["name"]) for theme in row[1]))


def closed_page(user: User, wanted: Wanted, *, hits: int, after: str = "", before: str = "") -> Page:
    """A page of the archive, newest first."""
    return _page(user, _found(narrowed(_closed_to(user), wanted), hits), _ARCHIVE, after=after, before=before)


def for_home(user: User, *, since: datetime, until: date, most: int) -> list[Signal]:
    """What asks for attention today: urgent and unseen, mine, due by then, or new since. The most urgent first."""
    urgent = Q(urgency__in=sorted(URGENT), seen_at=None)
    mine = _whose(user, Owner.MINE)
    asked = _open_to(user).filter(urgent | mine | Q(due_on__lte=until) | Q(created_at__gte=since))
    return list(_rows(asked).order_by(*_QUEUE.sorted(backwards=False))[:most])


def opens_directly(user: User, typed: str) -> str | None:
    """A reference somebody typed, when it is one they may open."""
    reference = parse(typed)
    if reference is None or not Signal.objects.visible_to(user).filter(reference=reference).exists():
        return None
    return reference


def narrowed(signals: SignalQuerySet, wanted: Wanted) -> SignalQuerySet:
    chosen = {
        "status": wanted.status,
        "theme__code": "" if wanted.theme == NO_THEME else wanted.theme,
        "urgency": wanted.urgency,
        "area": wanted.area,
        "outcome": wanted.outcome,
    }
    found = signals.filter(**{field: value for field, value in chosen.items() if value})
    if wanted.theme == NO_THEME:
        found = found.filter(theme=None)
    if wanted.asks:
        found = found.filter(_ASKED)
    return found.filter(_meant(wanted.q)) if wanted.q else found


#: In the filter by theme: signals that have none yet.
NO_THEME = "none"


def _meant(typed: str) -> Q:
    """Signals that hold every word, or mention what the words are as a subject ("AO-417-E" is a plate)."""
    words = query_words(typed)
    if not words:
        return Q(pk__in=[])  # @> '{}' would match every row
    keys = Q(pk__in=[])
    for kind, value in as_query(typed):
        keys |= Q(key__kind=kind, key__hash=index_hash(kind, value))
    mentions = Mention.objects.filter(keys, key__index_version=INDEX_VERSION)
    mentioning = ArraySubquery(mentions.order_by().values("signal_id")[: CAP + 1])
    return Q(words__contains=words) | Q(_IsAmong(F("pk"), mentioning))


def _found(asked: SignalQuerySet, hits: int) -> SignalQuerySet:
    """The search trap: sorted by an index, a rare word walks all of it. So few hits are gathered first, then sorted."""
    if hits > CAP:
        return asked
    return Signal.objects.filter(pk__in=asked.order_by().values("pk")[: CAP + 1])


def _open_to(user: User) -> SignalQuerySet:
    return Signal.objects.visible_to(user).open()


def _closed_to(user: User) -> SignalQuerySet:
    return Signal.objects.visible_to(user).closed()


def _whose(user: User, owner: Owner) -> Q:
    if owner is Owner.MINE:
        return Q(owner_id__in={user.pk, *covers_for(user)})
    if owner is Owner.FREE:
        return Q(owner=None) | Q(lease_until__lt=timezone.localdate())
    return Q()


def _count_of(signals: QuerySet[Signal]) -> Counted:
    return counted(signals, most=CAP + 1)


@dataclass(frozen=True)
class _Order:
    """Columns that order a list, the primary key last. In a key the primary key is told by its reference."""

    columns: tuple[str, ...]
    falls: bool = False  # from high to low

    def key_of(self, signal: Signal) -> str:
        values = [getattr(signal, column) for column in self.columns]
        return "_".join([*(v.isoformat() if isinstance(v, date) else str(v) for v in values), signal.reference])

    def read(self, key: str) -> tuple[list[Any], str] | None:
        """None for what somebody made up."""
        *values, reference = key.split("_")
        try:
            read = [_READ[column](value) for column, value in zip(self.columns, values, strict=True)]
        except (KeyError, ValueError):
            return None
        return None if None in read or parse(reference) is None else (read, reference)

    def beyond(self, values: list[Any], reference: str, *, among: SignalQuerySet, backwards: bool) -> Q:
        """Rows after the key, or before it. `among` is what somebody may see: of other signals a key tells nothing."""
        way = "lt" if self.falls != backwards else "gt"
        own = among.filter(reference=reference).values("pk")[:1]
        places = [*zip(self.columns, values, strict=True), ("pk", Coalesce(Subquery(own), 0))]
        found, equal = Q(), Q()
        for column, value in places:
            found |= equal & Q(**{f"{column}__{way}": value})
            equal &= Q(**{column: value})
        bound = Q(**{f"{self.columns[0]}__{way}e": values[0]})  # where an index can begin
        return bound & found

    def sorted(self, *, backwards: bool) -> list[str]:
        sign = "-" if self.falls != backwards else ""
        return [f"{sign}{column}" for column in (*self.columns, "pk")]


def _moment(text: str) -> datetime | None:
    moment = parse_datetime(text)
    return moment if moment and moment.tzinfo else None


_READ: dict[str, Any] = {"urgency_rank": int, "due_on": parse_date, "created_at": _moment}
_QUEUE = _Order(("urgency_rank", "due_on"))
_ARCHIVE = _Order(("created_at",), falls=True)


def _decisions() -> QuerySet[TrailEntry]:
    """Somebody decided whether the team may see it."""
    return TrailEntry.objects.filter(signal=OuterRef("pk"), verb=Verb.DECIDE_REGIME)


def _rows(found: SignalQuerySet) -> SignalQuerySet:
    """With what a line shows, and no sealed text but the headline."""
    shown = found.select_related("municipality", "owner", "theme").annotate(is_decided=Exists(_decisions()))
    return shown.only(*_SHOWN)


def _page(user: User, found: SignalQuerySet, order: _Order, *, after: str, before: str) -> Page:
    backwards = bool(before) and not after
    place = order.read(after or before)
    if place is not None:
        found = found.filter(order.beyond(*place, among=Signal.objects.visible_to(user), backwards=backwards))
    backwards = backwards and place is not None
    rows = list(_rows(found).order_by(*order.sorted(backwards=backwards))[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if backwards:
        rows.reverse()
    is_later = place is not None
    return Page(
        signals=rows,
        after=order.key_of(rows[-1]) if rows and (more or backwards) else "",
        before=order.key_of(rows[0]) if rows and (more if backwards else is_later) else "",
    )
