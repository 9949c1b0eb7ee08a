"""An SMTP server on loopback that keeps each letter it gets as an `.eml` file in a folder."""

import asyncio
import os
import secrets
import sys
from datetime import UTC, datetime
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

LARGEST_LETTER = 1024 * 1024


class Letterbox:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        content = envelope.content or b""
        letter = content if isinstance(content, bytes) else content.encode()
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}.eml"
        half = self.folder / f".{name}"
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(letter)
        half.rename(self.folder / name)
        return "250 kept"


async def receive(port: int, folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    letterbox = Letterbox(folder)

    def greet() -> SMTP:
        return SMTP(letterbox, hostname="localhost", data_size_limit=LARGEST_LETTER, enable_SMTPUTF8=True)

    server = await asyncio.get_running_loop().create_server(greet, "127.0.0.1", port)
    print(f"letters on port {port} are kept in {folder}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(receive(int(sys.argv[1]), Path(sys.argv[2])))
