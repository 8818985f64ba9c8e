from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.edition import offered
from tracker.edition.bundle import BundleRefused, write_bundle
from tracker.ledger.entries import size


class Command(BaseCommand):
    help = (
        "Writes the bundle: the public part of the ledger, the published record, and verify.py, "
        "which checks both anywhere. Without a file it makes the one that readers are offered at "
        "/ledger/bundle.zip; seal_ledger does so, too."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, nargs="?", help="where to write it, such as bundle.zip"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            path, sealed = _written_to(options["file"]) if options["file"] else _offered()
        except (BundleRefused, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{sealed} entries, {path.stat().st_size} bytes.")
        if newer := size() - sealed:
            self.stdout.write(
                f"{newer} entries are newer than the last seal and not in it: run seal_ledger "
                "first to have them in."
            )


def _written_to(path: Path) -> tuple[Path, int]:
    """The file, and how many entries are sealed in it."""
    try:
        with path.open("wb") as file:
            return path, write_bundle(file).checkpoint.size
    except BundleRefused:
        path.unlink(missing_ok=True)
        raise


def _offered() -> tuple[Path, int]:
    made = offered.make()
    return made.path, made.sealed
