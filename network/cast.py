"""The fixed cast: two made-up municipalities with everybody in them, for the demo and for tests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from network.actions.founding import found_municipality, load_catalogue
from network.models import (
    Absence,
    ContactCard,
    Department,
    Liaison,
    Municipality,
    Organisation,
    Responsibility,
    RoleGrant,
    Source,
    Team,
    Theme,
    ThemeSetting,
    User,
)
from network.models.matrix import Part
from network.models.place import TeamKind
from network.reference import Catalogue, read_catalogue
from network.rules import Role

CAST = Path(__file__).resolve().parent / "data" / "cast.json"

#: Everybody has been there for a while, so that signals of last month meet the same directory.
THERE_SINCE = timedelta(days=730)

#: Their lead forgot the last power, so that there is a hole to find.
LEAVE_A_POWER_UNNAMED = frozenset({"T01", "T07"})

Row = Mapping[str, Any]


@dataclass
class Cast:
    """`cast.sanne` is a person, `cast.oudeveen` a municipality; `cast["sanne"]` is the same."""

    people: dict[str, User] = field(default_factory=dict)
    municipalities: dict[str, Municipality] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)  # by "oudeveen/PUB"
    teams: dict[tuple[str, str], Team] = field(default_factory=dict)  # by slug and kind
    themes: dict[str, Theme] = field(default_factory=dict)  # by code

    def __getitem__(self, name: str) -> Any:
        return self.people[name] if name in self.people else self.municipalities[name]

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def department(self, code: str, at: str = "oudeveen") -> Department:
        return self.departments[f"{at}/{code}"]


def build_cast(*, password: str, today: date) -> Cast:
    """Everything in one transaction; an empty password means that nobody can sign in."""
    script = json.loads(CAST.read_text(encoding="utf-8"))
    catalogue = read_catalogue()
    cast = Cast()
    with transaction.atomic():
        load_catalogue(catalogue)
        cast.themes = Theme.objects.in_bulk(field_name="code")
        for row in script["municipalities"]:
            _found(cast, row, catalogue, today)
        _hire(cast, script["people"], password)
        _introduce(cast, script["people"])
        _grant(cast, script["people"], today)
        for row in script["municipalities"]:
            _settle(cast, row, today)
            _befriend(cast, row)
            _keep_sources(cast, row)
        _send_away(cast, script["absences"], today)
    return cast


def _found(cast: Cast, row: Row, catalogue: Catalogue, today: date) -> None:
    slug = row["slug"]
    municipality = found_municipality(
        slug=slug,
        name=row["name"],
        places=row["places"],
        size=row["size"],
        catalogue=catalogue,
        from_on=today - THERE_SINCE,
        themes=[theme.code for theme in catalogue.themes] if row["is_live"] else None,
    )
    municipality.size, municipality.is_live = row["size"], row["is_live"]
    municipality.save(update_fields=["size", "is_live"])
    cast.municipalities[slug] = municipality
    cast.departments |= {f"{slug}/{department.code}": department for department in municipality.departments.all()}
    cast.teams |= {(slug, team.kind): team for team in municipality.teams.all()}


def _hire(cast: Cast, rows: list[Row], password: str) -> None:
    """One hash for all: the demo would otherwise wait for eighty."""
    hashed = make_password(password or None)
    people = User.objects.bulk_create(
        User(
            username=row["username"],
            email=f"{row['username']}@{row['home'].partition('/')[0]}.example",
            name=row["name"],
            function=row["function"],
            phone=row["phone"],
            best_hours=row["best_hours"],
            password=hashed,
            entered_at=timezone.now() - THERE_SINCE,
        )
        for row in rows
    )
    cast.people = {user.username: user for user in people}


def _introduce(cast: Cast, rows: list[Row]) -> None:
    """Some wrote on a card what to call them for; most did not get round to it."""
    given = {row["username"]: row["card"] for row in rows if "card" in row}
    cards = ContactCard.objects.bulk_create(
        ContactCard(user=cast.people[name], **{key: value for key, value in card.items() if key != "themes"})
        for name, card in given.items()
    )
    through = ContactCard.themes.through
    through.objects.bulk_create(
        through(contactcard_id=card.pk, theme_id=cast.themes[code].pk)
        for card in cards
        for code in given[card.user.username]["themes"]
    )


def _grant(cast: Cast, rows: list[Row], today: date) -> None:
    from_on = today - THERE_SINCE
    home = [
        RoleGrant(
            user=cast.people[row["username"]],
            role=Role.REPORTER,
            municipality=cast.municipalities[row["home"].partition("/")[0]],
            department=cast.departments[row["home"]],
            from_on=from_on,
        )
        for row in rows
    ]
    held = [
        RoleGrant(
            user=cast.people[row["username"]],
            role=Role(role["role"]),
            municipality=cast.municipalities[role["in"]],
            department=cast.departments[f"{role['in']}/{role['department']}"] if "department" in role else None,
            team=cast.teams[role["in"], role["team"]] if "team" in role else None,
            theme=cast.themes[role["theme"]] if "theme" in role else None,
            line=role.get("line", ""),
            deputy=cast.people[role["deputy"]] if "deputy" in role else None,
            from_on=from_on,
        )
        for row in rows
        for role in row["roles"]
    ]
    RoleGrant.objects.bulk_create(home + held)


def _settle(cast: Cast, row: Row, today: date) -> None:
    """When the teams read, who answers when nobody else can, and what is deliberately missing."""
    slug = row["slug"]
    for kind in TeamKind:
        team, given = cast.teams[slug, kind], row["teams"][kind]
        team.name, team.phone, team.reading_days = given["name"], given["phone"], given["reading_days"]
        team.opens_at, team.closes_at = time.fromisoformat(given["opens_at"]), time.fromisoformat(given["closes_at"])
        team.manager = cast.people[given["manager"]]
        team.save()
    for code, username in row["fallbacks"].items():
        department = cast.department(code, at=slug)
        department.fallback = cast.people[username]
        department.save()
    if row["is_live"]:
        _accept(cast.municipalities[slug], today)
    Responsibility.objects.filter(
        municipality=cast.municipalities[slug], theme__code__in=row["without_lead"], part=Part.LEAD
    ).update(until_on=today - timedelta(days=60))
    for code, reason in row["with_priority"].items():
        ThemeSetting.objects.update_or_create(
            municipality=cast.municipalities[slug],
            theme=cast.themes[code],
            defaults={
                "is_on": True,
                "has_priority": True,
                "reason": reason,
                "priority_on": today - timedelta(days=90),
                "priority_until": today + timedelta(days=180),
                "priority_by": cast.people["marijke"] if slug == "oudeveen" else None,
            },
        )


def _befriend(cast: Cast, row: Row) -> None:
    """Who stands outside the wall, whom to call there, and what they do for us. All of it is made up."""
    municipality = cast.municipalities[row["slug"]]
    partners = Organisation.objects.bulk_create(
        Organisation(municipality=municipality, **{key: value for key, value in given.items() if key != "liaisons"})
        for given in row["partners"]
    )
    named = {partner.name: partner for partner in partners}
    for code in {*row["mailboxes"], *row["outsourced"]}:
        department = cast.department(code, at=row["slug"])
        department.mailbox = row["mailboxes"].get(code, "")
        department.outsourced_to = named[row["outsourced"][code]] if code in row["outsourced"] else None
        department.save(update_fields=["mailbox", "outsourced_to"])
    _meet(cast, row, named)


def _keep_sources(cast: Cast, row: Row) -> None:
    """Registers in which a source holder may be asked to look."""
    Source.objects.bulk_create(
        Source(department=cast.department(code, at=row["slug"]), **given)
        for code, registers in row.get("sources", {}).items()
        for given in registers
    )


def _meet(cast: Cast, row: Row, partners: Mapping[str, Organisation]) -> None:
    """Where everything is settled, who leads a theme names the partners that know about it."""
    met = [(partners[given["name"]], liaison) for given in row["partners"] for liaison in given["liaisons"]]
    liaisons = Liaison.objects.bulk_create(
        Liaison(organisation=partner, **{key: value for key, value in liaison.items() if key != "themes"})
        for partner, liaison in met
    )
    known = [
        (liaison, cast.themes[code])
        for liaison, (_, given) in zip(liaisons, met, strict=True)
        for code in given["themes"]
    ]
    Liaison.themes.through.objects.bulk_create(
        Liaison.themes.through(liaison_id=liaison.pk, theme_id=theme.pk) for liaison, theme in known
    )
    if not row["is_live"]:
        return
    leads = list(cast.municipalities[row["slug"]].responsibilities.filter(part=Part.LEAD))
    for lead in leads:
        lead.partners = sorted({liaison.organisation_id for liaison, theme in known if theme.pk == lead.theme_id})
    Responsibility.objects.bulk_update(leads, ["partners"])


def _accept(municipality: Municipality, today: date) -> None:
    """Long ago everybody said that it is right; the lead uses the powers of its theme."""
    rows = municipality.responsibilities
    rows.update(is_proposal=False, confirmed_on=today - timedelta(days=30))
    for lead in rows.filter(part=Part.LEAD).select_related("theme").prefetch_related("theme__powers"):
        powers = [power.pk for power in lead.theme.powers.all()]
        lead.powers = powers[:-1] if lead.theme.code in LEAVE_A_POWER_UNNAMED else powers
        lead.save(update_fields=["powers"])


def _send_away(cast: Cast, rows: list[Row], today: date) -> None:
    Absence.objects.bulk_create(
        Absence(
            user=cast.people[row["user"]],
            from_on=today + timedelta(days=row["from"]),
            until_on=today + timedelta(days=row["until"]),
            deputy=cast.people[row["deputy"]] if "deputy" in row else None,
        )
        for row in rows
    )
