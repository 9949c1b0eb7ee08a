"""Flags that change who sees what (R3, R4, R14, R26): what each of them does, in words."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.rules import Role

#: Months that police data are kept after the end, where the municipality did not decide otherwise (an assumption).
POLICE_DATA_MONTHS = 12
#: The name of that term among the terms of a municipality.
POLICE_DATA_TERM = "police_data"


class Flag(StrEnum):
    """Those that somebody sets; a victim in sight and the integrity route follow from the route."""

    POLICE_DATA = "police_data"  # Wpg
    CLOSED_REGIME = "closed_regime"  # Bibob, tax, Suwi, Wmo, Jeugd, schuldhulp
    CRIMINAL = "criminal_data"  # AVG art. 10, UAVG art. 31-33


FLAG_WORDS: dict[Flag, Promise] = {
    Flag.POLICE_DATA: gettext_lazy("Police data"),
    Flag.CLOSED_REGIME: gettext_lazy("Closed regime"),
    Flag.CRIMINAL: gettext_lazy("Criminal data"),
}

FLAG_EFFECTS: dict[Flag, Promise] = {
    Flag.POLICE_DATA: gettext_lazy(
        "Only the coordinator, the privacy officer and whom the coordinator lets in see it. "
        "We do not send it to the RIEC. It has a term of keeping of its own."
    ),
    Flag.CLOSED_REGIME: gettext_lazy(
        "Only the coordinator, the privacy officer, whoever has it and whom the coordinator lets in see it. "
        "Whoever shares something of it writes down why that may."
    ),
    Flag.CRIMINAL: gettext_lazy(
        "Only the coordinator, the privacy officer, whoever has it and whom the coordinator lets in see it. "
        "Whoever shares something of it writes down why that may. No neighbour weighs along."
    ),
}

FLAG_WHEN: dict[Flag, Promise] = {
    Flag.POLICE_DATA: gettext_lazy("From the police, or from a boa under the police data act (Wpg)."),
    Flag.CLOSED_REGIME: gettext_lazy("Bibob, tax, Suwi, Wmo, youth care or debt help."),
    Flag.CRIMINAL: gettext_lazy("The text states a concrete suspicion of an offence, and who it is about."),
}

#: The column of a signal that says it.
FLAG_FIELD = {
    Flag.POLICE_DATA: "has_police_data",
    Flag.CLOSED_REGIME: "is_closed_regime",
    Flag.CRIMINAL: "has_criminal_data",
}

#: Who takes a flag off that was set in this role. Officers set and remove in their own queue: nobody else reads it.
REMOVES = {
    Role.COORDINATOR: Role.PRIVACY_OFFICER,
    Role.PRIVACY_OFFICER: Role.COORDINATOR,
    Role.ATTENTION_OFFICER: Role.ATTENTION_OFFICER,
    Role.INTEGRITY_RECEIVER: Role.INTEGRITY_RECEIVER,
}


def hit_elsewhere(department: str) -> str:
    """All that others hear of what falls under a closed law (R3)."""
    return _("There is a relevant hit at %(department)s. Ask through the privacy officer.") % {"department": department}
