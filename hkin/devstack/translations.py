"""Compile `locale/*/LC_MESSAGES/*.po` where the `.mo` is missing or older; GNU gettext is not needed for this."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_translations(root: Path) -> int:
    """Return how many catalogues were compiled."""
    stale = [po for po in root.glob("locale/*/LC_MESSAGES/*.po") if _is_newer(po, po.with_suffix(".mo"))]
    for po in stale:
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parts[-3])
        half = po.with_suffix(".mo.part")
        with half.open("wb") as target:
            write_mo(target, catalogue)
        half.replace(po.with_suffix(".mo"))
    return len(stale)


def _is_newer(source: Path, target: Path) -> bool:
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


if __name__ == "__main__":
    print(f"{compile_translations(Path.cwd())} catalogue(s) compiled")
