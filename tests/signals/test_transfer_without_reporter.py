"""Nothing in a package tells who told us, who may not see it, or which colleague wrote what (R10)."""

from __future__ import annotations

import zlib
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hkin.privacy.marks import person_mark
from hkin.privacy.sealing import open_key
from network.cast import Cast
from network.models import User
from signals.actions.drafting import attach
from signals.actions.feedback import add_to_signal
from signals.actions.filing import Caller, Filing, file_signal
from signals.actions.notes import add_note
from signals.demo.weighing import make_ready_for
from signals.models import Signal, Transfer
from signals.package import as_pdf
from signals.rules.lifecycle import Outcome
from signals.rules.moments import Precision, Seen
from signals.rules.reference import shown
from signals.rules.safety import PlaceKind, Safety
from signals.rules.subjects import normalise
from signals.rules.transfer import Part
from signals.transfers import file_of, package_of
from tests.house.scene import PDF
from tests.signals.life import filed, taken_up
from tests.signals.transferring import transferred

pytestmark = pytest.mark.django_db

EVERYTHING = frozenset(Part)


def words_in(row: Transfer) -> str:
    """All text of the file, and the bytes of the PDF as far as they are letters."""
    sealer = open_key(row.signal.uuid)
    package = package_of(row, sealer)
    return package.as_json() + file_of(row, sealer).decode("latin-1") + as_pdf(package).decode("latin-1")


def told(cast: Cast, text: str, **more: Any) -> Transfer:
    signal = filed(cast.sanne, text=text, **more)
    taken_up(signal, cast.omar)
    return transferred(signal, cast, parts=EVERYTHING)


def test_the_whole_package_holds_nothing_of_the_reporter(cast: Cast) -> None:
    signal = filed(
        cast.sanne, excluded=frozenset({cast.joris.pk}), ask_by="Bel me thuis", done_already="Ik zei het tegen Karin."
    )
    taken_up(signal, cast.omar)
    add_note(signal.reference, by=cast.bea, text="Een notitie over Sanne.")
    add_to_signal(signal.reference, by=cast.sanne, text="Nog iets van de melder.")
    signal.refresh_from_db()
    make_ready_for(signal, Outcome.TO_POLICE, by=cast.omar)
    found = words_in(transferred(signal, cast, parts=EVERYTHING))
    mark = person_mark(cast.sanne.pk)
    for word in (
        *(part for person in (cast.sanne, cast.omar, cast.bea, cast.joris) for part in _of(person)),
        "Publieksplein",
        "Een notitie",
        "Nog iets van",
        "Bel me thuis",
        "Karin",
        signal.reference,
        shown(signal.reference),
        mark.hex(),
        mark.decode("latin-1"),
    ):
        assert word not in found, word


def _of(person: User) -> list[str]:
    return [person.name, person.username, person.phone, person.email]


@pytest.mark.parametrize(
    "said", ["Ik ben Sanne Kuipers, bel me.", "ik ben SANNE  KUIPERS", "Vraag Omar de Vries.", "Bel 088 000 11 15."]
)
def test_names_and_numbers_of_colleagues_are_left_out_of_every_text(cast: Cast, said: str) -> None:
    found = package_of(row := told(cast, f"Bij de loods staat een bus. {said}"), open_key(row.signal.uuid)).as_json()
    assert "Bij de loods staat een bus." in found
    for word in ("kuipers", "de vries", "11 15"):
        assert word not in found.casefold()


def test_a_summary_loses_them_too(cast: Cast) -> None:
    signal = filed(cast.sanne)
    taken_up(signal, cast.omar)
    row = transferred(signal, cast, summary="Sanne Kuipers zag het. Bea Schouten belde.")
    assert "Kuipers" not in (found := package_of(row, open_key(signal.uuid)).as_json())
    assert "Schouten" not in found


def test_about_whom_it_is_stays_in(cast: Cast) -> None:
    named = normalise("person", cast.dirk.name)
    row = told(cast, f"{cast.dirk.name} laat de loods leegstaan.", subjects=[named])
    assert cast.dirk.name in package_of(row, open_key(row.signal.uuid)).as_json()


def test_an_attachment_goes_without_its_name(cast: Cast) -> None:
    signal = _with_attachment(cast)
    taken_up(signal, cast.omar)
    row = transferred(signal, cast, attachments=tuple(signal.attachments.values_list("uuid", flat=True)))
    package = package_of(row, open_key(signal.uuid))
    assert len(package.attachments) == 1
    assert "sanne-thuis" not in words_in(row)


def test_nothing_goes_that_was_not_ticked(cast: Cast) -> None:
    signal = _with_attachment(cast)
    taken_up(signal, cast.omar)
    package = package_of(transferred(signal, cast), open_key(signal.uuid))
    assert len(package.chapters) == 1
    assert package.attachments == ()


def test_the_pdf_has_a_structure_and_says_nothing_of_who_made_it(cast: Cast) -> None:
    row = told(cast, "Bij de loods staat een bus.")
    pdf = as_pdf(package_of(row, open_key(row.signal.uuid)))
    opened = b"".join(_streams(pdf)) + pdf
    assert b"/StructTreeRoot" in opened
    assert b"/H1" in opened
    for word in (b"/Author", b"/CreationDate", b"/work", b"/signals"):
        assert word not in opened


def _streams(pdf: bytes) -> list[bytes]:
    found = []
    for piece in pdf.split(b"stream\n")[1:]:
        try:
            found.append(zlib.decompressobj().decompress(piece))
        except zlib.error:
            continue
    return found


def _with_attachment(cast: Cast) -> Signal:
    key = uuid4()
    upload = SimpleUploadedFile("sanne-thuis.pdf", PDF, content_type="application/pdf")
    attach(key=key, by=cast.sanne, municipality=cast.oudeveen, upload=upload)
    filing = Filing(
        text="Bij de loods staat een bus.",
        place="Industrieweg 12, Oudeveen",
        place_kind=PlaceKind.LINE,
        seen=Seen(None, None, precision=Precision.DAY),
        safety=Safety.NONE,
    )
    return file_signal(
        filing=filing, by=cast.sanne, key=key, municipality=cast.oudeveen, department=cast.department("PUB")
    ).signal


def test_the_name_of_a_caller_goes_neither(cast: Cast) -> None:
    row = told(cast, "Ik ben Pietje Puk en ik woon ernaast.", on_behalf_of=Caller("Pietje Puk", "0612345678"))
    assert "Puk" not in package_of(row, open_key(row.signal.uuid)).as_json()
