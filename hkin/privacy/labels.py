"""What codes in the access log are called on the page. Apps name theirs in `ready()`; a code without a name shows."""

from collections.abc import Mapping
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Kind = Literal["action", "purpose"]
Text = str | Promise

_labels: dict[Kind, dict[str, Text]] = {
    "action": {"read_log": _("read the access log")},
    "purpose": {"supervision": _("supervision")},
}


def name_codes(kind: Kind, labels: Mapping[str, Text]) -> None:
    _labels[kind].update(labels)


def label(kind: Kind, code: str) -> Text:
    return _labels[kind].get(code, code)


def labels_of(kind: Kind) -> list[tuple[str, Text]]:
    return sorted(_labels[kind].items(), key=lambda pair: str(pair[1]))
