"""Records from a file: our own JSON whole or not at all, tables by a map in sets of rows."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracker.editorial.import_models import ImportBatch, ImportProblem
from tracker.editorial.importing import ImportRefused, import_file
from tracker.editorial.importing.batches import due
from tracker.editorial.importing.batches.opening import batch_for, map_called, open_table
from tracker.editorial.importing.batches.running import BatchMoved, begin, run, try_out
from tracker.editorial.importing.batches.undoing import undo
from tracker.editorial.importing.mapped.maps import Map, MapRefused, shipped
from tracker.editorial.importing.tables.problems import TableRefused
from tracker.editorial.importing.tables.reading import Table

BAR = 30


class Command(BaseCommand):
    help = (
        "Imports a file: with --map a table (CSV, TSV, XLSX, JSON, JSON lines), whose new records "
        "are drafts; without one the JSON that this site exports. It is only tried out; --apply "
        "keeps it. The same file again changes nothing; a run that was killed goes on."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?")
        parser.add_argument(
            "--map",
            help=f"the name of a map, or a file with one; shipped are: {', '.join(shipped())}",
        )
        parser.add_argument("--apply", action="store_true", help="keep what is loaded")
        for name in ("encoding", "delimiter", "sheet", "path"):
            parser.add_argument(f"--{name}", default="", help="where it is not as found out")
        parser.add_argument("--undo", type=int, metavar="BATCH", help="take a batch back")
        parser.add_argument(
            "--due", action="store_true", help="run what was asked for at the desk; for a timer"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.HAS_DESK:
            raise CommandError("SERVE=public: files are imported by the desk's processes.")
        chosen = [name for name in ("file", "undo", "due") if options[name]]
        if len(chosen) != 1:
            raise CommandError("Only one of a file, --undo and --due: see --help.")
        try:
            if options["due"]:
                due.run_due(self.stdout.write, self._progress)
            elif options["undo"]:
                self._undo(options["undo"])
            elif options["map"]:
                self._table(options)
            else:
                self._exported(options["file"], dry_run=not options["apply"])
        except (ImportRefused, MapRefused, TableRefused, BatchMoved) as error:
            raise CommandError(str(error)) from error

    def _exported(self, file: Path, *, dry_run: bool) -> None:
        import_file(file, None, self.stdout.write, dry_run=dry_run)
        self.stdout.write("Rehearsal only, nothing kept." if dry_run else "Loaded.")

    def _table(self, options: dict[str, Any]) -> None:
        row, by = map_called(options["map"])
        given = {name: options[name] for name in ("encoding", "delimiter", "sheet", "path")}
        given["delimiter"] = given["delimiter"].replace("\\t", "\t")
        table = open_table(options["file"], by, given)
        self._tell_how(table, by)
        rows = table.count()
        batch = batch_for(row, by, table, None)
        if not options["apply"]:
            self._try_out(batch, table, by, rows)
            return
        if batch.pk is None:
            begin(batch, rows)
        elif batch.done:
            self.stdout.write(f"Going on after {batch.done} of {rows} rows.")
        batch = run(batch, table, by, None, lambda done: self._progress(done, rows))
        for problem in ImportProblem.objects.filter(batch=batch).iterator():
            self.stdout.write(f"row {problem.row}, {problem.column or 'as a whole'}: {problem.why}")
        self._tell(batch)

    def _tell_how(self, table: Table, by: Map) -> None:
        shape = {name: value for name, value in table.shape.as_json().items() if value}
        self.stdout.write(" ".join(f"{name}={value!r}" for name, value in shape.items()))
        for column, why in by.unmapped(table.columns):
            self.stdout.write(f"not mapped: {column}{f' ({why})' if why else ''}")

    def _try_out(self, batch: ImportBatch, table: Table, by: Map, rows: int) -> None:
        counts: Counter[str] = Counter()
        for planned in try_out(batch, table, by, lambda done: self._progress(done, rows)):
            counts[planned.outcome] += 1
            for problem in planned.problems:
                where = problem.column or "as a whole"
                self.stdout.write(f"row {problem.row}, {where}: {problem.why}")
        told = ", ".join(f"{counts[name]} {name}" for name in due.OUTCOMES)
        self.stdout.write(f"{rows} rows would be: {told}. Nothing is kept.")

    def _undo(self, key: int) -> None:
        batch = ImportBatch.objects.filter(pk=key).first()
        if batch is None:
            raise CommandError(f"There is no batch {key}.")
        undone = undo(batch, None, lambda done: self._progress(done, batch.records.count()))
        for record in undone.records.exclude(left="").order_by("pk"):
            self.stdout.write(f"{record.record} is left: {record.left}")
        self.stdout.write(f"Batch {key} is undone.")

    def _tell(self, batch: ImportBatch) -> None:
        told = ", ".join(f"{getattr(batch, name)} {name}" for name in due.OUTCOMES)
        self.stdout.write(f"Batch {batch.pk}: {batch.done} rows: {told}.")

    def _progress(self, done: int, rows: int) -> None:
        if sys.stderr.isatty():
            full = BAR * done // max(rows, 1)
            bar = "#" * full + "." * (BAR - full)
            end = "\n" if done >= rows else ""
            self.stderr.write(f"\r[{bar}] {done}/{rows}", ending=end)
