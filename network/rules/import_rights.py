"""Who brings a file of the directory in, and takes one out."""

from __future__ import annotations

from network.rules.import_sheet import ImportKind
from network.rules.matrix import editors
from network.rules.roles import Role

_KEEPS = frozenset({Role.DIRECTORY_KEEPER, Role.APPLICATION_MANAGER})
_MANAGES = frozenset({Role.APPLICATION_MANAGER})


def importers(kind: ImportKind, *, is_live: bool) -> frozenset[Role]:
    """A whole file asks the right that one of its lines would ask by hand."""
    match kind:
        case ImportKind.DEPARTMENTS:
            return _KEEPS
        case ImportKind.PEOPLE:
            return _MANAGES if is_live else _KEEPS
        case ImportKind.MATRIX:
            return _KEEPS & editors(is_live=is_live)
