"""Tables know only what lies below them, as modules do; an account is the one thing everybody may point at."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model

ABOVE = {"signals": {"network"}, "network": set(), "machine": set(), "outbox": set(), "privacy": set()}
OURS = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in ABOVE]


def relations(model: type[Model]) -> Iterator[type[Model]]:
    for field in [*model._meta.fields, *model._meta.many_to_many]:
        if field.remote_field is not None and isinstance(field.remote_field.model, type):
            yield field.remote_field.model


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_table_points_down(model: type[Model]) -> None:
    own = model._meta.app_label
    pointed_at = {other._meta.app_label for other in relations(model) if other is not get_user_model()}
    assert pointed_at - {own} <= ABOVE[own]


@pytest.mark.parametrize("block", ["machine", "outbox", "privacy"])
def test_a_building_block_points_at_nobody_and_nobody_at_it(block: str) -> None:
    pairs = [
        (model._meta.app_label, other._meta.app_label) for model in apps.get_models() for other in relations(model)
    ]
    assert [pair for pair in pairs if block in pair and pair != (block, block)] == []
