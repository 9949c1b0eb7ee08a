"""Everybody sees the items they may know of, from the check that allows it, and no gap where one is missing."""

from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from hkin.privacy.marks import exclusion_mark
from hkin.privacy.models import Look
from hkin.privacy.retention import forget, rules
from network.cast import Cast
from network.models import User
from signals.actions.intake import step_aside
from signals.models import AgendaItem, Meeting, PrivacyCheck, Signal
from signals.models.check import CheckVerdict
from signals.rules.protocol import CheckOn, TaskKind
from signals.rules.reference import shown
from tests.signals.approaching import WHAT, with_plan
from tests.signals.approaching import sent as action_sent
from tests.signals.life import taken_back
from tests.signals.meeting_life import allow, comes_to, in_approach, planned, scored, sent
from tests.signals.team import signed_in, words_of


def page(user: User, meeting: Meeting) -> HttpResponse:
    return signed_in(user).get(reverse("signals:meeting", args=[meeting.reference]))


def seen(user: User, meeting: Meeting) -> list[Signal]:
    return [line.item.signal for line in page(user, meeting).context["lines"]]


def by_query(user: User, meeting: Meeting) -> set[Signal]:
    return {item.signal for item in AgendaItem.objects.visible_to(user).filter(meeting=meeting)}


def destroyed(signal: Signal) -> None:
    over = timezone.localdate() - timedelta(days=1)
    Signal.objects.filter(pk=signal.pk).update(status="closed", outcome="no_hit", destroy_on=over)
    forget(next(rule for rule in rules() if rule.name == "closed_signals"))


def numbers(answer: HttpResponse) -> list[int]:
    return [line.number for line in answer.context["lines"]]


def test_a_member_sees_what_is_weighed_once_it_is_sent(cast: Cast) -> None:
    signal, meeting = scored(cast), planned(cast)
    assert page(cast.bea, meeting).context.get("lines") is None
    assert seen(cast.bea, sent(cast)) == [signal]


def test_before_sending_only_the_coordinator_meets_an_item(cast: Cast) -> None:
    signal, meeting = scored(cast), planned(cast)
    row = AgendaItem.objects.create(meeting=meeting, signal=signal, stage="weighing", put_at=meeting.starts_at)
    assert by_query(cast.omar, meeting) == {row.signal}
    assert by_query(cast.bea, meeting) == set()


def test_without_an_allowed_check_a_member_sees_nothing_of_the_approach(cast: Cast) -> None:
    weighed, approach = scored(cast), in_approach(cast)
    comes_to(cast, approach, TaskKind.CHECK, "refused", on=CheckOn.DEPARTMENT)
    meeting = sent(cast)
    assert seen(cast.omar, meeting) == [weighed, approach]
    answer = page(cast.bea, meeting)
    assert [line.signal for line in answer.context["lines"]] == [weighed]
    assert approach.reference not in words_of(answer)


def test_with_an_allowed_check_a_member_sees_it(cast: Cast) -> None:
    signal = in_approach(cast, "VAS")
    assert seen(cast.bea, sent(cast)) == [signal]


def test_a_contact_person_who_comes_sees_the_item_of_their_department_only(cast: Cast) -> None:
    scored(cast)
    theirs, other = in_approach(cast, "VAS"), in_approach(cast, "BIJ")
    meeting = sent(cast, cast.dirk)
    assert seen(cast.dirk, meeting) == [theirs]
    assert other not in by_query(cast.dirk, meeting)


def test_a_contact_person_reads_what_the_check_allows_and_nothing_of_the_signal(cast: Cast) -> None:
    signal = in_approach(cast, "VAS", limits="Alleen het adres Industrieweg 12.")
    meeting = sent(cast, cast.dirk)
    words = words_of(page(cast.dirk, meeting))
    item = AgendaItem.objects.get()
    assert "Alleen het adres Industrieweg 12." in words
    assert shown(item.reference) in words
    assert signal.reference not in words
    assert shown(signal.reference) not in words
    assert "bestelbusjes" not in words


def test_an_action_that_is_taken_back_is_read_by_its_department_no_more(cast: Cast) -> None:
    signal, [action] = with_plan(cast, "VAS")
    row = action_sent(signal, action, cast)
    meeting = sent(cast, cast.dirk)
    assert WHAT in words_of(page(cast.dirk, meeting))
    taken_back(row, cast)
    assert WHAT not in words_of(page(cast.dirk, meeting))


