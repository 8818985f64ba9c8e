"""The contents page: which addresses belong to which room."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("tracker.public.urls")),
]

handler400 = "tracker.public.views.errors.bad_request_page"
handler404 = "tracker.public.views.errors.not_found_page"
handler500 = "tracker.public.views.errors.server_error_page"
