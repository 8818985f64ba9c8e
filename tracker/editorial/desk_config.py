"""Django's admin with the desk's own site, beside `apps.py`, where Django would find two."""

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    default_site = "tracker.editorial.desk_site.DeskSite"

    def ready(self) -> None:
        super().ready()
        # Not before the admin's own modules are loaded, which register them.
        from django.contrib import admin
        from django.contrib.auth.models import Group, User

        # Accounts have pages of their own: those of Django go round the security log.
        admin.site.unregister((User, Group))
