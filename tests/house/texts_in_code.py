"""Every text in our code and templates that people may see, as GNU gettext would find it, but without it."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
CODE = ("hkin", "network", "signals")
LAZY = {
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

Text = tuple[str, str | None]  # the (singular) English text and its context


def texts_in_code() -> Iterator[Text]:
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield from _texts(path.read_text())
    for path in sorted((ROOT / "templates").rglob("*.*")):
        yield from _texts(templatize(path.read_text(), origin=str(path)))


def _texts(source: str) -> Iterator[Text]:
    for _, message, _, context in extract("python", BytesIO(source.encode()), keywords={**DEFAULT_KEYWORDS, **LAZY}):
        yield (message[0] if isinstance(message, tuple) else message), context
