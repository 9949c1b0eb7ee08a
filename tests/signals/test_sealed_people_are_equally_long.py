"""Who filed or wants a call cannot be told by the length of what is sealed: names and numbers can be counted."""

from network.cast import Cast
from signals.models import CallBack, Reporter
from tests.signals.filing_form import signed_in
from tests.signals.life import filed


def test_every_reporter_is_sealed_equally_long(cast: Cast) -> None:
    for person in (cast.aicha, cast.sanne, cast.willemijn):
        filed(person)
    filed(cast.bea, ask_by="Bel me dinsdag na twee uur, of loop even langs op de tweede verdieping.")
    assert len({len(row.sealed_identity) for row in Reporter.objects.all()}) == 1


def test_every_wish_to_be_called_is_sealed_equally_long(cast: Cast) -> None:
    for person, suits in ((cast.aicha, ""), (cast.willemijn, "morgen na twee uur")):
        signed_in(person).post("/overleg/", {"name": person.name, "phone": "0612345678", "suits": suits})
    assert len({len(row.sealed_caller) for row in CallBack.objects.all()}) == 1
