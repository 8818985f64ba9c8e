from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.editorial.importing import ImportRefused, import_file


class Command(BaseCommand):
    help = (
        "Loads records from a JSON file. Without --apply it is a rehearsal: everything is checked "
        "and nothing is kept. Records that are already there are left as they are."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--apply", action="store_true", help="keep what was loaded")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            import_file(options["file"], None, self.stdout.write, dry_run=not options["apply"])
        except ImportRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            "Loaded." if options["apply"] else "Rehearsal only, nothing kept; load with --apply."
        )
