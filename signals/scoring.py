"""Who can be asked to score a signal, how far a round is, and, once it is shown, what everybody gave."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, QuerySet
from django.utils import timezone

from hkin.privacy.sealing import Sealer
from network.models import Department, Municipality, RoleGrant, User
from network.models.place import TeamKind
from network.roles import away_on, present, roles_of
from network.rules import Role
from signals.access import who_may
from signals.agenda import chairs_now
from signals.audience import audience_of
from signals.deadlines import answered_by
from signals.models import Meeting, ScoreRound, ScoreSheet, Signal
from signals.models.signal import FLAGGED
from signals.protocols import follows_protocol, protocol_of
from signals.rules.deadlines import Deadline
from signals.rules.lifecycle import WORKED_ON, Status, Verb
from signals.rules.protocol import Task, TaskKind, Way
from signals.rules.scoring import Scores, balances, packed, unpacked

_WEIGHS = (Role.TEAM_MEMBER, Role.COORDINATOR)


class StillSecret(Exception):
    """The round is not shown yet: nobody reads what others gave."""


# ---- what is asked, and of whom ------------------------------------------------------------------
def scores_task(signal: Signal) -> Task | None:
    """The scoring that this step of its protocol asks; None when it asks none now."""
    if not follows_protocol(signal):
        return None
    tasks = protocol_of(signal).tasks_of(signal.step)
    return next((task for task in tasks if task.kind is TaskKind.SCORES), None)


def due_at_first(signal: Signal) -> date:
    """The term of the municipality, or the next meeting of the team when that comes before it."""
    term = answered_by(signal, Deadline.SCORES)
    coming = Meeting.objects.to_come().filter(team=signal.team_id, starts_at__gt=timezone.now())
    first = coming.aggregate(first=Min("starts_at"))["first"]
    return term if first is None else min(term, timezone.localdate(first))


def ways_to_advise(signal: Signal) -> tuple[Way, ...]:
    return protocol_of(signal).ways_from(signal.step)


def minimum_for(signal: Signal) -> int:
    """Of the municipality, or of the protocol; never none."""
    return max(signal.municipality.minimum_scores or protocol_of(signal).minimum_scores, 1)


@dataclass(frozen=True)
class Scorer:
    """Somebody who may be asked, and the department they score for."""

    user: User
    discipline: Department | None


def own_scorers(signal: Signal) -> list[Scorer]:
    """Who weighs in the queue and is there, or their deputies; never who may not know of it."""
    there = list(audience_of(signal).present)
    return _with_disciplines(who_may(there, signal, Verb.SCORE) if signal.is_flagged else there)


def partner_scorers(signal: Signal) -> list[Scorer]:
    """Of the integral team of the municipality that lends its scorers."""
    partner_id = signal.municipality.scoring_partner_id
    if partner_id is None or not may_be_lent(signal):
        return []
    today = timezone.localdate()
    grants = (
        RoleGrant.objects.current(today)
        .filter(
            role__in=_WEIGHS,
            team__kind=TeamKind.INTEGRAL,
            municipality_id=partner_id,
            team__municipality_id=partner_id,
        )
        .select_related("user", "deputy")
        .order_by("user__name", "pk")
    )
    kept_out = signal.kept_out()
    own = {user.pk for user in audience_of(signal).everybody}
    people = {person.pk: person for person, _absent in present(grants, away_on(today))}
    return _with_disciplines([one for one in people.values() if one.pk not in kept_out and one.pk not in own])


def may_be_lent(signal: Signal) -> bool:
    """A partner reads nothing that is for a few."""
    has_partner = signal.municipality.scoring_partner_id is not None
    return has_partner and not signal.is_flagged


def lent_to(partner: Municipality) -> QuerySet[Municipality]:
    """The municipalities that may ask the scorers of this one."""
    return Municipality.objects.filter(scoring_partner=partner).order_by("name")


def lent_sheets(partner: Municipality, *, to: Collection[Municipality]) -> QuerySet[ScoreSheet]:
    """What colleagues of the partner can still give there: nothing of what became for a few."""
    return open_lent_sheets(partner, to=to).exclude(round__signal__in=Signal.objects.filter(FLAGGED))


def open_lent_sheets(partner: Municipality, *, to: Collection[Municipality]) -> QuerySet[ScoreSheet]:
    """What colleagues of the partner were asked and did not give, where they are no members themselves."""
    weighing = RoleGrant.objects.today().filter(role__in=_WEIGHS, team__kind=TeamKind.INTEGRAL)
    of_their_own = weighing.filter(user=OuterRef("scorer"), municipality=OuterRef("round__signal__municipality"))
    sheets = ScoreSheet.objects.to_give().filter(round__signal__municipality__in=to)
    return sheets.filter(~Exists(of_their_own), scorer__in=weighing.filter(municipality=partner).values("user"))


def _with_disciplines(people: Sequence[User]) -> list[Scorer]:
    grants = (
        RoleGrant.objects.today()
        .filter(user__in=people, role=Role.REPORTER, department__isnull=False)
        .select_related("department")
        .order_by("-pk")
    )
    departments = {grant.user_id: grant.department for grant in grants}
    return [Scorer(user, departments.get(user.pk)) for user in people]


def coordinates(user: User, signal: Signal) -> bool:
    return any(held.team_id == signal.team_id for held in roles_of(user).of(Role.COORDINATOR))


def leads_round(user: User, signal: Signal) -> bool:
    """Whoever coordinates, or chairs the meeting in which it is talked about now."""
    return coordinates(user, signal) or chairs_now(user, signal)


# ---- a round that is open ------------------------------------------------------------------------
@dataclass(frozen=True)
class Progress:
    """Who was asked and who answered. Never what."""

    round: ScoreRound
    given: tuple[ScoreSheet, ...]
    waiting: tuple[ScoreSheet, ...]
    needed: int

    @property
    def sheets(self) -> tuple[ScoreSheet, ...]:
        return tuple(sorted((*self.given, *self.waiting), key=lambda sheet: sheet.pk))

    @property
    def has_enough(self) -> bool:
        return len(self.given) >= self.needed

    def may_be_shown(self, *, by: User, leads: bool) -> bool:
        """By everybody of the team when all answered, by who leads the round when there are enough.

        Never by somebody who still has to give their own: they would read the others first.
        """
        return self.has_enough and (leads or not self.waiting) and not self.waits_for(by)

    def waits_for(self, user: User) -> bool:
        return any(sheet.scorer_id == user.pk for sheet in self.waiting)

    def own(self, user: User) -> ScoreSheet | None:
        return next((sheet for sheet in self.sheets if sheet.scorer_id == user.pk), None)


def open_round_of(signal: Signal) -> ScoreRound | None:
    return signal.rounds.filter(shown_at=None).select_related("opened_by").first()


def progress_of(round_: ScoreRound, signal: Signal) -> Progress:
    """Whoever may not know of the signal any more counts neither as asked nor as answered.

    Nobody waits for who lost sight of it behind a flag; what they gave before counts.
    """
    kept_out = signal.kept_out()
    rows = _without_scores(round_.sheets.all())
    sheets = [sheet for sheet in rows if sheet.scorer_id not in kept_out]
    waiting = [sheet for sheet in sheets if sheet.given_at is None]
    if signal.is_flagged:
        readers = {user.pk for user in audience_of(signal).everybody}
        waiting = [sheet for sheet in waiting if sheet.scorer_id in readers]
    return Progress(
        round_,
        tuple(sheet for sheet in sheets if sheet.given_at is not None),
        tuple(waiting),
        min(round_.minimum, minimum_for(signal)),  # where it was lowered meanwhile, that holds
    )


def _without_scores(sheets: QuerySet[ScoreSheet]) -> QuerySet[ScoreSheet]:
    return sheets.select_related("scorer", "discipline__municipality").defer("sealed_scores")


def sheet_for(user: User, reference: str) -> QuerySet[ScoreSheet]:
    """With what its page shows of the signal."""
    return (
        ScoreSheet.objects.visible_to(user)
        .filter(reference=reference)
        .select_related(
            "round__signal__municipality", "round__signal__team__municipality", "round__signal__theme", "discipline"
        )
    )


def takes_scores(sheet: ScoreSheet) -> bool:
    """Given once, until the round is shown, and only while the signal is in a step that asks it."""
    is_worked_on = Status(sheet.signal.status) in WORKED_ON
    return is_worked_on and sheet.given_at is None and sheet.round.shown_at is None


# ---- what was given ------------------------------------------------------------------------------
@dataclass(frozen=True)
class Given:
    sheet: ScoreSheet
    scores: Scores


@dataclass(frozen=True)
class Result:
    """A round that was shown, with what each scorer gave."""

    round: ScoreRound
    given: tuple[Given, ...]
    asked: int

    @property
    def is_tied(self) -> bool:
        return balances(one.scores.advice for one in self.given)


def still_to_give(user: User, signal: Signal | OuterRef) -> QuerySet[ScoreSheet]:
    """Asked in a round that is open, and not given: until then they read nothing of an earlier round either."""
    return ScoreSheet.objects.filter(round__signal=signal, round__shown_at=None, scorer=user, given_at=None)


def results_of(signal: Signal, sealer: Sealer, *, reader: User) -> list[Result]:
    """The newest first; none for whoever still has to give their own. Two queries."""
    is_free = ~Exists(still_to_give(reader, signal))
    rounds = signal.rounds.filter(is_free, shown_at__isnull=False).select_related("shown_by")
    sheets = ScoreSheet.objects.select_related("scorer", "discipline__municipality").filter(
        round__signal=signal, round__shown_at__isnull=False
    )
    by_round: dict[int, list[ScoreSheet]] = {}
    for sheet in sheets:
        by_round.setdefault(sheet.round_id, []).append(sheet)
    return [_result(one, by_round.get(one.pk, []), sealer) for one in rounds]


def result_of(round_: ScoreRound, sealer: Sealer, *, reader: User) -> Result:
    """StillSecret until it is shown, and while the reader still has to give their own in a next round."""
    if round_.shown_at is None or still_to_give(reader, round_.signal).exists():
        raise StillSecret
    return _result(round_, list(round_.sheets.select_related("scorer", "discipline__municipality")), sealer)


def last_results(
    rounds: QuerySet[ScoreRound], signals: Collection[Signal], sealers: Mapping[UUID, Sealer], *, reader: User
) -> dict[int, Result]:
    """By signal, of the last of these rounds that was shown. Two queries, whatever the number of signals."""
    is_free = ~Exists(still_to_give(reader, OuterRef("signal")))
    shown = rounds.filter(is_free, signal__in=signals, shown_at__isnull=False)
    last = {one.signal_id: one for one in shown.order_by("signal", "-id").distinct("signal")}
    by_round: dict[int, list[ScoreSheet]] = {}
    sheets = ScoreSheet.objects.filter(round__in=list(last.values()))
    for sheet in sheets.select_related("scorer", "discipline__municipality"):
        by_round.setdefault(sheet.round_id, []).append(sheet)
    found = {}
    for signal in signals:
        round_, sealer = last.get(signal.pk), sealers.get(signal.uuid)
        if round_ is not None and sealer is not None:
            round_.signal = signal
            found[signal.pk] = _result(round_, by_round.get(round_.pk, []), sealer)
    return found


def _result(round_: ScoreRound, sheets: Sequence[ScoreSheet], sealer: Sealer) -> Result:
    for sheet in sheets:
        sheet.round = round_
    given = (Given(sheet, opened_scores(sheet, sealer)) for sheet in sheets if sheet.given_at is not None)
    return Result(round_, tuple(given), len(sheets))


def opened_scores(sheet: ScoreSheet, sealer: Sealer) -> Scores:
    """Of somebody for themselves, or of a round that is shown."""
    return unpacked(sealer.open_bytes("scoresheet.scores", sheet.uuid, sheet.sealed_scores or b""))


def sealed_scores(sheet: ScoreSheet, scores: Scores, sealer: Sealer) -> bytes:
    return sealer.seal_bytes("scoresheet.scores", sheet.uuid, packed(scores))


# ---- what waits ----------------------------------------------------------------------------------
def sheets_late(today: date) -> QuerySet[ScoreSheet]:
    """Not given, and the day has passed."""
    return (
        ScoreSheet.objects.to_give()
        .filter(round__due_on__lt=today)
        .select_related("round__signal__municipality", "scorer")
        .order_by("pk")
    )
