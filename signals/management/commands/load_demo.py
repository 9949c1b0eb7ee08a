"""manage.py load_demo: two made-up municipalities with their people and signals, for trying things out."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from network.models import User
from signals.demo import load_demo

#: Who to try first, with what they are in the cast.
SHOWN = "sanne bram omar bea joris dirk lotte aicha paul greet mirjam noor fatma hans jasper marijke tom wil ilse"


class Command(BaseCommand):
    help = "Load the demo: two made-up municipalities with people and signals. Only with HKIN_DEMO; twice is once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This is not a demo: HKIN_DEMO is not true. Nothing was loaded.")
        if not settings.DEMO_PASSWORD:
            raise CommandError("HKIN_DEMO_PASSWORD says what the demo users sign in with; it is empty.")
        load_demo(password=settings.DEMO_PASSWORD)
        people = User.objects.in_bulk(SHOWN.split(), field_name="username")
        for username in SHOWN.split():
            if username in people:
                self.stdout.write(f"{username:<8} {people[username].name}, {people[username].function}")
