"""The matrix of who does what at its largest, opened and changed; part of `make bench`.

`python -m hkin.devstack.bench_directory` does this alone. BENCH_REQUESTS (100, a page) may be chosen.
"""

import html
import itertools
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import closing

from hkin.devstack.bench_postgres import prepare_postgres, run_pgbench
from hkin.devstack.browser import Browser, Unexpected
from hkin.devstack.launcher import say
from hkin.devstack.machine import machine, work_done
from hkin.devstack.measured import Measured, table
from hkin.devstack.trial_site import TrialSite, trial_site

THEMES, DEPARTMENTS = 40, 60
WARM_UP = 10
MATRIX = "/netwerk/matrix/"
LINK = re.compile(r"<td><a href=(cel/[^>]+)>")
#: What an opened cell holds in its form: the row it showed, and today.
FILLED_IN = re.compile(r'<input [^>]*name="(seen|from_on_day|from_on_month|from_on_year)"[^>]*>')
VALUE = re.compile(r'value="([^"]*)"')
PARTS = itertools.cycle(["adviser", "informed"])


def main() -> None:
    requests = int(os.environ.get("BENCH_REQUESTS") or 100)
    with trial_site() as site:
        where = machine()
        rows = list(directory(site, requests))
        say("PostgreSQL alone")
        prepare_postgres(site.postgres)
        rows += run_pgbench(site.postgres, site.folder)
        print(f"\n{where}\n{THEMES} themes x {DEPARTMENTS} departments x 3 levels, all filled\n\n{table(rows)}\n")


def directory(site: TrialSite, requests: int) -> Iterator[Measured]:
    say(f"filling a matrix of {THEMES} themes, {DEPARTMENTS} departments and three levels")
    site.manage("fill_directory", str(THEMES), str(DEPARTMENTS))
    with closing(site.signed_in("sanne")) as sanne, closing(site.signed_in("noor")) as noor:
        cells = [MATRIX + html.unescape(each) for each in LINK.findall(noor.get(MATRIX).body)]
        say("asking for the matrix")
        yield opened(site, "matrix, to read", sanne, [MATRIX], requests)
        yield opened(site, "matrix, to change", noor, [MATRIX], requests)
        yield opened(site, "matrix, one level", noor, [f"{MATRIX}?niveau=operationeel"], requests)
        yield opened(site, "matrix of last year", noor, [f"{MATRIX}op/?dag=2025-03-03&thema=T07"], requests)
        yield opened(site, "matrix, one cell", noor, cells, requests)
        yield saved(site, noor, [f"{cell}operationeel/" for cell in cells], requests)


def opened(site: TrialSite, what: str, browser: Browser, paths: Sequence[str], requests: int) -> Measured:
    turn = itertools.cycle(paths)
    for _ in range(WARM_UP):
        _open(browser, next(turn))
    before = work(site)
    seconds = [_open(browser, next(turn)) for _ in range(requests)]
    return Measured(what, seconds, work=since(before, site))


def saved(site: TrialSite, browser: Browser, paths: Sequence[str], requests: int) -> Measured:
    """Only the saving is timed; what a keeper sees first is opened beforehand."""
    forms = [(path, filled_in(browser, path)) for path in itertools.islice(itertools.cycle(paths), requests + WARM_UP)]
    for path, fields in forms[:WARM_UP]:
        _save(browser, path, fields)
    before = work(site)
    seconds = [_save(browser, path, fields) for path, fields in forms[WARM_UP:]]
    return Measured("matrix, a cell saved", seconds, work=since(before, site))


def filled_in(browser: Browser, path: str) -> dict[str, str]:
    tags = FILLED_IN.finditer(browser.get(path).body)
    values = {tag.group(1): VALUE.search(tag.group(0)) for tag in tags}
    return {name: value.group(1) if value else "" for name, value in values.items()} | {"part": next(PARTS)}


def work(site: TrialSite) -> tuple[float, ...]:
    """Of the web processes and of PostgreSQL, seconds so far."""
    members = (site.crew.members["web"], site.postgres.child)
    return tuple(work_done(member.pid) for member in members if member)


def since(before: tuple[float, ...], site: TrialSite) -> tuple[float, ...]:
    return tuple(now - then for now, then in zip(work(site), before, strict=True))


def _open(browser: Browser, path: str) -> float:
    answer = browser.get(path)
    if answer.status != 200:
        raise Unexpected(f"{path} answered {answer.status}")
    return answer.seconds


def _save(browser: Browser, path: str, fields: dict[str, str]) -> float:
    answer = browser.post(path, fields)
    if answer.status != 302:
        raise Unexpected(f"{path} answered {answer.status}")
    return answer.seconds


if __name__ == "__main__":
    main()
