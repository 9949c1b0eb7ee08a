"""Are the keys there, made by chance, apart from each other, and on paper?"""

import string
from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hkin.machine.checks.line import Check, green, red
from hkin.machine.proofs import KEYS_WRITTEN_DOWN, proven, was_proven
from hkin.nlds.days import moment_in_words
from hkin.privacy.keyring import decode_secret, key_ring

LABEL = _("Keys")
ON_PAPER = _("Keys on paper")
WHERE = _("Keep the keys in two places, away from this server and away from the copies of the database.")
SHORTEST_SECRET = 50
_TYPED = frozenset(string.printable.encode())


def look() -> Iterator[Check]:
    yield _keys()
    yield _site_secret()


def _keys() -> Check:
    try:
        ring = [key.secret for key in key_ring().keys]
        index = decode_secret(settings.INDEX_KEY)
    except (ImproperlyConfigured, ValueError):
        todo = _("Make HKIN_SEAL_KEYS and HKIN_INDEX_KEY as .env.example says.")
        return red("keys", LABEL, _("A key is missing, or it is no key."), todo)
    if index in ring:
        text = _("The index key is also a seal key.")
        return red("keys", LABEL, text, _("Make a key of its own for each."))
    if any(_is_typed(secret) for secret in [*ring, index]):
        return red(
            "keys", LABEL, _("A key was made up, not made by chance."), _("Make it with openssl rand -base64 32.")
        )
    words = ngettext("%(count)s seal key and one index key.", "%(count)s seal keys and one index key.", len(ring))
    return green("keys", LABEL, words % {"count": len(ring)})


def _is_typed(secret: bytes) -> bool:
    """Nothing but signs of a keyboard: by chance that never happens in 32 bytes."""
    return set(secret) <= _TYPED


def _site_secret() -> Check:
    label = _("Secret of the site")
    secret = settings.SECRET_KEY
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < 10:
        text = _("The secret that guards sessions is too easy to guess.")
        return red("site_secret", label, text, _("Make HKIN_SECRET_KEY with openssl rand -base64 48."))
    return green("site_secret", label, _("It is long enough."))


def on_paper() -> Check:
    proof = proven(KEYS_WRITTEN_DOWN)
    if proof is not None:
        told = {"day": moment_in_words(proof.at), "name": proof.by_name}
        return green("keys_on_paper", ON_PAPER, _("Somebody read them from paper: %(day)s, %(name)s.") % told)
    text = _("The keys changed since they were on paper.") if was_proven(KEYS_WRITTEN_DOWN) else _NEVER
    return red("keys_on_paper", ON_PAPER, text, f"{WHERE} {_TYPE_BACK}")


_NEVER = _("Nobody has shown yet that the keys are on paper.")
_TYPE_BACK = _("Then type their fingerprints back.")
