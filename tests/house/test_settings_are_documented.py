"""Whoever runs HKIN finds every setting in `.env.example` and explained in `docs/operations.md`."""

import re
from pathlib import Path

import yaml

from hkin.env import env

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
NAME = r"(HKIN_[A-Z_]+|DATABASE_URL|REDIS_URL)"

known = set(env.scheme)
passwords_of_compose = set(re.findall(r"\$\{(HKIN_\w+_PASSWORD):\?\}", COMPOSE))
example = set(re.findall(rf"^(?:# )?{NAME}=", (ROOT / ".env.example").read_text(), re.MULTILINE))
explained = set(re.findall(rf"^\| `{NAME}` \|", (ROOT / "docs" / "operations.md").read_text(), re.MULTILINE))


def test_the_example_names_exactly_the_settings_there_are() -> None:
    assert example == known | passwords_of_compose


def test_the_manual_explains_exactly_the_settings_there_are() -> None:
    assert explained == known | passwords_of_compose


def test_no_setting_is_read_around_the_list() -> None:
    read = {name for path in ROOT.glob("hkin/*.py") for name in re.findall(rf'env[.\w]*\("{NAME}"', path.read_text())}
    assert read <= known


def test_the_server_passes_on_only_settings_that_exist() -> None:
    passed_on = {name for service in SERVICES.values() if service["image"] == "hkin" for name in service["environment"]}
    assert passed_on <= known


def test_only_migrate_knows_the_owner_of_the_tables() -> None:
    told = {name for name, service in SERVICES.items() if "HKIN_OWNER_PASSWORD" in str(service)}
    assert told == {"migrate", "postgres"}
