"""Days and moments in words: "vandaag", "dinsdag 24 november", "24 november 2027"."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from hkin.nlds.periods import Period


def day_in_words(day: date, today: date | None = None) -> str:
    today = today or timezone.localdate()
    near = {today - timedelta(1): _("yesterday"), today: _("today"), today + timedelta(1): _("tomorrow")}
    if day in near:
        return near[day]
    return date_format(day, "l j F" if day.year == today.year else "j F Y")


def moment_in_words(moment: datetime, today: date | None = None) -> str:
    local = timezone.localtime(moment)
    return _("%(day)s at %(time)s") % {"day": day_in_words(local.date(), today), "time": date_format(local, "G.i")}


def period_in_words(period: Period, today: date | None = None) -> str:
    if period.precision == "day":
        return day_in_words(period.first, today)
    return date_format(period.first, "F Y" if period.precision == "month" else "Y")
