"""Omar opens the queue and sees all open work of his team, what is due first on top, and what each signal waits for."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _

from network.cast import Cast
from signals.actions.closing import Ending, close_signal
from signals.actions.intake import set_urgency, write_headline
from signals.models import Signal
from signals.rules.lifecycle import Outcome, Urgency
from signals.rules.safety import Safety
from tests.signals.life import filed, taken_up
from tests.signals.team import QUEUE, listed, many, signed_in


def page(user, **asked) -> str:
    return signed_in(user).get(QUEUE, asked).content.decode()


def test_the_most_urgent_stands_on_top(cast: Cast) -> None:
    calm, urgent = filed(cast.sanne), filed(cast.sanne, safety=Safety.DANGER)
    assert listed(cast.omar) == [urgent.reference, calm.reference]


def test_of_the_same_urgency_what_is_due_first_goes_first(cast: Cast) -> None:
    later, sooner = filed(cast.sanne), filed(cast.bram)
    Signal.objects.filter(pk=sooner.pk).update(due_on=later.due_on - timedelta(days=1))
    assert listed(cast.omar) == [sooner.reference, later.reference]


def test_closed_work_does_not_stand_among_open(cast: Cast) -> None:
    signal = filed(cast.sanne)
    ending = Ending(Outcome.ONE_CALL_SOLVED_IT, "Even gebeld.", "Bedankt.")
    close_signal(signal.reference, by=cast.omar, ending=ending, version=signal.version)
    assert listed(cast.omar) == []


def test_a_headline_is_shown_and_no_word_of_the_text(cast: Cast) -> None:
    signal = filed(cast.sanne, text="Kanariewoord in de loods, elke nacht busjes.")
    write_headline(signal.reference, by=cast.omar, headline="Busjes bij een loods", version=signal.version)
    shown = page(cast.omar)
    assert "Busjes bij een loods" in shown
    assert "Kanariewoord" not in shown


def test_without_a_headline_the_theme_is_shown(cast: Cast) -> None:
    theme = cast.themes["T11"]
    filed(cast.sanne, themes=[theme])
    row = signed_in(cast.omar).get(QUEUE).context["rows"][0]
    assert row.title == theme.name


def test_without_a_headline_and_a_theme_the_list_says_so(cast: Cast) -> None:
    filed(cast.sanne)
    row = signed_in(cast.omar).get(QUEUE).context["rows"][0]
    assert row.title == _("No headline yet")


def test_urgency_is_told_as_a_time(cast: Cast) -> None:
    signal = filed(cast.sanne)
    set_urgency(signal.reference, by=cast.omar, urgency=Urgency.NEXT_MEETING, reason="Kan wachten.", version=1)
    assert str(_("Next meeting")) in page(cast.omar)


def test_a_term_that_passed_is_called_late(cast: Cast) -> None:
    signal = filed(cast.sanne)
    Signal.objects.filter(pk=signal.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert _("late: %(day)s") % {"day": _("yesterday")} in page(cast.omar)


def test_an_urgent_signal_nobody_saw_is_marked(cast: Cast) -> None:
    filed(cast.sanne, safety=Safety.DANGER)
    assert str(_("Nobody has seen it yet")) in page(cast.omar)


def test_a_signal_that_met_a_hole_is_marked(cast: Cast) -> None:
    filed(cast.sanne, themes=[cast.themes["T16"]])
    assert str(_("Nobody in the directory for this")) in page(cast.omar)


def test_who_has_it_stands_beside_it(cast: Cast) -> None:
    taken_up(filed(cast.sanne), cast.bea)
    assert "Bea Schouten" in page(cast.omar)


def test_what_is_mine_is_marked_as_mine(cast: Cast) -> None:
    taken_up(filed(cast.sanne), cast.omar)
    [row] = signed_in(cast.omar).get(QUEUE).context["rows"]
    assert row.is_for_you


def test_each_tab_opens_as_many_as_it_counts(cast: Cast) -> None:
    taken_up(filed(cast.sanne), cast.omar)
    taken_up(filed(cast.sanne), cast.bea)
    filed(cast.bram)
    tabs = signed_in(cast.omar).get(QUEUE).context["tabs"]
    assert [(owner.value, count) for owner, count in tabs] == [("", 3), ("free", 1), ("mine", 1)]
    assert [len(listed(cast.omar, owner=owner.value)) for owner, _count in tabs] == [3, 1, 1]


def test_the_menu_counts_what_nobody_has(cast: Cast) -> None:
    taken_up(filed(cast.sanne), cast.omar)
    filed(cast.sanne)
    shown = re.sub(r"\s+", " ", page(cast.omar))
    assert re.search(rf'href="{QUEUE}"[^>]*>[^<]*<span class="hkin-count">1<', shown)


def test_somebody_with_two_teams_sees_both_with_their_municipality(cast: Cast) -> None:
    many(cast, 1)
    many(cast, 1, municipality=cast.veenwijk, team=cast.teams["veenwijk", "integral"])
    shown = page(cast.wil)
    assert "Oudeveen" in shown
    assert "Veenwijk" in shown


@pytest.mark.parametrize(("asked", "number"), [({}, 3), ({"owner": "free"}, 2)])
def test_a_claim_that_ran_out_is_free_again(cast: Cast, asked: dict, number: int) -> None:
    many(cast, 1)
    yesterday = timezone.localdate() - timedelta(days=1)
    many(cast, 1, owner=cast.bea, lease_until=yesterday)
    many(cast, 1, owner=cast.bea, lease_until=timezone.localdate())
    assert len(listed(cast.omar, **asked)) == number
