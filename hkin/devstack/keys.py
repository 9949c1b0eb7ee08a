"""The secrets of one demo installation: made once, kept in `.run/secrets`, readable by nobody else."""

import base64
import os
import secrets
from pathlib import Path


def _key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def fresh_keys() -> dict[str, str]:
    return {
        "HKIN_SECRET_KEY": secrets.token_urlsafe(48),
        "HKIN_SEAL_KEYS": f"demo:{_key()}",
        "HKIN_INDEX_KEY": _key(),
        "HKIN_DEMO_PASSWORD": "-".join(secrets.token_hex(2) for _ in range(4)),
    }


def demo_keys(folder: Path) -> dict[str, str]:
    """What an earlier start made, completed with what is new since then."""
    path = folder / "secrets"
    kept = read_lines(path)
    keys = fresh_keys() | kept
    if keys != kept:
        write_lines(path, keys)
    return keys


def read_lines(path: Path) -> dict[str, str]:
    """Read NAME=value lines; no file, no lines."""
    if not path.exists():
        return {}
    lines = (line.partition("=") for line in path.read_text().splitlines())
    return {name: value for name, _, value in lines if name}


def write_lines(path: Path, values: dict[str, str]) -> None:
    """Write NAME=value lines that only we can read, all at once or not at all."""
    half = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.writelines(f"{name}={value}\n" for name, value in values.items())
    half.replace(path)
