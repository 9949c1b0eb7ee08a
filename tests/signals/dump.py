"""Everything HKIN leaves behind, as bytes to look through: tables, sessions, Redis, files."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.sessions.models import Session
from django.db import connection
from redis import Redis


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        return sorted(row[0] for row in cursor.fetchall())


def rows() -> Iterator[tuple[str, str]]:
    """Table and row as text; bytes stand in hexadecimals, and a session is opened."""
    with connection.cursor() as cursor:
        for table in tables():
            cursor.execute(f"SELECT t::text FROM {table} t")
            yield from ((table, row[0]) for row in cursor.fetchall())
    for session in Session.objects.all():
        yield "django_session", json.dumps(session.get_decoded(), default=str)


def broker_values(url: str) -> Iterator[bytes]:
    """Names and values; the body of a task is opened."""
    broker = Redis.from_url(url)
    for name in broker.scan_iter():
        yield name
        for value in _values(broker, name):
            yield value
            yield from _bodies(value)


def _values(broker: Any, name: bytes) -> list[bytes]:
    match broker.type(name):
        case b"list":
            return list(broker.lrange(name, 0, -1))
        case b"hash":
            return [part for pair in broker.hgetall(name).items() for part in pair]
        case b"set":
            return list(broker.smembers(name))
        case b"zset":
            return list(broker.zrange(name, 0, -1))
        case b"string":
            return [broker.get(name)]
        case kind:
            raise AssertionError(f"nobody looks into a {kind!r} of Redis")


def _bodies(value: bytes) -> Iterator[bytes]:
    found = json.loads(value) if value.startswith((b"{", b"[")) else None
    for task in found if isinstance(found, list) else [found]:
        if isinstance(task, dict) and "body" in task:
            yield b64decode(task["body"])


def files(*folders: Path) -> Iterator[tuple[Path, bytes]]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield path, path.read_bytes()


def shapes_of(word: str) -> list[bytes]:
    """How a word may lie around: as it is, in hexadecimals, in base64 at each of three places, in wide letters."""
    plain = word.encode()
    base64 = [b64encode(b"x" * shift + plain)[4:-4] for shift in range(3)]
    return [plain, plain.hex().encode(), word.encode("utf-16-le"), *base64]


def holds(content: bytes, shapes: list[bytes]) -> bool:
    lowered = content.lower()
    return any(shape in content or shape.lower() in lowered for shape in shapes)
