"""The poster as a PDF, made from the directory: who to talk to, and a code that opens the form."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import segno
import typst
from django.conf import settings
from django.utils.translation import gettext as _

from network.models import Municipality
from network.people import coordinator_of

TEMPLATE = Path(__file__).resolve().parent / "data" / "poster.typ"


@dataclass(frozen=True)
class PosterWords:
    """Every sentence on the poster; an empty one is left out."""

    municipality: str
    title: str
    question: str
    answer: str
    scan: str
    address: str
    doubt: str
    person: str
    phone: str
    hours: str
    danger: str
    promise: str


def words_for(municipality: Municipality, address: str) -> PosterWords:
    coordinator = coordinator_of(municipality)
    return PosterWords(
        municipality=_("Municipality of %(name)s") % {"name": municipality.name},
        title=_("Something is not right here"),
        question=_("Did you see something that is not right?"),
        answer=_("Tell us. It takes a minute, and you do not have to be sure."),
        scan=_("Scan and tell us"),
        address=address,
        doubt=_("In doubt? Talk first."),
        person=str(coordinator) if coordinator else "",
        phone=coordinator.phone if coordinator else "",
        hours=coordinator.best_hours if coordinator else "",
        danger=_("Is there danger now? Call 112 first."),
        promise=_("You hear what we did with it. You can have your name shielded."),
    )


def render(words: PosterWords) -> bytes:
    """A4. The words go in as data, so that a name can be no markup."""
    inputs = {"words": json.dumps(asdict(words)), "qr": json.dumps(_squares(words.address))}
    fonts = [str(folder) for folder in settings.POSTER_FONTS]
    pdf: bytes = typst.compile(str(TEMPLATE), font_paths=fonts, ignore_system_fonts=True, sys_inputs=inputs)
    return pdf


def _squares(address: str) -> list[list[int]]:
    """Rows of the code: 1 is dark. With the white edge that a camera needs."""
    return [list(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=2)]
