from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EditionConfig(AppConfig):
    name = "tracker.edition"
    label = "edition"

    def ready(self) -> None:
        from tracker.edition.publishing import begin

        # A site that had a ledger before it had editions.
        post_migrate.connect(begin, sender=self)
