"""A link that lets somebody in is made when the letter leaves, and lies in no table."""

from collections.abc import Callable

import pytest
from django.db import connection, transaction

from hkin.outbox import kinds
from hkin.outbox.actions import post_letter
from hkin.outbox.delivery import deliver
from hkin.outbox.letters import LETTER_BYTES, compose
from hkin.outbox.models import Letter, Message
from hkin.privacy.sealing import seal_address
from tests.outbox.conftest import lapse_lease, letter
from tests.outbox.mail_server import MailServer

KIND = "way_in_asked"
PATH = "/kom-binnen/geheim/"
asked: list[str] = []


def write(reference: str) -> kinds.Wording | None:
    asked.append(reference)
    return kinds.Wording(text="Er is een link voor je.", path=PATH) if reference == "known" else None


@pytest.fixture(autouse=True)
def a_kind_with_a_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    kind = kinds.Kind(name=KIND, writer=f"{__name__}.write")
    monkeypatch.setitem(kinds._kinds, KIND, kind)
    asked.clear()


@pytest.fixture
def post() -> Callable[[str], None]:
    def post(reference: str) -> None:
        with transaction.atomic():
            post_letter(
                kind=KIND, effect="entry-1", sealed_address=seal_address("sanne@oudeveen.example"), reference=reference
            )

    return post


def everything_stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT outbox_letter::text FROM outbox_letter")
        return str(cursor.fetchall())


def test_the_link_stands_in_the_letter(settings) -> None:
    settings.BASE_URL = "https://hkin.oudeveen.example"
    said = compose(Letter(kind=KIND, reference="known"), "sanne@oudeveen.example")
    assert f"https://hkin.oudeveen.example{PATH}" in said.body


def test_the_letter_is_as_big_as_every_other() -> None:
    said = compose(Letter(kind=KIND, reference="known"), "sanne@oudeveen.example")
    assert len(said.message().as_bytes(linesep="\r\n")) == LETTER_BYTES


def test_the_reference_stands_neither_in_the_letter_nor_on_a_page() -> None:
    row = Letter(kind=KIND, reference="known")
    assert "known" not in compose(row, "sanne@oudeveen.example").body
    assert row.number == ""


@pytest.mark.django_db(transaction=True)
def test_the_link_is_made_only_when_the_letter_leaves(post: Callable[[str], None], mail_server: MailServer) -> None:
    post("known")
    assert asked == []
    deliver(letter().uuid)
    assert asked == ["known"]
    assert PATH in mail_server.messages()[0].get_content()


@pytest.mark.django_db(transaction=True)
def test_the_link_lies_in_no_table(post: Callable[[str], None], mail_server: MailServer) -> None:
    post("known")
    before = everything_stored()
    deliver(letter().uuid)
    assert "geheim" not in before + everything_stored()


@pytest.mark.django_db(transaction=True)
def test_a_second_attempt_asks_again(post: Callable[[str], None], mail_server: MailServer) -> None:
    mail_server.answer_to_data = "451 later"
    post("known")
    deliver(letter().uuid)
    lapse_lease()
    mail_server.answer_to_data = "250 kept"
    deliver(letter().uuid)
    assert asked == ["known", "known"]
    assert letter().state == Letter.State.SENT


@pytest.mark.django_db(transaction=True)
def test_when_there_is_nothing_to_tell_no_letter_leaves(post: Callable[[str], None], mail_server: MailServer) -> None:
    post("nobody")
    deliver(letter().uuid)
    assert mail_server.letters == []
    assert (letter().state, letter().sealed_address) == (Letter.State.WITHDRAWN, None)


@pytest.mark.django_db(transaction=True)
def test_it_lies_in_no_inbox(post: Callable[[str], None]) -> None:
    post("known")
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_it_belongs_to_the_transaction_of_what_it_tells() -> None:
    with pytest.raises(RuntimeError):
        post_letter(kind=KIND, effect="entry-1", sealed_address=b"", reference="known")
