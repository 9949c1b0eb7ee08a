"""Who gets a package knows nothing of us: a person reads the PDF, a screen reader too, and a machine the JSON."""

import json
import re

import pytest
from django.utils import timezone

from hkin.privacy.sealing import open_key
from network.cast import Cast
from signals.package import Chapter, Line, Package, as_pdf
from signals.rules.transfer import Part
from signals.transfers import package_of
from tests.signals.life import filed, taken_up
from tests.signals.meeting_life import in_step
from tests.signals.transferring import transferred


def saying(text: str) -> Package:
    return Package(
        title="Overdracht van een signaal",
        number="O-12345678",
        day="2026-11-22",
        notice="Een tip.",
        practice="",
        head=(Line("Waarom", text),),
        chapters=(Chapter("Wat we doorgeven", (Line("", text),)),),
    )


def pages(pdf: bytes) -> int:
    found = re.search(rb"NPages>(\d+)<", pdf)
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize(
    "text", ["Een bus bij de loods.", "Een bus 🚛 bij de loods 👨‍👩‍👧 ✅", "=SUM(1,2) #set $x$ *a*"]
)
def test_the_pdf_is_accessible_by_the_norm_with_its_title_and_language(text: str) -> None:
    pdf = as_pdf(saying(text))
    assert re.search(rb"pdfuaid:part>1<", pdf)
    assert b"/DisplayDocTitle true" in pdf
    assert b"Overdracht van een signaal O-12345678" in pdf
    assert b"/Lang(nl)" in pdf


def test_signs_that_no_font_has_stop_no_transfer() -> None:
    assert as_pdf(saying("你好")).startswith(b"%PDF-")


def test_a_word_wider_than_the_page_goes_on_below() -> None:
    assert pages(as_pdf(saying("a" * 5000))) > 1


def test_the_json_says_its_format_and_its_day_for_a_machine(cast: Cast) -> None:
    row = transferred(taken_up(filed(cast.sanne), cast.omar), cast)
    kept = json.loads(package_of(row, open_key(row.signal.uuid)).as_json())
    assert kept["format"] == "hkin-transfer/1"
    assert kept["day"] == timezone.localdate().isoformat()


def test_a_question_that_asks_nothing_is_kept_apart_from_its_answer(cast: Cast) -> None:
    row = transferred(in_step(cast, "weighing"), cast, parts=frozenset({Part.WEIGHINGS}))
    lines = package_of(row, open_key(row.signal.uuid)).chapters[1].lines
    said = "\n".join(line.value for line in lines)
    assert "Werk de rode vlaggen uit: " in said
    assert "Waar zit het hier vast? " in said
