"""The kinds of message there are. Each app registers its own in AppConfig.ready; no kind knows a person or a text."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

NEUTRAL_MAIL_TEXT = _("There is a message for you.")
NEUTRAL_INBOX_TEXT = _("There is a message for you")


@dataclass(frozen=True)
class Wording:
    """What one letter says: sentences that any bystander may read, and a path of this site."""

    text: str | Promise
    path: str


@dataclass(frozen=True)
class Kind:
    """`inbox_text` is one line on a page behind the login. `mail_text` is one sentence that any bystander may read.

    A link that lets somebody in must not lie in a table. Then `writer` is the dotted name of a function that is asked
    when the letter leaves, at every attempt: reference -> Wording, or None when there is nothing to tell any more.
    """

    name: str
    inbox_text: Promise = NEUTRAL_INBOX_TEXT
    mail_text: Promise = NEUTRAL_MAIL_TEXT
    writer: str = ""

    def wording(self, reference: str) -> Wording | None:
        """Only of a kind with a writer."""
        said: Wording | None = import_string(self.writer)(reference)
        return said


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    for kind in kinds:
        known = _kinds.setdefault(kind.name, kind)
        if known != kind:
            raise ValueError(f"Two message kinds are called {kind.name}")


def registered() -> Iterable[Kind]:
    return _kinds.values()


def require(name: str) -> None:
    """Refuse a kind nobody registered: a message without words would reach somebody."""
    if name not in _kinds:
        raise LookupError(f"No message kind is called {name}")


def find(name: str) -> Kind:
    """A kind of an earlier release may still lie in the tables: it keeps its place and gets neutral words."""
    return _kinds.get(name) or Kind(name=name)


DIGEST = Kind(name="digest_made", mail_text=_("There are new messages for you."))
register(DIGEST)
