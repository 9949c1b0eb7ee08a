"""A network of a thousand boxes: a city that wrote down everything."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from network.models import Department, Municipality, Organisation, Responsibility, RoleGrant, Theme, User
from network.models.matrix import Part
from network.rules import Role
from network.rules.levels import Level

DEPARTMENTS, THEMES, PEOPLE, PARTNERS = 300, 40, 600, 60
_PARTS = (Part.EXECUTOR, Part.ADVISER, Part.INFORMED)


def thousand_boxes(municipality: Municipality, since: date) -> None:
    """Besides what is there already."""
    departments = Department.objects.bulk_create(
        Department(municipality=municipality, code=f"G{n}", name=f"Afdeling {n:03} van de stad")
        for n in range(DEPARTMENTS)
    )
    themes = Theme.objects.bulk_create(
        Theme(municipality=municipality, code=f"G{n}", name=f"Thema {n:02} van de stad") for n in range(THEMES)
    )
    people = User.objects.bulk_create(
        User(username=f"g{n}", name=f"Collega {n:03}", key=uuid4(), password="!") for n in range(PEOPLE)
    )
    Organisation.objects.bulk_create(
        Organisation(municipality=municipality, kind="other", name=f"Partner {n:02}") for n in range(PARTNERS)
    )
    partners = list(municipality.organisations.values_list("pk", flat=True))
    RoleGrant.objects.bulk_create(
        RoleGrant(
            user=user,
            role=Role.CONTACT_PERSON if n < DEPARTMENTS else Role.DEPARTMENT_HEAD,
            municipality=municipality,
            department=departments[n % DEPARTMENTS],
            from_on=since,
        )
        for n, user in enumerate(people)
    )
    Responsibility.objects.bulk_create(
        Responsibility(
            municipality=municipality,
            theme=theme,
            department=department,
            level=Level.TACTICAL if n == at else Level.OPERATIONAL,
            part=Part.LEAD if n == at else _PARTS[(n + at) % 3],
            partners=[partners[(n + at) % len(partners)]] if n == at else [],
            from_on=since,
        )
        for at, theme in enumerate(themes)
        for n, department in enumerate(departments)
        if n == at or (n * 7 + at) % 5 == 0
    )
