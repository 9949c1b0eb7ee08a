"""How far an import is, told beside its transaction: what it writes itself nobody sees before all of it is done."""

from __future__ import annotations

import logging
from time import monotonic
from types import TracebackType
from typing import Any

from django.db import DatabaseError, connection

from network.models import ImportRun

_SECONDS_BETWEEN = 0.25

logger = logging.getLogger(__name__)


class Progress:
    """On a connection of its own, that waits for nobody. A count that is not written down stops nothing."""

    def __init__(self, run: ImportRun) -> None:
        self.run_id = run.pk
        self.count = 0
        self.last = 0.0
        self.own: Any = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_why: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def tick(self, number: int = 1) -> None:
        self.count += number
        if monotonic() - self.last >= _SECONDS_BETWEEN:
            self.last = monotonic()
            self._write()

    def close(self) -> None:
        if self.own is not None:
            self.own.close()
            self.own = None

    def _write(self) -> None:
        try:
            if self.own is None:
                self.own = connection.copy()
            with self.own.cursor() as cursor:
                cursor.execute("SET lock_timeout = '200ms'")
                cursor.execute("UPDATE network_importrun SET done = %s WHERE id = %s", [self.count, self.run_id])
        except DatabaseError as error:
            logger.warning("How far an import is was not written down: %s", type(error).__name__)
