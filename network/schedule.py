"""What beat starts for the directory, and when."""

from typing import Any

from celery.schedules import crontab

BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    "network-settle_delays": {
        "task": "network.settle_delays",
        "schedule": crontab(minute="5-55/10"),
        "options": {"expires": 540},
    },
}
