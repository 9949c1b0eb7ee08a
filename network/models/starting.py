"""How far a municipality is with furnishing, what it still owes before it goes live, and what it says of itself."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from network.models.person import User
from network.models.place import Municipality
from network.rules.starting import Line, SetupStep


class StepDone(models.Model):
    """A step somebody finished. Going back to it changes nothing here."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="steps_done")
    step = models.CharField(max_length=20, choices=[(step.value, step.value) for step in SetupStep])
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "step"], name="step_done_once")]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.step}"


def line_choices() -> list[tuple[str, str]]:
    """Callable, so that a line more makes no migration."""
    return [(line.value, line.value) for line in Line]


class GoLiveLine(models.Model):
    """One line of the list: who looks after it until when, and who says since when that it is settled."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="go_live_lines")
    line = models.CharField(max_length=30, choices=line_choices)
    owner = models.CharField(max_length=100, blank=True)
    due_on = models.DateField(null=True, blank=True)
    settled_by = models.CharField(max_length=100, blank=True)  # name, as in the decision
    settled_on = models.DateField(null=True, blank=True)
    remark = models.CharField(max_length=300, blank=True)  # where the decision is kept
    written_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "line"], name="go_live_line_once"),
            models.CheckConstraint(
                condition=models.Q(settled_on=None) | ~models.Q(settled_by=""), name="settled_by_somebody"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.line}"


class Definition(models.Model):
    """ "Wat is ondermijning bij ons?": the municipality's own words, dated. The newest that has begun holds."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="definitions")
    text = models.TextField(max_length=2000)
    from_on = models.DateField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-from_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.from_on}"


class Remark(models.Model):
    """ "Werkt dit niet handig?": about a page by its name, from nobody in particular, never with what was on it."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="remarks")
    page = models.CharField(max_length=100)  # the name of the address, without what it is about
    text = models.CharField(max_length=1000)
    made_on = models.DateField(default=timezone.localdate)  # a day: a moment would point at a person
    handled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.page} {self.made_on}"
