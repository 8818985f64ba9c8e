"""Every quote of the record looked for in the copies of its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.capture import checking, extracting
from tracker.capture.losses import losses
from tracker.capture.quotes.states import State
from tracker.capture.standings import standings
from tracker.editorial.telling import tell_due
from tracker.record.models import Citation, Source

AT_ONCE = 200


class Command(BaseCommand):
    help = (
        "Looks for every quote in the kept copies of its source, prints how many are in which "
        "state, and exits 1 where one that was found in a copy is not found in it any more."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--source", metavar="KEY", help="only the quotes of this source, as S-2024-0003"
        )
        parser.add_argument(
            "--all",
            action="store_true",
            help="read every copy anew that another version of this program read",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.HAS_DESK:
            raise CommandError("SERVE=public: quotes are looked for by the desk's processes.")
        sources = self._sources(options["source"])
        taken = list(extracting.take_due_texts())
        if options["all"]:
            taken += extracting.take_outdated_texts()
        if taken:
            self.stdout.write(f"{len(taken)} texts taken out.")
        self.stdout.write("\t".join(("source", "quotes", *(state.value for state in State))))
        total: Counter[State] = Counter()
        for source in sources:
            checking.check_source(source)
            counts = self._counted(source)
            total += counts
            if counts:
                self._tell(source.reference, counts)
        tell_due()
        self._tell("all", total)
        self._refuse_losses(sources)

    def _sources(self, key: str | None) -> list[Source]:
        rows = Source.objects.filter(reference=key) if key else Source.objects.all()
        found = list(rows.only("pk", "reference").order_by("reference"))
        if key and not found:
            raise CommandError(f"There is no source {key}.")
        return found

    def _counted(self, source: Source) -> Counter[State]:
        citations = Citation.objects.filter(source=source).exclude(quote="")
        return Counter(one.state for one in standings(citations).values())

    def _tell(self, name: str, counts: Counter[State]) -> None:
        numbers = (counts.total(), *(counts[state] for state in State))
        self.stdout.write("\t".join((name, *map(str, numbers))))

    def _refuse_losses(self, sources: list[Source]) -> None:
        """Raises CommandError where something that was found is not any more."""
        count = 0
        for part in batched(sources, AT_ONCE):
            for loss in losses([source.pk for source in part]):
                count += 1
                self.stdout.write(str(loss))
        if count:
            raise CommandError(f"{count} that were found are not found any more.")


def batched(rows: list[Source], most: int) -> Iterator[list[Source]]:
    """A list in parts."""
    for start in range(0, len(rows), most):
        yield rows[start : start + most]
