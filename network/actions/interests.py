"""What each party has at stake, in its own sentence; and what the table does not know yet."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from network.actions.refusals import NotAllowed
from network.askings import speaks_for
from network.blind import sits_at_table
from network.models import Department, Interest, Municipality, OpenQuestion, Organisation, Theme, User
from network.roles import roles_of
from network.rules.matrix import editors

Party = Department | Organisation


class InterestChanged(Exception):
    """Somebody was first: `now` is what stands there, None when it was taken away."""

    def __init__(self, now: Interest | None) -> None:
        super().__init__()
        self.now = now


class AnsweredBefore(Exception):
    """A colleague answered the question."""

    def __init__(self, question: OpenQuestion) -> None:
        super().__init__()
        self.question = question


def writes_for(user: User, party: Party) -> bool:
    """A department speaks for itself; of a partner the keeper writes down what they said."""
    if isinstance(party, Department):
        return speaks_for(user, party)
    roles = editors(is_live=party.municipality.is_live)
    return party.municipality_id in roles_of(user).municipalities(*roles)


def write_interest(
    *, by: User, municipality: Municipality, theme: Theme, party: Party, sentence: str, seen: int
) -> Interest | None:
    """Empty takes it away. `seen` is the version that the page showed, 0 for none. InterestChanged when stale."""
    if party.municipality_id != municipality.pk or not writes_for(by, party):
        raise NotAllowed
    with transaction.atomic():
        Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)
        now = interest_of(municipality, theme, party)
        if (now.version if now else 0) != seen:
            raise InterestChanged(now)
        if not sentence:
            if now is not None:
                now.delete()
            return None
        row = now or Interest(municipality=municipality, theme=theme, version=0, **_named(party))
        row.sentence, row.by, row.at = sentence, by, timezone.now()
        row.version += 1
        row.save()
    return row


def interest_of(municipality: Municipality, theme: Theme, party: Party) -> Interest | None:
    return Interest.objects.filter(municipality=municipality, theme=theme, **_named(party)).first()


def _named(party: Party) -> dict[str, Party]:
    return {"department" if isinstance(party, Department) else "organisation": party}


def ask_question(
    *, by: User, municipality: Municipality, theme: Theme, text: str, asked_of: Department | None
) -> OpenQuestion:
    if not sits_at_table(by, municipality) or (asked_of is not None and asked_of.municipality_id != municipality.pk):
        raise NotAllowed
    return OpenQuestion.objects.create(municipality=municipality, theme=theme, text=text, asked_of=asked_of, by=by)


def answer_question(*, by: User, question: OpenQuestion, answer: str) -> OpenQuestion:
    """Once. AnsweredBefore when a colleague was first."""
    if not sits_at_table(by, question.municipality):
        raise NotAllowed
    with transaction.atomic():
        row = OpenQuestion.objects.select_for_update(of=("self",)).select_related("answered_by").get(pk=question.pk)
        if row.answered_at is not None:
            raise AnsweredBefore(row)
        row.answer, row.answered_by, row.answered_at = answer, by, timezone.now()
        row.save(update_fields=["answer", "answered_by", "answered_at"])
    return row
