"""Who starts HKIN without the assets of the look is told which command gets them."""

from pathlib import Path
from typing import Any

from hkin.nlds.checks import assets_are_present, missing_assets


def test_all_assets_are_here() -> None:
    assert missing_assets() == []


def test_missing_assets_are_named_with_the_command_to_run(settings: Any, tmp_path: Path) -> None:
    settings.STATICFILES_DIRS = []
    settings.STATIC_ROOT = tmp_path
    from django.contrib.staticfiles import finders

    finders.get_finder.cache_clear()
    try:
        (error,) = assets_are_present(None)
    finally:
        finders.get_finder.cache_clear()
    assert "vendor/utrecht/index.css" in error.msg
    assert "npm ci" in str(error.hint)


def test_collected_assets_will_do(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    assert assets_are_present(None) == []
