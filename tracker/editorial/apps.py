from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "tracker.editorial"
    label = "editorial"
    verbose_name = _("The desk")

    def ready(self) -> None:
        # Django makes the permissions in the same signal, so no migration could hand them out.
        from tracker.editorial.groups import ensure_groups

        post_migrate.connect(ensure_groups, sender=self)
