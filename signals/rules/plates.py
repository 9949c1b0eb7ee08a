"""Number plates. Of a Dutch one only the pattern of letters and digits is checked, not which letters were issued."""

import re
import unicodedata

SIDE_CODES = {
    "LLDDDD": (2, 2, 2),
    "DDDDLL": (2, 2, 2),
    "DDLLDD": (2, 2, 2),
    "LLDDLL": (2, 2, 2),
    "LLLLDD": (2, 2, 2),
    "DDLLLL": (2, 2, 2),
    "DDLLLD": (2, 3, 1),
    "DLLLDD": (1, 3, 2),
    "LLDDDL": (2, 3, 1),
    "LDDDLL": (1, 3, 2),
    "LLLDDL": (3, 2, 1),
    "LDDLLL": (1, 2, 3),
    "DLLDDD": (1, 2, 3),
    "DDDLLD": (3, 2, 1),
}
# The royal household and the International Court of Justice fall outside the side codes.
SPECIAL = re.compile(r"(AA)(\d{2,3})|(CDJ)(\d{3})")
LAND = re.compile(r"\(([A-Za-z]{1,3})\)\s*$")


def bare(typed: str) -> str:
    """Upper-case letters and digits only, accents stripped: "ao-417-e" becomes "AO417E"."""
    plain = unicodedata.normalize("NFKD", typed).upper()
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())


def dashed(plate: str) -> str | None:
    """The bare Dutch plate with its dashes, or None when no side code has this pattern."""
    special = SPECIAL.fullmatch(plate)
    if special:
        return "-".join(part for part in special.groups() if part)
    widths = SIDE_CODES.get("".join("D" if sign.isdigit() else "L" for sign in plate))
    if widths is None:
        return None
    first, second, _ = widths
    return f"{plate[:first]}-{plate[first : first + second]}-{plate[first + second :]}"


def is_dutch_shape(typed: str) -> bool:
    """Six signs in three groups of one to three is how a Dutch plate is written; other countries seldom do."""
    groups = re.split(r"[\W_]+", typed.strip())
    return len(groups) == 3 and all(1 <= len(group) <= 3 for group in groups) and len(bare(typed)) == 6


def without_land(typed: str) -> tuple[str, bool]:
    """The plate without the country behind it in brackets, and whether it is surely no Dutch one."""
    land = LAND.search(typed)
    has_accent = any(sign.isalpha() and not sign.isascii() for sign in typed)
    if land is None:
        return typed, has_accent
    return typed[: land.start()], land[1].upper() not in {"NL", "NLD"}


def is_mixed(plate: str) -> bool:
    """A Dutch plate in which letters and digits change places twice: "8999AC" and "HP2020" can be anything."""
    return dashed(plate) is not None and re.fullmatch("[A-Z]+[0-9]+|[0-9]+[A-Z]+", plate) is None


def is_plausible(plate: str, *, needs_letter: bool) -> bool:
    """A plate of some country: digits, usually with letters, and not long."""
    has_letter = any(sign.isalpha() for sign in plate)
    return 2 <= len(plate) <= 10 and any(sign.isdigit() for sign in plate) and (has_letter or not needs_letter)
