"""A real SMTP server on loopback that does as told."""

import asyncio
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from threading import Thread

from aiosmtpd.smtp import SMTP, Envelope, Session


class MailServer:
    """Letters it accepted, by arrival. The rest are its moods."""

    def __init__(self) -> None:
        self.letters: list[Envelope] = []
        self.refusals: dict[str, str] = {}  # address -> answer to RCPT
        self.answer_to_data = "250 kept"
        self.hangs = False
        self.drops = False
        self.on_letter: Callable[[], None] = lambda: None
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        listening = self._loop.create_server(lambda: SMTP(self, hostname="localhost"), "127.0.0.1", 0)
        self._server = asyncio.run_coroutine_threadsafe(listening, self._loop).result(5)
        self.port: int = self._server.sockets[0].getsockname()[1]

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._server.close)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)

    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(letter.content, policy=policy.default) for letter in self.letters]

    def addressees(self) -> list[str]:
        return [letter.rcpt_tos[0] for letter in self.letters]

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refusals:
            return self.refusals[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.hangs:
            await asyncio.Event().wait()
        if self.answer_to_data.startswith("250"):
            self.letters.append(envelope)
        self.on_letter()
        if self.drops:
            server.transport.abort()
        return self.answer_to_data
