"""How long a municipality keeps what ended, for each way in which it ended."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from network.actions.municipality_trail import write_down
from network.actions.refusals import NotAllowed
from network.going_live import Seen, writing_role
from network.models import Municipality, User
from network.models.trail import MunicipalityEvent
from signals.models import RetentionTerm
from signals.rules.flags import FLAG_WORDS, POLICE_DATA_MONTHS, POLICE_DATA_TERM, Flag
from signals.rules.labels import OUTCOME_WORDS
from signals.rules.lifecycle import KEPT_MONTHS, Outcome

SHORTEST, LONGEST = 1, 84  # months


def terms_of(municipality: Municipality) -> dict[Outcome, int]:
    """What holds: its own, else what HKIN begins with."""
    own = dict(RetentionTerm.objects.filter(municipality=municipality).values_list("outcome", "months"))
    return {outcome: own.get(outcome, KEPT_MONTHS[outcome]) for outcome in Outcome}


def police_term_of(municipality: Municipality) -> int:
    """Months for what holds police data, when that is shorter than how it ended says."""
    own = RetentionTerm.objects.filter(municipality=municipality, outcome=POLICE_DATA_TERM)
    return own.values_list("months", flat=True).first() or POLICE_DATA_MONTHS


def set_terms(
    *, by: User, municipality: Municipality, months: Mapping[Outcome, int], police_data: int | None = None
) -> None:
    """What was closed before keeps the day that was promised to its reporter."""
    role = writing_role(by, municipality)
    if role is None:
        raise NotAllowed
    with transaction.atomic():
        Municipality.objects.select_for_update().get(pk=municipality.pk)
        before: dict[str, int] = {one.value: term for one, term in terms_of(municipality).items()}
        before[POLICE_DATA_TERM] = police_term_of(municipality)
        wanted: dict[str, int] = {one.value: term for one, term in months.items()}
        if police_data is not None:
            wanted[POLICE_DATA_TERM] = police_data
        RetentionTerm.objects.bulk_create(
            [
                RetentionTerm(municipality=municipality, outcome=outcome, months=term)
                for outcome, term in wanted.items()
            ],
            update_conflicts=True,
            unique_fields=["municipality", "outcome"],
            update_fields=["months"],
        )
        changed = [f"{_words(one)} {term}" for one, term in wanted.items() if before[one] != term]
        detail = "; ".join(changed) or _("as HKIN proposes")
        write_down(MunicipalityEvent.TERMS_SET, municipality, by=by, role=role, detail=detail)


def _words(name: str) -> str:
    return str(FLAG_WORDS[Flag.POLICE_DATA] if name == POLICE_DATA_TERM else OUTCOME_WORDS[Outcome(name)])


def terms_are_set(municipality: Municipality) -> Seen:
    """For the list to go live by: the municipality decided about each of them itself."""
    count = RetentionTerm.objects.filter(municipality=municipality, outcome__in=list(Outcome)).count()
    address = reverse("signals:retention_terms", args=[municipality.slug])
    if count < len(Outcome):
        return Seen(is_so=False, says=_("Look at the terms, and save them as your own."), address=address)
    return Seen(is_so=True, says=_("they are your own"), address=address)
