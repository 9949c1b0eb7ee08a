"""On the smallest phone no page of daily work scrolls sideways, however long its words and however large its text."""

import pytest

from network.cast import Cast
from network.models import User
from signals.models import HandOver
from signals.rules.lifecycle import Outcome
from signals.rules.reference import shown
from tests.e2e.conftest import LARGE, SIDEWAYS, ComeIn
from tests.signals.calibrating import address, scored
from tests.signals.life import asked, filed, handed_over
from tests.signals.team import closed

LONG = "Verkeersregelinstallatieonderhoudsmonteurswerkplaatsbeheerder https://een.voorbeeld.nl/" + "pad" * 40
UNFOLD = "document.querySelectorAll('main details').forEach(one => { one.open = true })"


@pytest.mark.parametrize("text", ["", LARGE])
def test_no_page_of_daily_work_scrolls_sideways(come_in: ComeIn, cast: Cast, text: str) -> None:
    followed, worked_on = filed(cast.sanne, text=LONG), filed(cast.sanne, text=LONG, place=LONG[:200])
    asked(followed, cast.omar, LONG)
    handed_over(worked_on, cast, question=LONG, text=LONG, shares_text=True)
    own, team, question = (shown(one.reference) for one in (followed, worked_on, HandOver.objects.get()))
    closed(cast, 12)
    closed(cast, 1, outcome=Outcome.NOT_ORGANISED_CRIME)  # told as fewer than five
    calibrated = address("", scored(cast, {"bea": 0, "kees": 1, "joris": 3}))
    pages: list[tuple[User, list[str]]] = [
        (cast.sanne, ["/signalen/", f"/signalen/{own}/", "/signalen/nieuw/", "/overleg/", "/hulp/", "/privacy/",
                      "/protocol/"]),
        (cast.omar, ["/werkvoorraad/", f"/werkvoorraad/{team}/", f"/werkvoorraad/{team}/overdragen/",
                     f"/werkvoorraad/{team}/geen-ondermijning/", f"/werkvoorraad/{team}/afsluiten/",
                     "/werkvoorraad/archief/", "/berichten/", "/terugbellen/",
                     f"/werkvoorraad/{team}/bronnen/", f"/werkvoorraad/{team}/oordelen/", "/signaaloverleg/",
                     "/normboek/nieuw/", calibrated]),
        (cast.dirk, ["/toegewezen/", f"/toegewezen/{question}/", "/netwerk/", "/afwezig/",
                     "/netwerk/afdelingen/BES/"]),
        (cast.merve, ["/"]),
        (cast.noor, ["/netwerk/gaten/", "/netwerk/matrix/"]),
        (cast.fatma, ["/raadpleeglog/"]),
        (cast.tom, ["/beheer/berichten/"]),
    ]  # fmt: skip
    wide = []
    for user, paths in pages:
        screen = come_in(user, width=320)
        for path in paths:
            screen.open(path).reads_nothing_of("Je kunt deze pagina niet openen.")
            screen.page.evaluate(f"{text}; {UNFOLD}")
            if screen.page.evaluate(SIDEWAYS) > 0:
                wide.append(path)
    assert wide == []