def test_of_two_departments_each_reads_its_own_limits(cast: Cast) -> None:
    signal = in_approach(cast, "VAS", limits="Alleen het adres.")
    allow(cast, signal, "BIJ", limits="Alleen de vergunning.")
    words = words_of(page(cast.dirk, sent(cast, cast.dirk)))
    assert "Alleen het adres." in words
    assert "Alleen de vergunning." not in words


def test_a_contact_person_who_is_not_asked_cannot_open_it(cast: Cast) -> None:
    in_approach(cast, "VAS")
    meeting = sent(cast)
    assert page(cast.dirk, meeting).status_code == 404
    assert by_query(cast.dirk, meeting) == set()


def test_a_contact_person_opens_nothing_before_it_is_sent(cast: Cast) -> None:
    in_approach(cast, "VAS")
    assert page(cast.dirk, planned(cast, cast.dirk)).status_code == 404


def test_the_privacy_officer_reads_what_was_allowed_and_not_the_signal(cast: Cast) -> None:
    scored(cast)
    signal = in_approach(cast, "VAS")
    meeting = sent(cast)
    answer = page(cast.fatma, meeting)
    assert [line.item.signal for line in answer.context["lines"]] == [signal]
    assert "Alleen het adres." in words_of(answer)
    assert signal.reference not in words_of(answer)


def test_who_stepped_aside_meets_neither_the_item_nor_a_gap(cast: Cast) -> None:
    first, second, third = scored(cast), scored(cast), scored(cast)
    meeting = sent(cast)
    step_aside(second.reference, by=cast.bea)
    answer = page(cast.bea, meeting)
    assert [line.signal for line in answer.context["lines"]] == [first, third]
    assert numbers(answer) == [1, 2]
    assert numbers(page(cast.omar, meeting)) == [1, 2, 3]


def test_whom_the_reporter_excluded_meets_neither_the_item_nor_a_gap(cast: Cast) -> None:
    first, second = scored(cast), scored(cast)
    meeting = sent(cast)
    Signal.objects.filter(pk=first.pk).update(excluded_marks=[exclusion_mark(cast.omar.pk)])
    answer = page(cast.omar, meeting)
    assert [line.signal for line in answer.context["lines"]] == [second]
    assert numbers(answer) == [1]


def test_an_excluded_contact_person_sees_no_item(cast: Cast) -> None:
    signal = in_approach(cast, "VAS")
    meeting = sent(cast, cast.dirk)
    Signal.objects.filter(pk=signal.pk).update(excluded_marks=[exclusion_mark(cast.dirk.pk)])
    assert seen(cast.dirk, meeting) == []


def test_a_withdrawn_check_closes_the_item_again(cast: Cast) -> None:
    signal = in_approach(cast, "VAS")
    meeting = sent(cast, cast.dirk)
    signal.checks.update(verdict="withdrawn")
    assert seen(cast.dirk, meeting) == []
    assert seen(cast.bea, meeting) == []


def test_an_opened_agenda_is_a_look_in_the_role_of_who_reads(cast: Cast) -> None:
    signal = in_approach(cast, "VAS")
    meeting = sent(cast, cast.dirk)
    for person in (cast.omar, cast.dirk, cast.fatma):
        page(person, meeting)
    looks = Look.objects.filter(action="list_agenda").order_by("pk")
    roles = ["coordinator", "contact_person", "privacy_officer"]
    assert [(look.role, look.signals) for look in looks] == [(role, [signal.uuid]) for role in roles]


def test_a_signal_that_is_gone_leaves_the_agenda_whole(cast: Cast) -> None:
    first, second = scored(cast), scored(cast)
    meeting = sent(cast)
    destroyed(first)
    assert seen(cast.omar, meeting) == [second]


def test_a_signal_closed_meanwhile_says_so(cast: Cast) -> None:
    signal = scored(cast)
    meeting = sent(cast)
    Signal.objects.filter(pk=signal.pk).update(status="closed", outcome="no_hit")
    [line] = page(cast.omar, meeting).context["lines"]
    assert line.is_closed
    assert str(line.outcome_words) in words_of(page(cast.omar, meeting))


def test_refused_since_then_a_guest_reads_no_more_of_it(cast: Cast) -> None:
    signal = in_approach(cast, "VAS")
    meeting = sent(cast, cast.dirk)
    assert by_query(cast.dirk, meeting) == {signal}
    refused = allow(cast, signal, "VAS")
    PrivacyCheck.objects.filter(pk=refused.pk).update(verdict=CheckVerdict.REFUSED)
    assert by_query(cast.dirk, meeting) == set()
    assert by_query(cast.bea, meeting) == set()
