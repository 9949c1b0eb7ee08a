"""A signal can be filed with Redis stopped or hung: it costs one short attempt, and the letters leave all the same."""

from collections.abc import Callable
from time import monotonic

import pytest
from django.core.management import call_command
from django.http import HttpResponse

from hkin.outbox import nudging
from hkin.outbox.models import Letter
from network.cast import Cast
from signals.models import Signal
from tests.outbox.conftest import OwnRedis
from tests.outbox.mail_server import MailServer
from tests.signals.filing_form import NEW, answers, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

URGENT = {"safety": "danger"}  # these letters wait for no digest
REMEDY = {"stop": "start", "hang": "resume"}
TROUBLES = pytest.mark.parametrize("trouble", list(REMEDY))


@pytest.fixture(autouse=True)
def a_fresh_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nudging._Quiet, "until", 0.0)


def file_one(cast: Cast) -> HttpResponse:
    answer: HttpResponse = signed_in(cast.sanne).post(NEW, answers(**URGENT))
    assert answer.status_code == 302
    return answer


def seconds(work: Callable[[], object]) -> float:
    started = monotonic()
    work()
    return monotonic() - started


def test_filing_makes_one_attempt_to_reach_a_broker_that_says_nothing(
    cast: Cast,
    attempts: list[int],
) -> None:
    file_one(cast)
    assert len(attempts) == 1
    assert Letter.objects.waiting().count() > 1


def test_the_next_signals_make_none(cast: Cast, attempts: list[int]) -> None:
    for _number in range(3):
        file_one(cast)
    assert len(attempts) == 1


@TROUBLES
def test_filing_takes_hardly_longer(cast: Cast, own_redis: OwnRedis, trouble: str) -> None:
    file_one(cast)  # as a web process that has worked for a while
    usual = min(seconds(lambda: file_one(cast)) for _number in range(2))
    getattr(own_redis, trouble)()
    assert seconds(lambda: file_one(cast)) < usual + 2  # a client that tries again takes six seconds, or for ever
    assert Signal.objects.count() == 4


@TROUBLES
def test_the_letters_leave_while_it_is_away(
    cast: Cast,
    own_redis: OwnRedis,
    mail_server: MailServer,
    trouble: str,
) -> None:
    getattr(own_redis, trouble)()
    file_one(cast)
    call_command("deliver_due")
    assert {"omar@oudeveen.example", "bea@oudeveen.example"} <= set(mail_server.addressees())


@pytest.fixture
def deliver_all(worker: Callable[[], object], wait_until: Callable[..., None]) -> Callable[[], None]:
    def deliver_all() -> None:
        worker()
        call_command("deliver_due")
        wait_until(lambda: not Letter.objects.waiting().exists(), 60)

    return deliver_all


@TROUBLES
def test_the_workers_send_them_when_it_is_back(
    cast: Cast, own_redis: OwnRedis, mail_server: MailServer, deliver_all: Callable[[], None], trouble: str
) -> None:
    getattr(own_redis, trouble)()
    file_one(cast)
    getattr(own_redis, REMEDY[trouble])()
    deliver_all()
    assert "omar@oudeveen.example" in mail_server.addressees()
    assert len(mail_server.addressees()) == len(set(mail_server.addressees()))
