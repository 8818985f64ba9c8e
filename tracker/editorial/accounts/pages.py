"""The pages of administrators: who has an account, one account, and the security log."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from tracker.editorial.accounts import factors, invitations, managing, rules, sessions
from tracker.editorial.accounts.asking_again import asking_again
from tracker.editorial.accounts.models import Authenticator, Passkey, SecurityEvent
from tracker.editorial.groups import ROLES
from tracker.editorial.keys import is_key

A_PAGE = 50
View = Callable[..., HttpResponse]


def for_managers(view: View) -> View:
    """Let a view be seen by those alone who may manage accounts, with the second factor."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not rules.is_manager(request):
            raise PermissionDenied
        return asking_again(view)(request, *args, **kwargs)

    return never_cache(guarded)


class GroupsField(forms.MultipleChoiceField):
    """Which groups of the desk."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("Groups"),
            choices=lambda: list(ROLES.items()),
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )


class InviteForm(forms.Form):
    """Whom to invite, to which groups."""

    groups = GroupsField()
    email = forms.EmailField(
        label=gettext_lazy("E-mail address (may stay empty)"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("The link goes there, too, where this site sends mail."),
    )

    def clean_groups(self) -> list[str]:
        groups: list[str] = self.cleaned_data["groups"]
        if not groups:
            raise forms.ValidationError(_("Choose at least one group."))
        return groups


class GroupsForm(forms.Form):
    """The groups of an account."""

    groups = GroupsField()


def everybody() -> QuerySet[User]:
    """All accounts, those that are active first, with what the list says of each."""
    open_now = sessions.open_sessions().filter(user=OuterRef("pk")).order_by().values("user")
    return (
        User.objects.prefetch_related("groups")
        .annotate(
            has_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk")))
            | Exists(Passkey.objects.filter(user=OuterRef("pk"))),
            sessions_open=Coalesce(Subquery(open_now.annotate(n=Count("pk")).values("n")), 0),
        )
        .order_by("-is_active", "username")
    )


@for_managers
def accounts(request: HttpRequest) -> HttpResponse:
    """Lists accounts and open invitations; invites, and withdraws an invitation."""
    form, link = InviteForm(request.POST if "invite" in request.POST else None), ""
    if "withdraw" in request.POST:
        key = request.POST["withdraw"]
        if is_key(key) and invitations.withdraw(request, int(key)):
            messages.success(request, _("The invitation is withdrawn."))
        return HttpResponseRedirect(reverse("admin:accounts"))
    if form.is_valid():
        link = invitations.invite(request, **form.cleaned_data)
        form = InviteForm()
    page = Paginator(everybody(), A_PAGE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": _("Accounts"),
        "page": page,
        "rows": [(user, managing.groups_of(user)) for user in page],
        "form": form,
        "link": link,
        "days": invitations.DAYS,
        "invitations": invitations.standing()[:A_PAGE],
    }
    return TemplateResponse(request, "admin/accounts/accounts.html", context)


@for_managers
def account(request: HttpRequest, key: int) -> HttpResponse:
    """Shows one account, and does what one of the page's buttons says."""
    user = everybody().filter(pk=key).first() if is_key(str(key)) else None
    if user is None:
        raise Http404
    link = ""
    if request.method == "POST":
        try:
            link = _do(request, user)
        except managing.AccountRefused as refused:
            messages.error(request, str(refused))
        if not link:
            return HttpResponseRedirect(request.path)
    context = {
        **admin.site.each_context(request),
        "title": _("Account %(name)s") % {"name": user.get_username()},
        "person": user,
        "form": GroupsForm(initial={"groups": managing.groups_of(user)}),
        "is_oneself": user.pk == request.user.pk,
        "open_sessions": list(sessions.open_sessions(user)),
        "codes_left": factors.codes_left(user),
        "must": rules.must_have_factor(user),
        "link": link,
    }
    return TemplateResponse(request, "admin/accounts/account.html", context)


def _do(request: HttpRequest, user: User) -> str:
    """Do what was asked; a link that is to be shown, or nothing. Raises AccountRefused."""
    action = request.POST.get("do", "")
    if action == "password":
        return managing.password_link(request, user)
    if action == "groups":
        form = GroupsForm(request.POST)
        if not form.is_valid():
            raise managing.AccountRefused(_("Choose among the groups of the desk."))
        if managing.change_groups(request, user, form.cleaned_data["groups"]):
            messages.success(request, _("The groups are as chosen; the account is signed out."))
    elif action in ("activate", "deactivate"):
        managing.set_active(request, user, is_active=action == "activate")
        messages.success(request, _("Done."))
    elif action == "factor":
        managing.reset_factor(request, user)
        messages.success(request, _("The second factor is reset; the account is signed out."))
    elif action == "sign out":
        only = request.POST.get("session", "")
        count = managing.sign_out(request, user, int(only) if is_key(only) else None)
        words = ngettext("%(n)d session ended.", "%(n)d sessions ended.", count)
        messages.success(request, words % {"n": count})
    return ""


@for_managers
def log(request: HttpRequest) -> HttpResponse:
    """The security log, the newest first; `?account=` shows what names one account."""
    name = request.GET.get("account", "").replace("\0", "")
    lines = SecurityEvent.objects.order_by("-at", "-pk")
    if name:
        lines = lines.filter(who=name) | lines.filter(whom=name)
    page = Paginator(lines, A_PAGE).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": _("Security log"),
        "page": page,
        "account": name,
    }
    return TemplateResponse(request, "admin/accounts/log.html", context)
