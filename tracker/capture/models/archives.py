"""Where archives have copies of a source, as somebody noted it, and which were asked for one."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from tracker.capture.addresses import LONGEST, Refused, parse
from tracker.capture.models.captures import Capture
from tracker.capture.models.jobs import CaptureJob
from tracker.record.models import Source
from tracker.record.web_addresses import validate_web_address


class ArchiveAddress(models.Model):
    """An archive's copy of a source, beside the one that its record leads readers to."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    # The reference of the source it was noted for: it goes back there if a merge is undone.
    for_reference = models.CharField(max_length=40, db_index=True)
    url = models.CharField(max_length=LONGEST)
    noted_at = models.DateTimeField(default=timezone.now)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # The account's name then.
    noter = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = gettext_lazy("address of an archive's copy")
        verbose_name_plural = gettext_lazy("addresses of archives' copies")
        default_permissions = ()
        ordering = ["noted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "url"],
                name="archive_address_once",
                violation_error_message=gettext_lazy("This address is noted already."),
            )
        ]

    def __str__(self) -> str:
        return self.url


class ArchiveRequestQuerySet(models.QuerySet["ArchiveRequest"]):
    def to_settle(self, source: Source) -> ArchiveRequestQuerySet:
        """Those that an archive answered, and nobody has said yet whether to note its address."""
        rows = self.filter(job__source=source, job__state=CaptureJob.State.DONE, settled_at=None)
        return rows.select_related("job__capture").order_by("pk")


class ArchiveRequest(models.Model):
    """That somebody had an archive asked to keep a source's page; the job is what asks it.

    The answer is kept as a copy like any other. The address it names is noted when an editor says
    so, and by nothing else.
    """

    job = models.OneToOneField(CaptureJob, on_delete=models.CASCADE, related_name="for_archive")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    is_noted = models.BooleanField(default=False)

    objects = ArchiveRequestQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("request to an archive")
        verbose_name_plural = gettext_lazy("requests to archives")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(is_noted=False) | Q(settled_at__isnull=False),
                name="archive_request_noted_when",
                violation_error_message=gettext_lazy("What is noted says when."),
            )
        ]

    def __str__(self) -> str:
        return str(self.job)

    @property
    def answer(self) -> str:
        """The address that the archive answered with; empty where it named none of its own."""
        capture = self.job.capture
        return _named_by(capture) if capture and capture.is_kept else ""


def _named_by(capture: Capture) -> str:
    """Where an answer was redirected to, or says that it stands (RFC 9110, Content-Location)."""
    headers = {name.lower(): value for name, value in capture.headers}
    found = urljoin(capture.final_url, headers.get("content-location", ""))
    try:
        validate_web_address(found)
        return "" if parse(found).url == parse(capture.asked_url).url else found
    except (Refused, ValidationError):
        return ""
