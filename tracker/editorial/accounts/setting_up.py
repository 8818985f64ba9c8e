"""Setting up an authenticator app: its secret as a drawing and in letters, and the first code."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.accounts import factors, security_log
from tracker.editorial.accounts.current_password import WithPassword
from tracker.editorial.accounts.security_log import Action

SALT = "tracker.editorial.accounts.setting_up"
SECONDS = 60 * 60
PREFIX = "first"


class FirstCode(forms.Form):
    """The code that the app shows once it knows the secret."""

    code = forms.CharField(
        label=gettext_lazy("The code that the app shows now"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class FirstCodeWithPassword(WithPassword, FirstCode):
    """Where somebody is signed in already: a desk left open is not locked by who finds it."""

    field_order = ("code", "current")


class SetUp:
    """One try to set up an app for `user`: what was sent, and whether that did it.

    Until a code proves that the app has it, the secret is in the page alone, signed.
    """

    def __init__(self, request: HttpRequest, user: User, *, with_password: bool = False) -> None:
        self.user = user
        self.codes: list[str] = []
        self.secret = sent_secret(request, user) or factors.new_secret()
        is_typed = f"{PREFIX}-code" in request.POST
        data = request.POST if is_typed else None
        self.form: forms.Form = (
            FirstCodeWithPassword(request, data, prefix=PREFIX)
            if with_password
            else FirstCode(data, prefix=PREFIX)
        )
        if self.form.is_valid():
            made = factors.set_up(user, self.secret, self.form.cleaned_data["code"])
            if made is None:
                self.form.add_error(
                    "code",
                    _("This is not the code for this secret. Look at the clock of the phone."),
                )
            else:
                self.codes = made
                security_log.note(Action.FACTOR_ADDED, request, user, who=user)

    @property
    def is_done(self) -> bool:
        return bool(self.codes)

    @property
    def signed(self) -> str:
        return signing.dumps([self.user.pk, self.secret], salt=SALT)


def sent_secret(request: HttpRequest, user: User) -> str:
    """The secret that the page showed, where it showed it to this very person; empty otherwise."""
    try:
        key, secret = signing.loads(request.POST.get("secret", ""), salt=SALT, max_age=SECONDS)
    except signing.BadSignature:
        return ""
    return str(secret) if key == user.pk else ""


def set_up_page(request: HttpRequest, setting_up: SetUp, *, is_first: bool) -> HttpResponse:
    """The page with the drawing; `is_first` where nobody is let in without."""
    address = factors.app_address(setting_up.user, setting_up.secret)
    path, width = factors.qr_path(address)
    secret = setting_up.secret
    context = {
        **admin.site.each_context(request),
        "title": _("Set up an authenticator app"),
        "form": setting_up.form,
        "signed": setting_up.signed,
        "address": address,
        "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "path": path,
        "width": width,
        "is_first": is_first,
    }
    return TemplateResponse(request, "admin/accounts/set_up.html", context)


def codes_page(request: HttpRequest, codes: list[str], leads_to: str) -> HttpResponse:
    """The recovery codes, shown this once."""
    context = {
        **admin.site.each_context(request),
        "title": _("Your recovery codes"),
        "codes": codes,
        "leads_to": leads_to,
    }
    return TemplateResponse(request, "admin/accounts/recovery_codes.html", context)
