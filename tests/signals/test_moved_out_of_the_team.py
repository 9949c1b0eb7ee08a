"""Another queue is no way around the protocol: who moves a signal there ends nothing there, and others lose sight."""

import pytest
from django.urls import reverse
from django.utils import timezone

from network.cast import Cast
from network.models import RoleGrant
from network.rules import Role
from signals.actions.assignment import Question, hand_over
from signals.actions.closing import Ending, close_signal
from signals.actions.intake import decide_regime, move_to_queue
from signals.actions.working import NotYet
from signals.models import AgendaItem, PrivacyCheck, Signal, SourceQuestion
from signals.rules.lifecycle import Outcome, Route, Status
from tests.signals.heard import heard
from tests.signals.life import filed, taken_up
from tests.signals.meeting_life import in_approach, sent
from tests.signals.researching import asked, in_research, questioned
from tests.signals.team import signed_in

ENDING = Ending(outcome=Outcome.TEAM_CASE, reason="Klaar.", feedback="Dank je wel.")


def moved(cast: Cast, signal: Signal, route: Route) -> Signal:
    signal.refresh_from_db()
    return move_to_queue(signal.reference, by=cast.omar, route=route, reason="Hoort daar.", version=signal.version)


def restricted(cast: Cast) -> Signal:
    """Omar took it up, moved it to the two who decide, and decided."""
    signal = moved(cast, taken_up(filed(cast.sanne), cast.omar), Route.RESTRICTED)
    signal.refresh_from_db()
    decide_regime(signal.reference, by=cast.omar, allowed=False, reason="Zorg.", version=signal.version)
    signal.refresh_from_db()
    return signal


def of_both_queues(cast: Cast) -> None:
    home = cast.omar.grants.get(role=Role.COORDINATOR).municipality
    today = timezone.localdate()
    RoleGrant.objects.create(user=cast.omar, municipality=home, role=Role.INTEGRITY_RECEIVER, from_on=today)
    vars(cast.omar).pop("_roles_held", None)


def test_what_the_team_was_told_of_it_is_taken_back(cast: Cast) -> None:
    signal = filed(cast.sanne)
    told = (heard(cast.bea), heard(cast.sanne))
    moved(cast, signal, Route.INTEGRITY)
    assert told[0] == ["signal_filed"]
    assert (heard(cast.bea), heard(cast.omar), heard(cast.paul)) == ([], [], ["signal_filed"])
    assert heard(cast.sanne) == told[1]


# ---- no way around the gates -------------------------------------------------------------------------------------
def test_who_moved_it_does_not_close_it_there(cast: Cast) -> None:
    signal = restricted(cast)
    with pytest.raises(NotYet):
        close_signal(signal.reference, by=cast.omar, ending=ENDING, version=signal.version)
    signal.refresh_from_db()
    assert signal.status != Status.CLOSED


def test_nor_in_a_second_role(cast: Cast) -> None:
    of_both_queues(cast)
    signal = moved(cast, taken_up(filed(cast.sanne), cast.omar), Route.INTEGRITY)
    signal.refresh_from_db()
    with pytest.raises(NotYet):
        close_signal(signal.reference, by=cast.omar, ending=ENDING, version=signal.version)


def test_nor_asks_a_department_there(cast: Cast) -> None:
    signal = taken_up(restricted(cast), cast.omar)
    signal.refresh_from_db()
    question = Question(question="Van ons?", text="Eigen tekst.", due_on=timezone.localdate(), allowed="Mag.")
    with pytest.raises(NotYet):
        hand_over(
            signal.reference,
            by=cast.omar,
            department=cast.department("VAS"),
            question=question,
            version=signal.version,
        )


def test_after_the_other_of_the_two_decided_it_is_closed_by_who_moved_it(cast: Cast) -> None:
    signal = restricted(cast)
    decide_regime(signal.reference, by=cast.fatma, allowed=False, reason="Zorg.", version=signal.version)
    signal.refresh_from_db()
    close_signal(signal.reference, by=cast.omar, ending=ENDING, version=signal.version)
    signal.refresh_from_db()
    assert signal.status == Status.CLOSED


def test_whoever_receives_it_closes_it(cast: Cast) -> None:
    signal = moved(cast, taken_up(filed(cast.sanne), cast.omar), Route.INTEGRITY)
    signal.refresh_from_db()
    close_signal(signal.reference, by=cast.paul, ending=ENDING, version=signal.version)
    signal.refresh_from_db()
    assert signal.status == Status.CLOSED


# ---- who was asked something of it loses sight --------------------------------------------------------------------
def test_the_privacy_officer_reads_its_checks_no_more(cast: Cast) -> None:
    signal = in_research(cast)
    check = asked(signal, cast)
    moved(cast, signal, Route.INTEGRITY)
    assert signed_in(cast.fatma).get(reverse("signals:check", args=[check.uuid])).status_code == 404
    assert not PrivacyCheck.objects.visible_to(cast.fatma).exists()


def test_a_source_is_asked_no_more(cast: Cast) -> None:
    signal = in_research(cast)
    row = questioned(signal, cast)
    moved(cast, signal, Route.INTEGRITY)
    assert signed_in(cast.jasper).get(reverse("signals:source_question", args=[row.reference])).status_code == 404
    assert not SourceQuestion.objects.visible_to(cast.jasper).exists()


def test_no_guest_of_a_meeting_meets_it_any_more(cast: Cast) -> None:
    signal = in_approach(cast, "VAS")
    sent(cast, cast.dirk)
    assert AgendaItem.objects.visible_to(cast.dirk).exists()
    moved(cast, signal, Route.INTEGRITY)
    assert not AgendaItem.objects.visible_to(cast.dirk).exists()
    assert not AgendaItem.objects.visible_to(cast.fatma).exists()
