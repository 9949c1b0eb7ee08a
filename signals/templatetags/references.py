"""References as people read them."""

from django import template

from signals.rules import reference

register = template.Library()


@register.filter
def shown(canonical: str) -> str:
    return reference.shown(canonical)
