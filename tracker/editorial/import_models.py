"""Imports of tables: maps, batches with how far each is, and what came of which key."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.record.text import LineField


class ImportMap(models.Model):
    """Which column of a table says what of the record, as its last user left it."""

    name = models.SlugField(_("name"), max_length=80, unique=True)
    title = LineField(_("title"), max_length=200, blank=True)
    # A map as `importing/mapped/maps.py` checks it.
    content = models.JSONField()
    # Whether it came with the program, which then keeps it up to date.
    is_shipped = models.BooleanField(default=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("map of a table")
        verbose_name_plural = _("maps of tables")
        default_permissions = ()
        ordering = ["title", "name"]

    def __str__(self) -> str:
        return self.title or self.name


class ImportBatch(models.Model):
    """One file, to be imported by a map; how far it is, and what came of its rows."""

    class State(models.TextChoices):
        NEW = "new", _("to be mapped")
        CHECKING = "checking", _("waits to be tried out")
        CHECKED = "checked", _("tried out")
        RUNNING = "running", _("is being imported")
        DONE = "done", _("imported")
        UNDOING = "undoing", _("is being undone")
        UNDONE = "undone", _("undone")
        REFUSED = "refused", _("could not be read")

    map = models.ForeignKey(
        ImportMap, on_delete=models.PROTECT, null=True, blank=True, related_name="batches"
    )
    # The map as it was when the batch began.
    content = models.JSONField(null=True, blank=True)
    # How the file is read: `importing/tables/shapes.py`.
    shape = models.JSONField(default=dict)
    file_name = LineField(_("file"), max_length=200)
    # SHA-256 of the file: the same file by the same map goes on where it was.
    digest = models.CharField(max_length=64, db_index=True)
    # The name of the kept file; empty where it is read where it lies, or no longer kept.
    kept_as = models.CharField(max_length=64, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    why = models.TextField(blank=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows done"), default=0)
    imported = models.PositiveIntegerField(_("imported"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Who undoes it, or publishes what of it waits, up to the entry that was looked at.
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    publish_to = models.PositiveBigIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("import of a table")
        verbose_name_plural = _("imports of tables")
        default_permissions = ()
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done__lte=models.F("rows")),
                name="import_batch_within_rows",
                violation_error_message=_("No more rows are done than there are."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    done=models.F("imported")
                    + models.F("updated")
                    + models.F("unchanged")
                    + models.F("refused")
                ),
                name="import_batch_accounts_for_rows",
                violation_error_message=_("Each row that is done has one outcome."),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class ImportedKey(models.Model):
    """Which record, or row of one, a key of a table stands for, and what was said of it last."""

    map = models.ForeignKey(ImportMap, on_delete=models.CASCADE, related_name="keys")
    noun = models.CharField(max_length=20)
    key = models.CharField(max_length=40)
    # The record's name in the ledger, and the key of the row itself: of a point, the point's.
    record = models.CharField(max_length=80, db_index=True)
    row = models.PositiveBigIntegerField()
    values = models.JSONField(default=dict)
    # Whether an import made it; else it was there, and no import changes it.
    is_made = models.BooleanField()
    # The batch that wrote it last, what the file had said before, and whether that batch made it.
    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="keys")
    before = models.JSONField(null=True, blank=True)
    is_new = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("key of an imported row")
        verbose_name_plural = _("keys of imported rows")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["map", "noun", "key"],
                name="imported_key_once",
                violation_error_message=_("This key stands for a record already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.noun} {self.key[:8]}: {self.record}"


class ImportedRecord(models.Model):
    """A record that a batch wrote: from which entry of the ledger to which."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="records")
    record = models.CharField(max_length=80, db_index=True)
    noun = models.CharField(max_length=20)
    # Sequences in the ledger; without one before, the batch made the record.
    before = models.PositiveBigIntegerField(null=True, blank=True)
    after = models.PositiveBigIntegerField()
    # Whether somebody else changed it between two rows of the batch.
    is_mixed = models.BooleanField(default=False)
    is_undone = models.BooleanField(default=False)
    # Why it was left as it is when the batch was undone.
    left = models.TextField(blank=True)

    class Meta:
        verbose_name = _("record of an import")
        verbose_name_plural = _("records of an import")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "record"],
                name="imported_record_once",
                violation_error_message=_("This record is noted already."),
            )
        ]

    def __str__(self) -> str:
        return self.record


class ImportProblem(models.Model):
    """What is wrong with one cell or row of a table."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="problems")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=400, blank=True)
    why = models.TextField()

    class Meta:
        verbose_name = _("problem of an import")
        verbose_name_plural = _("problems of imports")
        default_permissions = ()
        ordering = ["row", "pk"]
        indexes = [models.Index(fields=["batch", "row"], name="import_problem_of_row")]

    def __str__(self) -> str:
        return f"{self.row} {self.column}: {self.why}"
