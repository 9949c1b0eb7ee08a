"""Who types the fingerprints back from paper shows that the keys are there."""

from hkin.machine.fingerprints import index_fingerprint, is_fingerprint, ring_fingerprint
from hkin.machine.proofs import KEYS_WRITTEN_DOWN, prove


def confirm_fingerprints(*, ring: str, index: str, by_name: str) -> list[str]:
    """Which of the two are wrong: "ring", "index". None wrong: it is proven."""
    typed = {"ring": (ring, ring_fingerprint()), "index": (index, index_fingerprint())}
    wrong = [name for name, (given, right) in typed.items() if not is_fingerprint(given, right)]
    if not wrong:
        prove(KEYS_WRITTEN_DOWN, by_name=by_name)
    return wrong
