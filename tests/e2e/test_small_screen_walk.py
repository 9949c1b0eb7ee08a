"""On the smallest phone no page of daily work scrolls sideways, however long its words are."""

from network.cast import Cast
from network.models import User
from signals.models import HandOver
from signals.rules.reference import shown
from tests.e2e.conftest import SIDEWAYS, ComeIn
from tests.signals.life import asked, filed, handed_over

LONG = "Verkeersregelinstallatieonderhoudsmonteurswerkplaatsbeheerder https://een.voorbeeld.nl/" + "pad" * 40


def test_no_page_of_daily_work_scrolls_sideways(come_in: ComeIn, cast: Cast) -> None:
    followed, worked_on = filed(cast.sanne, text=LONG), filed(cast.sanne, text=LONG, place=LONG[:200])
    asked(followed, cast.omar, LONG)
    handed_over(worked_on, cast, question=LONG, text=LONG, shares_text=True)
    own, team, question = (shown(one.reference) for one in (followed, worked_on, HandOver.objects.get()))
    pages: list[tuple[User, list[str]]] = [
        (cast.sanne, ["/signalen/", f"/signalen/{own}/", "/signalen/nieuw/", "/overleg/", "/hulp/", "/privacy/"]),
        (cast.omar, ["/werkvoorraad/", f"/werkvoorraad/{team}/", f"/werkvoorraad/{team}/overdragen/",
                     f"/werkvoorraad/{team}/geen-ondermijning/", f"/werkvoorraad/{team}/afsluiten/",
                     "/werkvoorraad/archief/", "/berichten/", "/terugbellen/"]),
        (cast.dirk, ["/toegewezen/", f"/toegewezen/{question}/", "/netwerk/", "/afwezig/"]),
        (cast.noor, ["/netwerk/gaten/"]),
        (cast.fatma, ["/raadpleeglog/"]),
        (cast.tom, ["/beheer/berichten/"]),
    ]  # fmt: skip
    wide = []
    for user, addresses in pages:
        screen = come_in(user, width=320)
        for address in addresses:
            screen.open(address).reads_nothing_of("Je kunt deze pagina niet openen.")
            if screen.page.evaluate(SIDEWAYS) > 0:
                wide.append(address)
    assert wide == []
