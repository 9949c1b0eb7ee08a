"""Rows that are only ever added: a model that inherits this refuses UPDATE, and DELETE by all but `hkin_retention`.

The trigger is the second lock; the first is the grant (see `grants.py`), which also stops TRUNCATE.
A model must let its own Meta inherit: `class Meta(AppendOnly.Meta)`; a system check sees to it.
"""

import pgtrigger
from django.apps import apps
from django.db import models

RETENTION_ROLE = "hkin_retention"
WEB_ROLE = "hkin_web"


TRIGGERS = [
    pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update),
    pgtrigger.Protect(
        name="gone_by_retention_only",
        operation=pgtrigger.Delete,
        condition=pgtrigger.Condition(f"current_user <> '{RETENTION_ROLE}'"),
    ),
]


class AppendOnly(models.Model):
    class Meta:
        abstract = True
        triggers = TRIGGERS


def append_only_models() -> list[type[AppendOnly]]:
    return [model for model in apps.get_models() if issubclass(model, AppendOnly)]
