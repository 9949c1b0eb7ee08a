"""In every theme text and borders stand out enough from what is behind them (WCAG 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

FOLDER = Path(settings.ROOT) / "static/hkin/themes"
THEMES = sorted(file.stem for file in FOLDER.glob("*-theme.css"))
VARIABLE = re.compile(r"(--[\w-]+):\s*([^;]+);")
TEXT, BORDER = 4.5, 3.0
KINDS = ("default", "action-1", "info", "positive", "warning", "negative", "highlight")

PAIRS = [
    *[(f"--basis-color-{kind}-color-default", f"--basis-color-{kind}-bg-default", TEXT) for kind in KINDS],
    *[(f"--basis-color-{kind}-color-document", f"--basis-color-{kind}-bg-subtle", TEXT) for kind in KINDS],
    *[(f"--basis-color-{kind}-inverse-color-default", f"--basis-color-{kind}-inverse-bg-default", TEXT)
      for kind in KINDS],
    ("--basis-color-default-color-subtle", "--basis-color-default-bg-document", TEXT),
    ("--basis-color-default-color-subtle", "--basis-color-default-bg-subtle", TEXT),
    ("--basis-color-action-1-inverse-color-default", "--basis-color-action-1-inverse-bg-hover", TEXT),
    ("--basis-form-control-border-color", "--basis-color-default-bg-document", BORDER),
    ("--basis-color-negative-border-default", "--basis-color-default-bg-document", BORDER),
    ("--basis-color-action-1-border-default", "--basis-color-default-bg-document", BORDER),
    ("--basis-color-action-1-inverse-bg-default", "--basis-color-default-bg-subtle", BORDER),
    ("--basis-focus-outline-color", "--basis-color-default-bg-document", BORDER),
]  # fmt: skip


def variables(theme: str) -> dict[str, str]:
    files = [finders.find("vendor/voorbeeld/theme.css"), FOLDER / "hkin-theme.css", FOLDER / f"{theme}.css"]
    found: dict[str, str] = {}
    for file in files:
        found |= dict(VARIABLE.findall(Path(str(file)).read_text()))
    return found


def colour(name: str, known: dict[str, str]) -> str:
    value = known[name].strip()
    inner = re.fullmatch(r"var\((--[\w-]+)\)", value)
    return colour(inner[1], known) if inner else value


def luminance(hexadecimal: str) -> float:
    digits = hexadecimal.lstrip("#")
    parts = [int(digits[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_a_pair_of_colours_stands_out(theme: str, front: str, back: str, least: float) -> None:
    known = variables(theme)
    assert contrast(colour(front, known), colour(back, known)) >= least


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_holds_variables_only(theme: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", (FOLDER / f"{theme}.css").read_text(), flags=re.S)
    declared = re.findall(r"^\s*([a-z-]+)\s*:", text, flags=re.M)
    assert [name for name in declared if not name.startswith("--")] == []
