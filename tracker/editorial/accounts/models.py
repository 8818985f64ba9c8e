"""What the desk keeps of its accounts: sessions, second factors, invitations, the security log.

No secret is stored that would let somebody in: links and codes as keyed hashes, the secret of an
authenticator app encrypted under a key that is not in the database.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tracker.editorial.groups import MANAGE


class OpenSession(models.Model):
    """A browser in which somebody is signed in. Without its row a session is over."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    browser = models.CharField(max_length=80, blank=True)
    network = models.CharField(max_length=43, blank=True)
    began_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)
    # When a code of the second factor was last given in it; never, where there is none.
    factor_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("open session")
        verbose_name_plural = _("open sessions")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user}, {self.browser}"


class Authenticator(models.Model):
    """An app on somebody's phone that shows a new code every thirty seconds (TOTP, RFC 6238)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="authenticator"
    )
    secret = models.CharField(max_length=200)
    # The thirty seconds, counted since 1970, of the last code that was used: none is used twice.
    last_step = models.PositiveBigIntegerField(default=0)
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("authenticator app")
        verbose_name_plural = _("authenticator apps")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.user)


class Passkey(models.Model):
    """A key that somebody's device keeps and proves to have (WebAuthn); what is here is public."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="passkeys"
    )
    name = models.CharField(max_length=60)
    credential = models.CharField(max_length=1400, unique=True)
    public_key = models.TextField()
    # Some devices count what they sign: one that counts less than before is a copy.
    sign_count = models.PositiveBigIntegerField(default=0)
    added_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("passkey")
        verbose_name_plural = _("passkeys")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """A code that stands in once for a lost phone, as a keyed hash; used, its row goes."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest[:8]


class Invitation(models.Model):
    """A link that lets one person make an account, once and for some days."""

    digest = models.CharField(max_length=64, unique=True)
    # The names of its groups, divided by spaces.
    groups = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        default_permissions = ()
        permissions = [(MANAGE, "Can manage accounts")]

    def __str__(self) -> str:
        return self.groups


class NotChanged(TypeError):
    """Raised where code would change or delete what is in the security log."""


class Added(models.QuerySet[Any]):
    """Rows that are only added; `forget` of the log deletes those that are out of date."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise NotChanged("The security log is only added to.")

    def delete(self) -> NoReturn:
        raise NotChanged("The security log is only added to.")


class SecurityEvent(models.Model):
    """One line of the security log. It holds names, not keys: it outlives the accounts it names."""

    class Action(models.TextChoices):
        SIGNED_IN = "signed in", _("signed in")
        WRONG = "wrong", _("wrong sign-in")
        WRONG_CODE = "wrong code", _("wrong code of the second factor")
        HELD_UP = "held up", _("sign-ins held up after too many wrong ones")
        SIGNED_OUT = "signed out", _("signed out")
        ENDED = "ended", _("ended sessions")
        INVITED = "invited", _("made an invitation")
        UNINVITED = "uninvited", _("withdrew an invitation")
        JOINED = "joined", _("made an account by invitation")
        GROUPS = "groups", _("changed the groups")
        DEACTIVATED = "deactivated", _("deactivated")
        ACTIVATED = "activated", _("activated again")
        FACTOR_ADDED = "factor added", _("added a second factor")
        FACTOR_REMOVED = "factor removed", _("removed the second factor")
        FACTOR_RESET = "factor reset", _("reset the second factor")
        CODES_MADE = "codes made", _("made new recovery codes")
        CODE_USED = "code used", _("used a recovery code")
        PASSWORD_CHANGED = "password changed", _("changed the password")
        EMAIL_CHANGED = "email changed", _("changed the e-mail address")
        RESET_ASKED = "reset asked", _("a link for a new password was sent by mail")
        RESET_MADE = "reset made", _("made a link for a new password")
        PASSWORD_RESET = "password reset", _("set a new password by a link")

    at = models.DateTimeField(default=timezone.now, db_index=True)
    action = models.CharField(max_length=20, choices=Action)
    # Empty for the command line, and for who is not known.
    who = models.CharField(max_length=150, blank=True)
    whom = models.CharField(max_length=150, blank=True)
    network = models.CharField(max_length=43, blank=True)
    details = models.CharField(max_length=300, blank=True)

    objects = Added.as_manager()

    class Meta:
        verbose_name = _("line of the security log")
        verbose_name_plural = _("security log")
        default_permissions = ()
        base_manager_name = "objects"

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.who} {self.action} {self.whom}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise NotChanged("The security log is only added to.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotChanged("The security log is only added to.")
