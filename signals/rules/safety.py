"""The answers that decide a route before anybody reads the text."""

from __future__ import annotations

from enum import StrEnum

from signals.rules.lifecycle import Route, Urgency


class Safety(StrEnum):
    """The one safety question; it has no default."""

    DANGER = "danger"
    VICTIM = "victim"
    CONDUCT = "conduct"
    STAFF_THREAT = "staff_threat"
    NONE = "none"


class RegimeAnswer(StrEnum):
    """Seen as investigating officer, or in a care contact? Asked of departments under a closed law."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class PlaceKind(StrEnum):
    LINE = "line"  # a line somebody typed
    ONLINE = "online"
    UNKNOWN = "unknown"


class Observed(StrEnum):
    SEEN = "seen"
    HEARD = "heard"
    READ = "read"
    FELT = "felt"


ROUTE_BY_SAFETY = {
    Safety.CONDUCT: Route.INTEGRITY,
    Safety.STAFF_THREAT: Route.STAFF_SAFETY,
    Safety.VICTIM: Route.ATTENTION_OFFICER,
}

URGENCY_BY_SAFETY = {
    Safety.DANGER: Urgency.NOW,
    Safety.VICTIM: Urgency.TODAY,
    Safety.STAFF_THREAT: Urgency.TODAY,
    Safety.CONDUCT: Urgency.THIS_WEEK,
    Safety.NONE: Urgency.THIS_WEEK,
}


def route_for(safety: Safety, regime_answer: RegimeAnswer | None) -> Route:
    """Integrity and staff safety go before the question of law: there the receiver decides it.

    Seen as investigator or in a care contact (yes, or not sure) waits for coordinator and privacy officer (R3, R26).
    """
    if safety in {Safety.CONDUCT, Safety.STAFF_THREAT}:
        return ROUTE_BY_SAFETY[safety]
    if regime_answer in {RegimeAnswer.YES, RegimeAnswer.UNKNOWN}:
        return Route.RESTRICTED
    return ROUTE_BY_SAFETY.get(safety, Route.TEAM)
