"""Work of a colleague who left goes to who may see it, and else back to the queue; the trail of the signal says so."""

from django.utils import timezone

from hkin.privacy.sealing import open_key
from network.actions.leaving import hand_over_everything
from network.actions.people import give_role
from network.cast import Cast
from network.leaving import Kind, items_of, work_of
from network.models import Absence, Department, JointAct, User
from network.rules import Role
from signals.actions.asking import Caller, ask_call_back
from signals.actions.clockwork import SYSTEM_ROLE
from signals.models import CallBack, HandOver, Signal, TrailEntry
from signals.rules.lifecycle import Status
from signals.rules.reminding import Lapse
from signals.rules.safety import Safety
from tests.signals.life import filed, handed_over, taken_up


def leaves(cast: Cast, person: User, heir: User | None = None) -> None:
    items = items_of(person, by=cast.tom)
    to = {item.key: heir for item in items if heir is not None and item.kind is Kind.ROLE}
    hand_over_everything(by=cast.tom, person=person, to=to, reason="andere baan", knowingly=True)


def last_row(signal: Signal) -> TrailEntry:
    row = signal.trail.last()
    assert row is not None
    return row


def again(signal: Signal) -> Signal:
    signal.refresh_from_db()
    return signal


def test_a_claim_goes_to_the_colleague_who_may_see_it(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.bea)
    leaves(cast, cast.bea, cast.kees)
    assert again(signal).owner == cast.kees


def test_the_trail_says_who_goes_on(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.bea)
    leaves(cast, cast.bea, cast.kees)
    row = last_row(signal)
    detail = open_key(signal.uuid).open("trailentry.detail", row.uuid, row.sealed_detail)
    assert (row.verb, row.role, detail) == (
        Lapse.HAND_ON,
        SYSTEM_ROLE,
        "Bea Schouten is vertrokken. Kees van Rooij gaat verder.",
    )


def test_what_the_heir_may_not_see_goes_back_to_the_queue(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne, excluded=[cast.kees.pk]), cast.bea)
    leaves(cast, cast.bea, cast.kees)
    assert (again(signal).owner, last_row(signal).verb) == (None, Lapse.LEFT_BEHIND)


def test_without_an_heir_it_goes_back_to_the_queue(cast: Cast) -> None:
    signal = taken_up(filed(cast.sanne), cast.bea)
    leaves(cast, cast.bea)
    assert (again(signal).owner, signal.status) == (None, Status.IN_PROGRESS)


def test_an_heir_who_is_away_gets_no_claim(cast: Cast) -> None:
    today = timezone.localdate()
    signal = taken_up(filed(cast.sanne), cast.bea)
    Absence.objects.create(user=cast.kees, from_on=today, until_on=today)
    leaves(cast, cast.bea, cast.kees)
    assert again(signal).owner is None


def test_who_waits_for_agreement_sees_nothing_yet(cast: Cast) -> None:
    row = handed_over(filed(cast.sanne), cast)
    HandOver.objects.filter(pk=row.pk).update(given_to=cast.dirk)
    leaves(cast, cast.dirk, cast.lotte)
    row.refresh_from_db()
    assert (row.given_to, JointAct.objects.waiting().count()) == (None, 1)
    assert not HandOver.objects.visible_to(User.objects.get(pk=cast.lotte.pk)).exists()


def test_a_question_goes_to_another_contact_person_of_the_department(cast: Cast) -> None:
    department = cast.department("VAS")
    give_role(by=None, person=cast.lotte, role=Role.CONTACT_PERSON, municipality=cast.oudeveen, department=department)
    row = handed_over(filed(cast.sanne), cast)
    HandOver.objects.filter(pk=row.pk).update(given_to=cast.dirk)
    leaves(cast, cast.dirk, User.objects.get(pk=cast.lotte.pk))
    row.refresh_from_db()
    assert row.given_to == cast.lotte


def test_a_question_without_contact_person_goes_to_the_fallback(cast: Cast) -> None:
    Department.objects.filter(pk=cast.department("VAS").pk).update(fallback=cast.karin)
    row = handed_over(filed(cast.sanne), cast)
    HandOver.objects.filter(pk=row.pk).update(given_to=cast.dirk)
    leaves(cast, cast.dirk)
    row.refresh_from_db()
    assert row.given_to == cast.karin


def test_a_caller_is_called_by_somebody_else(cast: Cast) -> None:
    ask_call_back(by=cast.merve, municipality=cast.oudeveen, caller=Caller("Merve", "088-0001104"))
    assert CallBack.objects.get().contact == cast.omar
    leaves(cast, cast.omar)
    assert CallBack.objects.get().contact != cast.omar


def test_a_chosen_receiver_who_left_leaves_it_to_the_others(cast: Cast) -> None:
    signal = filed(cast.sanne, safety=Safety.CONDUCT, receiver_id=cast.paul.pk)
    leaves(cast, cast.paul)
    assert again(signal).receiver is None
    assert Signal.objects.visible_to(cast.greet).filter(pk=signal.pk).exists()


def test_what_somebody_filed_stays_theirs(cast: Cast) -> None:
    signal = filed(cast.bea)
    before = bytes(signal.reporter_mark)
    leaves(cast, cast.bea, cast.kees)
    assert bytes(again(signal).reporter_mark) == before


def test_of_closed_queues_not_even_the_number_is_told(cast: Cast) -> None:
    taken_up(filed(cast.sanne, safety=Safety.CONDUCT, receiver_id=cast.paul.pk), cast.paul)
    assert work_of(cast.paul) == []


def test_of_the_queue_of_the_team_the_number_is_told(cast: Cast) -> None:
    taken_up(filed(cast.sanne), cast.bea)
    [load] = work_of(cast.bea)
    assert load.words == "1 opgepakt signaal"
