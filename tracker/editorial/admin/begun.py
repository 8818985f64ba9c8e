"""A new record begun from a source or from a name in its text, which is afterwards read on."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from tracker.capture.models import CopyText
from tracker.editorial.keys import is_key
from tracker.editorial.reading.in_hand import record_called, take_in_hand
from tracker.record.models import Citation, Source

# Where the text was read in which a new party or place is named; with a record, beside its outline.
TEXT_OF, TEXT_COPY, TEXT_PART, TEXT_RECORD = "text_of", "text_copy", "text_part", "text_record"


class BegunFromText(admin.ModelAdmin):
    """A form of a new party or place that a name in a text began, to which one comes back."""

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Back to the part of the text, where the name is known now."""
        response = super().response_add(request, obj, post_url_continue)
        source = _source_called(request, request.GET.get(TEXT_OF, ""))
        if source is None or "_save" not in request.POST or IS_POPUP_VAR in request.POST:
            return response
        given = {"copy": request.GET.get(TEXT_COPY, ""), "part": request.GET.get(TEXT_PART, "")}
        query = {name: value for name, value in given.items() if is_key(value)}
        record = record_called(request, request.GET.get(TEXT_RECORD, ""))
        if record is not None:
            outline = reverse(f"admin:record_{record._meta.model_name}_outline", args=[record.pk])
            return HttpResponseRedirect(f"{outline}?{urlencode(query)}#beside")
        address = reverse("admin:record_source_text", args=[source.pk])
        return HttpResponseRedirect(f"{address}?{urlencode(query)}#suggestions")


class BegunFromSource(admin.ModelAdmin):
    """A form of a new record that `?source=` gives its first citation."""

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> Any:
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        source = source_asked(request)
        if source is None or obj.pk or request.method == "POST" or not self._is_of_whole(inline):
            return kwargs
        return {**kwargs, "initial": [{"source": source.pk, "language": source.language}]}

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> Any:
        inlines = super().get_inline_instances(request, obj)
        if obj is None and source_asked(request) is not None:
            for inline in filter(self._is_of_whole, inlines):
                inline.extra = 1
        return inlines

    def _is_of_whole(self, inline: Any) -> bool:
        return inline.model is Citation and inline.parent_model is self.model

    def response_add(
        self, request: HttpRequest, obj: Any, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Back to the source's text, with the new record in hand."""
        response = super().response_add(request, obj, post_url_continue)
        source = source_asked(request)
        if source is None:
            return response
        take_in_hand(request, source, obj)
        has_text = CopyText.objects.readable().filter(capture__source=source).exists()
        if "_save" not in request.POST or not has_text:
            return response
        messages.info(request, _("It is in hand: select passages for it."))
        return HttpResponseRedirect(reverse("admin:record_source_text", args=[source.pk]))


def source_asked(request: HttpRequest) -> Source | None:
    return _source_called(request, request.GET.get("source", ""))


def _source_called(request: HttpRequest, key: str) -> Source | None:
    user: Any = request.user
    may_see = is_key(key) and user.has_perm("record.view_source")
    return Source.objects.filter(pk=key).first() if may_see else None
