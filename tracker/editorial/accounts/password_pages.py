"""Changing one's password, and setting a new one by a link: Django's own views, as the desk looks.

Whoever has a second factor needs it after a new password, too: a link by mail stands in for the
password alone.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.forms import AdminPasswordChangeForm
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _

from tracker.editorial.accounts import current_password, mail, security_log, sessions
from tracker.editorial.accounts.managing import address_for_new_password
from tracker.editorial.accounts.models import SecurityEvent
from tracker.editorial.accounts.security_log import Action

# A second mail to the same account is not sent sooner: nobody's letter box is filled from here.
MAIL_EVERY = timedelta(minutes=10)


class AsTheDeskLooks:
    """What pages of the admin site have around them, for views that it does not make itself."""

    request: Any

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **admin.site.each_context(self.request),
            **super().get_context_data(**kwargs),  # type: ignore[misc]
            "login_url": reverse_lazy("admin:login"),
            "has_mail": settings.HAS_MAIL,
        }


class ChangeForm(AdminPasswordChangeForm):
    """Django's form, in which wrong old passwords are counted."""

    request: Any = None

    def clean_old_password(self) -> str:
        password: str = self.cleaned_data["old_password"]
        current_password.check(self.request, self.user, password)
        return password


class ChangePassword(AsTheDeskLooks, views.PasswordChangeView):
    form_class = ChangeForm
    success_url = reverse_lazy("admin:password_change_done")

    def get_form(self, form_class: Any = None) -> Any:
        form: Any = super().get_form(form_class)
        form.request = self.request
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        sessions.end(form.user, but=sessions.key_of(self.request))
        security_log.note(Action.PASSWORD_CHANGED, self.request, form.user)
        return response


class ResetForm(PasswordResetForm):
    """Sends a link to active accounts with this address, and to none two within minutes."""

    def save(self, *args: Any, request: Any = None, **kwargs: Any) -> None:
        since = timezone.now() - MAIL_EVERY
        lately = SecurityEvent.objects.filter(at__gt=since, action=Action.RESET_ASKED)
        for user in self.get_users(self.cleaned_data["email"]):
            if isinstance(user, User) and not lately.filter(whom=user.get_username()).exists():
                security_log.note(Action.RESET_ASKED, request, user)
                _send_link(user)


def _send_link(user: User) -> None:
    words = {
        "site": settings.SITE_NAME,
        "name": user.get_username(),
        "link": address_for_new_password(user),
        "hours": settings.PASSWORD_RESET_TIMEOUT // 3600,
    }
    mail.send(
        _("%(site)s: a new password") % words,
        _(
            "Somebody, perhaps you, asked for a new password for the account %(name)s at the desk "
            "of %(site)s. This link lets you set one. It works once, for %(hours)d hours:\n\n"
            "%(link)s\n\nIf it was not you, do nothing: the old password stays."
        )
        % words,
        user.email,
    )


class AskForReset(AsTheDeskLooks, views.PasswordResetView):
    form_class = ResetForm
    template_name = "admin/accounts/password_reset.html"
    success_url = reverse_lazy("admin:password_reset_done")


class ResetAsked(AsTheDeskLooks, views.PasswordResetDoneView):
    pass


class SetNewPassword(AsTheDeskLooks, views.PasswordResetConfirmView):
    success_url = reverse_lazy("admin:password_reset_complete")

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        sessions.end(form.user)
        security_log.note(Action.PASSWORD_RESET, self.request, form.user, who=form.user)
        return response


class NewPasswordSet(AsTheDeskLooks, views.PasswordResetCompleteView):
    pass
