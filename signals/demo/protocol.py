"""The team of Oudeveen by its protocol: a signal in each step, checks that wait, a plan, and the next meeting."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from network.cast import Cast
from network.models import Source, User
from signals.actions import planning, scoring
from signals.actions.approach import send_action
from signals.actions.assignment import Answer, answer_hand_over
from signals.actions.checks import ask_check, decide_check
from signals.actions.meetings import Arrangement, plan_meeting
from signals.actions.protocol import go_on, weigh
from signals.actions.research import HolderAnswer, answer_source, ask_source
from signals.demo.dating import Diary
from signals.models import HandOver, PrivacyCheck, ScoreRound, Signal
from signals.models.assignment import Reply
from signals.models.research import Found
from signals.protocols import protocol_of
from signals.rules import feedback as words
from signals.rules.checks import Test
from signals.rules.protocol import CheckOn, TaskKind
from signals.rules.scoring import Score, Scores

Told = Mapping[str, str | list[str]]
#: Criterion -> level, by who scored.
Levels = Mapping[str, Mapping[str, int]]

TEAM = ("omar", "bea", "joris", "kees")
#: For which task and purpose, and where: of weighings 2A and 2B.
_PREMISES: Told = {
    "task": "Toezicht op het gebruik van panden",
    "purpose": "Nagaan of het gebruik klopt met wat is afgesproken",
    "ground": "environment",
    "where": "Het adres ligt in Oudeveen.",
}
_INVOICES: Told = {
    "task": "Controle op facturen en opdrachten",
    "purpose": "Nagaan of het werk is gedaan dat we betaalden",
    "ground": "subsidy",
    "where": "Het gaat om facturen aan onze gemeente.",
}
_WAGES: Told = {
    "task": "Toezicht op subsidie voor werk",
    "purpose": "Nagaan of er mensen werken voor wie subsidie is gevraagd",
    "ground": "income",
    "where": "Het magazijn staat in Veerdam, in onze gemeente.",
}
_REGISTRATION: Told = {
    "task": "Adresonderzoek volgens de Wet BRP",
    "purpose": "Nagaan wie er op deze adressen woont",
    "ground": "registration",
    "where": "De adressen liggen in Oudeveen.",
}
_INTAKE: Told = {"anchoring": ["business"], "signalling": ["incongruent", "systematic"]}
_THREE: Told = {
    "nothing": "Het gaat door, en meer mensen raken erbij betrokken.",
    "lighter": "Een gesprek door de accountmanager. Dat is al twee keer geprobeerd.",
    "resident": "Wie daar werkt of woont kan zijn plek kwijtraken.",
    "who_helps": "Werk & Inkomen belt binnen een week.",
}
_TESTS = {
    Test.GROUND: "De gegevens zijn verzameld voor een taak van de gemeente.",
    Test.COMPATIBILITY: "Het nieuwe doel ligt in het verlengde daarvan.",
    Test.NECESSITY: "Zonder dit antwoord weten we niet wie we moeten aanspreken.",
    Test.PROPORTIONALITY: "Alleen ja of nee, over één adres.",
    Test.SUBSIDIARITY: "Een lichtere weg is er niet: bellen leverde niets op.",
}


def live_the_protocol(cast: Cast, signals: Mapping[str, Signal], diary: Diary) -> None:
    """`signals` by the id of their story."""
    steps = ((_is_scored, "S02", 1.2), (_was_scored, "D29", 2), (_waits_for_check, "D23", 1.5))
    later = ((_waits_for_source, "D24", 1.8), (_is_approached, "D26", 2.5))
    for live, told, days_ago in (*steps, *later):
        at = diary.moment(days_ago)
        live(cast, signals[told])
        HandOver.objects.filter(signal=signals[told], replied_at__gt=at).update(replied_at=at)
        diary.write_down(at)
    _meets(cast)


# ---- a signal in each step -------------------------------------------------------------------------------------------
def _is_scored(cast: Cast, signal: Signal) -> None:
    """Kees was first; the others still have to."""
    flags = "Vier bedrijven op één adres zonder publiek, en een half jaar huur contant vooruit."
    _taken_in(cast, signal, _PREMISES, flags=flags)
    _answer(cast, signal, "source-code", "coded", {"source": "B", "information": "2"})
    _open_round(cast, signal)
    _score(cast, signal, "kees", {"severity": 1, "concreteness": 3, "recency": 3})


def _was_scored(cast: Cast, signal: Signal) -> None:
    _taken_in(cast, signal, _INVOICES, flags="Twaalf gelijke facturen zonder datum, voor panden die al verkocht waren.")
    _all_scored(cast, signal)


def _waits_for_check(cast: Cast, signal: Signal) -> None:
    _researched(cast, signal, _WAGES, flags="Subsidie voor werk dat niemand doet. Bij twee bezoeken stond alles stil.")
    ask = (
        "Loopt er nog een uitkering voor de zes mensen voor wie Logis Veerdam (KvK 90006640) subsidie vraagt? "
        "Dan werken zij daar misschien niet."
    )
    _ask(cast, signal, source="Uitkeringen", asked=ask)


def _waits_for_source(cast: Cast, signal: Signal) -> None:
    where = "Industrieweg 9 in Oudeveen (8997 AC)"
    flags = "Zestien mensen, twee adressen, één telefoonnummer en iemand die het woord doet."
    _researched(cast, signal, _REGISTRATION, flags=flags)
    check = _ask(cast, signal, source="BRP", asked=f"Staan er op {where} meer mensen dan er kunnen wonen?")
    _decide(cast, check, limits="Alleen of er op dit adres meer dan acht mensen staan.")
    question = f"Staan er nu meer dan acht mensen ingeschreven op {where}?"
    ask_source(signal.reference, by=cast.omar, check=check.uuid, question=question, version=_version(signal))


def _is_approached(cast: Cast, signal: Signal) -> None:
    """The source said yes; now two departments go and look, and one of them agreed."""
    where = "de loods aan de Havendijk 31 in Oudeveen (8999 AC)"
    flags = "Vooruitbetaald, niemand mag naar binnen, en de meterstand ging vier keer over de kop."
    _researched(cast, signal, _PREMISES, flags=flags)
    check = _ask(cast, signal, source="Vergunningen", asked=f"Is er voor {where} ooit een vergunning gevraagd?")
    _decide(cast, check, limits="Alleen of er een aanvraag is.")
    by, version = cast.omar, _version(signal)
    asked = f"Is er een aanvraag voor {where}?"
    row = ask_source(signal.reference, by=by, check=check.uuid, question=asked, version=version)
    answer_source(row.reference, by=cast.petra, answer=HolderAnswer(Found.HIT), version=row.version)
    _answer(cast, signal, "weighing-4", "yes", {"why": "Er is nooit iets gevraagd, terwijl er wel gewerkt wordt."})
    _go(cast, signal, "to_approach")
    for code in ("BWT", "THV"):
        department = cast.department(code)
        allowed = ask_check(
            signal.reference,
            by=by,
            on=CheckOn.DEPARTMENT,
            department=department,
            asked="Het adres en wat er te zien is, om samen te controleren.",
            version=_version(signal),
        )
        _decide(cast, allowed, limits="Het adres, de dag en wat er te zien is. Geen namen.")
    planning.write_goal(
        signal.reference,
        by=by,
        goal="Weten wat er in de loods gebeurt, en stoppen wat niet mag.",
        version=_version(signal),
    )
    _act(cast, signal, "BWT", "Controleer het gebruik van de loods aan de Havendijk 31.", agreed_by="hilde")
    _act(cast, signal, "THV", "Loop twee avonden langs de loods aan de Havendijk 31 en schrijf op wat je ziet.")


def _meets(cast: Cast) -> None:
    """On the first Tuesday ahead, at half past nine."""
    today = timezone.localdate()
    tuesday = today + timedelta(days=(1 - today.weekday()) % 7 or 7)
    starts_at = timezone.make_aware(datetime.combine(tuesday, time(9, 30)))
    people = [cast[name] for name in ("omar", "joris", "kees")]
    arrangement = Arrangement(starts_at, "Kamer 2.14", cast.bea, people)
    plan_meeting(by=cast.omar, team=cast.teams["oudeveen", "integral"], arrangement=arrangement, key=uuid4())


# ---- what they do ----------------------------------------------------------------------------------------------------
def _taken_in(cast: Cast, signal: Signal, about: Told, *, flags: str) -> None:
    where = {"where": about["where"]}
    _answer(cast, signal, "weighing-1", "yes", {**_INTAKE, "red_flags": flags})
    _answer(cast, signal, "weighing-2a", "yes", {code: said for code, said in about.items() if code not in where})
    _answer(cast, signal, "weighing-2b", "yes", where)
    _go(cast, signal, "to_weighing")


def _researched(cast: Cast, signal: Signal, about: Told, *, flags: str) -> None:
    _taken_in(cast, signal, about, flags=flags)
    _all_scored(cast, signal)
    _go(cast, signal, "to_research")


def _all_scored(cast: Cast, signal: Signal) -> None:
    _answer(cast, signal, "source-code", "coded", {"source": "B", "information": "2"})
    _open_round(cast, signal)
    _score(cast, signal, "omar", {"severity": 2, "concreteness": 2, "vulnerability": 1})
    _score(cast, signal, "bea", {"severity": 3, "concreteness": 2, "vulnerability": 1})
    _score(cast, signal, "joris", {"severity": 1, "concreteness": 2, "vulnerability": 3})
    _score(cast, signal, "kees", {"severity": 2, "concreteness": 3, "vulnerability": 1})
    scoring.show_scores(signal.reference, by=cast.omar, version=_version(signal))
    _answer(cast, signal, "three-questions", "help", _THREE)


def _open_round(cast: Cast, signal: Signal) -> ScoreRound:
    return scoring.open_round(
        signal.reference,
        by=cast.omar,
        scorers=[cast[name].key for name in TEAM],
        due_on=signal.calendar.add_reading_days(timezone.localdate(), 3),
        version=_version(signal),
    )


def _score(cast: Cast, signal: Signal, name: str, levels: Mapping[str, int]) -> None:
    task = protocol_of(signal).first_of(TaskKind.SCORES)
    by: User = cast[name]
    sheet = ScoreRound.objects.get(signal=signal, shown_at=None).sheets.get(scorer=by)
    given = {one.code: Score(levels.get(one.code, 2)) for one in (task.criteria if task else ())}
    scoring.give_scores(sheet.reference, by=by, scores=Scores(given, "to_research"))


def _ask(cast: Cast, signal: Signal, *, source: str, asked: str) -> PrivacyCheck:
    row = Source.objects.get(name=source, department__municipality=signal.municipality)
    return ask_check(
        signal.reference, by=cast.omar, on=CheckOn.SOURCE, source=row, asked=asked, version=_version(signal)
    )


def _decide(cast: Cast, check: PrivacyCheck, *, limits: str) -> None:
    decide_check(check.uuid, by=cast.fatma, allowed=True, answers=_TESTS, limits=limits, version=check.version)


def _act(cast: Cast, signal: Signal, code: str, what: str, *, agreed_by: str = "") -> None:
    wanted = planning.Wanted(
        what=what,
        text="In deze loods klopt het gebruik misschien niet. Kijk alleen, en ga niet alleen naar binnen.",
        department=cast.department(code),
        due_on=signal.calendar.add_reading_days(timezone.localdate(), 10),
    )
    action = planning.add_action(signal.reference, by=cast.omar, wanted=wanted, version=_version(signal))
    key = UUID(int=action.uuid.int ^ 1)
    owner = signal.owner or cast.omar
    row = send_action(signal.reference, by=owner, action=action.uuid, version=_version(signal), key=key)
    if agreed_by:
        answer = Answer(Reply.ACCEPTED, words="Donderdag gaan we kijken.")
        answer_hand_over(row.reference, by=cast[agreed_by], answer=answer, version=row.version)


def _answer(cast: Cast, signal: Signal, task: str, verdict: str, told: Told) -> None:
    weigh(signal.reference, by=cast.omar, task=task, verdict=verdict, answers=told, version=_version(signal))


def _go(cast: Cast, signal: Signal, way: str) -> None:
    followed = protocol_of(signal)
    chosen = next(one for one in followed.ways_from(signal.step) if one.code == way)
    heard = words.gone_on(followed, chosen, next_word_on=timezone.localdate() + timedelta(days=30))
    reason = "Besproken met het team."
    go_on(signal.reference, by=cast.omar, way=way, reason=reason, feedback=heard, version=_version(signal))


def _version(signal: Signal) -> int:
    signal.refresh_from_db()
    return signal.version
