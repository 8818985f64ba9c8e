from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker.editorial.digests import send_digests
from tracker.editorial.models import DigestChoice


class Command(BaseCommand):
    help = (
        "Mails to each account that asked for it how much waits for it today: numbers, references "
        "of overdue requests and a link. For a timer: run again on the same day, it sends what did "
        "not go and nothing twice. Exits 1 where a mail did not go."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.HAS_MAIL and DigestChoice.objects.exists():
            raise CommandError("Nothing was sent: MAIL_URL is not set.")
        sent, failed = send_digests(timezone.localdate())
        self.stdout.write(f"{sent} sent.")
        if failed:
            raise CommandError(
                f"Not sent to {', '.join(failed)}: the log says why. The next run tries again."
            )
