"""References in addresses: shown with dashes, kept without."""

from signals.rules.reference import parse, shown


class ReferenceConverter:
    regex = "[0-9A-Za-z-]{9,13}"

    def to_python(self, value: str) -> str:
        """Raises ValueError for what is no reference: the page answers as for an unknown one."""
        reference = parse(value)
        if reference is None:
            raise ValueError(value)
        return reference

    def to_url(self, value: str) -> str:
        return shown(value)
