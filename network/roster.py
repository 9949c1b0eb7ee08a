"""The people of one's municipalities: who may see them, a list in pages, and how it stands with each account."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from network.granted import title_of
from network.lockouts import is_locked, locks_of
from network.models import Municipality, RoleGrant, User
from network.roles import places_of, roles_of
from network.rules import Role
from network.rules.person_state import FOR_MANAGERS, SOON, PersonState
from network.rules.roles import NEEDS_SECOND_PROOF
from network.second_proofs import PROOFS, with_second_proof

PAGE = 50

#: Who manages them, who must know whom to reach, and who supervises which roles are given.
READERS = (
    Role.APPLICATION_MANAGER,
    Role.COORDINATOR,
    Role.DIRECTORY_KEEPER,
    Role.PRIVACY_OFFICER,
    Role.DATA_PROTECTION_OFFICER,
)


@dataclass(frozen=True)
class Reach:
    """Where somebody reads the list of people, and where they manage accounts."""

    reads: dict[int, Municipality]
    manages: frozenset[int]

    @property
    def places(self) -> list[Municipality]:
        return sorted(self.reads.values(), key=lambda place: place.name)


def reach_of(user: User) -> Reach:
    held = roles_of(user)
    places = places_of(user)
    reads = {pk: places[pk] for pk in held.municipalities(*READERS)} if held.has(*READERS) else {}
    manages = held.municipalities(Role.APPLICATION_MANAGER) if held.has(Role.APPLICATION_MANAGER) else set()
    return Reach(reads, frozenset(manages))


def reads_people(user: User) -> bool:
    return roles_of(user).has(*READERS)


@dataclass(frozen=True)
class Wanted:
    """What the list is narrowed to. `after` is the key of the last person somebody saw."""

    words: str = ""
    state: PersonState | None = None
    place: str = ""  # slug
    after: UUID | None = None


@dataclass
class Row:
    """A person as the list shows them."""

    person: User
    state: PersonState
    department: str = ""
    roles: list[str] = field(default_factory=list)
    ends_soon: bool = False
    lacks_proof: bool = False


@dataclass(frozen=True)
class Roster:
    rows: Sequence[Row]
    next_after: UUID | None


def roster(user: User, wanted: Wanted) -> Roster:
    """The same number of queries however many people there are."""
    reach = reach_of(user)
    places = [pk for pk, place in reach.reads.items() if wanted.place in {"", place.slug}]
    people = _found(_in_places(places), reach, wanted, places)
    if wanted.after is not None:
        people = _after(people, wanted.after)
    found = list(people.order_by("name", "pk")[: PAGE + 1])
    shown = found[:PAGE]
    return Roster(_rows(shown, reach, places), shown[-1].key if len(found) > PAGE else None)


def person_for(user: User, key: UUID) -> User | None:
    """Somebody of the municipalities whose people this person reads."""
    reach = reach_of(user)
    return _in_places(list(reach.reads)).filter(key=key).first() if reach.reads else None


def number_of(user: User, state: PersonState) -> int:
    """For a block on a home page: how many need a look."""
    reach = reach_of(user)
    if not reach.reads:
        return 0
    places = list(reach.reads)
    return _found(_in_places(places), reach, Wanted(state=state), places).count()


# ---- which people --------------------------------------------------------------------------------
def _in_places(places: Sequence[int]) -> QuerySet[User]:
    """Who holds something there now or later; of who left, who ever did."""
    grants = RoleGrant.objects.filter(municipality__in=places, user=OuterRef("pk"))
    lasting = grants.filter(Q(until_on=None) | Q(until_on__gte=timezone.localdate()))
    return User.objects.filter(Q(Exists(lasting), is_active=True) | Q(Exists(grants), is_active=False))


def _found(people: QuerySet[User], reach: Reach, wanted: Wanted, places: Sequence[int]) -> QuerySet[User]:
    for word in wanted.words.split():
        people = people.filter(
            Q(name__icontains=word) | Q(function__icontains=word) | Q(email__icontains=word) | Q(username__iexact=word)
        )
    if wanted.state is None:
        return people
    if wanted.state in FOR_MANAGERS:
        people = people & _in_places([pk for pk in places if pk in reach.manages])
    return people.filter(_stands(wanted.state, places))


def _stands(state: PersonState, places: Sequence[int]) -> Q:
    today = timezone.localdate()
    theirs = RoleGrant.objects.current(today).filter(user=OuterRef("pk"))
    match state:
        case PersonState.LEFT:
            return Q(is_active=False)
        case PersonState.INVITED:
            return Q(is_active=True, entered_at=None)
        case PersonState.ACTIVE:
            return Q(is_active=True, entered_at__isnull=False)
        case PersonState.LOCKED:
            return Q(is_active=True) & is_locked()
        case PersonState.WITHOUT_PROOF:
            needing = theirs.filter(role__in=NEEDS_SECOND_PROOF)
            proofs = Authenticator.objects.filter(user=OuterRef("pk"), type__in=PROOFS)
            return Q(Exists(needing), ~Exists(proofs), is_active=True)
        case PersonState.ENDING:
            ending = theirs.filter(until_on__lte=today + SOON, municipality__in=places)
            return Q(Exists(ending), is_active=True)


def _after(people: QuerySet[User], key: UUID) -> QuerySet[User]:
    """Past the last person of the page before, by name and then by number: no page costs more than another."""
    last = User.objects.filter(key=key).only("name", "pk").first()
    if last is None:
        return people
    return people.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))


# ---- how they are shown --------------------------------------------------------------------------
def _rows(people: Sequence[User], reach: Reach, places: Sequence[int]) -> list[Row]:
    grants = _grants(people, places)
    managed = [person for person in people if {grant.municipality_id for grant in grants[person.pk]} & reach.manages]
    locks = locks_of(managed) if managed else {}
    proven = with_second_proof([person.pk for person in managed]) if managed else set()
    rows = []
    for person in people:
        row = Row(person, state_of(person, is_locked=person.pk in locks))
        _describe(row, grants[person.pk], names_places=len(places) > 1)
        needs = any(grant.role in NEEDS_SECOND_PROOF for grant in grants[person.pk])
        row.lacks_proof = needs and settings.SECOND_PROOF_REQUIRED and person in managed and person.pk not in proven
        rows.append(row)
    return rows


def _grants(people: Sequence[User], places: Sequence[int]) -> dict[int, list[RoleGrant]]:
    grants: dict[int, list[RoleGrant]] = defaultdict(list)
    rows = RoleGrant.objects.today().filter(user__in=people, municipality__in=places)
    for grant in rows.select_related("department", "team", "theme", "municipality").order_by("pk"):
        grants[grant.user_id].append(grant)
    return grants


def _describe(row: Row, grants: Sequence[RoleGrant], *, names_places: bool) -> None:
    soon = timezone.localdate() + SOON
    for grant in grants:
        row.ends_soon |= grant.until_on is not None and grant.until_on <= soon
        if grant.role != Role.REPORTER:
            title = title_of(grant)
            row.roles.append(f"{title} ({grant.municipality})" if names_places else title)
        elif grant.department is not None and not row.department:
            row.department = grant.department.name


def state_of(person: User, *, is_locked: bool) -> PersonState:
    """The one word for an account: what stands in the way comes first."""
    if not person.is_active:
        return PersonState.LEFT
    if is_locked:
        return PersonState.LOCKED
    return PersonState.ACTIVE if person.entered_at else PersonState.INVITED
