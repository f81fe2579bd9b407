"""The Celery application: `celery -A brusoc worker` and `celery -A brusoc beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brusoc.settings")

app = Celery("brusoc")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
