from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracker.ledger.sealing import SealRefused, read_signer, seal_what_follows


class Command(BaseCommand):
    help = (
        "Signs a checkpoint over all entries of the ledger so far. For a timer; does nothing when "
        "nothing was added. Prints the checkpoint, for others to keep."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            path = settings.LEDGER_KEY_FILE
            checkpoint = seal_what_follows(read_signer(path), path)
        except SealRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(checkpoint.note, ending="")
