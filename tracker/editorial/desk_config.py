"""Django's admin with the desk's own site, beside `apps.py`, where Django would find two."""

from django.contrib.admin.apps import AdminConfig


class DeskAdminConfig(AdminConfig):
    default_site = "tracker.editorial.desk_site.DeskSite"
