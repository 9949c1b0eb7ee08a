"""What lies ready for a server fits the code: settings that exist, the commands of compose, a copy without keys."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from hkin.env import env
from hkin.privacy.keyring import decode_secret

ROOT = Path(__file__).resolve().parents[2]
READY = ROOT / "docs" / "operations"
SCRIPTS = [READY / "hkin", *sorted(READY.glob("*.sh"))]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
IN_VENV = "/opt/hkin/app/.venv/bin/"


def settings_made(folder: Path) -> dict[str, str]:
    script = READY / "make-settings.sh"
    subprocess.run(
        [script, "signaal.oudeveen.example", "mail.oudeveen.example", folder], check=True, capture_output=True
    )
    lines = (folder / "hkin.env").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


def unit(name: str) -> dict[str, str]:
    text = (READY / "systemd" / f"{name}.service").read_text()
    return dict(re.findall(r"^(\w+)=(.*)$", text, re.MULTILINE))


def command(name: str) -> list[str]:
    return shlex.split(unit(name)["ExecStart"].removeprefix(IN_VENV))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_can_be_read_and_stops_at_the_first_fault(script: Path) -> None:
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    assert "set -euo pipefail" in script.read_text()
    assert os.access(script, os.X_OK)


def test_the_settings_that_are_made_exist(tmp_path: Path) -> None:
    assert settings_made(tmp_path).keys() <= env.scheme.keys()


def test_the_keys_that_are_made_are_keys(tmp_path: Path) -> None:
    made = settings_made(tmp_path)
    keys = [made["HKIN_INDEX_KEY"], made["HKIN_SEAL_KEYS"].partition(":")[2]]
    assert len({decode_secret(key) for key in keys}) == 2
    assert len(made["HKIN_SECRET_KEY"]) >= 50


def test_only_the_owner_can_read_the_settings(tmp_path: Path) -> None:
    settings_made(tmp_path)
    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}


def test_settings_that_are_there_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "hkin.env").write_text("HKIN_SEAL_KEYS=old:key\n")
    with pytest.raises(subprocess.CalledProcessError):
        settings_made(tmp_path)
    assert (tmp_path / "hkin.env").read_text() == "HKIN_SEAL_KEYS=old:key\n"


def test_with_the_settings_that_are_made_the_site_has_no_remarks(tmp_path: Path) -> None:
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    made = settings_made(tmp_path) | {
        "DATABASE_URL": "postgres://hkin_web@127.0.0.1:9/none",
        "HKIN_STATIC_COLLECTED": "false",
    }
    checking = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(checking, cwd=ROOT, env=known | made, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", ["web", "worker", "beat", "deliver"])
def test_a_part_is_told_which_it_is(name: str) -> None:
    assert unit(f"hkin-{name}")["Environment"] == f"HKIN_PROCESS={name}"


@pytest.mark.parametrize("name", ["worker", "deliver", "forget"])
def test_a_part_starts_as_in_docker_compose(name: str) -> None:
    assert command(f"hkin-{name}") == COMPOSE[name]["command"]


def test_the_site_starts_as_in_the_image() -> None:
    image = (ROOT / "Dockerfile").read_text().partition("CMD ")[2].replace("\\\n", "")
    in_image = yaml.safe_load(image)
    assert [*command("hkin-web")[3:]] == in_image[3:]


@pytest.mark.parametrize("script", ["backup.sh", "backup-compose.sh"])
def test_the_keys_are_not_in_the_copy_of_the_data(script: str) -> None:
    dumps = [line for line in (READY / script).read_text().splitlines() if "pg_dump" in line]
    assert ["/data/" in line for line in dumps] == ["--exclude-table-data=privacy_datakey" in line for line in dumps]
    assert ["/keys/" in line for line in dumps] == ["--data-only --table=privacy_datakey" in line for line in dumps]


@pytest.mark.parametrize("header", ["X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme"])
def test_the_proxy_writes_its_headers_itself(header: str) -> None:
    assert f"proxy_set_header {header};" in (READY / "nginx.conf").read_text()


def test_the_proxy_puts_no_attachment_on_the_disk() -> None:
    """The buffer holds the largest request that is let in."""
    sizes = dict(re.findall(r"(client_\w+) (\w+);", (READY / "nginx.conf").read_text()))
    assert sizes["client_body_buffer_size"] == sizes["client_max_body_size"]
