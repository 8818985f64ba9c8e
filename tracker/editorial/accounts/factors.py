"""The second factor: an authenticator app (TOTP, RFC 6238), and recovery codes for a lost phone.

A code holds for its thirty seconds and the thirty after them, which RFC 6238 allows for what is
typed and sent slowly; no code holds twice. The app's secret is stored encrypted, recovery codes as
keyed hashes, both under the site's `SECRET_KEY`: with another key they are void, and are reset.
"""

from __future__ import annotations

import base64
import secrets
from datetime import datetime

import segno
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor import totp
from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from tracker.editorial.accounts.models import Authenticator, Passkey, RecoveryCode
from tracker.editorial.accounts.places import digest_of

SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20
# So many letters of 32 that a keyed hash needs no slow function: 120 bits each.
RECOVERY_CODES, RECOVERY_LETTERS, GROUP = 10, 24, 4
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


# --- The authenticator app ------------------------------------------------------------------------


def new_secret() -> str:
    """A secret as apps take it when it is typed: 32 letters and digits."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def app_address(user: User, secret: str) -> str:
    """What the QR code says: the `otpauth:` address that apps read."""
    return _totp(secret).get_provisioning_uri(user.get_username(), settings.SITE_NAME)


def qr_path(text: str) -> tuple[str, int]:
    """A QR code as the path of an SVG drawing, and how many units it is wide, margin included."""
    margin = 4
    rows = [bytes(row) for row in segno.make(text, error="m").matrix]
    path = "".join(
        f"M{column + margin} {line + margin}h1v1h-1z"
        for line, row in enumerate(rows)
        for column, is_dark in enumerate(row)
        if is_dark
    )
    return path, len(rows) + 2 * margin


def code_at(secret: str, moment: datetime) -> str:
    """The code that the app shows at a moment."""
    return _totp(secret).generate(int(moment.timestamp())).decode()


def step_of(secret: str, code: str, after: int) -> int | None:
    """Which thirty seconds a code is of: these or those before, and later than `after`."""
    now = int(timezone.now().timestamp()) // SECONDS
    for step in (now, now - 1):
        right = _totp(secret).generate(step * SECONDS).decode()
        if step > after and constant_time_compare(right, code):
            return step
    return None


def set_up(user: User, secret: str, code: str) -> list[str] | None:
    """Make an app the second factor, in place of any before; its recovery codes, shown once.

    None where the code is not the one that the app shows now.
    """
    step = step_of(secret, _typed(code), after=0)
    if step is None:
        return None
    with transaction.atomic():
        Authenticator.objects.update_or_create(
            user=user,
            defaults={
                "secret": _box().encrypt(secret.encode()).decode(),
                "last_step": step,
                "added_at": timezone.now(),
            },
        )
        return new_recovery_codes(user)


def is_right(user: User, code: str) -> bool:
    """Whether this is the app's code now; it is used up with that."""
    with transaction.atomic():
        # Locked, lest two requests use one code.
        row = Authenticator.objects.select_for_update().filter(user=user).first()
        try:
            secret = _box().decrypt(row.secret.encode()).decode() if row else ""
        except InvalidToken:
            return False
        step = step_of(secret, _typed(code), row.last_step) if row else None
        if row is None or step is None:
            return False
        row.last_step = step
        row.save(update_fields=["last_step"])
    return True


def _totp(secret: str) -> totp.TOTP:
    # SHA-1 is what all apps know; RFC 6238 needs no more of it than that it is keyed.
    return totp.TOTP(base64.b32decode(secret), DIGITS, SHA1(), SECONDS)  # noqa: S303


def _box() -> Fernet:
    key = salted_hmac(f"{__name__}.secret", "", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _typed(code: str) -> str:
    """A code without the spaces and hyphens with which it is shown, in small letters."""
    return "".join(one for one in code.lower() if one.isalnum())[:100]


# --- Recovery codes -------------------------------------------------------------------------------


def new_recovery_codes(user: User) -> list[str]:
    """New codes in place of all before, as `abcd-efgh-…`; only their hashes stay."""
    codes = [
        "".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LETTERS))
        for _ in range(RECOVERY_CODES)
    ]
    with transaction.atomic():
        RecoveryCode.objects.filter(user=user).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(user=user, digest=_digest(user, code)) for code in codes
        )
    return ["-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP)) for code in codes]


def use_recovery_code(user: User, code: str) -> bool:
    """Whether this is one of the codes; it is used up with that."""
    count, _of_each = RecoveryCode.objects.filter(digest=_digest(user, _typed(code))).delete()
    return count == 1


def codes_left(user: User) -> int:
    return RecoveryCode.objects.filter(user=user).count()


def _digest(user: User, code: str) -> str:
    return digest_of("recovery", str(user.pk), code)


def remove(user: User) -> bool:
    """Take app, passkeys and recovery codes away; whether there was any of them."""
    rows = (RecoveryCode.objects, Authenticator.objects, Passkey.objects)
    with transaction.atomic():
        return sum(one.filter(user=user).delete()[0] for one in rows) > 0


def remove_app(user: User) -> None:
    """Take the app away, and the recovery codes where they stand in for nothing any more."""
    with transaction.atomic():
        Authenticator.objects.filter(user=user).delete()
        if not Passkey.objects.filter(user=user).exists():
            RecoveryCode.objects.filter(user=user).delete()
