"""What is done with the records chosen in a list; each action asks on a page of its own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tracker.editorial.lists.people import NOBODY, people_of_the_desk
from tracker.editorial.looking import MOST
from tracker.editorial.reviewing import assign_all, may_assign


class GiveForm(forms.Form):
    """Whose the chosen records are to look at."""

    to = forms.ChoiceField(label=gettext_lazy("For"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["to"]
        field.choices = [(NOBODY, _("nobody in particular")), *people_of_the_desk()]


class ChosenAdmin(admin.ModelAdmin):
    """Actions on what a list has found."""

    @admin.action(
        description=gettext_lazy("Give the chosen records to somebody"), permissions=["assign"]
    )
    def give_chosen(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        form = GiveForm(request.POST if "do" in request.POST else None)
        if not form.is_valid():
            return self.asked(request, queryset, form, "give_chosen")
        to, user = form.cleaned_data["to"], request.user
        try:
            given = assign_all(list(queryset[:MOST]), user, None if to == NOBODY else int(to))
        except ValidationError as refused:
            form.add_error("to", refused)
            return self.asked(request, queryset, form, "give_chosen")
        words = ngettext("Noted for %(n)d record.", "Noted for %(n)d records.", given)
        messages.success(request, words % {"n": given})
        return HttpResponseRedirect(request.get_full_path())

    def asked(
        self, request: HttpRequest, queryset: Any, form: Any, action: str, accused: int = 0
    ) -> HttpResponse:
        """The page that asks what is to be noted of the chosen records."""
        context = {
            **self.admin_site.each_context(request),
            "title": self.get_actions(request)[action][2],  # type: ignore[index]
            "opts": self.opts,
            "chosen": queryset[:MOST],
            "most": MOST,
            "are_more": queryset[MOST : MOST + 1].exists(),
            "accused": accused,
            "form": form,
            "action": action,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/chosen.html", context)

    def has_assign_permission(self, request: HttpRequest) -> bool:
        return may_assign(request.user, self.model())
