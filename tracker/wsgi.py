"""The door for WSGI servers: `gunicorn -c tracker/gunicorn_conf.py`."""

import gc
import os

import django
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
django.setup()

from tracker.public.delivery.static_files import prepare  # noqa: E402  (needs the apps to be loaded)
from tracker.record.checks import log_findings  # noqa: E402

# Before the application is made: it looks once which files there are.
prepare()
application = get_wsgi_application()
log_findings()

# A page is made of tens of thousands of objects that live no longer than it. At Python's own
# threshold of 700 the collector goes through all that the process holds several times a page, which
# takes a fifth of a long page's time and most of what the slowest pages take longer than others.
gc.freeze()
gc.set_threshold(20_000, 20, 20)
