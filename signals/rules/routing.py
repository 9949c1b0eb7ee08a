"""Where a signal goes and why: a pure answer from what the directory says. It never fails and never drops a signal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_noop

from network.rules import HoleKind
from signals.rules.lifecycle import Route
from signals.rules.safety import RegimeAnswer, Safety, route_for


@dataclass(frozen=True)
class Reason:
    """One sentence of the explanation: an English msgid and what is filled in."""

    text: str
    names: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class HoleFound:
    kind: HoleKind
    theme_id: int | None = None
    department_id: int | None = None
    route: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody the directory names. `deputy` answers when they are away."""

    user_id: int
    name: str
    is_away: bool = False
    deputy: Person | None = None


@dataclass(frozen=True)
class Lead:
    """What the directory says of one theme; no department where nobody leads it, or where nobody has to."""

    theme_id: int
    theme: str
    department_id: int | None = None
    department: str = ""
    contacts: Sequence[Person] = ()
    fallback: Person | None = None
    is_watched: bool = True  # False: the municipality does not work with this theme (yet)
    outsourced_to: str = ""  # an organisation that does the work of the department
    can_be_called: bool = False  # the organisation is there, and the directory says how to reach it


@dataclass(frozen=True)
class Officer:
    """An attention officer; theme None means all themes."""

    person: Person
    theme_id: int | None


@dataclass(frozen=True)
class Directory:
    """All that routing needs to know, gathered for one signal."""

    leads: Sequence[Lead] = ()  # in the order of the signal's themes
    officers: Sequence[Officer] = ()
    receivers: Sequence[Person] = ()  # of integrity
    has_readers: bool = True  # somebody reads the team's (or the safety team's) queue


@dataclass(frozen=True)
class Routing:
    route: Route
    receiver_id: int | None
    attention_theme_id: int | None
    lead_department_id: int | None
    contact_id: int | None
    reasons: tuple[Reason, ...]
    holes: tuple[HoleFound, ...]


def decide(
    *,
    safety: Safety,
    regime_answer: RegimeAnswer | None,
    directory: Directory,
    excluded: frozenset[int] = frozenset(),
    chosen_receiver: int | None = None,
) -> Routing:
    """`excluded` are people the reporter keeps out; their names stand in no reason."""
    reasons: list[Reason] = []
    holes: list[HoleFound] = []
    route = route_for(safety, regime_answer)
    receiver_id: int | None = None
    attention_theme_id: int | None = None
    if route is Route.ATTENTION_OFFICER:
        officer = _officer(directory, excluded)
        if officer is None:
            if _officer(directory, frozenset()) is None:  # who is kept out is no hole in the directory
                holes.append(HoleFound(HoleKind.NO_RECEIVER, route=route))
            reasons.append(
                Reason(gettext_noop("Nobody is attention officer now, so coordinator and privacy officer see it."))
            )
            route = Route.RESTRICTED
        else:
            attention_theme_id = officer.theme_id
    elif route is Route.INTEGRITY:
        receiver_id = _receiver(directory, excluded, chosen_receiver)
        if receiver_id is None and _receiver(directory, frozenset(), None) is None:
            holes.append(HoleFound(HoleKind.NO_RECEIVER, route=route))
    elif not directory.has_readers:
        holes.append(HoleFound(HoleKind.NO_RECEIVER, route=route))
    reasons.insert(0, _ROUTE_REASONS[route_for(safety, regime_answer)])
    department_id, contact_id = _lead(directory.leads, excluded, reasons, holes)
    return Routing(
        route=route,
        receiver_id=receiver_id,
        attention_theme_id=attention_theme_id,
        lead_department_id=department_id,
        contact_id=contact_id,
        reasons=tuple(reasons),
        holes=tuple(holes),
    )


_ROUTE_REASONS = {
    Route.TEAM: Reason(gettext_noop("The integral team reads it first.")),
    Route.ATTENTION_OFFICER: Reason(
        gettext_noop("There may be a victim or a minor, so the attention officer reads it.")
    ),
    Route.INTEGRITY: Reason(
        gettext_noop("It is about a colleague or administrator, so an integrity receiver reads it.")
    ),
    Route.STAFF_SAFETY: Reason(gettext_noop("A colleague is threatened, so staff safety reads it.")),
    Route.RESTRICTED: Reason(
        gettext_noop("It may fall under a closed law, so coordinator and privacy officer decide first.")
    ),
}


