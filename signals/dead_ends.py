"""Whether every example of the test ride finds a reader, for the list to go live by."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from network.going_live import Seen
from network.models import Municipality
from signals.ride import ride


def rides_well(municipality: Municipality) -> Seen:
    count = ride(municipality).dead_ends
    if count == 0:
        return Seen(is_so=True, says=_("there is no dead end"))
    words = ngettext("There is %(count)s dead end. Mend it.", "There are %(count)s dead ends. Mend them.", count)
    address = reverse("signals:test_ride", args=[municipality.slug])
    return Seen(is_so=False, says=words % {"count": count}, address=address)
