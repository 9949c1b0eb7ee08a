"""Which versions work together here, and is this a site for real?"""

import platform
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import django
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hkin.machine.checks.line import Check, green, red

PROJECT = Path(__file__).resolve().parents[3] / "pyproject.toml"


def look() -> Iterator[Check]:
    yield _for_real()
    told = {"hkin": hkin_version(), "python": platform.python_version(), "django": django.get_version()}
    yield green("versions", _("Versions"), _("HKIN %(hkin)s, Python %(python)s, Django %(django)s.") % told)


def _for_real() -> Check:
    label = _("For real")
    if settings.DEBUG:
        text = _("Pages with an error show how HKIN works inside.")
        return red("for_real", label, text, _("Take HKIN_DEBUG away."))
    if settings.DEMO:
        text = _("This is a demo: everybody knows the users and their password.")
        return red("for_real", label, text, _("Take HKIN_DEMO away, and begin with an empty database."))
    return green("for_real", label, _("No demo users, and errors tell nothing."))


@cache
def hkin_version() -> str:
    return str(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"])
