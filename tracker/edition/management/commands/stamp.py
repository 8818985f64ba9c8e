"""Time stamps of kept copies and of seals of the ledger, by the configured authorities."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tracker.capture import working
from tracker.capture.models import Stamp
from tracker.capture.stamps import requesting
from tracker.capture.stamps.asking import ask_again
from tracker.capture.stamps.checking import check_all
from tracker.capture.stamps.stamped import export_all
from tracker.edition.stamping import ask_for_all, keep_tokens_of_seals

# One run ends after so many, and the timer begins the next.
MOST = 500
MOST_WAITS = 100


class Command(BaseCommand):
    help = (
        "With --due, has the authorities of STAMP_AUTHORITIES stamp what has no time stamp yet; "
        "for a timer. With --check, holds every stored stamp to its hash and its certificates, "
        "without a network, and exits 1 where one fails."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--due", action="store_true", help="ask for all that is due")
        what.add_argument(
            "--again", action="store_true", help="let what failed be asked for once more, when due"
        )
        what.add_argument("--check", action="store_true", help="check what is stored")
        what.add_argument(
            "--export",
            type=Path,
            metavar="FOLDER",
            help="write every stamp there, as `openssl ts -verify -in` reads it",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.HAS_DESK:
            raise CommandError("SERVE=public: stamps are asked for by the desk's processes.")
        if options["export"]:
            self._export(options["export"])
        elif options["check"]:
            self._check()
        elif not settings.STAMP_AUTHORITIES:
            raise CommandError("Nobody is asked: set STAMP_AUTHORITIES.")
        elif options["again"]:
            self.stdout.write(f"{ask_again()} will be asked for again.")
        else:
            self._ask()

    def _export(self, folder: Path) -> None:
        try:
            self.stdout.write(f"{export_all(folder)} stamps written.")
        except OSError as error:
            raise CommandError(str(error)) from error

    def _check(self) -> None:
        valid = 0
        wrong = []
        for found in check_all():
            if found is None:
                valid += 1
            else:
                wrong.append(found)
                self.stdout.write(f"{found.stamp.digest} by {found.stamp.authority}: {found.why}")
        self.stdout.write(f"{valid} stamps are valid.")
        if wrong:
            raise CommandError(f"{len(wrong)} are not.")

    def _ask(self) -> None:
        new = ask_for_all()
        who, granted, tried = working.visitor(), 0, 0
        for _pass in range(MOST_WAITS):
            for stamp in requesting.work(who, lambda: timezone.now(), MOST - tried):
                tried += 1
                granted += stamp.state == Stamp.State.STAMPED
                fault = f": {stamp.get_fault_display()} ({stamp.detail})" if stamp.fault else ""
                self.stdout.write(f"{stamp.digest} by {stamp.host}: {stamp.state}{fault}")
            wait = requesting.seconds_to_next(timezone.now())
            if tried >= MOST or wait is None or wait > settings.CAPTURE_PAUSE:
                break
            time.sleep(max(wait, 1))
        keep_tokens_of_seals()
        self.stdout.write(f"{new} new, {tried} asked for, {granted} stamped.")
