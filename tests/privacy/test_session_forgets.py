"""What somebody typed waits sealed in their session, and is gone when it is done."""

from django.contrib.sessions.backends.db import SessionStore

from hkin.privacy.searching import forget, recall, remember


def test_what_is_remembered_is_recalled_by_its_token_only() -> None:
    session = SessionStore()
    token = remember(session, "Karin Postma")
    assert recall(session, token) == "Karin Postma"
    assert recall(session, "0" * 32) == ""


def test_it_lies_sealed_in_the_session() -> None:
    session = SessionStore()
    remember(session, "Karin Postma")
    assert "Karin" not in str(dict(session.items()))


def test_forgotten_it_is_gone_and_the_rest_stays() -> None:
    session = SessionStore()
    done, other = remember(session, "een lijst"), remember(session, "een zoekwoord")
    forget(session, done)
    assert (recall(session, done), recall(session, other)) == ("", "een zoekwoord")


def test_forgetting_what_is_not_there_changes_nothing() -> None:
    session = SessionStore()
    forget(session, "onbekend")
    assert not session.modified
