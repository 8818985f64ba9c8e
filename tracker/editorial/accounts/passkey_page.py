"""The page of one's own passkeys: adding one, and removing one, with the current password."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tracker.editorial.accounts import (
    asking_again,
    factors,
    passkeys,
    rules,
    security_log,
    sessions,
)
from tracker.editorial.accounts.current_password import WithPassword
from tracker.editorial.accounts.models import Passkey
from tracker.editorial.accounts.own_page import person
from tracker.editorial.accounts.security_log import Action
from tracker.editorial.accounts.setting_up import codes_page
from tracker.editorial.keys import is_key
from tracker.record.text import LineFormField, validate_line


class NewPasskey(WithPassword):
    """Its name, and what the browser answered."""

    name = LineFormField(
        label=gettext_lazy("Name of the device"), max_length=60, validators=[validate_line]
    )
    passkey = forms.CharField(
        max_length=20_000,
        widget=forms.HiddenInput,
        error_messages={"required": gettext_lazy("The browser made no passkey.")},
    )
    field_order = ("name", "current")


@sensitive_post_parameters()
@never_cache
def own_passkeys(request: HttpRequest) -> HttpResponse:
    """Lists passkeys, adds what the browser made, removes the chosen one."""
    user = person(request)
    if rules.has_factor(user) and asking_again.is_old(request):
        return asking_again.way_to_code(request.path)
    is_new, is_removing = "passkey" in request.POST, "remove" in request.POST
    form = NewPasskey(request, request.POST if is_new else None)
    removing = WithPassword(request, request.POST if is_removing else None, prefix="removing")
    if is_new and (answer := _add(request, user, form)):
        return answer
    if removing.is_valid():
        return _remove(request, user)
    context = {
        **admin.site.each_context(request),
        "title": _("Your passkeys"),
        "passkeys": Passkey.objects.filter(user=user).order_by("added_at", "pk"),
        "are_possible": passkeys.are_possible(request),
        "options": json.loads(passkeys.making_options(request, user)),
        "form": form,
        "removing": removing,
    }
    return TemplateResponse(request, "admin/accounts/passkeys.html", context)


def _add(request: HttpRequest, user: User, form: Any) -> HttpResponse | None:
    """Keep the passkey of a right form; recovery codes come with the first."""
    if not form.is_valid():
        return None
    name, answer = form.cleaned_data["name"], form.cleaned_data["passkey"]
    if not passkeys.are_possible(request) or not passkeys.add(request, user, name, answer):
        form.add_error("passkey", _("The browser's answer was not to this question. Try again."))
        return None
    security_log.note(Action.FACTOR_ADDED, request, user, "passkey")
    sessions.note_factor(request)
    sessions.end(user, but=sessions.key_of(request))
    there = reverse("admin:own_account")
    if factors.codes_left(user):
        messages.success(request, _("The passkey is added."))
        return HttpResponseRedirect(there)
    return codes_page(request, factors.new_recovery_codes(user), there)


def _remove(request: HttpRequest, user: User) -> HttpResponse:
    key = request.POST["remove"]
    rows = Passkey.objects.filter(user=user)
    is_last = rows.count() == 1 and not rules.has_app(user)
    if is_last and rules.must_have_factor(user):
        messages.error(request, _("It is your only second factor: add another one first."))
    elif is_key(key) and rows.filter(pk=key).delete()[0]:
        security_log.note(Action.FACTOR_REMOVED, request, user, "passkey")
        sessions.end(user, but=sessions.key_of(request))
        if is_last:
            factors.remove(user)
        messages.success(request, _("The passkey is removed."))
    return HttpResponseRedirect(reverse("admin:own_passkeys"))
