"""Saving without losing anybody's work: two people at one record, a busy database, a full disk."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, TooManyFieldsSent, ValidationError
from django.db import DatabaseError, IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tracker.edition.redaction import standing_now
from tracker.editorial import conflicts, kept_forms
from tracker.editorial.admin.history import HistoryAdmin
from tracker.editorial.admin.own import with_choices
from tracker.editorial.admin.rows import RowsAdmin, all_formsets
from tracker.editorial.changes import change, current
from tracker.editorial.keys import is_key
from tracker.editorial.not_saved import refused_by_database
from tracker.editorial.questions import SURE, AskingForm, asked_in, unseen_in
from tracker.ledger.models import Entry
from tracker.record.nouns import name_of
from tracker.record.text import validate_prose
from tracker.record.transactions import reading_only
from tracker.record.trouble import report, take_back_messages, trouble_of

WHY = "_why"
LONGEST_WHY = 2000
# The status in which a form showed its record.
SEEN_STATUS = "_status"
# Why a form is shown again with what was typed: with those of `kept_forms`, that it was typed in a
# row of an outline and not saved.
TYPED = "typed"
WHY_KEPT = {
    TYPED: gettext_lazy("This is what you typed. It is not saved yet: look at it, then save."),
    kept_forms.SIGNED_OUT: gettext_lazy(
        "Your session had ended when you saved. Nothing was saved yet, and nothing is lost: here "
        "is all that you typed. Save again."
    ),
    kept_forms.OTHER_TAB: gettext_lazy(
        "You signed in anew in another tab. Nothing was saved yet, and nothing is lost: here is "
        "all that you typed. Save again."
    ),
}
# Rows of one sort in one form. The largest claim on record has 61 points.
MOST_ROWS = 500
TOTAL = "-TOTAL_FORMS"


class RecordedAdmin(HistoryAdmin):
    """A form whose every save and deletion is written down in the ledger, with the reason given."""

    change_form_template = "admin/recorded_change_form.html"
    form = AskingForm

    def _changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        _refuse_too_many_rows(request)
        action = Entry.Action.CHANGED if args and args[0] else Entry.Action.ENTERED
        with change(request.user, action, request.POST.get(WHY, "").strip()):
            return super()._changeform_view(  # type: ignore[misc]
                request, *args, **kwargs
            )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["why"] = request.POST.get(WHY, "")
        if not (kwargs.get("add") or self.has_change_permission(request, kwargs.get("obj"))):
            # Django offers to save where rows of other records could be: it would be refused.
            context |= {"show_save": False, "show_save_and_continue": False}
            context["show_save_and_add_another"] = False
        if kwargs.get("add"):
            context["form_token"] = request.POST.get(kept_forms.FORM) or kept_forms.new_token()
        context["questions"] = asked_in(forms_of(context))
        context["answered"] = request.POST.getlist(SURE)
        response = super().render_change_form(request, context, *args, **kwargs)
        kept_forms.remember(request, response)
        return response

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        current().touch(form.instance)
        current().about(form.instance)
        kept_forms.forget(request)
        if change and form.has_changed() | any(rows.has_changed() for rows in formsets):
            tell_that_it_waits(request, form.instance)
        if not change:
            there = self.page_address("change", form.instance.pk)
            kept_forms.note_saved(request, form.instance, there)
        taken, kept = unseen_in([form, *(row for rows in all_formsets(formsets) for row in rows)])
        for fields, told in (
            (taken, _("Invisible characters were taken out of: %(fields)s.")),
            (kept, _("Invisible characters stay as the source has them in: %(fields)s.")),
        ):
            if fields:
                messages.info(request, told % {"fields": ", ".join(dict.fromkeys(fields))})

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with change(request.user, Entry.Action.DELETED) as door:
            door.removing(obj)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        for obj in queryset:
            self.delete_model(request, obj)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kw: Any
    ) -> Any:
        form_class: Any = super().get_form(request, obj, change, **kw)

        def clean(form: Any) -> Any:
            data = super(guarded, form).clean()  # type: ignore[misc]
            if refusal := self._refusal(request, form.instance):
                raise ValidationError(refusal)
            return data

        guarded: Any = type(form_class)(form_class.__name__, (form_class,), {"clean": clean})
        return with_choices(guarded, request.user)

    def _refusal(self, request: HttpRequest, record: Any) -> str:
        """Why a form that came back whole is not saved all the same; empty when it is."""
        saved = kept_forms.saved_already(request) if record.pk is None else None
        if saved:
            return _(
                "This form was saved already, as %(record)s. Nothing more was saved: change that "
                "record, and copy from here what you typed since."
            ) % {"record": saved.record}
        why = request.POST.get(WHY, "")
        try:
            validate_prose(why.replace("\r\n", "\n"))
        except ValidationError as error:
            return _("Why it is changed: %(what)s") % {"what": " ".join(error.messages)}
        if len(why) > LONGEST_WHY:
            return _("Why it is changed: at most %(most)d characters.") % {"most": LONGEST_WHY}
        return ""


def tell_that_it_waits(request: HttpRequest, record: Any) -> None:
    """Say that readers do not see yet what was just saved, where they see the record."""
    if standing_now([name_of(record)])[name_of(record)] == Entry.Shown.WHOLE:
        text = _("Readers go on seeing what was published before, until this is published.")
        messages.warning(request, text)


class NothingLostAdmin(RecordedAdmin, RowsAdmin):
    """A form that comes back with all that was typed when it cannot be saved as it is."""

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        # The row is locked while its form is saved; on SQLite the whole transaction is.
        return rows.select_for_update(of=("self",)) if _is_saving(request) else rows

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        shown_again = (request, object_id, form_url, extra_context)
        if request.method == "POST" and object_id is None:
            saved = kept_forms.saved_already(request)
            if saved and saved.digest == kept_forms.digest_of(request.POST):
                messages.info(request, _("It was saved already; here it is."))
                return HttpResponseRedirect(saved.path)
        kept = self.kept_form(request, object_id)
        if kept is not None and request.method == "GET":
            kept_forms.send_again(request, kept)
            request.why_kept = kept.why  # type: ignore[attr-defined]
        else:
            try:
                return super().changeform_view(*shown_again)
            except conflicts.Outdated as outdated:
                request.POST = outdated.data  # type: ignore[assignment]
                request.told = outdated.told  # type: ignore[attr-defined]
            except PermissionDenied:
                if not self._was_moved_meanwhile(request, object_id):
                    raise
                request.moved_meanwhile = True  # type: ignore[attr-defined]
            except IntegrityError:
                # Two of the same form at once: the other one was saved.
                if object_id is not None or kept_forms.saved_already(request) is None:
                    raise
            except DatabaseError as error:
                trouble = trouble_of(error)
                if request.method != "POST" or trouble is None:
                    raise
                report(trouble)
                request.trouble = trouble  # type: ignore[attr-defined]
        take_back_messages(request)
        with reading_only():
            return self._changeform_view(*shown_again)

    def kept_form(self, request: HttpRequest, object_id: str | None) -> Any:
        """What was typed before and is asked for, with `data` and `why`; None otherwise."""
        return kept_forms.kept_for(request) if kept_forms.KEPT in request.GET else None

    def _was_moved_meanwhile(self, request: HttpRequest, object_id: str | None) -> bool:
        """Whether a form was opened by somebody who might save it then, and may not now."""
        record = self.get_object(request, unquote(object_id)) if object_id else None
        seen = request.POST.get(SEEN_STATUS, "")
        is_other = record is not None and seen not in ("", getattr(record, "status", ""))
        return is_other and self.has_view_permission(request, record)

    def _refusal(self, request: HttpRequest, record: Any) -> str:
        if why := getattr(request, "why_kept", ""):
            return str(WHY_KEPT[why])
        if hasattr(request, "moved_meanwhile"):
            return _(
                "This record was moved on while you were writing, and your account may not change "
                "it now. Nothing was saved. What you typed stands below, to copy or to hand on."
            )
        if hasattr(request, "trouble"):
            return refused_by_database(request.trouble)
        if hasattr(request, "told") or (record.pk and self._has_moved_on(request, record)):
            return _(
                "Somebody else saved this record while you were writing. Nothing of yours was "
                "saved yet, and nothing is lost: see above, then save again."
            )
        return super()._refusal(request, record)

    def _has_moved_on(self, request: HttpRequest, record: Any) -> bool:
        note = conflicts.read_note(request.POST.get(conflicts.NOTE, ""))
        if not note or note.get("revision") == record.revision:
            return False
        # A move of its status, or a save that changed nothing, is nothing to tell.
        return conflicts.digests(self._as_stored(request, record.pk)) != note["rows"]

    def _as_stored(self, request: HttpRequest, pk: Any) -> conflicts.Row:
        """What the form would show of the record as it is stored now."""
        looked = copy(request)
        looked.method = "GET"
        stored = self.model._default_manager.get(pk=pk)
        form = self.get_form(looked, stored, change=True)(instance=stored)
        rows = [
            formset(**self.get_formset_kwargs(looked, stored, inline, formset.get_default_prefix()))
            for formset, inline in self.get_formsets_with_inlines(looked, stored)
        ]
        return conflicts.as_shown(form, rows)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        form = context["adminform"].form
        formsets = [inline.formset for inline in context["inline_admin_formsets"]]
        status = getattr(form.instance, "status", "") if form.instance.pk else ""
        context["seen_status"] = request.POST.get(SEEN_STATUS, "") if form.is_bound else status
        if form.is_bound:
            self._merge_if_outdated(request, form, formsets)
            context["seen_note"] = request.POST.get(conflicts.NOTE, "")
            context["told"] = getattr(request, "told", None)
        elif form.instance.pk:
            context["seen_note"] = conflicts.note_for(conflicts.as_shown(form, formsets))
        return super().render_change_form(request, context, *args, **kwargs)

    def _merge_if_outdated(self, request: HttpRequest, form: Any, formsets: list[Any]) -> None:
        """Raise Outdated for a form that shows less than the record holds, and was not told."""
        note = conflicts.read_note(request.POST.get(conflicts.NOTE, ""))
        if not (note and form.instance.pk) or _is_shown_again(request):
            return
        stored = self._as_stored(request, form.instance.pk)
        if conflicts.digests(stored) != note["rows"]:
            sent = conflicts.as_sent(form, formsets)
            raise conflicts.merge(sent, stored, note["rows"], request.POST)


def _refuse_too_many_rows(request: HttpRequest) -> None:
    """Raise TooManyFieldsSent for a form that says it has more rows than anybody types."""
    totals = [str(value) for name, value in request.POST.items() if name.endswith(TOTAL)]
    if any(not is_key(value) or int(value) > MOST_ROWS for value in totals):
        raise TooManyFieldsSent("more rows than a form may have")


def forms_of(context: dict[str, Any]) -> Iterator[Any]:
    """A page's form, and those of its rows at every depth."""
    yield context["adminform"].form
    for rows in all_formsets(one.formset for one in context["inline_admin_formsets"]):
        yield from rows.forms


def _is_saving(request: HttpRequest) -> bool:
    """Whether a record's form is being saved, in a transaction."""
    match = request.resolver_match
    name = (match and match.url_name) or ""
    return request.method == "POST" and name.endswith("_change") and not _is_shown_again(request)


def _is_shown_again(request: HttpRequest) -> bool:
    """Whether a form that came back is only shown again, with its reason, and not saved."""
    reasons = ("told", "trouble", "why_kept", "moved_meanwhile")
    return any(hasattr(request, reason) for reason in reasons)
