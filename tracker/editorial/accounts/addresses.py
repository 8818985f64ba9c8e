"""The addresses of accounts, all below the desk's: a process without the desk has none of them."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.urls import path

from tracker.editorial.accounts import own_page, pages
from tracker.editorial.accounts.asking_again import code_again
from tracker.editorial.accounts.joining import invited
from tracker.editorial.accounts.passkey_page import own_passkeys
from tracker.editorial.accounts.password_pages import (
    AskForReset,
    NewPasswordSet,
    ResetAsked,
    SetNewPassword,
)
from tracker.editorial.accounts.second_step import second_step


def addresses(site: AdminSite) -> list[Any]:
    """What is asked of accounts, of one's own, and before anybody is signed in."""
    inside = site.admin_view
    return [
        path("accounts/", inside(pages.accounts), name="accounts"),
        path("accounts/log/", inside(pages.log), name="security_log"),
        path("accounts/<int:key>/", inside(pages.account), name="account"),
        path("account/", inside(own_page.own_account), name="own_account"),
        path("account/factor/", inside(own_page.own_factor), name="own_factor"),
        path("account/passkeys/", inside(own_passkeys), name="own_passkeys"),
        path("account/code/", inside(code_again), name="code_again"),
        path("second-step/", second_step, name="second_step"),
        path("invited/<str:token>/", invited, name="invited"),
        path("new-password/", AskForReset.as_view(), name="password_reset"),
        path("new-password/asked/", ResetAsked.as_view(), name="password_reset_done"),
        path("new-password/set/", NewPasswordSet.as_view(), name="password_reset_complete"),
        path(
            "new-password/<uidb64>/<token>/",
            SetNewPassword.as_view(),
            name="password_reset_confirm",
        ),
    ]
