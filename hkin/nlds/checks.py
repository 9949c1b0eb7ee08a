"""Say which command to run when the look's assets are not on this machine."""

from collections.abc import Iterable, Sequence

from django.apps import AppConfig
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error

NEEDED = (
    "vendor/source-sans-3/index.css",
    "vendor/voorbeeld/theme.css",
    "vendor/utrecht/index.css",
    "vendor/nl-button/button.css",
    "vendor/nl-skip-link/skip-link.css",
)


def missing_assets(names: Iterable[str] = NEEDED) -> list[str]:
    return [name for name in names if finders.find(name) is None]


def assets_are_present(
    app_configs: Sequence[AppConfig] | None = None,  # noqa: ARG001 (Django names it)
    **_options: object,
) -> Sequence[CheckMessage]:
    """A server image may keep only the collected files: then those count."""
    collected = settings.STATIC_ROOT
    missing = [name for name in missing_assets() if not (collected and (collected / name).exists())]
    if not missing:
        return []
    return [
        Error(
            f"The stylesheets of the look are missing: {', '.join(missing)}.",
            hint="Run `npm ci` beside package.json, or `make run`, which does it even without node.",
            id="hkin.nlds.E001",
        )
    ]
