from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    name = "tracker.ledger"
    label = "ledger"
    verbose_name = _("The ledger")

    def ready(self) -> None:
        from tracker.ledger import checks  # noqa: F401  (registers the system checks)
        from tracker.ledger.beginning import begin

        # The codebooks come with the record's migrations; the log begins with what is there.
        post_migrate.connect(begin, sender=self)
