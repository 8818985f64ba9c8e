"""A table imported whole, with kills: each row exactly once, and undone without a trace.

    python tests/benchmarks/imports.py FILE --map MAP [--kills 10] [--times 1]

In a database of its own in a new folder. `--times` repeats the rows of a CSV file so often, with a
number after the text of each, for its size alone.
"""

import argparse
import csv
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

    def number(self, what):
        return self.ask(f"SELECT {what}")[0][0]

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
        file = repeated(file, site.folder / "large.csv", options.times)
    trying = ("import_record", str(file), "--map", options.map)
    words = (*trying, "--apply")
    before = site.picture()
    trial = site.run(*trying)
    say("tried out:", *trial)
    rows = int(re.match(r"\d+", trial[0][0])[0])
    for number in range(options.kills):
        share = 0.1 + 0.8 * (number + 1) / options.kills
        kill(site, words, int(rows * share * random.uniform(0.9, 1.0)))
    say("full run:", *site.run(*words))
    say("rows:", rows, "counts:", site.counts())
    keys = "count(*) - count(DISTINCT map_id || noun || key) FROM editorial_importedkey"
    say("keys that stand twice:", site.number(keys))
    entries = site.number("count(*) FROM ledger_entry")
    say("second run:", *site.run(*words))
    say("entries written by it:", site.number("count(*) FROM ledger_entry") - entries)
    say("undone:", *site.run("import_record", "--undo", "1"))
    say("the record is as it was:", site.picture() == before)
    say("ledger:", site.run("verify_ledger")[0])
    shutil.rmtree(site.folder)


def say(*words):
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def kill(site, words, at):
    """Start a run and kill it once so many rows are done; where it is past them, soon."""
    process = site.start(*words)
    began = time.monotonic()
    while process.poll() is None:
        done = site.number("coalesce(max(done), 0) FROM editorial_importbatch")
        if done >= at and time.monotonic() - began > 4:
            process.send_signal(signal.SIGKILL)
            process.wait()
            break
        time.sleep(0.05)
    done = site.number("max(done) FROM editorial_importbatch")
    say("killed at", done, "rows; batches:", site.number("count(*) FROM editorial_importbatch"))


def repeated(file, into, times):
    """The rows of a CSV so often, each time of other parties: names get a number."""
    with file.open(encoding="mac_roman", newline="") as source:
        head, *rows = csv.reader(source)
    place = head.index("From")
    with into.open("w", encoding="mac_roman", newline="") as large:
        writer = csv.writer(large, lineterminator="\r")
        writer.writerow(head)
        for number in range(times):
            for row in rows:
                name = f"{row[place]} {number}" if number else row[place]
                writer.writerow([*row[:place], name, *row[place + 1 :]])
    return into


if __name__ == "__main__":
    main()
