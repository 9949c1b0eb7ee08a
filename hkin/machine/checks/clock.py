"""Do the clocks of this server and of the database agree, and do both tell Dutch time?"""

from collections.abc import Iterator
from datetime import timedelta
from time import monotonic

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hkin.machine.checks.line import Check, green, red

LABEL = _("Clock")
ZONE = "Europe/Amsterdam"
MOST_APART = timedelta(seconds=5)


def look() -> Iterator[Check]:
    yield _zone()
    yield _clocks()


def _zone() -> Check:
    label = _("Time zone")
    if settings.TIME_ZONE != ZONE:
        text = _("HKIN reckons in %(zone)s.") % {"zone": settings.TIME_ZONE}
        return red("time_zone", label, text, _("Set the time zone back to %(zone)s.") % {"zone": ZONE})
    now = timezone.localtime()
    return green(
        "time_zone", label, _("HKIN reckons in %(zone)s: it is %(now)s.") % {"zone": ZONE, "now": f"{now:%H.%M}"}
    )


def _clocks() -> Check:
    begun = monotonic()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0]
    asking = timedelta(seconds=monotonic() - begun)
    apart = abs(timezone.now() - theirs)
    if apart > MOST_APART + asking:
        text = _("The clocks of this server and of the database are %(seconds)s seconds apart.")
        todo = _("Turn on NTP on both: timedatectl set-ntp true.")
        return red("clock", LABEL, text % {"seconds": round(apart.total_seconds())}, todo)
    return green("clock", LABEL, _("This server and the database agree."))
