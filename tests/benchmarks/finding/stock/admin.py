"""A ModelAdmin with nothing but what its options offer."""

from django.contrib import admin

from tracker.record.models import Claim


class ClaimAdmin(admin.ModelAdmin):
    list_display = ("reference", "title", "made_on", "status")
    list_filter = ("status",)
    list_per_page = 50
    search_fields = ("reference", "title", "lead", "allegations__text")
    date_hierarchy = "made_on_earliest"


desk = admin.AdminSite()
desk.register(Claim, ClaimAdmin)
