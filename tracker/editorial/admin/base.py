"""What the admin of every record shares: who may do what, moves, conflicts, the way to readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Model, URLField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from nested_admin.nested import NestedStackedInline

from tracker.editorial.admin.saving import NothingLostAdmin
from tracker.editorial.forms import CitationForm, FigureForm, OwnRowsFormSet, RowForm
from tracker.editorial.wording import findings
from tracker.editorial.workflow import MOVES, MoveRefused, make_move, moves_for
from tracker.record.models import Citation, Figure, Publishable, Status
from tracker.record.text import with_line_breaks
from tracker.search.among import among
from tracker.search.finding import at_the_desk, count_at_the_desk
from tracker.search.kinds import BY_NAME

# The room of each noun's public page and preview, which this room may not import.
PAGES = {
    "claim": "claims",
    "response": "responses",
    "source": "sources",
    "party": "parties",
    "place": "places",
    "dossier": "dossiers",
    "event": "events",
    "request": "requests",
}


class PlainLinks:
    """Beside a choice of another record: enter a new one or correct it, never delete it here."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        # A browser would cut what is pasted without a word; the form says how much is too much.
        if hasattr(field, "widget"):
            field.widget.attrs.pop("maxlength", None)
        if isinstance(getattr(field, "widget", None), RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return field


class RowInline(PlainLinks, NestedStackedInline):
    """Rows inside a record's form, one under the other, in the order of the public page."""

    form = RowForm
    formset = OwnRowsFormSet
    template = "admin/rows.html"
    fieldset_template = "admin/includes/fieldset.html"
    # Not by nested-admin, which needs a mouse: by buttons that write this field (row_order.js).
    is_sortable = False
    ordered_by = ""
    extra = 0
    # Rows that the form of a new record begins with. One left empty is not saved: a draft may lack
    # anything, and the panel of the saved record says what is still missing.
    offered = 0
    # A sentence under the heading, where the heading does not say what belongs here.
    intro: str | Promise = ""

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        return self.extra if obj is not None and obj.pk else max(self.extra, self.offered)


class CitationInline(RowInline):
    model = Citation
    form = CitationForm
    ordered_by = "position"
    classes = ("citations",)
    autocomplete_fields = ("source",)
    fieldsets = (
        (
            None,
            {"fields": (("source", "relation"), ("locator", "position"), ("quote", "language"))},
        ),
        (
            gettext_lazy("Translation, and words around the quote"),
            {
                "fields": ("translation", "translator", "prefix", "suffix"),
                "classes": ("collapse",),
            },
        ),
    )


class FigureInline(RowInline):
    model = Figure
    form = FigureForm
    ordered_by = "position"
    inlines = (CitationInline,)
    classes = ("figures",)
    autocomplete_fields = ("reporter", "place", "repeats", "part_of")
    fields = (
        ("population", "as_printed"),
        ("qualifier", "unit", "low", "high"),
        ("reporter", "as_of", "place"),
        ("repeats", "part_of", "position"),
    )


class DeskPaginator(Paginator):
    """Pages of an admin's list; of all records of a kind, the index knows how many there are."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        kind = BY_NAME.get(str(rows.model._meta.model_name))
        if kind is not None and not rows.query.has_filters():
            known = count_at_the_desk(kind)
            if known is not None:
                return known
        return int(rows.count())


class RecordAdmin(PlainLinks, NothingLostAdmin):
    """A record with a page: nothing typed is lost, and its page is one click away."""

    change_form_template = "admin/record_change_form.html"
    save_on_top = False
    show_full_result_count = False
    paginator = DeskPaginator
    list_per_page = 50
    actions: Sequence[str] | None = None
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    class Media:
        # Named here to come first: the desk's own script stands on it.
        js = ("admin/js/jquery.init.js", "editorial/desk.js", "editorial/row_order.js")

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= self.desk_context(request, kwargs.get("obj"))
        return super().render_change_form(request, context, *args, **kwargs)

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """What the panel above the form says of a saved record."""
        if record is None or record.pk is None:
            return {}
        return {"preview_url": preview_url(record), "public_url": public_url(record)}

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """What the index finds, of what readers see and of what they do not; the last word may be
        the beginning of one."""
        kind = BY_NAME.get(str(self.opts.model_name))
        term = search_term.strip()
        if kind is None or not term:
            return super().get_search_results(request, queryset, search_term)
        found = at_the_desk(kind, f"{term}*" if term[-1].isalnum() else term).tolist()
        return queryset.filter(among(found)), False

    def view_on_site(self, obj: Model) -> str:
        return public_url(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _was_public(obj)


class PublishableAdmin(RecordAdmin):
    """A record that is published by decision: its buttons call the workflow."""

    actions = ("submit_chosen", "publish_chosen")
    list_filter: ClassVar[Any] = ("status",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        # What somebody typed is shown to them once more; it is not saved.
        if obj is None or hasattr(request, "moved_meanwhile"):
            return allowed
        if obj.status in (Status.DRAFT, Status.IN_REVIEW):
            return allowed
        options = self.opts
        return allowed and request.user.has_perm(
            f"{options.app_label}.publish_{options.model_name}"
        )

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        context = super().desk_context(request, record)
        if not context:
            return context
        stored = type(record)._default_manager.get(pk=record.pk)
        return context | {
            "status": stored.get_status_display(),
            "findings": findings(stored) if stored.status != Status.WITHDRAWN else [],
            "moves": moves_for(stored, request.user),
            "withdrawn_reason": stored.withdrawn_reason,
        }

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_move"
        view = self.admin_site.admin_view(self.move_view)
        return [path("<path:object_id>/move/<slug:move>/", view, name=name), *super().get_urls()]

    def move_view(self, request: HttpRequest, object_id: str, move: str) -> HttpResponse:
        """Asks before a move that takes a record from readers, and makes it."""
        record = self.get_object(request, unquote(object_id))
        if record is None or move not in moves_for(record, request.user):
            messages.error(request, _("Your account may not do this now."))
            return HttpResponseRedirect(reverse("admin:index"))
        error = ""
        if request.method == "POST":
            reason = with_line_breaks(request.POST.get("_reason", ""))
            try:
                self._told_moved(request, make_move(record, move, request.user, reason))
            except (MoveRefused, ValidationError) as refused:
                error = " ".join(getattr(refused, "messages", [str(refused)]))
            else:
                return HttpResponseRedirect(self.page_address("change", object_id))
        context = {
            **self.admin_site.each_context(request),
            "title": MOVES[move].label,
            "opts": self.opts,
            "object": record,
            "move": MOVES[move],
            "reason": request.POST.get("_reason", ""),
            "error": error,
        }
        return TemplateResponse(request, "admin/confirm_move.html", context)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        name = request.POST.get("_move")
        if name is None:
            return super().response_change(request, obj)
        if name in moves_for(obj, request.user) and MOVES[name].takes_away:
            return HttpResponseRedirect(self.page_address("move", obj.pk, name))
        self._move(request, obj, name)
        posted = request.POST.copy()
        posted["_continue"] = "1"
        request.POST = posted  # type: ignore[assignment]
        return super().response_change(request, obj)

    def _move(self, request: HttpRequest, obj: Publishable, name: str) -> bool:
        if name not in moves_for(obj, request.user):
            messages.error(request, _("Your account may not do this now; the record is saved."))
            return False
        try:
            moved = make_move(obj, name, request.user)
        except (MoveRefused, ValidationError) as error:
            messages.error(request, " ".join(getattr(error, "messages", [str(error)])))
            return False
        self._told_moved(request, moved)
        return True

    def _told_moved(self, request: HttpRequest, moved: Publishable) -> None:
        messages.success(
            request,
            _("%(record)s: %(status)s.")
            % {"record": moved, "status": moved.get_status_display().lower()},
        )

    def _move_chosen(self, request: HttpRequest, queryset: Any, name: str) -> None:
        done = sum(self._move(request, record, name) for record in queryset)
        if done > 1:
            messages.success(
                request,
                ngettext("%(n)d record moved.", "%(n)d records moved.", done) % {"n": done},
            )

    @admin.action(
        description=gettext_lazy("Send the chosen records for review"), permissions=["change"]
    )
    def submit_chosen(self, request: HttpRequest, queryset: Any) -> None:
        self._move_chosen(request, queryset, "submit")

    @admin.action(description=gettext_lazy("Publish the chosen records"), permissions=["publish"])
    def publish_chosen(self, request: HttpRequest, queryset: Any) -> None:
        self._move_chosen(request, queryset, "publish")

    def has_publish_permission(self, request: HttpRequest) -> bool:
        options = self.opts
        return request.user.has_perm(f"{options.app_label}.publish_{options.model_name}")

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def status_mark(self, obj: Publishable) -> SafeString:
        return format_html(
            '<span class="status status-{}">{}</span>', obj.status, obj.get_status_display()
        )


def _was_public(record: Any) -> bool:
    return bool(getattr(record, "published_at", None))


def preview_url(record: Model) -> str:
    """Where signed-in staff see the record's page, drafts included; empty where it has none."""
    kind = PAGES.get(str(record._meta.model_name))
    key = getattr(record, "slug", "") or getattr(record, "reference", "")
    try:
        return reverse("preview", args=[kind, key]) if kind and key else ""
    except NoReverseMatch:
        return ""


def public_url(record: Any) -> str:
    """The record's public page, where readers can see it; empty where they cannot."""
    seen = getattr(type(record)._default_manager.all(), "published", None)
    if seen is None or not hasattr(record, "get_absolute_url"):
        return ""
    return record.get_absolute_url() if seen().filter(pk=record.pk).exists() else ""
