"""A process that has loaded the site and does each thing asked of it in a process of its own.

To start Python and load the site takes a second, a fork nothing. The one that is forked has no
connection to the database, so each of its children is a process as any other: it opens a connection
of its own, has read nothing before, and can be killed.
"""

import gc
import json
import os
import signal
import subprocess
import sys
import traceback
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from django.core.management import CommandError, call_command
from django.db import connections

ROOT = Path(__file__).resolve().parents[2]


# --- In the process that stays --------------------------------------------------------------------


def tell(line):
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def serve(functions):
    """Does what each line names: one of `functions`, or a command of manage.py."""
    gc.freeze()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            tell(os.getpid())
            end(do(functions, *json.loads(line)))
        tell(f"ended {os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}")


def do(functions, name, *words):
    """As manage.py does it: the status that it ends with."""
    try:
        functions[name](*words) if name in functions else call_command(name, *words)
    except CommandError as error:
        sys.stderr.write(f"{error}\n")
        return error.returncode
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def end(status):
    """What Python does at its end would take longer than most of what is asked for."""
    connections.close_all()
    sys.stdout.flush()
    os._exit(status)


# --- In the test ----------------------------------------------------------------------------------


class Done(NamedTuple):
    lines: list[str]
    status: int

    @property
    def text(self):
        return "".join(self.lines)


class Child:
    """One thing that is being done."""

    def __init__(self, server):
        self.server, self.status = server, None
        self.pid = int(server.stdout.readline())

    def line(self):
        """What it says next; "" once it has ended."""
        if self.status is None:
            line = self.server.stdout.readline()
            if not line.startswith("ended "):
                return line
            self.status = int(line.split()[1])
        return ""

    def rest(self):
        """What else it says, and how it ends."""
        return Done(list(iter(self.line, "")), self.status)

    def send(self, number):
        os.kill(self.pid, number)

    def kill(self):
        with suppress(ProcessLookupError):
            self.send(signal.SIGKILL)
        return self.rest()


class Site:
    """Does one thing at a time."""

    def __init__(self, server):
        self.server = server

    @contextmanager
    def doing(self, *words):
        """A child that does it, killed at the end wherever it stands."""
        self.server.stdin.write(json.dumps(words) + "\n")
        self.server.stdin.flush()
        child = Child(self.server)
        try:
            yield child
        finally:
            if child.status is None:
                child.kill()

    def do(self, *words):
        with self.doing(*words) as child:
            return child.rest()

    def done(self, *words):
        """What it said; it ended well."""
        told = self.do(*words)
        assert told.status == 0, (words, told)
        return told.text


@contextmanager
def site(program, environ):
    """A program of ours that serves."""
    command = [sys.executable, program, "serve"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    # It ends when nobody can ask it any more.
    with subprocess.Popen(command, cwd=ROOT, env=environ, **pipes) as server:
        yield Site(server)
