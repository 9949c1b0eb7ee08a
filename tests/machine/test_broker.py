"""Red when the broker does not answer, or would lose the work it was given."""

import pytest
from redis import Redis

from hkin.machine.checks import State
from tests.machine.conftest import Found
from tests.outbox.conftest import OwnRedis


@pytest.fixture
def broker(own_redis: OwnRedis) -> Redis:
    broker = Redis.from_url(own_redis.url)
    broker.config_set("appendonly", "yes")
    return broker


def test_a_broker_that_keeps_its_work_is_fine(broker: Redis, found: Found) -> None:
    line = found("broker")
    assert line.state is State.GREEN
    assert broker.info("server")["redis_version"] in line.text


@pytest.mark.parametrize("trouble", ["stop", "hang"])
def test_a_broker_that_does_not_answer_is_red(own_redis: OwnRedis, found: Found, trouble: str) -> None:
    getattr(own_redis, trouble)()
    assert found("broker").state is State.RED
    if trouble == "hang":
        own_redis.resume()


def test_a_broker_that_throws_work_away_when_it_is_full_is_red(broker: Redis, found: Found) -> None:
    broker.config_set("maxmemory-policy", "allkeys-lru")
    assert "noeviction" in found("broker").what_to_do


def test_a_broker_that_forgets_when_it_stops_is_red(broker: Redis, found: Found) -> None:
    broker.config_set("appendonly", "no")
    assert "appendonly" in found("broker").what_to_do


def test_a_broker_that_may_not_tell_its_version_is_grey(broker: Redis, found: Found) -> None:
    broker.acl_setuser("default", enabled=True, nopass=True, commands=["-info"])
    assert found("broker").state is State.GREY
