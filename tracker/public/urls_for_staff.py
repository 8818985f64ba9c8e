"""The address of previews, which a process that serves readers alone does not have."""

from django.urls import path

from tracker.public.pages.errors import answers_elsewhere as page
from tracker.public.pages.preview import preview

urlpatterns = [
    path("preview/<slug:kind>/<slug:key>/", page(preview), name="preview"),
]
