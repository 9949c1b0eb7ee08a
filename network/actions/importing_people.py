"""People of a file get an account, change, move and leave: many at a time, each with their own line in the trail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext as _

from network.actions.accounts import wait_for_turn
from network.actions.granting import DAY
from network.actions.mailbox import replace_address
from network.actions.people import deactivate
from network.exporting import homes_in
from network.granted import in_words
from network.models import ContactCard, Department, Municipality, PersonEntry, RoleGrant, User
from network.models.trail import PersonEvent
from network.rules import Role
from network.rules.entry import username_from
from network.rules.import_plan import Act, Change, Plan

_BATCH = 500
#: Columns of the account, and of the card.
_ACCOUNT = ("name", "function", "phone", "best_hours", "external_id")
_CARD = ("level", "languages", "comes_for")

Tick = Callable[[int], None]


def write_people(plan: Plan, municipality: Municipality, *, by: User, role: Role, tick: Tick) -> list[User]:
    """The new ones. Nobody gets another role than filing, and nobody a letter."""
    work = _People(municipality, by, role)
    newcomers = work.take_in(plan.of(Act.NEW))
    tick(len(newcomers))
    changed = plan.of(Act.CHANGED)
    work.change(changed, tick)
    people = User.objects.in_bulk([change.pk for change in plan.of(Act.OUT) if change.pk])
    for person in people.values():  # last: it locks the place where others file
        deactivate(by=by, person=person, reason=work.reason)
        tick(1)
    return newcomers


class _People:
    def __init__(self, municipality: Municipality, by: User, role: Role) -> None:
        self.municipality, self.by, self.role = municipality, by, role
        self.today = timezone.localdate()
        self.reason = _("From a file")
        self.departments: Mapping[int, Department] = municipality.departments.in_bulk()

    # ---- who is new
    def take_in(self, changes: list[Change]) -> list[User]:
        """Accounts without a password: nobody comes in before they are invited."""
        if not changes:
            return []
        wait_for_turn()
        names = _FreeNames()
        people = User.objects.bulk_create(
            [
                User(
                    username=names.free(change.values["email"]),
                    email=change.values["email"],
                    password=make_password(None),
                    **{key: change.values[key] for key in _ACCOUNT if key in change.values},
                )
                for change in changes
            ],
            batch_size=_BATCH,
        )
        places = [change.values["department"] for change in changes]
        grants = RoleGrant.objects.bulk_create(
            [self._home(person, place) for person, place in zip(people, places, strict=True)], batch_size=_BATCH
        )
        self._write_cards({person.pk: change for person, change in zip(people, changes, strict=True)})
        self._write_down(self._entry(PersonEvent.ROLE_GIVEN, grant.user_id, in_words(grant)) for grant in grants)
        return people

    def _home(self, person: User, department_id: int) -> RoleGrant:
        return RoleGrant(
            user=person,
            role=Role.REPORTER,
            municipality=self.municipality,
            department=self.departments[department_id],
            from_on=self.today,
            reason=self.reason,
            granted_by=self.by,
        )

    # ---- who changes
    def change(self, changes: list[Change], tick: Tick) -> None:
        by_pk = {change.pk: change for change in changes if change.pk is not None}
        people = User.objects.in_bulk(list(by_pk))
        columns: set[str] = set()
        for pk, person in people.items():
            for key in _ACCOUNT:
                if key in by_pk[pk].values:
                    setattr(person, key, by_pk[pk].values[key])
                    columns.add(key)
        if columns:
            for first in range(0, len(people), _BATCH):
                batch = list(people.values())[first : first + _BATCH]
                User.objects.bulk_update(batch, sorted(columns))
                tick(len(batch))
        self._move({pk: one.values["department"] for pk, one in by_pk.items() if one.values.get("department")})
        self._write_cards(by_pk)
        for pk, change in by_pk.items():
            if "email" in change.values:  # each of them gets a letter at the address of before
                replace_address(people[pk], change.values["email"], municipality=self.municipality)
        self._write_down(
            self._entry(PersonEvent.CHANGED, pk, _("Changed: %(what)s") % {"what": _columns_in_words(change)})
            for pk, change in by_pk.items()
        )

    def _move(self, wanted: Mapping[int, int]) -> None:
        """What was until yesterday stays as it was."""
        homes: dict[int, RoleGrant] = {}
        for home in homes_in(self.municipality).filter(user__in=wanted):
            homes.setdefault(home.user_id, home)
        ending = [home for home in homes.values() if home.from_on < self.today]
        begun = [home for home in homes.values() if home.from_on == self.today]
        for home in begun:
            home.department = self.departments[wanted[home.user_id]]
        for home in ending:
            home.until_on = self.today - DAY
        RoleGrant.objects.bulk_update(begun, ["department"], batch_size=_BATCH)
        RoleGrant.objects.bulk_update(ending, ["until_on"], batch_size=_BATCH)
        moved = [self._home(home.user, wanted[home.user_id]) for home in ending]
        RoleGrant.objects.bulk_create(moved, batch_size=_BATCH)
        self._write_down(self._entry(PersonEvent.ROLE_GIVEN, grant.user_id, in_words(grant)) for grant in moved)

    # ---- what they tell of themselves
    def _write_cards(self, changes: Mapping[int, Change]) -> None:
        """A card is made only for who has something on it."""
        wanted = {pk: change.values for pk, change in changes.items() if any(change.values.get(k) for k in _ON_CARD)}
        standing = {card.user_id: card for card in ContactCard.objects.filter(user__in=changes)}
        wanted |= {pk: changes[pk].values for pk in standing if any(k in changes[pk].values for k in _ON_CARD)}
        made = [ContactCard(user_id=pk, **_on_card(values)) for pk, values in wanted.items() if pk not in standing]
        touched = [card for pk, card in standing.items() if pk in wanted]
        for card in touched:
            for key, value in _on_card(wanted[card.user_id]).items():
                setattr(card, key, value)
        ContactCard.objects.bulk_create(made, batch_size=_BATCH)
        ContactCard.objects.bulk_update(touched, _CARD, batch_size=_BATCH)
        cards = {card.user_id: card for card in (*touched, *made)}
        self._choose_themes({cards[pk].pk: values["themes"] for pk, values in wanted.items() if "themes" in values})

    def _choose_themes(self, wanted: Mapping[int, list[int]]) -> None:
        through = ContactCard.themes.through
        through.objects.filter(contactcard__in=wanted).delete()
        rows = [through(contactcard_id=card, theme_id=theme) for card, themes in wanted.items() for theme in themes]
        through.objects.bulk_create(rows, batch_size=_BATCH)

    # ---- the trail
    def _entry(self, event: PersonEvent, person_id: int, detail: str) -> PersonEntry:
        return PersonEntry(
            municipality=self.municipality,
            person_id=person_id,
            by=self.by,
            role=self.role,
            event=event,
            detail=detail[:300],
            reason=self.reason,
        )

    def _write_down(self, entries: Iterable[PersonEntry]) -> None:
        PersonEntry.objects.bulk_create(list(entries), batch_size=_BATCH)


_ON_CARD = (*_CARD, "themes")


def _on_card(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: values[key] for key in _CARD if key in values}


class _FreeNames:
    """As one account gets its name, for many at once."""

    def __init__(self) -> None:
        lowered = User.objects.annotate(lowered=Lower("username"))
        self.taken: set[Any] = set(lowered.values_list("lowered", flat=True))

    def free(self, address: str) -> str:
        wanted = username_from(address)
        names = (f"{wanted}{number}" if number > 1 else wanted for number in count(1))
        name = next(name for name in names if name not in self.taken)
        self.taken.add(name)
        return name


def _columns_in_words(change: Change) -> str:
    words = {
        "name": _("name"),
        "function": _("function"),
        "phone": _("phone"),
        "best_hours": _("best hours"),
        "email": _("e-mail address"),
        "department": _("department"),
        "external_id": _("external number"),
        "level": _("level"),
        "languages": _("languages of the field"),
        "comes_for": _("what to come for"),
        "themes": _("themes"),
    }
    return ", ".join(words[key] for key in words if key in change.values)
