"""What beat starts for the outbox. Due letters are not in here: deliver_due looks after those, beat or no beat."""

from celery.schedules import crontab

BEAT_SCHEDULE = {
    "outbox-heartbeat": {"task": "outbox.heartbeat", "schedule": 30.0, "options": {"expires": 30}},
    # Hourly, while the work is daily: whoever was down at the hour catches up at the next.
    "outbox-digest": {"task": "outbox.digest", "schedule": crontab(minute=0), "options": {"expires": 3000}},
    "outbox-tidy": {"task": "outbox.tidy", "schedule": crontab(minute=20), "options": {"expires": 3000}},
}
