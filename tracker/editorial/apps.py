from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "tracker.editorial"
    label = "editorial"
    verbose_name = _("The desk")

    def ready(self) -> None:
        # Django makes the permissions in the same signal, so no migration could hand them out.
        from tracker.editorial.accounts.signals import listen
        from tracker.editorial.alike.fingerprints import begin
        from tracker.editorial.groups import ensure_groups
        from tracker.editorial.upgrading import adopt_migrated

        # After the ledger and the editions have begun.
        post_migrate.connect(adopt_migrated, sender=apps.get_app_config("search"))
        # After the record's, for it is the record's permissions that are handed out.
        post_migrate.connect(ensure_groups, sender=apps.get_app_config("record"))
        # After what migrations changed of the record has its entries.
        post_migrate.connect(begin, sender=self)
        listen()
