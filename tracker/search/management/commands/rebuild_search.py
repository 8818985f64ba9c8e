"""The search index from the record, while the site goes on answering."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tracker.search import rebuilding


class Command(BaseCommand):
    help = (
        "Makes the search index agree with the record, a chunk at a time; what already agrees is "
        "left as it is. Goes on where it was stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="only say where index and record differ; exit 1"
        )
        parser.add_argument(
            "--again", action="store_true", help="begin anew, not where it was stopped"
        )

    def handle(self, *args: Any, check: bool, again: bool, **options: Any) -> None:
        bar = Progress(self.stdout, rebuilding.size())
        if check:
            wrong = list(rebuilding.differences(bar.step))
            bar.end()
            if wrong:
                for name in wrong[:50]:
                    self.stdout.write(name)
                raise CommandError(f"{len(wrong)} differ from the record: run rebuild_search.")
            self.stdout.write("Index and record agree.")
            return
        written = rebuilding.rebuild(bar.step, again=again)
        bar.end()
        self.stdout.write(f"{bar.done} looked at, {written} written anew.")


class Progress:
    """A bar on a terminal, a line now and then in a log."""

    WIDTH = 40

    def __init__(self, out: Any, whole: int) -> None:
        self.out, self.whole, self.done, self.told = out, max(whole, 1), 0, -1
        self.is_terminal = out.isatty()

    def step(self, count: int) -> None:
        self.done += count
        percent = min(100, self.done * 100 // self.whole)
        if percent == self.told or (not self.is_terminal and percent // 10 == self.told // 10):
            return
        self.told = percent
        if self.is_terminal:
            full = percent * self.WIDTH // 100
            self.out.write(f"\r[{'#' * full}{'.' * (self.WIDTH - full)}] {percent} %", ending="")
        else:
            self.out.write(f"{percent} %")
        self.out.flush()

    def end(self) -> None:
        if self.is_terminal:
            self.out.write("")
