"""On a server, as with make run, PostgreSQL writes nothing of what people typed into its log."""

from __future__ import annotations

from pathlib import Path

import pytest

from hkin.devstack.postgres import OPTIONS

COMPOSE = Path(__file__).resolve().parents[2] / "docker-compose.yml"


@pytest.mark.parametrize("option", [option for option in OPTIONS if option.startswith("log_")])
def test_the_server_keeps_the_log_as_clean_as_the_embedded_database(option: str) -> None:
    [command] = [line for line in COMPOSE.read_text().splitlines() if "command: [postgres," in line]
    assert f"-c, {option}" in command


def test_failed_statements_and_their_details_stay_out() -> None:
    assert {"log_min_error_statement=panic", "log_error_verbosity=terse"} <= set(OPTIONS)
