import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from zipfile import is_zipfile

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
            "--since", type=Path, help="a checkpoint, or with FILE a bundle, kept from earlier"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            key = options["key"]
            key = Path(key).read_text() if key and Path(key).is_file() else key
            is_bundle = options["since"] is not None and is_zipfile(options["since"])
            old = options["since"] if is_bundle else None
            since = options["since"].read_text() if options["since"] and not old else None
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        if options["file"]:
            self._verify_bundle(options["file"], key, since, old)
        else:
            self._verify_site(key, since)

    def _verify_bundle(
        self, path: Path, key: str | None, since: str | None, old: Path | None
    ) -> None:
        report = verify.examine(path, key, since, old)
        for line in report.said:
            self.stdout.write(line)
        if report.status:
            self._refuse([*report.faults, *report.gaps], report.status)
        self.stdout.write("Sound.")

    def _verify_site(self, key: str | None, since: str | None) -> None:
        audit = Audit(self._progress).run(key, since)
        counts = ", ".join(f"{audit.counts[name]} {name}" for name in audit.counts)
        if sys.stderr.isatty():
            self.stderr.write("\r", ending="")
        if audit.faults:
            self._refuse(audit.faults, 1)
        self.stdout.write(f"Sound: {counts}.")

    def _refuse(self, faults: list[str], status: int) -> None:
        for line in faults[:MOST_SHOWN]:
            self.stderr.write(line)
        raise CommandError(f"{len(faults)} faults.", returncode=status)

    def _progress(self, what: str, done: int, of: int) -> None:
        if sys.stderr.isatty():
            share = round(100 * done / of) if of else 100
            self.stderr.write(f"\r{what}: {share:3} %", ending="")
