"""The door for WSGI servers: `gunicorn -c tracker/gunicorn_conf.py`."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
application = get_wsgi_application()

from tracker.record.checks import log_findings  # noqa: E402  (needs the apps to be loaded)

log_findings()

# A page is made of tens of thousands of objects that live no longer than it. At Python's own
# threshold of 700 the collector goes through all that the process holds several times a page, which
# takes a fifth of a long page's time and most of what the slowest pages take longer than others.
gc.freeze()
gc.set_threshold(20_000, 20, 20)
