"""The admin site of the desk: how one signs in, and what was sent after the session had ended."""

from __future__ import annotations

from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.translation import gettext_lazy as _

from tracker.editorial.accounts.sign_in import SignInForm, finish, let_in
from tracker.editorial.digest_choice import choose
from tracker.editorial.kept_forms import sign_in_first


class DeskSite(AdminSite):
    """Django's admin site, which asks for the password without losing the form."""

    site_header = _("The desk")
    login_form = SignInForm

    def get_urls(self) -> list[Any]:
        return [
            path("still-here/", self.admin_view(still_here), name="still_here"),
            path("digest/", self.admin_view(choose), name="digest"),
            path("let-in/<str:token>/", let_in, name="let_in"),
            *super().get_urls(),
        ]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """What is on record comes before what the desk keeps for itself."""
        found = super().get_app_list(request, app_label)
        return sorted(found, key=lambda app: app["app_label"] == "editorial")

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return finish(request, super().login(request, extra_context))

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(view, cacheable)

        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and not self.has_permission(request):
                way_back = sign_in_first(request)
                if way_back is not None:
                    return way_back
            return guarded(request, *args, **kwargs)

        return update_wrapper(keeping, guarded)


def still_here(request: HttpRequest) -> HttpResponse:
    """Asked while somebody types, so that the session does not end meanwhile."""
    request.session.modified = True
    return HttpResponse(status=204)
