"""The application manager loads themes and indicators again without losing what was edited."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from network.models import Indicator, Theme
from network.reference import CATALOGUE

pytestmark = pytest.mark.django_db


def test_loading_brings_every_theme_and_indicator() -> None:
    call_command("load_reference")
    assert (Theme.objects.count(), Indicator.objects.count()) == (24, 151)


def test_letters_become_words() -> None:
    call_command("load_reference")
    indicator = Indicator.objects.get(code="T01.2")
    assert (indicator.strength, indicator.kind) == (Indicator.Strength.STRONG, "object")


def test_loading_twice_adds_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_reference")
    capsys.readouterr()
    call_command("load_reference")
    assert "0 new, 0 changed, 175 kept" in capsys.readouterr().out


def test_what_was_edited_stays() -> None:
    call_command("load_reference")
    Theme.objects.filter(code="T01").update(name="Wietteelt")
    call_command("load_reference")
    assert Theme.objects.get(code="T01").name == "Wietteelt"


def test_overwriting_brings_the_file_back() -> None:
    call_command("load_reference")
    Theme.objects.filter(code="T01").update(name="Wietteelt")
    call_command("load_reference", overwrite=True)
    assert Theme.objects.get(code="T01").name == "Hennepteelt"


def changed(tmp_path: Path, table: str, position: int, **values: Any) -> Path:
    data = json.loads(CATALOGUE.read_text())
    data[table][position].update(values)
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(data))
    return path


@pytest.mark.parametrize(
    ("table", "values", "said"),
    [
        ("indicators", {"strength": "X"}, r"indicators\[3\]: strength"),
        ("indicators", {"departments": ["XYZ"]}, r"indicators\[3\]: departments names unknown departments XYZ"),
        ("themes", {"roles": {"trekker": "OOV,THV"}}, r"themes\[3\]: a theme has one trekker"),
        ("indicators", {"code": "T01.1"}, r"T01\.1 stands there twice"),
        ("departments", {"name": " "}, r"departments\[3\]: name is missing"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_loaded(
    tmp_path: Path, table: str, values: dict[str, Any], said: str
) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("load_reference", file=changed(tmp_path, table, 3, **values))
    assert not Theme.objects.exists()


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text("{")
    with pytest.raises(CommandError, match=r"broken\.json cannot be read"):
        call_command("load_reference", file=path)
