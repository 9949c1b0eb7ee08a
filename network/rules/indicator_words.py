"""Dutch words that rather say who somebody is, or where, than what can be seen. A hint, never a verdict."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class About(StrEnum):
    ORIGIN = "origin"
    BELIEF = "belief"
    GROUP = "group"
    PLACE = "place"
    SCORE = "score"


#: What such a word would rather say.
ABOUT_WORDS: dict[About, str | Promise] = {
    About.ORIGIN: _("where somebody comes from"),
    About.BELIEF: _("what somebody believes"),
    About.GROUP: _("which group somebody belongs to"),
    About.PLACE: _("the name that a neighbourhood or a kind of home has"),
    About.SCORE: _("a profile of people, or a score on them"),
}

_ENDING = r"\w*"
#: Beginnings of words; a word that only looks alike ends where a "$" stands.
_BEGINNINGS: dict[About, str] = {
    About.ORIGIN: """
        herkomst afkomst etnisch etnicite nationalite allocht autocht migrant migratie arbeidsmigrant buitenland
        vreemdeling asiel statushouder vluchteling expat inburger accent$ huidskleur getint uiterlijk dialect
        marok turk$ turks turken koerd pool$ poolse polen$ roemeen roemens bulga albane syri$ syris syrië eritre
        somali afghaan afghan irak iraak irane antill suriname surina kaapverd ghan niger congol afrika aziat chine viet
        india pakist oekra russ$ russis oostblok oost-europ oosteurop zuid-amerik latino arab servi$ servis joegosl
        dominicaan colombia brazil moedertaal
    """,
    About.BELIEF: """
        geloof religie religieu godsdienst moslim islam moskee koran imam hoofddoek boerka nikab salafi jood$ joden
        joods synago christen kerkganger katholiek hindoe boeddh jehova
    """,
    About.GROUP: """
        woonwagen kampbewoner kamper$ kampers$ zigeuner roma$ sinti$ jongeren jeugd ouderen bejaard vrouwen mannen
        homo lhbt transgender gehandicapt beperking verslaafd psychi bijstandsgerecht uitkeringsgerecht laaggeletterd
        analfabe familie$ families clan
    """,
    About.PLACE: """
        wijk$ wijken$ buurt$ buurten$ achterstand probleemwijk probleembuurt krachtwijk aandachtswijk volksbuurt
        achterbuurt azc$ standplaats flat$ flats$ portiekflat huurwoning kamp$
    """,
    About.SCORE: """
        profiel risicoprofiel risicoscore score scoren typisch verdachte criminelen crimineel veelpleger
    """,
}


def _pattern(words: str) -> re.Pattern[str]:
    each = [re.escape(word.rstrip("$")) + ("" if word.endswith("$") else _ENDING) for word in words.split()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(each)})(?!\w)", re.IGNORECASE)


_PATTERNS = {about: _pattern(words) for about, words in _BEGINNINGS.items()}


@dataclass(frozen=True)
class Hint:
    word: str
    about: About

    @property
    def words(self) -> str | Promise:
        return ABOUT_WORDS[self.about]


def hints_in(text: str) -> list[Hint]:
    """Each word once, in the order of the text."""
    found: dict[str, tuple[int, Hint]] = {}
    for about, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            found.setdefault(match[0].casefold(), (match.start(), Hint(match[0], about)))
    return [hint for _start, hint in sorted(found.values(), key=lambda pair: pair[0])]
