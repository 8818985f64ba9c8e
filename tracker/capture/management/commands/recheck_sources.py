"""Pages of quoted sources asked for again, and their passages compared with what they had."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from tracker.capture import watching
from tracker.capture.rechecking import Asked, ask_due, ask_for
from tracker.record.models import Source


class Command(BaseCommand):
    help = (
        "Asks for the pages of quoted sources again, which capture --due then fetches, and says "
        "what became of each quoted passage in the copies that have come."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "references", nargs="*", metavar="REFERENCE", help="these sources, as S-2024-0003"
        )
        parser.add_argument(
            "--due", action="store_true", help="those whose time has come; for a daily timer"
        )

    def handle(self, *args: Any, references: list[str], due: bool, **options: Any) -> None:
        if not settings.HAS_DESK:
            raise CommandError("SERVE=public: sources are watched by the desk's processes.")
        if not due and not references:
            raise CommandError("--due or references of sources: see --help.")
        sources = self._sources(references)
        self._compare()
        now = timezone.now()
        asked = ask_due(now, references) if due else (ask_for(one, now) for one in sources)
        count = sum(self._is_asked(one) for one in asked)
        self.stdout.write(f"{count} asked for: capture --due fetches them.")

    def _sources(self, references: list[str]) -> list[Source]:
        found = {one.reference: one for one in Source.objects.filter(reference__in=references)}
        if missing := [one for one in references if one not in found]:
            raise CommandError(f"There is no source {', '.join(missing)}.")
        return [found[one] for one in dict.fromkeys(references)]

    def _is_asked(self, one: Asked) -> bool:
        what = f"asked for, from {one.job.due_at:%Y-%m-%d %H:%M}" if one.job else one.why
        self.stdout.write(f"{one.source.reference}: {what}")
        return one.job is not None

    def _compare(self) -> None:
        for compared in watching.compare_due():
            if compared.sightings:
                self.stdout.write(str(compared))
