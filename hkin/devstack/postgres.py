"""An embedded PostgreSQL 18: programs from a wheel, data in the run folder, reached only through a private socket."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import psycopg2

from hkin.devstack.accounts import Account, private_folder, server_account
from hkin.devstack.binaries import postgres_programs
from hkin.devstack.children import start_child, stop_children, stop_leftover

OWNER = "hkin"
ROLES = ("hkin_web", "hkin_retention")
SOCKET_PATH_LIMIT = 80  # the kernel allows 107 bytes, 103 on macOS, file name included
# The last two keep what people typed out of the log: no failed statement, no detail of a failed row.
OPTIONS = ("listen_addresses=", "max_connections=60", "log_min_error_statement=panic", "log_error_verbosity=terse")
PLAIN_PATH = re.compile(r"[\w./-]+", re.ASCII)
# PostgreSQL looks at its own process table to find a twin; one that was killed needs a moment to be gone.
STILL_BUSY = b"is still in use"


class Postgres:
    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.account = server_account()
        self.programs = postgres_programs(self.account)
        self.durable = durable
        self.log = folder / "postgres.log"
        self.data = _place(folder, self.account) / "postgres"
        self.sockets = self.data.parent / "sockets"
        if len(os.fsencode(self.sockets)) > SOCKET_PATH_LIMIT or not PLAIN_PATH.fullmatch(str(self.sockets)):
            self.sockets = Path(tempfile.gettempdir()) / f"hkin-{_digest(folder)}"
        self.child: subprocess.Popen[bytes] | None = None

    def url(self, role: str = OWNER) -> str:
        return f"postgres://{role}@/{OWNER}?host={self.sockets}"

    def start(self) -> None:
        private_folder(self.data, self.account)
        private_folder(self.sockets, self.account)
        if not (self.data / "PG_VERSION").exists():
            self._create_cluster()
        self._clear_the_ground()
        for _ in range(50):
            if self._becomes_ready():
                break
            if STILL_BUSY not in self.log.read_bytes()[-2000:]:
                raise SystemExit(f"PostgreSQL did not start; the end of {self.log}:\n{self.log.read_text()[-2000:]}")
            time.sleep(0.1)
        self._create_database()

    def stop(self) -> None:
        if self.child:
            stop_children([self.child], signal.SIGINT)  # a fast shutdown; SIGTERM would wait for its clients
        shutil.rmtree(self.sockets, ignore_errors=True)

    def _create_cluster(self) -> None:
        command: list[str | Path] = [
            self.programs / "initdb",
            "-D",
            self.data,
            "-U",
            OWNER,
            "--auth=trust",
            "--encoding=UTF8",
        ]
        command += ["--locale=C.UTF-8", "--locale-provider=builtin", *([] if self.durable else ["--no-sync"])]
        switch = self.account.as_popen() if self.account else {}
        made = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **switch)
        if made.returncode:
            raise SystemExit(f"initdb failed:\n{made.stdout}{made.stderr}")

    def _clear_the_ground(self) -> None:
        """Stop an orphan of an earlier start, and clear the lock files of one that was killed."""
        lock = self.data / "postmaster.pid"
        if lock.exists():
            first_line = lock.read_text().partition("\n")[0]
            if first_line.isdecimal():
                stop_leftover(int(first_line), self.data, signal.SIGINT)
            lock.unlink(missing_ok=True)
        for stale in self.sockets.glob(".s.PGSQL.*"):
            stale.unlink()

    def _becomes_ready(self) -> bool:
        options = [*OPTIONS, f"unix_socket_directories={self.sockets}"]
        if not self.durable:
            options += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
            options += ["max_connections=200"]  # tests press a button fifty times at once, side by side
        command: list[str | Path] = [self.programs / "postgres", "-D", self.data]
        command += [part for option in options for part in ("-c", option)]
        with self.log.open("ab") as log:
            self.child = start_child(command, ending=signal.SIGINT, output=log.fileno(), account=self.account)
        while self.child.poll() is None:
            try:
                psycopg2.connect(host=str(self.sockets), user=OWNER, dbname="postgres").close()
            except psycopg2.OperationalError:
                time.sleep(0.02)
            else:
                return True
        return False

    def _create_database(self) -> None:
        with closing(psycopg2.connect(host=str(self.sockets), user=OWNER, dbname="postgres")) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT rolname FROM pg_roles")
                there = {name for (name,) in cursor.fetchall()}
                for role in ROLES:
                    if role not in there:
                        cursor.execute(f"CREATE ROLE {role} LOGIN")
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [OWNER])
                if cursor.fetchone() is None:
                    cursor.execute(f"CREATE DATABASE {OWNER}")


def _digest(folder: Path) -> str:
    return sha256(f"{os.geteuid()} {folder.resolve()}".encode()).hexdigest()[:12]


def _place(folder: Path, account: Account | None) -> Path:
    """The run folder itself, or one beside it all when its account cannot walk there."""
    if account is None or account.may_enter(folder):
        return folder
    place = Path("/var/tmp") / f"hkin-{_digest(folder)}"
    private_folder(place).chmod(0o711)
    return place
