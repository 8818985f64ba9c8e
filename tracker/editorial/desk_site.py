"""The admin site of the desk: how one signs in, and what was sent after the session had ended."""

from __future__ import annotations

from collections.abc import Iterator
from functools import update_wrapper
from typing import Any, NoReturn
from urllib.parse import urlencode

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from tracker.editorial.accounts.addresses import addresses
from tracker.editorial.accounts.password_pages import ChangePassword
from tracker.editorial.accounts.sign_in import SignIn, SignInForm, finish, let_in
from tracker.editorial.choosing import ChoosingView
from tracker.editorial.digest_choice import choose
from tracker.editorial.importing.pages.addresses import addresses as addresses_of_imports
from tracker.editorial.kept_forms import sign_in_first
from tracker.editorial.lists.everything import LONGEST, found_by
from tracker.editorial.open_forms import note_typing
from tracker.editorial.outsiders.desk.addresses import addresses as addresses_of_outsiders
from tracker.record.text import NOT_PROSE
from tracker.search.asking import terms


class DeskSite(AdminSite):
    """Django's admin site, which asks for the password without losing the form."""

    site_header = gettext_lazy("The desk")
    login_form = SignInForm

    def get_urls(self) -> list[Any]:
        return [
            path("still-here/", self.admin_view(still_here), name="still_here"),
            # Django's way from a kind and a key to a page: it tells any member of staff the address
            # of any record.
            path("r/<path:key>/", no_such_page),
            path("find/", self.admin_view(self.find), name="find"),
            path("digest/", self.admin_view(choose), name="digest"),
            path("let-in/<str:token>/", let_in, name="let_in"),
            *addresses(self),
            *addresses_of_imports(self),
            *addresses_of_outsiders(self),
            *super().get_urls(),
        ]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """What is on record comes before what the desk keeps for itself."""
        found = super().get_app_list(request, app_label)
        return sorted(found, key=lambda app: app["app_label"] == "editorial")

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        # Whoever is not signed in has no list of records beside the page.
        context["is_nav_sidebar_enabled"] &= context["has_permission"]
        return context

    def find(self, request: HttpRequest) -> HttpResponse:
        """One search over all that an account may see at the desk."""
        text = request.GET.get("q", "").strip()[:LONGEST]
        context = {
            **self.each_context(request),
            "title": _("Search everything"),
            "text": text,
            "found": found_by(self, request, text) if terms(text) else [],
        }
        return TemplateResponse(request, "admin/find.html", context)

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        view: Any = ChoosingView.as_view(admin_site=self)
        return view(request)

    @method_decorator(never_cache)
    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Django's, but for the view: the password alone does not sign everybody in."""
        if request.method == "GET" and self.has_permission(request):
            return HttpResponseRedirect(reverse("admin:index"))
        context = {
            **self.each_context(request),
            "title": _("Log in"),
            "subtitle": None,
            "app_path": request.get_full_path(),
            "username": request.user.get_username(),
            **(extra_context or {}),
        }
        if REDIRECT_FIELD_NAME not in {**request.GET.dict(), **request.POST.dict()}:
            context[REDIRECT_FIELD_NAME] = reverse("admin:index")
        view = SignIn.as_view(
            extra_context=context,
            authentication_form=self.login_form,
            template_name="admin/accounts/sign_in.html",
            next_page="admin:index",
        )
        response = view(request)
        assert isinstance(response, HttpResponse)  # noqa: S101
        return finish(request, response)

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        return ChangePassword.as_view(extra_context=extra_context or {})(request)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        guarded = super().admin_view(view, cacheable)

        def keeping(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method == "POST" and not self.has_permission(request):
                way_back = sign_in_first(request)
                if way_back is not None:
                    return way_back
            if is_list(request) and (without := without_controls(request)) is not None:
                return without
            return framed(request, guarded(request, *args, **kwargs))

        return update_wrapper(keeping, guarded)


def is_list(request: HttpRequest) -> bool:
    """Whether a list of the desk is asked for, or the search of one to choose from."""
    name = request.resolver_match.url_name if request.resolver_match else None
    return name in ("autocomplete", "find") or str(name).endswith("_changelist")


def without_controls(request: HttpRequest) -> HttpResponse | None:
    """The way to the same list without the control characters that it is asked for with, which no
    text of PostgreSQL has; None where there are none."""
    if not any(NOT_PROSE.search(f"{name}{value}") for name, value in _asked(request)):
        return None
    if request.resolver_match and request.resolver_match.url_name != "autocomplete":
        messages.warning(request, _("Control characters were left out of what was looked for."))
    query = [(NOT_PROSE.sub("", name), NOT_PROSE.sub("", value)) for name, value in _asked(request)]
    return HttpResponseRedirect(f"{request.path}?{urlencode(query)}")


def _asked(request: HttpRequest) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, values in request.GET.lists() for value in values)


def framed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Lets a page of the desk hold the form of another record, and that form stand in one."""
    policy: dict[str, list[str]] = {"frame-src": [SELF]}
    if IS_POPUP_VAR in request.GET or IS_POPUP_VAR in request.POST:
        policy["frame-ancestors"] = [SELF]
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return csp_replace(policy)(lambda _: response)(request)


def no_such_page(request: HttpRequest, key: str) -> NoReturn:
    """Raises Http404."""
    raise Http404


def still_here(request: HttpRequest) -> HttpResponse:
    """Asked while somebody types in the form `at` an address, so that the session does not end."""
    request.session.modified = True
    assert isinstance(request.user, AbstractBaseUser)  # noqa: S101  (the site lets in nobody else)
    note_typing(request.GET.get("at", ""), request.user)
    return HttpResponse(status=204)
