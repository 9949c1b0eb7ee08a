"""A municipality that is chosen to score along hears it, sees for whom and who of them is asked, and may say no."""

import pytest
from django.http import HttpResponse
from django.urls import reverse

from network.cast import Cast
from network.models import Municipality, RoleGrant, User
from network.rules import Role
from signals.actions.own_protocol import Profile, choose_protocol, stop_scoring_along
from signals.actions.working import NotAllowed
from signals.models import ScoreRound, Signal
from tests.signals.calibrating import opened
from tests.signals.heard import heard, messages_of
from tests.signals.life import filed
from tests.signals.team import signed_in, words_of
from tests.signals.weighing import asked_again, ready_to_score, scored, sheet_of, sheet_page


def address(place: Municipality) -> str:
    return reverse("signals:choose_protocol", args=[place.slug])


def stop(user: User, place: Municipality, other: Municipality) -> HttpResponse:
    path = reverse("signals:stop_scoring_along", args=[place.slug])
    return signed_in(user).post(path, {"gemeente": other.slug})


def choose(cast: Cast, partner: Municipality | None) -> None:
    choose_protocol(by=cast.omar, municipality=cast.oudeveen, profile=Profile("model-1", partner=partner))


@pytest.fixture(autouse=True)
def marloes_leads(cast: Cast) -> None:
    """Both are live; marloes coordinates in Veenwijk and nowhere else."""
    Municipality.objects.update(is_live=True)
    RoleGrant.objects.filter(user=cast.marloes, role=Role.TEAM_MEMBER).update(role=Role.COORDINATOR)
    cast.oudeveen.refresh_from_db()
    cast.veenwijk.refresh_from_db()


@pytest.fixture
def lent(cast: Cast) -> ScoreRound:
    """Jelle is asked for a signal of Oudeveen."""
    choose(cast, cast.veenwijk)
    signal = ready_to_score(filed(cast.sanne), cast)
    return asked_again(signal, cast, cast.bea, cast.joris, cast.jelle)


def test_its_coordinators_hear_that_they_are_chosen(cast: Cast) -> None:
    choose(cast, cast.veenwijk)
    [message] = messages_of(cast.marloes, "scoring_along_asked")
    assert (message.path, message.reference) == (address(cast.veenwijk), "")
    assert "scoring_along_asked" not in heard(cast.jelle)


def test_choosing_the_same_again_tells_nobody(cast: Cast) -> None:
    choose(cast, cast.veenwijk)
    choose(cast, cast.veenwijk)
    assert heard(cast.marloes).count("scoring_along_asked") == 1


def test_they_hear_that_it_ended(cast: Cast) -> None:
    choose(cast, cast.veenwijk)
    choose(cast, None)
    assert "scoring_along_ended" in heard(cast.marloes)


def test_their_own_page_says_for_whom_and_who_of_them_is_asked(cast: Cast, lent: ScoreRound) -> None:
    page = words_of(signed_in(cast.marloes).get(address(cast.veenwijk)))
    told = page[page.index("lent-title") :]
    assert cast.oudeveen.name in told
    assert "Jelle Dijkstra" in told
    assert "Bea Schouten" not in told
    assert lent.signal.reference not in page


def test_who_gave_it_is_not_asked_any_more(cast: Cast, lent: ScoreRound) -> None:
    scored(lent, cast.jelle)
    assert signed_in(cast.marloes).get(address(cast.veenwijk)).context["choice"].lent_to[0].asked == []


def test_the_application_manager_reads_no_names_there(cast: Cast, lent: ScoreRound) -> None:
    RoleGrant.objects.filter(user=cast.marloes, role=Role.COORDINATOR).update(role=Role.APPLICATION_MANAGER, team=None)
    page = words_of(signed_in(cast.marloes).get(address(cast.veenwijk)))
    assert "lent-title" in page
    assert "Jelle Dijkstra" not in page


def test_everybody_there_can_read_for_whom_they_score_along(cast: Cast) -> None:
    choose(cast, cast.veenwijk)
    page = words_of(signed_in(cast.jelle).get(reverse("signals:protocol"), {"gemeente": cast.veenwijk.slug}))
    assert cast.oudeveen.name in page


def test_it_stands_in_their_trail_with_who_chose_it(cast: Cast) -> None:
    choose(cast, cast.veenwijk)
    page = words_of(signed_in(cast.marloes).get(address(cast.veenwijk)))
    assert cast.omar.name in page[page.index("decided-title") :]


def test_they_may_say_no_and_the_other_hears_it(cast: Cast, lent: ScoreRound) -> None:
    assert stop(cast.marloes, cast.veenwijk, cast.oudeveen).status_code == 302
    cast.oudeveen.refresh_from_db()
    assert cast.oudeveen.scoring_partner is None
    assert "scoring_along_ended" in heard(cast.omar)
    page = words_of(signed_in(cast.omar).get(address(cast.oudeveen)))
    assert cast.marloes.name in page[page.index("decided-title") :]


def test_what_was_asked_of_them_goes_away_and_what_they_gave_stays(cast: Cast, lent: ScoreRound) -> None:
    waiting = sheet_of(lent, cast.jelle)
    stop(cast.marloes, cast.veenwijk, cast.oudeveen)
    assert sheet_page(cast.jelle, waiting).status_code == 404
    assert "scores_asked" not in heard(cast.jelle)
    assert set(lent.sheets.values_list("scorer", flat=True)) == {cast.bea.pk, cast.joris.pk}


def test_so_does_what_was_asked_before_it_was_for_a_few(cast: Cast, lent: ScoreRound) -> None:
    Signal.objects.filter(pk=lent.signal_id).update(has_police_data=True)
    stop(cast.marloes, cast.veenwijk, cast.oudeveen)
    assert set(lent.sheets.values_list("scorer", flat=True)) == {cast.bea.pk, cast.joris.pk}


def test_a_score_that_was_given_still_counts(cast: Cast, lent: ScoreRound) -> None:
    scored(lent, cast.jelle)
    stop(cast.marloes, cast.veenwijk, cast.oudeveen)
    assert sheet_of(lent, cast.jelle).given_at is not None


def test_said_twice_it_is_said_once(cast: Cast) -> None:
    choose(cast, cast.veenwijk)
    for _turn in range(2):
        assert stop(cast.marloes, cast.veenwijk, cast.oudeveen).status_code == 302
    assert heard(cast.omar).count("scoring_along_ended") == 1


@pytest.mark.parametrize("username", ["omar", "jelle", "noor", "ilse"])
def test_nobody_else_says_it_for_them(cast: Cast, username: str) -> None:
    choose(cast, cast.veenwijk)
    assert stop(cast[username], cast.veenwijk, cast.oudeveen).status_code == 404
    with pytest.raises(NotAllowed):
        stop_scoring_along(by=cast[username], municipality=cast.veenwijk, with_=cast.oudeveen)
    cast.oudeveen.refresh_from_db()
    assert cast.oudeveen.scoring_partner == cast.veenwijk


def test_a_calibration_is_not_asked_of_them_any_more_either(cast: Cast) -> None:
    choose(cast, cast.veenwijk)
    found = opened(cast)
    asked = set(found.sheets.values_list("scorer", flat=True))
    assert cast.jelle.pk in asked
    stop(cast.marloes, cast.veenwijk, cast.oudeveen)
    assert set(found.sheets.values_list("scorer", flat=True)) == asked - {cast.jelle.pk, cast.gerrit.pk}
    assert reverse("signals:calibration", args=[found.uuid]) not in words_of(signed_in(cast.jelle).get("/"))
