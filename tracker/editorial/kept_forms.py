"""Work that could not be saved because the person had to sign in again: kept, and shown again.

A form comes back to nobody but the person who sent it. Who that is, when the session is over, is
told by a signed cookie of the desk's pages, which opens nothing: it only says whose the form is.
Strangers have none, so nobody else can fill the table. A few forms a person are kept for some days.
"""

from __future__ import annotations

import json
import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.utils import timezone
from django.views.csrf import csrf_failure as plain_csrf_failure

from tracker.editorial.models import KeptForm, SavedForm

KEPT = "_kept"
FORM = "_form"
COOKIE = "desk"
SALT = "tracker.editorial.kept_forms"
LONGEST_TOKEN = 43
DAYS = 7
MOST_OF_A_PERSON = 5
LARGEST = 2_000_000
# Why a form is kept; `saving` has the words.
SIGNED_OUT, OTHER_TAB = "signed out", "other tab"
# What a form is recognised by is not what was typed.
NOT_TYPED = (FORM, "csrfmiddlewaretoken", "_save", "_continue", "_addanother", "_popup")


def remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """Let the browser say whose form it sends, also when the session is over by then."""
    response.set_signed_cookie(
        COOKIE,
        str(request.user.pk),
        salt=SALT,
        max_age=DAYS * 24 * 60 * 60,
        path=reverse("admin:index"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def sender(request: HttpRequest) -> Any:
    """The member of staff who sent a request, as far as it tells; None otherwise."""
    users = get_user_model()._default_manager.filter(is_active=True, is_staff=True)
    if request.user.is_authenticated:
        return users.filter(pk=request.user.pk).first()
    try:
        key = request.get_signed_cookie(COOKIE, salt=SALT, max_age=DAYS * 24 * 60 * 60)
    except (KeyError, BadSignature):
        return None
    return users.filter(pk=key or "").first()


def keep(request: HttpRequest, why: str) -> str:
    """Keep what was posted to a record's form and return its token; empty where it is not kept."""
    user = sender(request)
    data = json.dumps(list(request.POST.lists()))
    if user is None or not _is_form(request) or len(data) > LARGEST:
        return ""
    KeptForm.objects.filter(made_at__lt=timezone.now() - timedelta(days=DAYS)).delete()
    token = secrets.token_urlsafe(24)
    KeptForm.objects.create(token=token, user=user, path=request.path, data=data, why=why)
    newest = KeptForm.objects.filter(user=user).order_by("-pk").values_list("pk", flat=True)
    old = list(newest[MOST_OF_A_PERSON:])
    KeptForm.objects.filter(pk__in=old).delete()
    return token


def _is_form(request: HttpRequest) -> bool:
    try:
        name = resolve(request.path_info).url_name or ""
    except Resolver404:
        return False
    return name.startswith("record_") and name.endswith(("_add", "_change", "_cite"))


def kept_for(request: HttpRequest) -> KeptForm | None:
    """The form that the address asks to be shown again, where it is this person's."""
    rows = KeptForm.objects.filter(user=request.user.pk, path=request.path)
    return rows.filter(token=request.GET.get(KEPT, "")).first()


def posted(kept: KeptForm) -> QueryDict:
    """What was posted."""
    data = QueryDict(mutable=True)
    for name, values in json.loads(kept.data):
        data.setlist(name, values)
    return data


def send_again(request: HttpRequest, kept: KeptForm) -> None:
    """Let a request for a form's page be what was posted then."""
    # Django reads both from the body when it is first asked for either, which then has neither.
    assert not request.FILES  # noqa: S101
    request.method = "POST"
    request.POST = posted(kept)  # type: ignore[assignment]


def forget(request: HttpRequest) -> None:
    """Of a form that was saved nothing need be kept."""
    KeptForm.objects.filter(user=request.user.pk, path=request.path).delete()


def shown_again(request: HttpRequest, token: str) -> str:
    """The address at which a kept form is shown."""
    return f"{request.path}?{KEPT}={token}"


def sign_in_first(request: HttpRequest) -> HttpResponse | None:
    """The way to sign in and back to the form, where it could be kept."""
    token = keep(request, SIGNED_OUT)
    return redirect_to_login(shown_again(request, token), reverse("admin:login")) if token else None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """After signing in anew in another tab a form is out of date, not an attack: it is shown again.

    Browsers send neither the session nor the desk's cookie with a form of another site.
    """
    if request.method != "POST":
        return plain_csrf_failure(request, reason)
    if not request.user.is_authenticated:
        return sign_in_first(request) or plain_csrf_failure(request, reason)
    token = keep(request, OTHER_TAB)
    if not token:
        return plain_csrf_failure(request, reason)
    return HttpResponseRedirect(shown_again(request, token))


# --- Forms of new records, saved once -------------------------------------------------------------


def new_token() -> str:
    return secrets.token_urlsafe(24)


def digest_of(data: QueryDict) -> str:
    """A hash of what was typed."""
    typed = sorted((name, values) for name, values in data.lists() if name not in NOT_TYPED)
    return sha256(json.dumps(typed).encode()).hexdigest()


def saved_already(request: HttpRequest) -> SavedForm | None:
    """The record that this very form of a new record made before."""
    token = request.POST.get(FORM, "")
    return SavedForm.objects.filter(user=request.user.pk, token=token).first() if token else None


def note_saved(request: HttpRequest, record: Any, path: str) -> None:
    """Write down that a form of a new record was saved, in the transaction that saved it."""
    token = request.POST.get(FORM, "")
    if not token or len(token) > LONGEST_TOKEN:
        return
    SavedForm.objects.filter(made_at__lt=timezone.now() - timedelta(days=DAYS)).delete()
    SavedForm.objects.create(
        token=token,
        user_id=request.user.pk or 0,
        digest=digest_of(request.POST),
        record=str(record)[:400],
        path=path,
    )
