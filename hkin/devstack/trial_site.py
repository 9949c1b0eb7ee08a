"""A whole site of its own to try something on: servers, demo and processes in a folder that is gone afterwards."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from hkin.devstack.broker import Broker, free_port
from hkin.devstack.browser import Browser
from hkin.devstack.crew import Crew
from hkin.devstack.keys import fresh_keys
from hkin.devstack.launcher import answers, end_on_signals, say
from hkin.devstack.plan import MANAGE, ROOT, Process, environment, prepare_database, processes
from hkin.devstack.postgres import Postgres
from hkin.devstack.run_folder import hold, sweep

PREFIX = "hkin-trial-"
START_PATIENCE = 60  # seconds
LOG, LAST_LINES = "site.log", 40


@dataclass(frozen=True)
class TrialSite:
    folder: Path
    postgres: Postgres
    broker: Broker
    crew: Crew
    plan: Mapping[str, Process]
    variables: Mapping[str, str]

    @property
    def port(self) -> int:
        return int(self.variables["HKIN_PORT"])

    @property
    def letters(self) -> Path:
        return Path(self.variables["HKIN_MAIL_FOLDER"])

    def last_words(self) -> str:
        return "".join((self.folder / LOG).read_text().splitlines(keepends=True)[-LAST_LINES:])

    def start(self, name: str) -> None:
        process = self.plan[name]
        self.crew.start(name, process.command, {**os.environ, **self.variables, **process.variables})

    def manage(self, *arguments: str) -> str:
        """What a management command prints."""
        environ = {**os.environ, **self.variables}
        done = subprocess.run([*MANAGE, *arguments], cwd=ROOT, env=environ, stdout=subprocess.PIPE, check=True)
        return done.stdout.decode()

    def signed_in(self, username: str) -> Browser:
        browser = Browser(self.port)
        browser.sign_in(username, self.variables["HKIN_DEMO_PASSWORD"])
        return browser


@contextmanager
def trial_site() -> Iterator[TrialSite]:
    """As `make run`, fsync included; what the environment says about another site is not heard."""
    end_on_signals()
    for name in [name for name in os.environ if name.startswith("HKIN_") or name in {"DATABASE_URL", "REDIS_URL"}]:
        del os.environ[name]
    with ExitStack() as stack:
        folder = _folder(stack)
        say("starting PostgreSQL and Redis")
        postgres, broker = Postgres(folder), Broker(folder)
        stack.callback(shutil.rmtree, postgres.data, ignore_errors=True)  # it may lie outside the folder
        for server in (postgres, broker):
            stack.callback(server.stop)
            server.start()
        addresses = {
            "DATABASE_URL": postgres.url("hkin_web"),
            "HKIN_OWNER_DATABASE_URL": postgres.url(),
            "REDIS_URL": broker.url,
        }
        variables = environment(folder, fresh_keys(), port=free_port(), addresses=addresses)
        say("loading the demo")
        prepare_database(variables)
        log = stack.enter_context((folder / LOG).open("w"))
        crew = Crew(ROOT, output=log)
        stack.callback(crew.stop)
        site = TrialSite(folder, postgres, broker, crew, processes(folder, variables), variables)
        say("starting the site")
        for name in site.plan:
            site.start(name)
        _wait_until_it_answers(site)
        yield site
        say("stopping")


def _folder(stack: ExitStack) -> Path:
    sweep(Path(tempfile.gettempdir()), f"{PREFIX}*")
    folder = Path(tempfile.mkdtemp(prefix=PREFIX)).resolve()
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o711)
    if lock := hold(folder):
        stack.enter_context(lock)
    return folder


def _wait_until_it_answers(site: TrialSite) -> None:
    give_up_at = time.monotonic() + START_PATIENCE
    while not answers(site.port):
        if gone := site.crew.ended():
            raise SystemExit(f"{gone} ended by itself:\n{site.last_words()}")
        if time.monotonic() > give_up_at:
            raise SystemExit(f"The site did not answer within {START_PATIENCE} seconds")
        time.sleep(0.1)
