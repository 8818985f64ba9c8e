"""Commands and servers of the contestants, and the memory they take."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
WORKERS = 2
# A request that takes longer is given up.
LONGEST = 60
SECRET = "invented for the benchmark and used for nothing else, " * 2


def say(text):
    print(text, flush=True)  # noqa: T201


def sqlite_url(path):
    return f"sqlite:///{path}"


def environment(url, local, settings="tracker.settings"):
    """The site's environment; nothing of the caller's settings is taken over."""
    local.mkdir(parents=True, exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {
        "DATABASE_URL": url,
        "LOCAL_DIR": str(local),
        "SECRET_KEY": SECRET,
        "DJANGO_SETTINGS_MODULE": settings,
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def manage(url, local, *arguments, more=None, settings="tracker.settings"):
    """Run a command of manage.py on the database at `url`; its output."""
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(url, local, settings) | (more or {}),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {arguments[0]}: {done.stdout[-2000:]}")
    return done.stdout


class Server:
    """A running server: where it listens and which processes answer."""

    def __init__(self, process, port, access_log=None):
        self.process, self.port, self.access_log = process, port, access_log

    def workers(self):
        """The processes that answer: the children of gunicorn, or the server itself."""
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in found.split()] or [self.process.pid]

    def memory(self):
        """Resident bytes by worker."""
        return {pid: resident(pid) for pid in self.workers()}

    def answered_by(self):
        """The process of each answer so far, from the access log."""
        return self.access_log.read_text().split()

    @contextmanager
    def growth(self):
        """A list that receives the most bytes that one worker took above where it was before."""
        before, grown, done = self.memory(), [0], threading.Event()

        def watch():
            while not done.wait(0.02):
                more = [now - before.get(pid, now) for pid, now in self.memory().items()]
                grown[0] = max(grown[0], *more)

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            yield grown
        finally:
            done.set()
            watcher.join()


def resident(pid):
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


@contextmanager
def site(url, folder, settings="tracker.settings"):
    """The project under gunicorn."""
    log = folder / "access.log"
    log.unlink(missing_ok=True)
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "tracker.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(WORKERS), "--timeout", str(LONGEST + 5), "--log-level", "warning"]
    command += ["--access-logfile", str(log), "--access-logformat", "%(p)s"]
    environ = environment(url, folder / "local", settings)
    environ["SITE_URL"] = f"http://127.0.0.1:{port}"
    with _running(command, environ, port, folder / "server.log") as process:
        yield Server(process, port, log)


@contextmanager
def datasette(program, database, folder):
    """Datasette with every limit raised so far that it counts and sends every row."""
    port = _free_port()
    limits = {
        "sql_time_limit_ms": LONGEST * 1000,
        "facet_time_limit_ms": LONGEST * 1000,
        "suggest_facets": "off",
        "max_csv_mb": 0,
    }
    command = [str(program), "serve", str(database), "--port", str(port)]
    for name, value in limits.items():
        command += ["--setting", name, str(value)]
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    with _running(command, environ, port, folder / "server.log") as process:
        yield Server(process, port)


@contextmanager
def _running(command, environ, port, log):
    with log.open("w") as output:
        pipes = {"stdout": output, "stderr": output}
        # A group of its own, so that a worker that is busy for minutes ends with its server.
        process = subprocess.Popen(command, cwd=ROOT, env=environ, start_new_session=True, **pipes)
        try:
            _wait_for(process, port, log)
            yield process
        finally:
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(process, port, log):
    for _ in range(300):
        if process.poll() is not None:
            break
        with socket.socket() as connection:
            if connection.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {log.read_text()[-2000:]}")


def _free_port():
    with socket.socket() as connection:
        connection.bind(("127.0.0.1", 0))
        return connection.getsockname()[1]
