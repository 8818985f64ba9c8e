"""What a save and a publication cost: statements, milliseconds of processor, and where they go.

    DATABASE_URL=… python -m tests.benchmarks.publishing [--callers | --profile] [name …]

In a database of tests, made for it and taken away again, with the shipped dossiers in it and claims
of nine points, each with a quote and some with a figure. Each is done several times and taken back;
the least of the times is told. `--callers` lists the statements with what asked, `--profile` the
functions that took longest.
"""

from __future__ import annotations

import cProfile
import pstats
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from tests.benchmarks.apart import database_of_its_own

ROOT = Path(__file__).resolve().parents[2]
DOSSIERS = ROOT / "tracker/editorial/dossiers"

POINTS = 9
TIMES = 15
PROFILED = 60


def main() -> None:
    with database_of_its_own():
        measure(set(sys.argv[1:]))


def measure(asked: set[str]) -> None:
    from tests import factories as make
    from tests.conftest import staff
    from tracker.editorial.importing import import_file
    from tracker.ledger.entries import pseudonym

    for dossier in sorted(DOSSIERS.glob("*.json")):
        import_file(dossier, None, lambda line: None)
    editor, publisher = staff("edith", "editor"), staff("paula", "publisher")
    claim, draft = whole_claim(), whole_claim(status="draft", published_at=None)
    make.answer(make.response(claim), claim.allegations.get(number=1))
    make.ledger()
    for person in (editor, publisher):
        pseudonym(person)
    sys.stdout.write("what                      statements  CPU ms\n")
    for name, prepare, work in works(claim, draft, editor, publisher):
        if not asked - {"--callers", "--profile"} or name in asked:
            told(name, prepare, work, asked)


def whole_claim(**given):
    """A claim of nine points, each with a quote, every third with a figure and its place."""
    from tests import factories as make

    sides = {"claimant": make.party("Party A"), "accused": make.party("Party B")}
    claim = make.claim(allegations=0, looked_on="2024-06-01", **sides, **given)
    for number in range(1, POINTS + 1):
        words = "Party A says that Party B held people without charge in a town for months."
        point = make.allegation(claim, number, text=words)
        if number % 3 == 0:
            make.figure(point, place=make.place())
    return claim


def works(claim, draft, editor, publisher):
    """Name of each, what is done before it and not measured, and what is."""
    from tests.factories import edited
    from tracker.editorial.approving import Proposal, publish_changes
    from tracker.editorial.changes import change
    from tracker.editorial.workflow import make_move
    from tracker.ledger.models import Entry
    from tracker.record.models import Claim

    def save_point(of):
        with change(editor, Entry.Action.CHANGED) as door:
            point = of.allegations.get(number=5)
            point.text = "Party A says that Party B let nobody see them."
            point.save()
            door.touch(point)

    def proposed():
        save_point(claim)
        return Proposal(claim).version

    def publish(version):
        publish_changes(claim, version, publisher, because="As the source has it.")

    def submitted():
        return make_move(draft, "submit", editor)

    def fresh(of):
        return lambda: Claim.objects.get(pk=of.pk)

    reason = "As the source has it."
    yield "save-draft", fresh(draft), save_point
    yield "save-published", fresh(claim), save_point
    yield "edited", fresh(claim), lambda row: edited(row, title="Party A alleges another thing")
    yield "publish-changed", proposed, publish
    yield "submit", fresh(draft), lambda row: make_move(row, "submit", editor)
    yield "publish-new", submitted, lambda row: make_move(row, "publish", publisher, reason)
    yield "withdraw", fresh(claim), lambda row: make_move(row, "withdraw", publisher, reason)


def told(name, prepare, work, asked) -> None:
    """Do it several times, each taken back, and print what it cost."""
    from django.db import connection, transaction

    def once(watched):
        with transaction.atomic():
            given = prepare()
            found = watched(lambda: work(given))
            transaction.set_rollback(True)
        return found

    def cpu(do):
        began = time.process_time()
        do()
        return (time.process_time() - began) * 1000

    asked_by: Counter[str] = Counter()

    def statements(do):
        count = 0

        def counted(execute, sql, *arguments):
            nonlocal count
            count += 1
            asked_by[f"{sql[:60]}  {callers()}"] += 1
            return execute(sql, *arguments)

        with connection.execute_wrapper(counted):
            do()
        return count

    least = min(once(cpu) for _ in range(TIMES))
    sys.stdout.write(f"{name:24} {once(statements):11} {least:7.1f}\n")
    if "--callers" in asked:
        for line, times in asked_by.items():
            sys.stdout.write(f"    {times:3} {line}\n")
    if "--profile" in asked:
        profile = cProfile.Profile()
        for _ in range(TIMES):
            once(profile.runcall)
        pstats.Stats(profile).sort_stats("cumulative").print_stats(PROFILED)


def callers():
    """The last functions of the site on the stack."""
    frames = [one for one in traceback.extract_stack() if "/tracker/" in one.filename]
    return " < ".join(f"{Path(one.filename).stem}.{one.name}" for one in frames[:-6:-1])


if __name__ == "__main__":
    main()
