"""The page that erases what somebody sent: what goes, and why. It shows nothing of it."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tracker.editorial.accounts.asking_again import asking_again
from tracker.editorial.outsiders.desk.guarding import for_erasers, person, submission_at
from tracker.editorial.outsiders.settling import Settled, erase, may_read
from tracker.record.choices import ErasedBecause


class EraseSubmissionForm(forms.Form):
    """Why it is erased, and that it is meant; nothing is chosen beforehand."""

    because = forms.ChoiceField(
        label=gettext_lazy("Why, as anybody may be told"),
        choices=[("", "---------"), *ErasedBecause.choices],
    )
    is_meant = forms.BooleanField(
        label=gettext_lazy("I have read what goes, and that nobody can bring it back"),
        label_suffix="",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_erasers
@asking_again
def erase_view(request: HttpRequest, key: int) -> HttpResponse:
    """Says what goes, and erases it."""
    row, user = submission_at(key), person(request)
    form = EraseSubmissionForm(request.POST or None)
    item = reverse("admin:submission", args=[row.pk])
    back = item if may_read(user) else reverse("admin:index")
    if request.method == "POST" and form.is_valid():
        try:
            erase(row, ErasedBecause(form.cleaned_data["because"]), user)
        except Settled as settled:
            messages.error(request, str(settled))
        else:
            messages.success(request, _("It was erased. Backups have it until they expire."))
        return HttpResponseRedirect(back)
    context = {
        **admin.site.each_context(request),
        "title": _("Erase what was received, number %(number)s") % {"number": row.pk},
        "item": row,
        "form": form,
        "back": back,
    }
    return TemplateResponse(request, "admin/outsiders/erase.html", context)
