"""`make bench`: how fast pages and filing are with many signals, beside what PostgreSQL alone can do.

It starts a site of its own and throws it away. BENCH_SIGNALS (10000) and BENCH_REQUESTS (100, a page) may be chosen.
"""

import html
import itertools
import json
import os
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from uuid import uuid4

from hkin.devstack.bench_directory import directory, opened, since, work
from hkin.devstack.bench_postgres import prepare_postgres, run_pgbench
from hkin.devstack.browser import Browser, Unexpected
from hkin.devstack.launcher import say
from hkin.devstack.machine import machine
from hkin.devstack.measured import Measured, table
from hkin.devstack.trial_site import TrialSite, trial_site

WARM_UP = 10  # two workers of four threads, each with a connection to make
PAGES_DEEP = 20
QUEUE, ARCHIVE, NEW = "/werkvoorraad/", "/werkvoorraad/archief/", "/signalen/nieuw/"
OLDER = re.compile(r'href="(\?[^"]*\bafter=[^"]+)"')
OPENS = re.compile(r'href="(/werkvoorraad/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/)"')
POLL = re.compile(r'hx-get="(/werkvoorraad/aantal/[^"]+)"')


def main() -> None:
    signals = int(os.environ.get("BENCH_SIGNALS") or 10_000)
    requests = int(os.environ.get("BENCH_REQUESTS") or 100)
    with trial_site() as site:
        where = machine()
        say(f"filling {signals} signals")
        words = json.loads(site.manage("fill_signals", str(signals)))
        prepare_postgres(site.postgres)
        say("asking for pages")
        rows = list(pages(site, words, requests))
        say("filing")
        rows += filing(site, requests)
        rows += directory(site, requests)
        say("PostgreSQL alone")
        rows += run_pgbench(site.postgres, site.folder)
        print(f"\n{where}\n{signals} signals, {signals // 5} of them open\n\n{table(rows)}\n", flush=True)


def pages(site: TrialSite, words: dict[str, str], requests: int) -> Iterator[Measured]:
    with closing(site.signed_in("omar")) as omar, closing(site.signed_in("sanne")) as sanne:
        deep, opens, poll = walk(omar, QUEUE)
        for what, browser, paths in (
            ("queue, first page", omar, [QUEUE]),
            (f"queue, {PAGES_DEEP} pages on", omar, [deep]),
            ("queue, theme and urgency", omar, [f"{QUEUE}?theme=T04&urgency=this_week"]),
            *((f"queue, {rank} word", omar, [search(omar, QUEUE, word)]) for rank, word in words.items()),
            ("archive, first page", omar, [ARCHIVE]),
            (f"archive, {PAGES_DEEP} pages on", omar, [walk(omar, ARCHIVE)[0]]),
            *((f"archive, {rank} word", omar, [search(omar, ARCHIVE, word)]) for rank, word in words.items()),
            ("one signal", omar, opens),
            ("count of new work", omar, [poll]),
            ("own list", sanne, ["/signalen/"]),
            ("filing form", sanne, [NEW]),
        ):
            yield opened(site, what, browser, paths, requests)


def walk(browser: Browser, path: str) -> tuple[str, list[str], str]:
    """Turn pages; the address of the last one, the signals that were met, and what the first page polls."""
    address, opens, poll = path, [], ""
    for _ in range(PAGES_DEEP):
        body = browser.get(address).body
        opens += OPENS.findall(body)
        poll = poll or "".join(html.unescape(each) for each in POLL.findall(body))
        older = OLDER.search(body)
        if older is None:
            break
        address = path + html.unescape(older.group(1))
    return address, opens, poll


def search(browser: Browser, path: str, word: str) -> str:
    """What is looked for never stands in an address: the site gives a token for it."""
    answer = browser.post(path, {"q": word})
    if answer.status != 303:
        raise Unexpected(f"searching answered {answer.status}")
    return answer.location


def filing(site: TrialSite, requests: int) -> Iterator[Measured]:
    for clients in (1, 4):
        browsers = [site.signed_in("sanne") for _ in range(clients)]
        for browser in browsers:
            file_many(browser, WARM_UP)
        before, started = work(site), time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            taken = list(pool.map(lambda browser: file_many(browser, requests), browsers))
        elapsed = time.perf_counter() - started
        yield Measured(f"filing, {clients} at a time", list(itertools.chain(*taken)), elapsed, since(before, site))
        for browser in browsers:
            browser.close()


def file_many(browser: Browser, times: int) -> list[float]:
    seconds = []
    for number in range(times):
        answer = browser.post(NEW, answers_of_form(number))
        if answer.status != 302:
            raise Unexpected(f"a filing answered {answer.status}")
        seconds.append(answer.seconds)
    return seconds


def answers_of_form(number: int) -> dict[str, str]:
    return {
        "key": str(uuid4()),
        "text": f"Bij de loods staat elke ochtend een witte bus met draaiende motor. Het is nu al keer {number}.",
        "place": f"Havendijk {number % 200 + 1}, 8999 AC Oudeveen",
        "when": "today",
        "safety": "none",
        "shield": "name",
        "send": "1",
    }


if __name__ == "__main__":
    main()
