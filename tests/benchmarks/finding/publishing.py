"""What publishing one claim costs, and whether every worker knows of it at once.

    python -m tests.benchmarks.finding.publishing

is the process that publishes: for each line it reads, it publishes one claim that is in review
and tells its reference and the milliseconds that took. At the end it puts all of them back.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from statistics import median

from tests.benchmarks.finding.asking import asked
from tests.benchmarks.finding.servers import ROOT, WORKERS, environment, say

MOVES, WATCHED, QUESTIONS = 20, 3, 20


def publishing(url, local, server):
    """The median milliseconds of publishing a claim, and the answers that did not contain it."""
    times, stale, unheard = [], 0, 0
    with _publisher(url, local) as publish:
        publish()  # the first one loads what a process keeps
        for number in range(MOVES):
            reference, took = publish()
            times.append(took)
            if server is not None and number < WATCHED:
                missed, workers = _watch(server, reference)
                stale, unheard = stale + missed, unheard + (workers < WORKERS)
    found = {"median": median(times), "p95": max(times), "rounds": len(times)}
    if server is not None:
        found |= {"stale": stale, "unheard": unheard}
    say(f"  publishing: {found}")
    return found


def _watch(server, reference):
    """Ask until both workers have answered: answers without the claim, and workers heard."""
    before, missed = len(server.answered_by()), []

    def look():
        for _ in range(QUESTIONS // 2):
            answer = asked(server.port, f"/claims/?q={reference}")
            if f"/claims/{reference}/".encode() not in answer.body:
                missed.append(reference)

    threads = [threading.Thread(target=look) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(missed), len(set(server.answered_by()[before:]))


@contextmanager
def _publisher(url, local):
    command = [sys.executable, "-m", "tests.benchmarks.finding.publishing"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=ROOT, env=environment(url, local), **pipes)

    def publish():
        process.stdin.write("next\n")
        process.stdin.flush()
        reference, took = process.stdout.readline().split()
        return reference, float(took)

    try:
        yield publish
    finally:
        process.communicate()


def publish_as_told():
    """Publish a claim for every line of standard input; then undo it all."""
    from tracker.editorial.workflow import make_move
    from tracker.record.models import Claim

    waiting = iter(list(Claim.objects.filter(status="in_review").order_by("-pk")[: MOVES + 1]))
    done = []
    for _ in sys.stdin:
        claim = next(waiting)
        began = time.perf_counter()
        done.append(make_move(claim, "publish", None))
        say(f"{claim.reference} {(time.perf_counter() - began) * 1000}")
    for claim in done:
        for move in ("withdraw", "reopen", "submit"):
            claim = make_move(claim, move, None, "The benchmark is over.")


if __name__ == "__main__":
    import django

    django.setup()
    publish_as_told()
