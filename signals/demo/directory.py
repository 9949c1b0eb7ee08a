"""The directory of Oudeveen at work: a proposal, a contest, an asking, blind rounds, a drill and a draft indicator."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from network.actions.blind import close_round, keep_answer, open_round
from network.actions.change_sets import propose, set_change, start_set
from network.actions.contests import contest_cell
from network.actions.indicators import Wording, write_draft
from network.actions.interests import answer_question, ask_question, write_interest
from network.actions.matrix import standing
from network.askings import asked_cells
from network.cast import Cast
from network.matrix import Cell, Content
from network.models import Asking, BlindRound, ChangeSet, Indicator, Organisation, Responsibility
from network.models.matrix import Part
from network.rules.askings import due_on
from network.rules.levels import Level
from signals.actions.drill import run_drill

#: So long ago that the reminder is near.
ASKED_SINCE = timedelta(days=4)
ROUND_LASTS = timedelta(days=10)

#: Who says what of whom; None is "does nothing", and who is left out they do not know about.
Said = Mapping[str, Part | None]


def live_the_directory(cast: Cast) -> None:
    today = timezone.localdate()
    _propose(cast, today)
    _contest(cast)
    _ask(cast, today)
    _meet_blind(cast, today)
    _bring_to_the_table(cast)
    _write_indicator(cast)
    run_drill(by=cast.omar, municipality=cast.oudeveen)


# ---- the matrix ----------------------------------------------------------------------------------
def _propose(cast: Cast, today: date) -> None:
    proposed = start_set(
        by=cast.renske,
        municipality=cast.oudeveen,
        title="Een trekker voor vakantieparken",
        why="Al twee maanden trekt niemand dit thema. Bouwtoezicht komt er het meest.",
        from_on=today + timedelta(days=14),
    )
    _change(cast, proposed, _cell(cast, "T16", "BWT", Level.TACTICAL), Part.LEAD)
    _change(cast, proposed, _cell(cast, "T16", "OOV", Level.OPERATIONAL), Part.EXECUTOR)
    propose(by=cast.renske, change_set=proposed)
    draft = start_set(
        by=cast.noor,
        municipality=cast.oudeveen,
        title="Bibob bij stichtingen en clubs",
        why="Nog met Bijzondere wetten bespreken.",
        from_on=today + timedelta(days=30),
    )
    _change(cast, draft, _cell(cast, "T22", "BIJ", Level.OPERATIONAL), Part.ADVISER)


def _cell(cast: Cast, theme: str, department: str, level: Level) -> Cell:
    return Cell(cast.themes[theme].pk, cast.department(department).pk, level)


def _change(cast: Cast, change_set: ChangeSet, cell: Cell, part: Part) -> None:
    now = standing(cast.oudeveen, cell, change_set.from_on)
    set_change(
        by=change_set.proposed_by,
        change_set=change_set,
        cell=cell,
        content=Content(part),
        seen=now.pk if now else None,
    )


def _contest(cast: Cast) -> None:
    row = Responsibility.objects.current(timezone.localdate()).get(
        theme=cast.themes["T22"], department=cast.department("VAS"), part=Part.EXECUTOR
    )
    reason = "Wij verhuren de clubgebouwen niet meer. De afdeling Subsidies doet dat sinds de zomer."
    contest_cell(by=cast.dirk, row=row, reason=reason)


def _ask(cast: Cast, today: date) -> None:
    """Inkoop was asked some days ago. No action asks in the past."""
    department = cast.department("INK")
    asked_cells(today).filter(department=department).update(confirmed_on=None)
    asked_on = today - ASKED_SINCE
    Asking.objects.create(department=department, asked_on=asked_on, due_on=due_on(asked_on, cast.oudeveen.calendar))


# ---- the workshop --------------------------------------------------------------------------------
def _meet_blind(cast: Cast, today: date) -> None:
    lead, executor, adviser, informed = Part.LEAD, Part.EXECUTOR, Part.ADVISER, Part.INFORMED
    houses = _open(cast, "T08", ["WON", "BWT", "PUB", "THV"], today)
    _answer(cast, houses, "linda", "WON", {"WON": lead, "BWT": executor, "PUB": adviser, "OOV": None},
            why="Wij kennen de huurders en de verhuurders.")  # fmt: skip
    _answer(cast, houses, "hilde", "BWT", {"WON": executor, "BWT": lead, "PUB": executor, "OOV": informed},
            why="Wij staan als eerste in het pand. Dan trek je ook de zaak.")  # fmt: skip
    _answer(cast, houses, "karin", "PUB", {"WON": lead, "PUB": executor, "BEL": None},
            why="Wij doen het onderzoek naar het adres. Van de rest weten we te weinig.")  # fmt: skip
    _answer(cast, houses, "nadia", "THV", {"OOV": lead, "THV": executor, "WON": adviser, "SHV": None},
            why="Bij ons belt altijd Veiligheid, dus die trekt het.")  # fmt: skip
    close_round(by=cast.noor, blind_round=houses)
    work = _open(cast, "T04", ["OOV", "BWT", "PUB", "WON"], today)
    _answer(cast, work, "kees", "OOV", {"OOV": lead, "BWT": executor, "WEI": adviser},
            why="Wij plannen de controles samen met de Arbeidsinspectie.")  # fmt: skip
    _answer(cast, work, "karin", "PUB", {"OOV": lead, "PUB": informed, "WEI": None},
            why="Wij zien de inschrijvingen, maar we doen geen controles.")  # fmt: skip


def _open(cast: Cast, theme: str, asked: list[str], today: date) -> BlindRound:
    return open_round(
        by=cast.noor,
        municipality=cast.oudeveen,
        theme=cast.themes[theme],
        closes_on=today + ROUND_LASTS,
        asked=[cast.department(code) for code in asked],
    )


def _answer(cast: Cast, blind_round: BlindRound, by: str, of: str, said: Said, *, why: str) -> None:
    keep_answer(
        by=cast[by],
        blind_round=blind_round,
        department=cast.department(of),
        parts={cast.department(code).pk: part for code, part in said.items()},
        why=why,
        seen=0,
    )


def _bring_to_the_table(cast: Cast) -> None:
    theme, place = cast.themes["T04"], cast.oudeveen
    stakes = {
        ("kees", "OOV"): "Wij willen dat een slachtoffer dezelfde dag veilig is.",
        ("hilde", "BWT"): "Wij willen niet voor niets bij een pand staan. Vertel ons wat je verwacht.",
        ("karin", "PUB"): "Wij willen weten wanneer een inschrijving mag wachten.",
        ("linda", "WON"): "Wij willen dat mensen na een sluiting ergens kunnen slapen.",
    }
    for (name, code), sentence in stakes.items():
        write_interest(
            by=cast[name], municipality=place, theme=theme, party=cast.department(code), sentence=sentence, seen=0
        )
    partner = Organisation.objects.get(municipality=place, name="Arbeidsinspectie, team Noord")
    sentence = "Wij willen vóór de controle horen wat de gemeente al weet."
    write_interest(by=cast.noor, municipality=place, theme=theme, party=partner, sentence=sentence, seen=0)
    tolk = "Wie betaalt de tolk bij een controle in het weekend?"
    ask_question(by=cast.hilde, municipality=place, theme=theme, text=tolk, asked_of=cast.department("OOV"))
    bed = ask_question(
        by=cast.noor, municipality=place, theme=theme, text="Wie regelt een bed voor de eerste nacht?",
        asked_of=cast.department("WON"),
    )  # fmt: skip
    answer = "Wonen houdt twee kamers vrij. Bel de piketdienst."
    answer_question(by=cast.linda, question=bed, answer=answer)


def _write_indicator(cast: Cast) -> None:
    """Somebody else than noor checks it."""
    write_draft(
        by=cast.noor,
        municipality=cast.oudeveen,
        theme=cast.themes["T08"],
        wording=Wording(
            text="Op één adres staan bij elk bezoek andere namen op de brievenbus",
            strength=Indicator.Strength.WEAK,
            kind="object",
            departments=["PUB", "WON"],
            why="Toezichthouders zagen dit dit jaar bij drie panden.",
            innocent="Een huis met kamers voor studenten of een gezin dat verhuist.",
        ),
    )
