from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.edition.bundle import NothingSealed, write_bundle
from tracker.ledger.entries import size


class Command(BaseCommand):
    help = (
        "Writes the bundle: the public part of the ledger, the published record, and verify.py, "
        "which checks both anywhere."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to write it, such as bundle.zip")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with options["file"].open("wb") as file:
                checkpoint = write_bundle(file)
        except NothingSealed as error:
            options["file"].unlink(missing_ok=True)
            raise CommandError("Nothing is sealed yet: seal_ledger makes a checkpoint.") from error
        except OSError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{checkpoint.size} entries, {options['file'].stat().st_size} bytes.")
        if newer := size() - checkpoint.size:
            self.stdout.write(
                f"{newer} entries are newer than the last seal and not in it: run seal_ledger "
                "first to have them in."
            )
