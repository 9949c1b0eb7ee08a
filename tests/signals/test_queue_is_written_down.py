"""Omar's look at the queue is one row in the access log; the count that announces new work is none."""

from datetime import timedelta

from django.utils import timezone

from hkin.privacy.models import Look
from network.cast import Cast
from network.models import Team
from tests.signals.life import filed
from tests.signals.team import QUEUE, many, searched, signed_in

COUNT = "/werkvoorraad/aantal/"


def looks(action: str = "list_signals") -> list[Look]:
    return list(Look.objects.filter(action=action))


def test_an_opened_list_is_one_look_at_all_it_shows(cast: Cast) -> None:
    signals = [filed(cast.sanne), filed(cast.bram)]
    signed_in(cast.omar).get(QUEUE)
    [look] = looks()
    assert (look.actor_id, look.role, look.purpose) == (cast.omar.pk, "coordinator", "intake")
    assert set(look.signals) == {signal.uuid for signal in signals}


def test_a_search_is_a_look_of_its_own_kind(cast: Cast) -> None:
    signal = filed(cast.sanne, text="Een blauwe vrachtwagen bij de loods.")
    searched(cast.omar, q="vrachtwagen")
    assert [look.signals for look in looks("search_signals")] == [[signal.uuid]]


def test_an_empty_list_is_a_look_too(cast: Cast) -> None:
    signed_in(cast.omar).get(QUEUE)
    assert [look.signals for look in looks()] == [[]]


def test_a_look_stands_in_the_municipality_of_what_was_seen(cast: Cast) -> None:
    [here] = many(cast, 1)
    [there] = many(cast, 1, municipality=cast.veenwijk, team=cast.teams["veenwijk", "integral"])
    signed_in(cast.wil).get(QUEUE)
    assert {look.municipality_id: look.signals for look in looks()} == {
        cast.oudeveen.pk: [here.uuid],
        cast.veenwijk.pk: [there.uuid],
    }


def test_the_count_of_new_work_is_no_look(cast: Cast) -> None:
    filed(cast.sanne)
    signed_in(cast.omar).get(COUNT)
    assert not Look.objects.exists()


def test_opening_the_queue_shows_that_the_team_reads_it(cast: Cast) -> None:
    team = cast.teams["oudeveen", "integral"]
    Team.objects.filter(pk=team.pk).update(last_opened_at=timezone.now() - timedelta(days=3))
    signed_in(cast.omar).get(QUEUE)
    team.refresh_from_db()
    assert timezone.now() - team.last_opened_at < timedelta(minutes=1)


def test_new_work_announces_itself_with_a_number(cast: Cast) -> None:
    since = signed_in(cast.omar).get(QUEUE).context["since"]
    filed(cast.sanne)
    filed(cast.bram)
    answer = signed_in(cast.omar).get(COUNT, {"since": since})
    assert answer.context["new"] == 2
    assert f'href="{QUEUE}"' in answer.content.decode()


def test_nothing_new_says_nothing(cast: Cast) -> None:
    filed(cast.sanne)
    since = signed_in(cast.omar).get(QUEUE).context["since"]
    assert signed_in(cast.omar).get(COUNT, {"since": since}).content.strip() == b""


def test_a_made_up_moment_is_no_error(cast: Cast) -> None:
    for since in ("gisteren", "", "2026-13-01T00:00", "2026-01-01", "9" * 40):
        assert signed_in(cast.omar).get(COUNT, {"since": since}).status_code == 200
