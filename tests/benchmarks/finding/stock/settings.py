"""The project's settings with other addresses, and an end to queries that nobody waits for."""

from tracker.settings import *  # noqa: F403
from tracker.settings import DATABASE

ROOT_URLCONF = "tests.benchmarks.finding.stock.urls"
if "postgresql" in str(DATABASE["ENGINE"]):
    DATABASE["OPTIONS"] = {"options": "-c statement_timeout=60s"}
