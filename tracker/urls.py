"""The contents page: which addresses belong to which room."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

of_staff = []
if settings.HAS_DESK:
    from django.contrib import admin

    from tracker.editorial.own_preview import own_preview
    from tracker.editorial.reviewers_page import review_page
    from tracker.public.pages.preview import record_page

    of_staff = [
        path("admin/", admin.site.urls),
        path("", include("tracker.public.urls_for_staff")),
        path("preview/own/<slug:kind>/<int:pk>/", own_preview(record_page), name="own_preview"),
        # What frames a record for a reviewer is the desk's; what its page looks like is readers'.
        path("review/<str:token>/", review_page(record_page), name="review"),
        path("", include("tracker.editorial.outsiders.addresses")),
    ]

urlpatterns = [
    path("", include("tracker.public.urls_for_machines")),
    *i18n_patterns(
        *of_staff,
        path("", include("tracker.public.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "tracker.public.pages.errors.bad_request_page"
handler404 = "tracker.public.pages.errors.not_found_page"
handler500 = "tracker.public.pages.errors.server_error_page"
