"""Mail leaves only for people of the installation, practising or not: no page and no signal can name an address."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
#: Where an address is put on a letter: of somebody with an account, or who asks for one by a link.
PLACES = {"network/telling.py", "network/actions/entry.py"}


def files_that_say(words: str) -> set[str]:
    files = (path for app in ("hkin", "network", "signals") for path in (ROOT / app).rglob("*.py"))
    return {str(path.relative_to(ROOT)) for path in files if words in path.read_text(encoding="utf-8")}


def test_an_address_is_put_on_a_letter_in_two_places() -> None:
    assert files_that_say("seal_address(") - {"hkin/privacy/sealing.py"} == PLACES


def test_a_mail_is_made_in_two_places() -> None:
    assert files_that_say("EmailMessage(") == {"hkin/outbox/letters.py", "hkin/machine/mail_trial.py"}
