"""What a piece of code costs, in measures that are the same however busy the machine is."""

import signal
import sys
from contextlib import contextmanager


def steps(function, *given):
    """How many lines of Python `function` runs, those of all it calls included.

    Work inside one call of C (a regular expression, a sort) counts as the line that calls it.
    """
    count = 0

    def trace(frame, event, argument):
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(*given)
    finally:
        sys.settrace(before)
    return count


@contextmanager
def endless_work_refused(seconds=60):
    """Stops a block that used the processor for a minute; waiting for others is not counted.

    For what C does in one call, of which no steps can be counted. It is no bound on speed: what it
    guards takes a hundredth of that.
    """

    def stop(number, frame):
        raise AssertionError(f"{seconds} seconds of work and no end")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
