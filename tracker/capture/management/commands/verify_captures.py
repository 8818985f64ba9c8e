"""Every kept copy held against its hash."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.capture import erasing, verifying
from tracker.capture.models import Capture

HOUR = 3600


class Command(BaseCommand):
    help = (
        "Reads every kept copy and says which is missing or not what it was; exits 1 where one is. "
        "Files that no row names are counted."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--sweep", action="store_true", help="take away the files that no row names"
        )
        parser.add_argument(
            "--older-than",
            type=int,
            metavar="HOURS",
            help="with --sweep: only those older than this; at least 1",
        )

    def handle(self, *args: Any, sweep: bool, older_than: int | None, **options: Any) -> None:
        if sweep != (older_than is not None) or (older_than is not None and older_than < 1):
            raise CommandError(
                "--sweep needs --older-than HOURS, of at least 1, and comes with it."
            )
        erasing.finish()
        whole, wrong = 0, 0
        for name, damage in verifying.damages():
            if damage is None:
                whole += 1
                continue
            wrong += 1
            self.stdout.write(f"{damage.sha256} ({name}): {damage.found}")
        self.stdout.write(f"{whole} files are what they were.")
        if erased := Capture.objects.erased().count():
            self.stdout.write(f"{erased} copies were erased.")
        self._tell_orphans(sweep, older_than or 0)
        if back := list(verifying.came_back()):
            names = "\n".join(back)
            raise CommandError(f"{names}\n{len(back)} were erased and are there again: --sweep.")
        if wrong:
            raise CommandError(f"{wrong} are not: put them back from a backup.")

    def _tell_orphans(self, is_swept: bool, hours: int) -> None:
        if is_swept:
            self.stdout.write(f"{verifying.sweep(hours * HOUR)} that no row names taken away.")
        elif found := verifying.orphans(0):
            self.stdout.write(f"{len(found)} that no row names.")
