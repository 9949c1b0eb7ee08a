"""An embedded Redis (or Valkey): append-only file in the run folder, a free port on loopback, a password."""

import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from hkin.devstack.accounts import private_folder
from hkin.devstack.binaries import redis_program
from hkin.devstack.children import start_child, stop_children, stop_leftover

ATTEMPTS = 3  # somebody may take the port between our looking and our starting


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Broker:
    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self.data = folder / "redis"
        self.log = folder / "redis.log"
        self.durable = durable
        self.port = 0
        self.password = secrets.token_hex(16)
        self.child: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def start(self) -> None:
        private_folder(self.data)
        pid_file = self.data / "pid"
        if pid_file.exists():
            stop_leftover(int(pid_file.read_text() or 0), self.data, signal.SIGTERM)
        if not any(self._becomes_ready() for _ in range(ATTEMPTS)):
            raise SystemExit(f"Redis did not start; the end of {self.log}:\n{self.log.read_text()[-2000:]}")
        pid_file.write_text(str(self.child.pid if self.child else 0))

    def stop(self) -> None:
        if self.child:
            stop_children([self.child], signal.SIGTERM)
            (self.data / "pid").unlink(missing_ok=True)

    def _becomes_ready(self) -> bool:
        self.port = free_port()
        settings = self.data / "redis.conf"
        settings.touch(mode=0o600)
        settings.write_text(
            f"bind 127.0.0.1\nport {self.port}\nrequirepass {self.password}\ndir {_quoted(self.data)}\n"
            f'appendonly {"yes" if self.durable else "no"}\nsave ""\nmaxmemory-policy noeviction\ndatabases 16\n'
        )
        with self.log.open("ab") as log:
            self.child = start_child([redis_program(), settings], ending=signal.SIGTERM, output=log.fileno())
        client = redis.Redis.from_url(self.url, socket_timeout=1, retry=Retry(NoBackoff(), 0))
        while self.child.poll() is None:
            try:
                return bool(client.ping())
            except redis.RedisError:
                time.sleep(0.02)
            finally:
                client.close()
        return False


def _quoted(path: Path) -> str:
    return '"' + str(path).replace("\\", "\\\\").replace('"', '\\"') + '"'
