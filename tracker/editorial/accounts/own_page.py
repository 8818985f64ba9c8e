"""The page of one's own account: where one is signed in, and the second factor."""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tracker.editorial.accounts import factors, managing, rules, security_log, sessions
from tracker.editorial.accounts.codes import CodeForm
from tracker.editorial.accounts.current_password import EmailForm
from tracker.editorial.accounts.security_log import Action
from tracker.editorial.accounts.setting_up import (
    SetUp,
    codes_page,
    sent_secret,
    set_up_page,
)
from tracker.editorial.keys import is_key


@sensitive_post_parameters()
@never_cache
def own_account(request: HttpRequest) -> HttpResponse:
    """Shows one's sessions, second factor and e-mail address; ends sessions, takes an address."""
    user = person(request)
    is_email = "email" in request.POST
    form = EmailForm(request, request.POST if is_email else None, initial={"email": user.email})
    if form.is_valid():
        _change_email(request, user, form.cleaned_data["email"])
    elif request.method == "POST" and not is_email:
        _end_sessions(request, user)
    if request.method == "POST" and not form.errors:
        return HttpResponseRedirect(reverse("admin:own_account"))
    context = {
        **admin.site.each_context(request),
        "title": _("Your account"),
        "person": user,
        "form": form,
        "roles": managing.groups_of(user),
        "open_sessions": list(sessions.open_sessions(user)),
        "this": sessions.key_of(request),
        "authenticator": getattr(user, "authenticator", None),
        "passkeys": user.passkeys.order_by("added_at", "pk"),
        "codes_left": factors.codes_left(user),
        "must": rules.must_have_factor(user),
    }
    return TemplateResponse(request, "admin/accounts/own.html", context)


def person(request: HttpRequest) -> User:
    """Who is signed in, where the admin site lets nobody else in."""
    assert isinstance(request.user, User)  # noqa: S101
    return request.user


def _change_email(request: HttpRequest, user: User, email: str) -> None:
    if email == user.email:
        return
    User.objects.filter(pk=user.pk).update(email=email)
    security_log.note(Action.EMAIL_CHANGED, request, user)
    messages.success(request, _("The e-mail address is changed."))


def _end_sessions(request: HttpRequest, user: User) -> None:
    only = request.POST.get("session", "")
    this = sessions.key_of(request)
    if is_key(only):
        count = managing.sign_out(request, user, only=int(only))
    else:
        count = sessions.end(user, but=this)
        if count:
            security_log.note(Action.ENDED, request, user, str(count))
    words = ngettext("%(n)d session ended.", "%(n)d sessions ended.", count)
    messages.success(request, words % {"n": count})


@sensitive_post_parameters()
@never_cache
def own_factor(request: HttpRequest) -> HttpResponse:
    """Sets up an app; where there is one, takes a code first, for a new app, new codes or none."""
    user = person(request)
    # A secret is shown to nobody who has a factor and gave no code of it.
    if not rules.has_app(user) or sent_secret(request, user):
        return _set_up(request, user)
    form = CodeForm(request, request.POST or None, user=user)
    if form.is_valid():
        return _changed(request, user)
    context = {
        **admin.site.each_context(request),
        "title": _("Change your second factor"),
        "form": form,
        "must": rules.must_have_factor(user),
    }
    return TemplateResponse(request, "admin/accounts/change_factor.html", context)


def _set_up(request: HttpRequest, user: User) -> HttpResponse:
    # A code of the factor that is there was given for the page that this is sent from.
    form = SetUp(request, user, with_password=not rules.has_app(user))
    if not form.is_done:
        return set_up_page(request, form, is_first=False)
    sessions.note_factor(request)
    sessions.end(user, but=sessions.key_of(request))
    return codes_page(request, form.codes, reverse("admin:own_account"))


def _changed(request: HttpRequest, user: User) -> HttpResponse:
    """After a right code: another app, new recovery codes, or no second factor any more."""
    sessions.note_factor(request)
    if "another" in request.POST:
        return set_up_page(request, SetUp(request, user), is_first=False)
    if "remove" not in request.POST or rules.must_have_factor(user):
        security_log.note(Action.CODES_MADE, request, user)
        return codes_page(request, factors.new_recovery_codes(user), reverse("admin:own_account"))
    factors.remove_app(user)
    security_log.note(Action.FACTOR_REMOVED, request, user)
    sessions.end(user, but=sessions.key_of(request))
    messages.success(request, _("The second factor is removed."))
    return HttpResponseRedirect(reverse("admin:own_account"))
