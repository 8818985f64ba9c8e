from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "tracker.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from tracker.search.rebuilding import begin

        # A site that had a record before it had an index would find nothing until somebody thought
        # of rebuild_search.
        post_migrate.connect(begin, sender=self)
