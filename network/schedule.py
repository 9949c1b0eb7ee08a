"""What beat starts for the directory, and when."""

from typing import Any

from celery.schedules import crontab

#: Hourly, while the work is daily: whoever was down at the hour catches up at the next. Nobody is told at night.
_DAILY = crontab(minute=20, hour="6-21")
_DAILY_WORK = ("close_blind_rounds", "find_holes", "look_after_askings", "remind_of_contests")

BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "network-settle_delays": {
        "task": "network.settle_delays",
        "schedule": crontab(minute="5-55/10"),
        "options": {"expires": 540},
    },
    "network-pick_up_imports": {"task": "network.pick_up_imports", "schedule": 30.0, "options": {"expires": 30}},
} | {
    f"network-{name}": {"task": f"network.{name}", "schedule": _DAILY, "options": {"expires": 3000}}
    for name in _DAILY_WORK
}
