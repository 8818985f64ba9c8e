"""The door for ASGI servers."""

import os

import django
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
django.setup()

from tracker.public.delivery.static_files import prepare  # noqa: E402  (needs the apps to be loaded)
from tracker.record.checks import log_findings  # noqa: E402

# Before the application is made: it looks once which files there are.
prepare()
application = get_asgi_application()
log_findings()
