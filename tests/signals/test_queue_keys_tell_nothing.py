"""The address of a page of the queue cannot be used to ask whether a signal exists that you may not see."""

from network.cast import Cast
from signals.rules.reference import new_reference
from signals.rules.safety import Safety
from tests.signals.life import filed
from tests.signals.team import QUEUE, signed_in


def test_a_key_with_a_hidden_signal_answers_like_a_key_with_a_number_nobody_has(cast: Cast) -> None:
    first = filed(cast.sanne)
    hidden = filed(cast.sanne, safety=Safety.CONDUCT, receiver_id=cast.paul.pk)
    filed(cast.merve)

    def seen_after(reference: str) -> list[str]:
        key = f"{first.urgency_rank}_{first.due_on.isoformat()}_{reference}"
        rows = signed_in(cast.omar).get(QUEUE, {"after": key}).context["rows"]
        return [row.signal.reference for row in rows]

    assert seen_after(hidden.reference) == seen_after(new_reference())
