"""Passkeys as a second factor (WebAuthn): a key in a phone, a computer or a stick, behind its lock.

A browser gives one to no other site than the one that it was made for, so there is no code that a
false site could ask for. What the server stores of it is public. Each question to the browser is
asked once: its random challenge is kept in the session until it is answered.
"""

from __future__ import annotations

import logging
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.utils import timezone
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    parse_authentication_credential_json,
)
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    UserVerificationRequirement,
)

from tracker.editorial.accounts.models import Passkey
from tracker.editorial.accounts.places import digest_of

logger = logging.getLogger(__name__)
CHALLENGE = "_passkey_challenge"
MOST_OF_A_PERSON = 10
# In letters: WebAuthn allows 1,023 bytes.
LONGEST_CREDENTIAL = 1400


def site_host() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""


def are_possible(request: HttpRequest) -> bool:
    """Whether browsers make passkeys here: for a name, over HTTPS or on this very machine."""
    host = site_host()
    try:
        ip_address(host)
    except ValueError:
        is_here = f"{request.scheme}://{request.get_host()}" == settings.SITE_URL
        return is_here and (settings.SITE_URL.startswith("https://") or host == "localhost")
    return False


def making_options(request: HttpRequest, user: User) -> str:
    """What the browser is asked in order to make one, as JSON."""
    options = generate_registration_options(
        rp_id=site_host(),
        rp_name=settings.SITE_NAME,
        user_name=user.get_username(),
        user_id=bytes.fromhex(digest_of("passkey", str(user.pk))),
        exclude_credentials=_known(user),
        authenticator_selection=AuthenticatorSelectionCriteria(
            user_verification=UserVerificationRequirement.PREFERRED
        ),
    )
    request.session[CHALLENGE] = bytes_to_base64url(options.challenge)
    return options_to_json(options)


def asking_options(request: HttpRequest, user: User) -> str:
    """What the browser is asked in order to show one, as JSON; empty where there is none."""
    known = _known(user)
    if not known or not are_possible(request):
        return ""
    options = generate_authentication_options(rp_id=site_host(), allow_credentials=known)
    request.session[CHALLENGE] = bytes_to_base64url(options.challenge)
    return options_to_json(options)


def add(request: HttpRequest, user: User, name: str, answer: str) -> bool:
    """Keep a passkey that the browser made; False where the answer is not to what was asked."""
    challenge = request.session.pop(CHALLENGE, "")
    if not challenge or Passkey.objects.filter(user=user).count() >= MOST_OF_A_PERSON:
        return False
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site_host(),
            expected_origin=settings.SITE_URL,
        )
    except Exception:
        return _unreadable()
    credential = bytes_to_base64url(made.credential_id)
    is_too_long = len(credential) > LONGEST_CREDENTIAL
    if is_too_long or Passkey.objects.filter(credential=credential).exists():
        return False
    Passkey.objects.create(
        user=user,
        name=name,
        credential=credential,
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
    )
    return True


def is_right(request: HttpRequest, user: User, answer: str) -> bool:
    """Whether the browser showed a passkey of this account, in answer to what it was asked."""
    challenge = request.session.pop(CHALLENGE, "")
    rows = {row.credential: row for row in Passkey.objects.filter(user=user)}
    if not challenge:
        return False
    try:
        row = rows[parse_authentication_credential_json(answer).id]
        verified = verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(challenge),
            expected_rp_id=site_host(),
            expected_origin=settings.SITE_URL,
            credential_public_key=base64url_to_bytes(row.public_key),
            credential_current_sign_count=row.sign_count,
        )
    except Exception:
        return _unreadable()
    row.sign_count, row.used_at = verified.new_sign_count, timezone.now()
    row.save(update_fields=["sign_count", "used_at"])
    return True


def _unreadable() -> bool:
    """Whatever the library raises, which takes apart bytes that anybody may send."""
    logger.info("A browser's answer about a passkey was refused.")
    return False


def _known(user: User) -> list[PublicKeyCredentialDescriptor]:
    rows = Passkey.objects.filter(user=user).values_list("credential", flat=True)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in rows]
