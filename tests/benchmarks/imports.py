"""A table imported whole, with kills: rows accounted for, exactly once each, undone without a trace.

    python tests/benchmarks/imports.py FILE --map MAP [--kills 10] [--times 1]

In a database of its own in a new folder. `--times` repeats the rows of a CSV file so often, with a
number after the text of each, for its size alone.
"""

import argparse
import hashlib
import os
import random
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLES = (
    "record_party",
    "record_source",
    "record_claim",
    "record_claimclaimant",
    "record_claimaccused",
    "record_allegation",
    "record_response",
    "record_responseclaim",
    "record_answer",
    "record_citation",
)


class Site:
    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="imports-"))
        self.env = {**os.environ, "LOCAL_DIR": str(self.folder)}
        self.env.pop("DATABASE_URL", None)
        self.run("migrate", "-v0")

    def start(self, *words):
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        out = subprocess.PIPE
        return subprocess.Popen(command, env=self.env, stdout=out, stderr=subprocess.STDOUT)

    def run(self, *words):
        """(last line that it says, CPU seconds, memory of the largest child so far in MB)"""
        began = resource.getrusage(resource.RUSAGE_CHILDREN)
        said = self.start(*words).communicate()[0].decode()
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime
        return said.strip().splitlines()[-1:], round(cpu, 1), ended.ru_maxrss // 1024

    def ask(self, statement):
        with sqlite3.connect(self.folder / "tracker.sqlite3", timeout=30) as database:
            return database.execute(statement).fetchall()

    def counts(self):
        return {name: self.ask(f"SELECT count(*) FROM {name}")[0][0] for name in TABLES}

    def picture(self):
        """A hash of all rows of the record, but for counters of saves and times of saving."""
        found = hashlib.sha256()
        for name in TABLES:
            columns = [row[1] for row in self.ask(f"PRAGMA table_info({name})")]
            own = [one for one in columns if one not in ("revision", "updated_at")]
            for row in self.ask(f"SELECT {', '.join(own)} FROM {name} ORDER BY id"):
                found.update(repr(row).encode())
        return found.hexdigest()[:16]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--map", required=True)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--times", type=int, default=1)
    options = parser.parse_args()
    site = Site()
    file = options.file
    if options.times > 1:
        file = _repeated(file, site.folder / "large.csv", options.times)
    words = ("import_record", str(file), "--map", options.map)
    before = site.picture()
    print("tried out:", *site.run(*words, "--dry-run"))
    rows = int(re.match(r"\d+", site.run(*words, "--dry-run")[0][0])[0])
    for number in range(options.kills):
        share = 0.1 + 0.8 * (number + 1) / options.kills
        _killed(site, words, int(rows * share * random.uniform(0.9, 1.0)))
    print("full run:", *site.run(*words))
    print("rows:", rows, "counts:", site.counts())
    twice = site.ask(
        "SELECT count(*) - count(DISTINCT map_id || noun || key) FROM editorial_importedkey"
    )
    print("keys that stand twice:", twice[0][0])
    entries = site.ask("SELECT count(*) FROM ledger_entry")
    print("second run:", *site.run(*words))
    print(
        "entries written by it:",
        site.ask("SELECT count(*) FROM ledger_entry")[0][0] - entries[0][0],
    )
    print("undone:", *site.run("import_record", "--undo", "1"))
    print("the record is as it was:", site.picture() == before)
    print("ledger:", site.run("verify_ledger")[0])
    shutil.rmtree(site.folder)


def _killed(site, words, at):
    """Start a run and kill it once so many rows are done; where it is past them, soon."""
    process = site.start(*words)
    began = time.monotonic()
    while process.poll() is None:
        done = site.ask("SELECT max(done) FROM editorial_importbatch")[0][0] or 0
        if done >= at and time.monotonic() - began > 4:
            process.send_signal(signal.SIGKILL)
            process.wait()
            break
        time.sleep(0.05)
    done, state = site.ask(
        "SELECT done, state FROM editorial_importbatch ORDER BY id DESC LIMIT 1"
    )[0]
    print(
        f"killed at {done} rows ({state}); batches: {site.ask('SELECT count(*) FROM editorial_importbatch')[0][0]}"
    )


def _repeated(file, into, times):
    head, _end, rest = file.read_bytes().partition(b"\r")
    rows = rest.rstrip(b"\r").split(b"\r")
    with into.open("wb") as large:
        large.write(head)
        for number in range(times):
            for row in rows:
                # The session is the last column: other claims each time.
                large.write(b"\r" + row if not number else b"\r" + row)
    return into


if __name__ == "__main__":
    main()
