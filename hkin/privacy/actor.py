"""Who acts, in which role, for which municipality: the one answer trail, access log and actions share."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A reporter acts under a mark, everybody else under a user id; exactly one of the two."""

    user_id: int | None = None
    mark: bytes | None = None
    role: str
    municipality_id: int | None = None

    def __post_init__(self) -> None:
        if (self.user_id is None) == (self.mark is None):
            raise ValueError("an actor has either a user id or a mark")
