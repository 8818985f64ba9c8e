"""The page that an invitation leads to."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tracker.editorial.accounts import invitations
from tracker.editorial.groups import ROLES


@sensitive_post_parameters()
@never_cache
def invited(request: HttpRequest, token: str) -> HttpResponse:
    """Lets whoever has the link choose a name and a password. To look at it uses nothing up."""
    invitation = invitations.found(token)
    form = None
    if invitation is not None:
        form = invitations.JoinForm(request.POST or None, initial={"email": invitation.email})
        if form.is_valid() and invitations.join(request, token, form) is not None:
            messages.success(request, _("Your account is made. Sign in with it."))
            return HttpResponseRedirect(reverse("admin:login"))
        if form.is_bound and form.is_valid():
            invitation = None
    context = {
        **admin.site.each_context(request),
        "title": _("Your account at the desk"),
        "form": form,
        "roles": [ROLES[name] for name in invitation.groups.split() if name in ROLES]
        if invitation
        else [],
        "is_open": invitation is not None,
    }
    # Not as an error where the link is void: those are logged with their address, and so the link.
    return TemplateResponse(request, "admin/accounts/invited.html", context)
