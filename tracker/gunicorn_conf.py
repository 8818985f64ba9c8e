"""How gunicorn serves this site: `gunicorn -c tracker/gunicorn_conf.py`, in the checkout.

What stands here differs from gunicorn's defaults, or would be changed by somebody, and why. What is
given on the command line, such as `--bind`, goes before.
"""

from __future__ import annotations

import os
import re
from datetime import timedelta
from typing import Any

from gunicorn.glogging import Logger

wsgi_app = "tracker.wsgi"

# --- Processes ------------------------------------------------------------------------------------


def _cores() -> int:
    """Those that this process may use, which in a container are not all of the machine's."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


# Pages are made by computing. Two at least, so that one answers while the other begins anew; no
# more than eight unless somebody says so, since each holds the index of all records in memory.
workers = int(os.environ.get("WEB_CONCURRENCY") or min(8, max(2, _cores())))
# One waits for the database, hashes a password or sends a long list to somebody slow; the others
# answer. Each thread has a connection to the database of its own.
threads = 4
# Loaded once and then divided, a worker takes 40 MB of its own instead of 64. `tracker.wsgi` leaves
# no connection to the database open for that. New code needs a new start: HUP loads none.
preload_app = True
# What a worker keeps is bounded, and a new one has to read the index first: none is ended by count.
max_requests = 0
# Workers say that they are alive through a file: on a disk that is slow or full they would be
# killed for that.
_memory = "/dev/shm"  # noqa: S108  (each worker's file has a random name, and is unlinked at once)
worker_tmp_dir = _memory if os.access(_memory, os.W_OK) else None

# --- Connections ----------------------------------------------------------------------------------

# Of a worker that says nothing at all, not of a request: long lists may take as long as they take.
timeout = 60
# What is being sent when the server stops may end.
graceful_timeout = 60
# Longer than proxies keep theirs, nginx for one 60 s: who closes first may cut off a question.
keepalive = 75
# Room for a list with many filters and for the desk's cookies; nothing here needs more.
limit_request_line = 8190
limit_request_fields = 64
limit_request_field_size = 8190

# --- Whom to believe ------------------------------------------------------------------------------

# Nobody, through gunicorn: whether a proxy's headers are believed says BEHIND_PROXY alone. By
# default gunicorn takes SCRIPT_NAME, which stands in every address of a page, and the scheme from
# whoever asks from this machine or through a socket file: from a proxy that passes on what it gets.
forwarded_allow_ips = ""
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}
header_map = "drop"
# Who may open it commands the server; what it does, signals do.
control_socket_disable = True

# --- The log --------------------------------------------------------------------------------------

ADDRESS = re.compile(r" from ip=\S*:")
# Links that make a browser a known one, an account or a new password, and those of reviewers and of
# whoever is asked for a reply.
SECRET = re.compile(r"(/(?:let-in|invited|new-password|review|answer/to)/).+")


class NamesNobody(Logger):  # type: ignore[misc,unused-ignore]
    """Gunicorn's log without readers' addresses, also where what they sent was no request."""

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        super().warning(ADDRESS.sub(":", msg), *args, **kwargs)

    def atoms(
        self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta
    ) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        return atoms | {"U": SECRET.sub(r"\1…", str(atoms["U"]))}


logger_class = NamesNobody
accesslog = "-"
# When, what, how it was answered, bytes, milliseconds. No address, no browser, not where somebody
# came from, nor what was searched for: a log that does not have it can be taken from nobody.
access_log_format = '%(t)s "%(m)s %(U)s" %(s)s %(B)s %(M)s'
