"""`make chaos`: colleagues file while processes are killed; afterwards every letter must be there.

It starts a site of its own and throws it away. CHAOS_SECONDS (60), CHAOS_RATE (filings a second, 4) and CHAOS_SEED
may be chosen. The exit status is 1 when something was lost.
"""

import http.client
import os
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from random import SystemRandom
from uuid import uuid4

import psycopg2

from hkin.devstack.browser import Browser
from hkin.devstack.faults import Fault, carry_out, plan
from hkin.devstack.launcher import say
from hkin.devstack.machine import machine
from hkin.devstack.measured import Measured, table
from hkin.devstack.postgres import OWNER, Postgres
from hkin.devstack.tally import Tally, read_letters, tally
from hkin.devstack.trial_site import TrialSite, trial_site

CLIENTS = 4
NEW = "/signalen/nieuw/"
PATIENCE = 300  # seconds until the last letter is out; a killed attempt is tried again after 90
ATTEMPTS = 40
BETWEEN_ATTEMPTS = 0.5  # seconds


@dataclass
class Filings:
    """What the clients saw, all of them together."""

    keys: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)  # of the receipts
    at_once: list[float] = field(default_factory=list)  # seconds to the receipt, at the first attempt
    repeated: list[float] = field(default_factory=list)  # or from the first attempt to the receipt
    sent_again: list[str] = field(default_factory=list)  # why: what was seen instead of a receipt


def main() -> int:
    seconds = float(os.environ.get("CHAOS_SECONDS") or 60)
    rate = float(os.environ.get("CHAOS_RATE") or 4)
    seed = int(os.environ.get("CHAOS_SEED") or SystemRandom().randrange(10_000))
    with trial_site() as site:
        where = machine()
        readers = who_hears(site)
        say(f"filing {rate:g} a second for {seconds:g} seconds, seed {seed}")
        filings, done = file_among_faults(site, plan(seed=seed, seconds=seconds), seconds=seconds, rate=rate)
        say("waiting for the last letter")
        took = wait_until_sent(site.postgres)
        kept = signals_kept(site.postgres, filings.keys)
        letters = tally(filed=filings.references, readers=readers, letters=read_letters(site.letters))
        killed = ", ".join(f"{what} {times}" for what, times in sorted(done.items()))
        print(f"\n{where}\nseed {seed}, {seconds:g} seconds, kill -9: {killed}\n")
        print(report(filings, kept, letters, took), flush=True)
        is_well = len(filings.keys) == len(set(filings.references)) == kept and not letters.lost and took is not None
        if not is_well:
            print(site.last_words())
    return 0 if is_well else 1


def file_among_faults(
    site: TrialSite, faults: Sequence[Fault], *, seconds: float, rate: float
) -> tuple[Filings, Counter[str]]:
    filings = Filings()
    browsers = [site.signed_in("sanne") for _ in range(CLIENTS)]
    until = time.monotonic() + seconds
    clients = [
        threading.Thread(target=keep_filing, args=(each, filings, until, CLIENTS / rate), daemon=True)
        for each in browsers
    ]
    for client in clients:
        client.start()
    done = carry_out(faults, site)
    for client in clients:
        client.join()
    return filings, done


def who_hears(site: TrialSite) -> list[str]:
    """File one while all is well: what it brings about is what each filing must bring about."""
    filings = Filings()
    with closing(site.signed_in("sanne")) as browser:
        file_one(browser, filings)
    wait_until_sent(site.postgres)
    readers = sorted(reader for reference, reader in read_letters(site.letters) if reference in filings.references)
    if not readers:
        raise SystemExit("Nobody hears of a filing even while all is well.")
    return readers


def keep_filing(browser: Browser, filings: Filings, until: float, every: float) -> None:
    while time.monotonic() < until:
        due = time.monotonic() + every
        file_one(browser, filings)
        time.sleep(max(0.0, due - time.monotonic()))
    browser.close()


def file_one(browser: Browser, filings: Filings) -> None:
    """As a person does: no receipt seen, send the same form again."""
    form = urgent_form()
    filings.keys.append(form["key"])
    started = time.monotonic()
    for attempt in range(ATTEMPTS):
        try:
            answer = browser.post(NEW, form)
        except (OSError, http.client.HTTPException) as broken:
            filings.sent_again.append(type(broken).__name__)
        else:
            if answer.status == 302:
                filings.references.append(answer.location.strip("/").split("/")[1])
                (filings.repeated if attempt else filings.at_once).append(time.monotonic() - started)
                return
            filings.sent_again.append(str(answer.status))
        time.sleep(BETWEEN_ATTEMPTS)


def urgent_form() -> dict[str, str]:
    """Danger is told at once; what can wait goes along in the digest of tomorrow."""
    return {
        "key": str(uuid4()),
        "text": "Bij de loods staat elke ochtend een witte bus met draaiende motor.",
        "place": "Havendijk 14, 8999 AC Oudeveen",
        "when": "today",
        "safety": "danger",
        "shield": "name",
        "send": "1",
    }


def wait_until_sent(postgres: Postgres) -> float | None:
    """How long it took; None: patience ran out."""
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE:
        if not _count(postgres, "SELECT count(*) FROM outbox_letter WHERE state = 'waiting'"):
            return time.monotonic() - started
        time.sleep(0.5)
    return None


def signals_kept(postgres: Postgres, keys: Sequence[str]) -> int:
    return _count(postgres, "SELECT count(*) FROM signals_signal WHERE uuid = ANY(%s::uuid[])", list(keys))


def report(filings: Filings, kept: int, letters: Tally, took: float | None) -> str:
    again = ", ".join(f"{why} {times}" for why, times in Counter(filings.sent_again).items()) or "none"
    facts = {
        "forms sent": len(filings.keys),
        "filed, receipt seen": len(filings.references),
        "signals in the database": kept,
        "sent again, after": again,
        "letters expected": letters.expected,
        "letters lost": len(letters.lost),
        "letters that came twice": letters.twice,
        "last letter out after": "never" if took is None else f"{took:.0f} s",
    }
    lines = [f"{name:<24} {fact}" for name, fact in facts.items()]
    times = {"filing at the first attempt": filings.at_once, "filing, sent again": filings.repeated}
    return "\n".join([*lines, "", table(Measured(what, seconds) for what, seconds in times.items() if seconds), ""])


def _count(postgres: Postgres, query: str, *values: object) -> int:
    with closing(_connection(postgres)) as connection, connection.cursor() as cursor:
        cursor.execute(query, values)
        return int(cursor.fetchone()[0])


def _connection(postgres: Postgres) -> "psycopg2.extensions.connection":
    """It may still be recovering from what was done to it."""
    give_up_at = time.monotonic() + PATIENCE
    while True:
        try:
            return psycopg2.connect(host=str(postgres.sockets), user=OWNER, dbname=OWNER)
        except psycopg2.OperationalError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.2)


if __name__ == "__main__":
    sys.exit(main())
