"""Nothing begins with a password or an account: not the code, the data, the settings, nor the database."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from network.models import RoleGrant, User

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for folder in ("hkin", "network", "signals") for path in sorted((ROOT / folder).rglob("*.py"))]
DATA = [path for folder in ("hkin", "network", "signals") for path in sorted((ROOT / folder).rglob("*.json"))]
SETS_PASSWORD = {"set_password": 0, "make_password": 0, "create_user": 2}  # at which place
SECRET = re.compile(r"password|passwd|wachtwoord", re.IGNORECASE)


def literals(path: Path) -> list[str]:
    """Texts that become somebody's password: given by that name, or to what makes an account."""
    values = [value for node in ast.walk(ast.parse(path.read_text())) for value in _passwords(node)]
    return [value.value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str)]


def _passwords(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.keyword):
        return [node.value] if SECRET.fullmatch(node.arg or "") else []
    if isinstance(node, ast.Assign):
        return [node.value] if any(SECRET.fullmatch(_name(target)) for target in node.targets) else []
    if isinstance(node, ast.Call) and _name(node.func) in SETS_PASSWORD:
        return node.args[SETS_PASSWORD[_name(node.func)] :]
    return []


def _name(node: ast.expr) -> str:
    return str(getattr(node, "attr", getattr(node, "id", "")))


def keys(found: Any) -> Iterator[str]:
    if isinstance(found, dict):
        yield from found
        found = list(found.values())
    if isinstance(found, list):
        for each in found:
            yield from keys(each)


def test_no_password_is_written_in_the_code() -> None:
    written = {str(path.relative_to(ROOT)): found for path in SOURCES if (found := literals(path))}
    assert written == {}


@pytest.mark.parametrize("path", DATA, ids=lambda path: path.name)
def test_no_password_lies_in_the_data(path: Path) -> None:
    assert not [key for key in keys(json.loads(path.read_text())) if SECRET.search(key)]


def test_no_password_stands_in_the_example_of_the_settings() -> None:
    given = re.findall(r"^#? ?(\w*PASSWORD\w*)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert given
    assert [name for name, value in given if value.strip()] == []


def test_docker_compose_falls_back_on_no_password() -> None:
    compose = (ROOT / "docker-compose.yml").read_text()
    assert re.findall(r"\$\{\w*PASSWORD\w*:?-[^}]+\}", compose) == []


@pytest.mark.django_db
def test_a_new_database_holds_no_account_and_no_role() -> None:
    assert (User.objects.count(), RoleGrant.objects.count()) == (0, 0)


def test_the_eye_of_this_test_sees_a_password(tmp_path: Path) -> None:
    file = tmp_path / "seed.py"
    file.write_text('User.objects.create_user("tom", "tom@x.nl", "geheim")\nbuild_cast(password="geheim")\n')
    assert sorted(literals(file)) == ["geheim", "geheim"]
