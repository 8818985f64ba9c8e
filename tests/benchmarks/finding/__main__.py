"""Measures what finding costs on this machine and writes `report.md` and `report.svg`.

    python -m tests.benchmarks.finding --claims 1000000 --folder FOLDER

makes the databases (once) and the search index (each time), asks all contestants and compares. With
several sizes, all contestants are asked at the largest and this project at each, which tells how
it grows. `--only` asks some contestants again and keeps the last answers of the others.
"""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.finding import cases, servers
from tests.benchmarks.finding.copying import postgresql_database
from tests.benchmarks.finding.flat import datasette_program, flat_database, statistics
from tests.benchmarks.finding.generate import sqlite_database
from tests.benchmarks.finding.measure import PASSWORD, USER, measure
from tests.benchmarks.finding.publishing import publishing
from tests.benchmarks.finding.report import write_report
from tests.benchmarks.finding.servers import manage, say, sqlite_url

OURS = ("ours-sqlite", "ours-postgresql")
# With SQLite's statistics of the tables, as this project's database has them, and without.
DATASETTES = {"datasette": True, "datasette-bare": False}
STOCK = ("stock-sqlite", "stock-postgresql")
CONTESTANTS = (*OURS, *DATASETTES, *STOCK)
# What publishing is compared with.
SMALL = 5000
ASKED_OF_OURS = (*cases.ALL, *cases.OTHERS, *cases.ADMIN, "csv")
ASKED_OF_STOCK = (*cases.ADMIN, "list", "one filter", "search mid")
STOCK_SETTINGS = "tests.benchmarks.finding.stock.settings"


class Size:
    """The databases of one number of claims, and what was measured on them."""

    def __init__(self, claims, folder, postgres):
        self.claims, self.postgres = claims, postgres
        self.folder = folder / str(claims)
        self.local = self.folder / "local"
        self.local.mkdir(parents=True, exist_ok=True)
        self.path = self.folder / "claims.sqlite3"
        self.flat = self.folder / "datasette.sqlite3"
        self.urls = {"sqlite": sqlite_url(self.path)}

    def prepare(self, is_searched):
        """Make what is not there yet; the search index is made anew where this project is asked."""
        say(f"\n== {self.claims} claims")
        sqlite_database(self.path, self.claims, self.local)
        if self.postgres:
            self.urls["postgresql"] = postgresql_database(
                self.postgres, self.path, self.claims, self.local
            )
        for url in self.urls.values():
            if is_searched:
                # The index is gathered from editions.
                _editions(url, self.local)
                _rebuild_search(url, self.local)
            _superuser(url, self.local)

    def ask(self, contestant, program=None):
        """Measure one contestant and keep what was found."""
        say(f"-- {contestant}, {self.claims} claims")
        began = time.monotonic()
        questions = cases.Questions(self.path)
        if contestant in DATASETTES:
            flat_database(self.path, self.flat)
            statistics(self.flat, DATASETTES[contestant])
            addresses = cases.Datasette(questions, self.flat.stem)
            with servers.datasette(program, self.flat, self.folder) as server:
                found = measure(server, addresses, (*cases.ALL, "csv"), ["/"])
        elif contestant in STOCK:
            url = self.urls[contestant.split("-")[1]]
            with servers.site(url, self.folder, STOCK_SETTINGS) as server:
                found = measure(server, cases.Ours(questions), ASKED_OF_STOCK, ["/admin/login/"])
        else:
            url = self.urls[contestant.split("-")[1]]
            warm = [f"/claims/?page={n}" for n in range(1, 5)]
            warm += ["/responses/", "/sources/", "/parties/"]
            with servers.site(url, self.folder) as server:
                found = measure(server, cases.Ours(questions), ASKED_OF_OURS, warm, True)
                found["publish"] = publishing(url, self.local, server)
        found["asked"] = time.strftime("%Y-%m-%d %H:%M"), round(time.monotonic() - began)
        (self.folder / f"{contestant}.json").write_text(json.dumps(found, indent=1))

    def publish_only(self):
        """Publishing alone, for a database that is too small for anything else."""
        for kind, url in self.urls.items():
            found = {"publish": publishing(url, self.local, None)}
            (self.folder / f"ours-{kind}.json").write_text(json.dumps(found, indent=1))


def _rebuild_search(url, local):
    if "rebuild_search" not in manage(url, local, "help", "--commands"):
        say("  there is no rebuild_search yet")
        return
    began = time.monotonic()
    manage(url, local, "rebuild_search")
    say(f"  rebuild_search, {time.monotonic() - began:.0f} s")


def _editions(url, local):
    began = time.monotonic()
    environment = servers.environment(url, local)
    subprocess.run([sys.executable, "-m", "tests.benchmarks.editions"], env=environment, check=True)
    say(f"  editions, {time.monotonic() - began:.0f} s")


def _superuser(url, local):
    code = (
        "from django.contrib.auth.models import User\n"
        f"User.objects.filter(username={USER!r}).exists() or "
        f"User.objects.create_superuser({USER!r}, password={PASSWORD!r})"
    )
    manage(url, local, "shell", "-c", code)


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.finding")
    parser.add_argument("--claims", default="20000", help="one number, or several with commas")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument(
        "--postgres",
        default="postgres://postgres@127.0.0.1:5432/postgres",
        help="a server where databases may be made; empty for none",
    )
    parser.add_argument("--only", help=f"some of {','.join(CONTESTANTS)}")
    parser.add_argument("--report-only", action="store_true", help="compare what was measured")
    given = parser.parse_args()
    # Being told to stop must not leave a server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    folder = given.folder.resolve()
    wanted = given.only.split(",") if given.only else CONTESTANTS
    if not given.postgres:
        wanted = [name for name in wanted if "postgresql" not in name]
    numbers = sorted(int(number) for number in given.claims.split(","))
    sizes = [Size(claims, folder, given.postgres) for claims in numbers]
    if not given.report_only:
        _measure(sizes, wanted, Size(SMALL, folder, given.postgres), folder)
    write_report(folder, numbers, SMALL)


def _measure(sizes, wanted, small, folder):
    is_ours = bool(set(wanted) & set(OURS))
    if is_ours:
        small.prepare(is_ours)
        small.publish_only()
    program = datasette_program(folder) if set(DATASETTES) & set(wanted) else None
    for size in sizes:
        size.prepare(is_ours)
        for contestant in wanted:
            if contestant in OURS or size is sizes[-1]:
                size.ask(contestant, program)


if __name__ == "__main__":
    main()
