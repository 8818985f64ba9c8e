"""The editions from the ledger, while the site goes on answering."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.edition.publishing import advance, forget_all
from tracker.edition.rebuilding import differences

MOST_SHOWN = 50


class Command(BaseCommand):
    help = (
        "Makes editions of what the ledger tells and has not been made yet; goes on where it was "
        "stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only say where editions and ledger differ; exit 1"
        )
        parser.add_argument("--again", action="store_true", help="make all of them anew")

    def handle(self, *args: Any, check: bool, again: bool, **options: Any) -> None:
        if check:
            self._check()
            return
        if again:
            forget_all()
        self.read = 0
        advance(self._tell)
        self.stdout.write(f"{self.read} entries read.")

    def _check(self) -> None:
        wrong = list(differences())
        for sentence in wrong[:MOST_SHOWN]:
            self.stdout.write(sentence)
        if wrong:
            raise CommandError(
                f"{len(wrong)} differ from the ledger: run rebuild_editions --again."
            )
        self.stdout.write("Editions and ledger agree.")

    def _tell(self, count: int) -> None:
        self.read += count
        if self.stdout.isatty():
            self.stdout.write(f"\r{self.read} entries", ending="")
