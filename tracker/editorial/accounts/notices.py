"""A mail to an account's own address, when something of its doors was changed.

Whoever was robbed of a session or a password hears of it, and whom to ask. Nothing secret is in it,
and nothing that opens anything: no code, no link but to the sign-in.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.editorial.accounts import mail
from tracker.editorial.accounts.models import SecurityEvent

Action = SecurityEvent.Action
# Of which lines of the security log the account is told, and in which words.
TOLD: dict[str, Promise] = {
    Action.FACTOR_ADDED: gettext_lazy("A second factor was added."),
    Action.FACTOR_REMOVED: gettext_lazy("A second factor was removed."),
    Action.FACTOR_RESET: gettext_lazy("An administrator reset the second factor."),
    Action.CODES_MADE: gettext_lazy("New recovery codes were made; the old ones are void."),
    Action.CODE_USED: gettext_lazy("A recovery code was used to sign in."),
    Action.PASSWORD_CHANGED: gettext_lazy("The password was changed."),
    Action.PASSWORD_RESET: gettext_lazy("A new password was set by a link."),
    Action.GROUPS: gettext_lazy("An administrator changed what the account may do."),
    Action.DEACTIVATED: gettext_lazy("An administrator deactivated the account."),
    Action.ACTIVATED: gettext_lazy("An administrator activated the account again."),
    Action.EMAIL_CHANGED: gettext_lazy("The e-mail address of the account was changed."),
}
ENDED = gettext_lazy("An administrator signed the account out.")


def tell(
    action: str, user: AbstractBaseUser | str | None, by: AbstractBaseUser | None, to: str = ""
) -> None:
    """Mail an account what was done to it; `to` another address than its own, such as that which it
    had before."""
    if not isinstance(user, AbstractBaseUser):
        return
    what = TOLD.get(action)
    if action == Action.ENDED and (by is None or by.pk != user.pk):
        what = ENDED
    address = to or str(getattr(user, "email", ""))
    if what is None or not address:
        return
    words = {"site": settings.SITE_NAME, "name": user.get_username(), "what": what}
    words["when"] = f"{timezone.now():%Y-%m-%d %H:%M} UTC"
    mail.send(
        _("%(site)s: your account was changed") % words,
        _(
            "%(what)s\n\nAccount: %(name)s\nWhen: %(when)s\n\nIf you know of this, there is "
            "nothing to do. If not, set a new password at the sign-in of %(site)s, and tell an "
            "administrator at once."
        )
        % words,
        address,
    )
