from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracker.ledger.sealing import SealRefused, resume


class Command(BaseCommand):
    help = (
        "After an older backup of the database was put back: says which entries were lost, as far "
        "as they were sealed. With --apply it writes that into the log, for all to see, so that "
        "the log can be sealed again. It needs the file beside the key, not the key itself."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--at",
            required=True,
            help="when the backup was put back, UTC, such as 2026-11-20T09:00: whatever is dated "
            "later was entered since",
        )
        parser.add_argument("--apply", action="store_true", help="write it into the log")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            at = datetime.fromisoformat(options["at"])
            at = at if at.tzinfo else at.replace(tzinfo=UTC)
        except ValueError as error:
            raise CommandError("--at: a time such as 2026-11-20T09:00, UTC.") from error
        try:
            found = resume(settings.LEDGER_KEY_FILE, at, apply=options["apply"])
        except SealRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"{found.kept} entries came with the backup, {found.since} were made since."
        )
        for loss in found.losses:
            self.stdout.write(
                f"Lost: entries {loss.first} to {loss.last}, which were sealed with the root "
                f"{loss.root}, and any that followed them."
            )
        self.stdout.write(
            "This stands in the log now: run seal_ledger."
            if options["apply"]
            else "Nothing was written. If that is so, write it into the log with --apply."
        )
