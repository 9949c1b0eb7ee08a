"""A server answers to its own names only: `manage.py check --deploy` refuses one that answers to every name."""

from __future__ import annotations

import pytest
from django.core.checks import run_checks
from pytest_django import Settings


@pytest.mark.parametrize(("hosts", "is_refused"), [(["*"], True), (["signaal.oudeveen.example"], False)])
def test_a_server_that_answers_to_every_name_is_refused(settings: Settings, hosts: list[str], is_refused: bool) -> None:
    settings.ALLOWED_HOSTS, settings.DEBUG, settings.DEMO = hosts, False, False
    found = {error.id for error in run_checks(include_deployment_checks=True, tags=["security"])}
    assert ("privacy.E005" in found) is is_refused


def test_a_demo_may_answer_to_every_name(settings: Settings) -> None:
    settings.ALLOWED_HOSTS, settings.DEMO = ["*"], True
    found = {error.id for error in run_checks(include_deployment_checks=True, tags=["security"])}
    assert "privacy.E005" not in found
