"""The broker, mail server and worker of the outbox tests, for signals that somebody must hear of."""

from tests.outbox.conftest import mail_server, own_redis, run, use_broker, wait_until, worker
from tests.outbox.test_broker_is_only_a_shortcut import attempts

__all__ = ["attempts", "mail_server", "own_redis", "run", "use_broker", "wait_until", "worker"]
