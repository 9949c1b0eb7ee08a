"""Does the broker answer and keep what it gets, are the processes alive, and does mail leave?"""

from collections.abc import Iterator
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from hkin.machine.checks.line import Check, green, grey, red
from hkin.machine.proofs import MAIL_ARRIVED, proven, was_proven
from hkin.nlds.days import moment_in_words
from hkin.outbox.health import (
    LONGEST_QUIET,
    LONGEST_WAIT,
    PROCESSES,
    heartbeat_ages,
    oldest_waiting_age,
    undeliverable_count,
)

BROKER = _("Broker")
MAIL = _("Test mail")
PATIENCE_SECONDS = 1.0


def look() -> Iterator[Check]:
    yield _broker()
    yield from _processes()
    yield _mail()
    yield _letters()


def _broker() -> Check:
    try:
        told = _ask_broker()
    except (RedisError, OSError):
        todo = _("Start Redis or Valkey, and look at REDIS_URL. Filing works without, messages come later.")
        return red("broker", BROKER, _("The broker does not answer."), todo)
    name = "Valkey" if "valkey_version" in told else "Redis"
    version = told.get("valkey_version") or told.get("redis_version")
    if version is None:
        return grey("broker", BROKER, _("The broker answers, but does not tell its version."))
    if told.get("maxmemory_policy", "noeviction") != "noeviction":
        text = _("When it is full, the broker throws work away.")
        return red("broker", BROKER, text, _("Put maxmemory-policy noeviction in its configuration."))
    if not int(told.get("aof_enabled", 1)):
        text = _("The broker forgets its work when it stops.")
        return red("broker", BROKER, text, _("Put appendonly yes in its configuration."))
    return green("broker", BROKER, _("%(name)s %(version)s answers.") % {"name": name, "version": version})


def _ask_broker() -> dict[str, str]:
    """One try. What this user of the broker may not ask is left out."""
    broker = Redis.from_url(
        current_app.conf.broker_url,
        socket_connect_timeout=PATIENCE_SECONDS,
        socket_timeout=PATIENCE_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )
    with broker:
        broker.ping()
        told: dict[str, str] = {}
        for section in ("server", "memory", "persistence"):
            try:
                told |= broker.info(section)
            except RedisError:
                continue
        return told


def _processes() -> Iterator[Check]:
    ages = heartbeat_ages()
    for name in PROCESSES:
        label = _("Process %(name)s") % {"name": name}
        age = ages.get(name)
        if age is not None and age <= LONGEST_QUIET:
            yield green(name, label, _("It is alive."))
            continue
        text = _("It never gave a sign of life.") if age is None else _silent(age)
        yield red(name, label, text, _("Start this part, and see that the server starts it again by itself."))


def _silent(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    words = ngettext("It was silent for %(count)s minute.", "It was silent for %(count)s minutes.", minutes)
    return words % {"count": minutes}


def _mail() -> Check:
    proof = proven(MAIL_ARRIVED)
    if proof is None:
        text = _("Mail leaves another way than when it was tried.") if was_proven(MAIL_ARRIVED) else _NOT_TRIED
        return red("mail", MAIL, text, _("Send a test mail and type its code back."))
    told = {"day": moment_in_words(proof.at), "name": proof.by_name, "server": settings.EMAIL_HOST}
    return green("mail", MAIL, _("A test mail by %(server)s arrived: %(day)s, %(name)s.") % told)


_NOT_TRIED = _("Nobody has shown yet that mail arrives.")


def _letters() -> Check:
    label = _("Mail on its way")
    waiting, failed = oldest_waiting_age(), undeliverable_count()
    if waiting is not None and waiting > LONGEST_WAIT:
        todo = _("Look at the processes worker and deliver, and at the mail server.")
        return red("letters", label, _("Letters wait too long."), todo)
    if failed:
        words = ngettext("%(count)s letter did not arrive.", "%(count)s letters did not arrive.", failed)
        return grey("letters", label, words % {"count": failed}, _("See the page about sent letters."))
    return green("letters", label, _("No letter waits too long."))
