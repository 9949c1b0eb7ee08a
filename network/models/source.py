"""A source of a department (bron): a register that a source holder may be asked to look in, hit or no hit."""

from __future__ import annotations

from typing import Self

from django.db import models

from network.models.place import Department, Municipality


class SourceQuerySet(models.QuerySet["Source"]):
    def used_in(self, municipality: Municipality) -> Self:
        return self.filter(department__municipality=municipality, department__is_active=True, is_active=True)


class Source(models.Model):
    """`ground` is the law under which it was collected: the first thing a privacy check asks (protocol step 3)."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="source_registers")
    name = models.CharField(max_length=100)
    ground = models.CharField(max_length=200)
    notices = models.CharField(max_length=300, blank=True)  # what it can tell, in words
    # Tax, Bibob, Suwi, Wmo, Jeugd, schuldhulp: of a hit only that there is one, by the privacy officer (R3).
    is_closed = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["department", "name"], name="source_once")]

    def __str__(self) -> str:
        return self.name