def _answers(person: Person | None, excluded: frozenset[int]) -> Person | None:
    """The person, or the deputy when they are away or kept out; None when neither can."""
    if person is None:
        return None
    if not person.is_away and person.user_id not in excluded:
        return person
    deputy = person.deputy
    if deputy is None or deputy.is_away or deputy.user_id in excluded:
        return None
    return deputy


def _officer(directory: Directory, excluded: frozenset[int]) -> Officer | None:
    """Of the signal's first theme that has one, else one for all themes, else any."""
    able = [officer for officer in directory.officers if _answers(officer.person, excluded)]
    for theme_id in [*(lead.theme_id for lead in directory.leads), None]:
        for officer in able:
            if officer.theme_id == theme_id:
                return officer
    return able[0] if able else None


def _receiver(directory: Directory, excluded: frozenset[int], chosen: int | None) -> int | None:
    able = [person.user_id for person in directory.receivers if _answers(person, excluded)]
    return chosen if chosen in able else next(iter(able), None)


def _lead(
    leads: Sequence[Lead], excluded: frozenset[int], reasons: list[Reason], holes: list[HoleFound]
) -> tuple[int | None, int | None]:
    """The department to propose, with the person who answers for it; each gap becomes a hole."""
    if not leads:
        reasons.append(Reason(gettext_noop("No theme was chosen, so the team decides the theme.")))
        return None, None
    for lead in leads:
        if not lead.is_watched:
            text = gettext_noop("%(theme)s is not a theme of this municipality now, so the team decides.")
            reasons.append(Reason(text, {"theme": lead.theme}))
            continue
        if lead.department_id is None:
            holes.append(HoleFound(HoleKind.NO_LEAD, theme_id=lead.theme_id))
            reasons.append(Reason(gettext_noop("Nobody leads %(theme)s yet."), {"theme": lead.theme}))
            continue
        reasons.append(
            Reason(
                gettext_noop("%(department)s leads %(theme)s."), {"department": lead.department, "theme": lead.theme}
            )
        )
        return lead.department_id, _contact(lead, excluded, reasons, holes)
    return None, None


def _contact(lead: Lead, excluded: frozenset[int], reasons: list[Reason], holes: list[HoleFound]) -> int | None:
    if not lead.contacts and not lead.can_be_called:
        holes.append(HoleFound(HoleKind.NO_CONTACT, theme_id=lead.theme_id, department_id=lead.department_id))
    if not lead.contacts and not lead.outsourced_to:
        reasons.append(Reason(gettext_noop("%(department)s has no contact person."), {"department": lead.department}))
    for contact in lead.contacts:
        if contact.user_id in excluded:
            reasons.append(Reason(gettext_noop("A colleague was passed over because the reporter asked so.")))
        answering = _answers(contact, excluded)
        if answering is contact:
            reasons.append(Reason(gettext_noop("%(person)s is the contact person."), {"person": contact.name}))
            return contact.user_id
        if answering is not None:
            text = gettext_noop("%(person)s answers as deputy.")
            if contact.is_away and contact.user_id not in excluded:
                text = gettext_noop("%(absent)s is away, so %(person)s answers as deputy.")
            reasons.append(Reason(text, {"absent": contact.name, "person": answering.name}))
            return answering.user_id
    fallback = _answers(lead.fallback, excluded)
    if fallback is not None:
        reasons.append(
            Reason(gettext_noop("No contact person can answer, so %(person)s does."), {"person": fallback.name})
        )
        return fallback.user_id
    if lead.outsourced_to:
        reasons.append(_outsourced(lead))
    if lead.can_be_called:
        return None
    if lead.contacts and not _all_kept_out(lead, excluded):
        holes.append(HoleFound(HoleKind.NOBODY_PRESENT, theme_id=lead.theme_id, department_id=lead.department_id))
    reasons.append(Reason(gettext_noop("Nobody of the department can answer now, so it stays with the team.")))
    return None


def _outsourced(lead: Lead) -> Reason:
    text = gettext_noop("%(department)s is outsourced to %(organisation)s; nobody knows how to reach it.")
    if lead.can_be_called:
        text = gettext_noop("%(department)s is outsourced to %(organisation)s; the team calls there.")
    return Reason(text, {"department": lead.department, "organisation": lead.outsourced_to})


def _all_kept_out(lead: Lead, excluded: frozenset[int]) -> bool:
    """No hole in the directory, only people the reporter keeps out: the keeper must not hear of it."""
    return all(contact.user_id in excluded for contact in lead.contacts)
