"""Compile `locale/*/LC_MESSAGES/*.po` where the `.mo` is missing or older, and report what is not translated.

GNU gettext is not needed for this: Babel reads and writes the catalogues.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]


def catalogues(root: Path = ROOT) -> list[Path]:
    return sorted(root.glob("locale/*/LC_MESSAGES/*.po"))


def read_catalogue(po: Path) -> Catalog:
    with po.open("rb") as source:
        return read_po(source, locale=po.parts[-3], abort_invalid=True)


def compile_translations(root: Path = ROOT) -> list[Path]:
    """Return the catalogues that were compiled."""
    stale = [po for po in catalogues(root) if _is_newer(po, po.with_suffix(".mo"))]
    for po in stale:
        half = po.with_suffix(".mo.part")
        with half.open("wb") as target:
            write_mo(target, read_catalogue(po))
        half.replace(po.with_suffix(".mo"))
    return stale


def unfinished(catalogue: Catalog) -> Iterator[Message]:
    """The messages without a translation, or with one that a person has not looked at yet."""
    for message in catalogue:
        translations = message.string if isinstance(message.string, tuple | list) else (message.string,)
        if message.id and (message.fuzzy or not all(translations)):
            yield message


def _is_newer(source: Path, target: Path) -> bool:
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def main(task: str) -> None:
    if task == "report":
        for po in catalogues():
            for message in unfinished(read_catalogue(po)):
                print(f"{po.relative_to(ROOT)}: {message.id!r}")
        return
    for po in compile_translations():
        print(f"{po.relative_to(ROOT)} is compiled")


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else "compile")
