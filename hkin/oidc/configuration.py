"""What the environment says of the identity provider: who it is, and what its claims mean here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from network.rules.claims import Claims, RoleRule, Unreadable, read_pairs, read_role_rules, values_of

#: The provider asks everybody a second proof, whatever it says in its claims.
ALWAYS = "*"
#: Where providers say how somebody proved who they are; the last is Entra ID's.
PROOF_CLAIMS = ("amr", "acr", "acrs")


@dataclass(frozen=True)
class Configuration:
    issuer: str
    client_id: str
    client_secret: str
    name: str
    id_claim: str
    municipality: str  # the slug of all who come in; empty is the only one there is
    municipalities: dict[str, str]  # by the value of the claim, in small letters
    municipality_claim: str
    department_claim: str
    roles_claim: str
    roles: tuple[RoleRule, ...]
    second_proof: frozenset[str]
    trusts_email: bool
    is_only: bool

    def municipality_of(self, claims: Claims) -> str | None:
        if not self.municipality_claim:
            return self.municipality
        said = (value.casefold() for value in values_of(claims, self.municipality_claim))
        return next((self.municipalities[value] for value in said if value in self.municipalities), None)

    def gave_second_proof(self, claims: Claims) -> bool:
        said = {value for claim in PROOF_CLAIMS for value in values_of(claims, claim)}
        return ALWAYS in self.second_proof or bool(self.second_proof & said)


def configured() -> Configuration | None:
    """Nothing without an issuer, or with a map that cannot be read: then nobody comes in this way."""
    try:
        return read(settings.OIDC) if settings.OIDC["ISSUER"] else None
    except Unreadable:
        return None


def read(given: dict[str, Any]) -> Configuration:
    """Raises Unreadable."""
    claim = given["MUNICIPALITY_CLAIM"]
    return Configuration(
        issuer=issuer_of(given["ISSUER"]),
        client_id=given["CLIENT_ID"],
        client_secret=given["CLIENT_SECRET"],
        name=given["NAME"],
        id_claim=given["ID_CLAIM"] or "sub",
        municipality="" if claim else given["MUNICIPALITY"],
        municipalities={
            theirs.casefold(): ours for theirs, ours in (read_pairs(given["MUNICIPALITY"]) if claim else ())
        },
        municipality_claim=claim,
        department_claim=given["DEPARTMENT_CLAIM"],
        roles_claim=given["ROLES_CLAIM"],
        roles=read_role_rules(given["ROLES"]),
        second_proof=frozenset(filter(None, (value.strip() for value in given["SECOND_PROOF"]))),
        trusts_email=given["TRUST_EMAIL"],
        is_only=given["ONLY"],
    )


def issuer_of(address: str) -> str:
    """Without the address of its description, which some providers show instead."""
    return address.strip().partition("/.well-known/")[0].rstrip("/")
