"""Start PostgreSQL and Redis before Django reads its settings: `python -m pytest` loads this as its first plugin.

Servers named in DATABASE_URL or REDIS_URL are used as they are. Each xdist worker has a Redis database of its own.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from hkin.devstack.keys import fresh_keys
from hkin.devstack.run_folder import hold, sweep
from hkin.devstack.servers import Servers
from hkin.devstack.translations import compile_translations

REDIS_DATABASES = 16
_running = ExitStack()


def _start() -> None:
    sweep(Path(tempfile.gettempdir()), "hkin-test-*")
    folder = Path(tempfile.mkdtemp(prefix="hkin-test-")).resolve()
    _running.callback(shutil.rmtree, folder, ignore_errors=True)
    folder.chmod(0o711)
    if lock := hold(folder):
        _running.enter_context(lock)
    addresses = Servers(folder, _running, durable=False).addresses
    surroundings = {
        # Tests own their database; its name changes later, so no other variable may point at it.
        "DATABASE_URL": addresses.get("HKIN_OWNER_DATABASE_URL", ""),
        "REDIS_URL": addresses.get("REDIS_URL", ""),
        "HKIN_ALLOWED_HOSTS": "127.0.0.1,localhost,testserver",
        "HKIN_HTTPS": "false",
        "HKIN_MFA_REQUIRED": "false",
        "HKIN_MAIL_FOLDER": str(folder / "mail"),
        "HKIN_SEALED_ROOT": str(folder / "sealed"),
        "HKIN_STATIC_COLLECTED": "false",
    }
    missing = {name: value for name, value in (fresh_keys() | surroundings).items() if not os.environ.get(name)}
    os.environ.update(missing)
    compile_translations()


def _take_own_redis(worker: str) -> None:
    """gw0 -> database 1, gw1 -> database 2, ..."""
    address = urlsplit(os.environ["REDIS_URL"])
    number = int(worker.removeprefix("gw")) % (REDIS_DATABASES - 1) + 1
    os.environ["REDIS_URL"] = address._replace(path=f"/{number}").geturl()


if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    _take_own_redis(worker)
else:
    atexit.register(_running.close)  # pytest tells its plugins nothing when Django cannot start
    _start()
