"""Copies of sources: fetched now, fetched as they fall due, given as a file or as text."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from django.utils import timezone

from tracker.capture import checking, erasing, extracting, inspecting, watching, working
from tracker.capture.jobs import kind_of_copy
from tracker.capture.keeping import keep_file, keep_text
from tracker.capture.keeping_visits import keep_visit
from tracker.capture.models import Capture, CopyText
from tracker.capture.stamps.asking import ask_for_captures
from tracker.editorial.telling import take_back, tell_due
from tracker.record.models import Source

# One run of `--due` ends after so many, and the timer begins the next.
MOST_JOBS = 500
# And waits so often for a host that is free soon.
MOST_WAITS = 100


class Command(BaseCommand):
    help = "Keeps a copy of a source; with --due, all that were asked for and are due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "url", nargs="?", help="the address; the source's own where none is given"
        )
        parser.add_argument(
            "--source", metavar="KEY", help="the source's reference, as S-2024-0003"
        )
        parser.add_argument("--file", type=Path, help="keep this file instead")
        parser.add_argument("--text", type=Path, help="keep the text in this file; - reads it here")
        parser.add_argument(
            "--part",
            action="store_true",
            help="with --file or --text: it is a part of the source, not all of it",
        )
        parser.add_argument("--reason", default="", help="why, for the desk")
        parser.add_argument(
            "--due", action="store_true", help="fetch and read all that is due; for a timer"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.HAS_DESK:
            raise CommandError("SERVE=public: copies are made by the desk's processes.")
        given = [name for name in ("due", "file", "text") if options[name]]
        if len(given) > 1 or (given and options["url"]) or (options["due"] and options["source"]):
            raise CommandError("Only one of an address, --file, --text and --due.")
        if options["part"] and not (options["file"] or options["text"]):
            raise CommandError("--part goes with --file or --text.")
        if options["due"]:
            self._due()
            return
        source = self._source(options["url"], options["source"])
        try:
            copy = self._kept(source, options)
            # Also where the attempt failed: that is a fact about the source.
            with_text = extracting.take_text(copy) if copy.is_kept else None
            if with_text:
                checking.check_source(copy.source_id)
            tell_due()
            self._tell(copy, with_text)
        except (ValidationError, OSError, UnicodeError) as error:
            raise CommandError(" ".join(getattr(error, "messages", [str(error)]))) from error

    def _source(self, url: str | None, key: str | None) -> Source:
        if key:
            found = Source.objects.filter(reference=key)
        elif url:
            found = Source.objects.filter(Q(url=url) | Q(archive_url=url))
        else:
            raise CommandError("An address, --source or --due: see --help.")
        rows = list(found[:2])
        if len(rows) != 1:
            what = "Several sources have" if rows else "No source has"
            raise CommandError(f"{what} {key or url}: name one with --source.")
        return rows[0]

    def _kept(self, source: Source, options: dict[str, Any]) -> Capture:
        reason = options["reason"]
        if options["file"]:
            with options["file"].open("rb") as file:
                name = options["file"].name
                return keep_file(source, file, name, None, reason, is_part=options["part"])
        if options["text"]:
            path = options["text"]
            text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
            return keep_text(source, text, None, reason, is_part=options["part"])
        url = options["url"] or source.url
        if not url:
            raise CommandError("The source has no address: give one, or --file, or --text.")
        visit = working.visitor().visit(url)
        working.leave_alone(visit.hosts, timezone.now())
        return keep_visit(source, visit, None, reason, kind_of_copy(source, url))

    def _tell(self, capture: Capture, text: CopyText | None) -> None:
        if not capture.is_kept:
            told = [capture.get_outcome_display(), capture.why_not, capture.detail]
            words = "; ".join(filter(None, map(str, told)))
            raise CommandError(f"{capture.asked_url}: {words}. {capture.what_to_do}")
        self.stdout.write(f"{capture.sha256} {capture.size} bytes, {capture.media_type}")
        for fault in capture.faults:
            self.stdout.write(f"  {fault}")
        if text:
            self.stdout.write(f"{text.length} characters of text. {text.get_trouble_display()}")

    def _due(self) -> None:
        erasing.finish()
        take_back()
        who, kept, tried = working.visitor(), 0, 0
        for _pass in range(MOST_WAITS):
            for done in working.work(who, lambda: timezone.now(), MOST_JOBS - tried):
                tried += 1
                kept += done.capture.is_kept
                state = f"{done.capture.get_outcome_display()}, {done.job.get_state_display()}"
                self.stdout.write(f"{done.capture.for_reference}: {state}")
            self._read()
            wait = working.seconds_to_next(timezone.now())
            if wait is None or wait > settings.CAPTURE_PAUSE:
                break
            time.sleep(max(wait, 1))
        ask_for_captures()
        self.stdout.write(f"{tried} tried, {kept} kept.")

    def _read(self) -> None:
        """Take out texts, look for quotes and tell of both: of what was fetched just now, too."""
        texts = sum(1 for _text in extracting.take_due_texts())
        for _inspection in inspecting.inspect_due():
            pass
        sources = sum(1 for _source in checking.check_due())
        if texts or sources:
            self.stdout.write(f"{texts} texts taken out, quotes of {sources} sources looked for.")
        for compared in watching.compare_due():
            if compared.has_news:
                self.stdout.write(str(compared))
        if told := tell_due():
            self.stdout.write(f"What is new of {told} sources is told.")
