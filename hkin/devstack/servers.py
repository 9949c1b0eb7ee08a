"""The servers the site stands on: embedded ones, unless DATABASE_URL or REDIS_URL names real ones."""

import os
import subprocess
from contextlib import ExitStack
from pathlib import Path

from hkin.devstack.broker import Broker
from hkin.devstack.postgres import Postgres


class Servers:
    """Started one after the other; `stack` stops them in the opposite order."""

    def __init__(self, folder: Path, stack: ExitStack, *, durable: bool = True) -> None:
        self.addresses: dict[str, str] = {}
        self.children: dict[str, subprocess.Popen[bytes] | None] = {}
        if not os.environ.get("DATABASE_URL"):
            postgres = Postgres(folder, durable=durable)
            stack.callback(postgres.stop)
            postgres.start()
            self.children["PostgreSQL"] = postgres.child
            self.addresses |= {
                "DATABASE_URL": postgres.url("hkin_web"),
                "HKIN_OWNER_DATABASE_URL": postgres.url(),
                "HKIN_RETENTION_DATABASE_URL": postgres.url("hkin_retention"),
            }
        if not os.environ.get("REDIS_URL"):
            broker = Broker(folder, durable=durable)
            stack.callback(broker.stop)
            broker.start()
            self.children["Redis"] = broker.child
            self.addresses["REDIS_URL"] = broker.url

    def ended(self) -> str | None:
        """The name of a server that is no longer there."""
        return next((name for name, child in self.children.items() if child and child.poll() is not None), None)
