import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.ledger import verify
from tracker.ledger.auditing import Audit

MOST_SHOWN = 50


class Command(BaseCommand):
    help = (
        "Proves the history. Without FILE: this site's log, its seals, and every record against "
        "its last entry. With FILE: an exported bundle alone, as verify.py in it does. Exits with "
        "an error where something was changed past the log."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="a bundle")
        parser.add_argument("--key", help="the public key, or a file that holds it")
        parser.add_argument(
            "--since", type=Path, help="a checkpoint, or a bundle, kept from earlier"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            mine = verify.kept(options["key"], options["since"])
        except verify.Missing as error:
            raise CommandError(str(error), returncode=2) from error
        if options["file"]:
            self._verify_bundle(options["file"], mine)
        else:
            self._verify_site(mine)

    def _verify_bundle(self, path: Path, mine: verify.Kept) -> None:
        report = verify.examine(path, *mine)
        for line in report.said:
            self.stdout.write(line)
        if report.status:
            self._refuse([*report.faults, *report.gaps], report.status)
        self.stdout.write("Sound.")

    def _verify_site(self, mine: verify.Kept) -> None:
        audit = Audit(self._progress).run(mine.key, mine.checkpoint)
        counts = ", ".join(f"{audit.counts[name]} {name}" for name in audit.counts)
        if sys.stderr.isatty():
            self.stderr.write("\r", ending="")
        for loss in audit.losses:
            self.stdout.write(str(loss))
        if audit.faults or audit.gaps:
            self._refuse([*audit.faults, *audit.gaps], 1 if audit.faults else 2)
        self.stdout.write(f"Sound: {counts}.")

    def _refuse(self, faults: list[str], status: int) -> None:
        for line in faults[:MOST_SHOWN]:
            self.stderr.write(line)
        told = f"{len(faults)} faults." if status == 1 else "Incomplete."
        raise CommandError(told, returncode=status)

    def _progress(self, what: str, done: int, of: int) -> None:
        if sys.stderr.isatty():
            share = round(100 * done / of) if of else 100
            self.stderr.write(f"\r{what}: {share:3} %", ending="")
