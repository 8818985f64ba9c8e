from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordConfig(AppConfig):
    name = "tracker.record"
    label = "record"
    verbose_name = _("The record")

    def ready(self) -> None:
        from tracker.record import checks  # noqa: F401  (registers the system checks)
