"""Under which account a server runs: PostgreSQL refuses root, so root lends it to `nobody`."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Account:
    uid: int
    gid: int

    def as_popen(self) -> dict[str, Any]:
        """The keywords of subprocess that switch to this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def may_enter(self, folder: Path) -> bool:
        """Whether an account without any group may walk down to `folder`."""
        folder = folder.resolve()
        return all(step.stat().st_mode & 0o001 for step in [folder, *folder.parents])

    def may_run(self, program: Path) -> bool:
        return program.stat().st_mode & 0o005 == 0o005


def server_account() -> Account | None:
    """None: run as ourselves."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def private_folder(folder: Path, account: Account | None = None) -> Path:
    """Make a folder that only `account` (else we ourselves) can enter; refuse one that somebody else put there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    wanted = account.uid if account else os.geteuid()
    insist_on_ours(folder, wanted)
    if account:
        os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)
    return folder


def insist_on_ours(folder: Path, *others: int) -> None:
    """A name in /tmp can be guessed: refuse a folder that neither we nor the accounts in `others` own."""
    if folder.is_symlink() or folder.lstat().st_uid not in {os.geteuid(), *others}:
        raise SystemExit(f"{folder} belongs to somebody else; remove it or ask its owner to.")
