"""What the admin of every record shares: its lists, its search, the way to readers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import Model, URLField
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from tracker.edition.models import Edition
from tracker.edition.readers import NOW
from tracker.editorial.admin.already_here import AlreadyHereAdmin
from tracker.editorial.admin.inlines import PlainLinks
from tracker.editorial.admin.marking import mark_in_place
from tracker.editorial.admin.own import is_choosing
from tracker.editorial.admin.reviewing import ReviewAdmin
from tracker.editorial.admin.saving import forms_of
from tracker.editorial.admin.typed_form import TypedFormAdmin
from tracker.editorial.admin.waiting import WaitingAdmin, waiting_since
from tracker.editorial.advising import advice_on
from tracker.editorial.harm_decisions import questions_in
from tracker.editorial.harm_texts import read_whole
from tracker.editorial.keys import is_key
from tracker.editorial.lists.chosen import ChosenAdmin
from tracker.editorial.lists.work_list import WorkListAdmin
from tracker.editorial.open_forms import note_closed, note_open
from tracker.editorial.own_records import contributes
from tracker.editorial.own_searches import as_begun, found_to_choose
from tracker.editorial.reviewing import assigned, count_open
from tracker.editorial.wording import findings_of
from tracker.record.models import Correction, Status
from tracker.record.nouns import NOUNS, name_of, noun_name
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


class RecordAdmin(
    WorkListAdmin,
    ChosenAdmin,
    TypedFormAdmin,
    WaitingAdmin,
    ReviewAdmin,
    PlainLinks,
    AlreadyHereAdmin,
):
    """A record with a page: nothing typed is lost, and its page is one click away."""

    change_form_template = "admin/record_change_form.html"
    save_on_top = False
    show_full_result_count = False
    # Each would be a count of its own.
    show_facets = admin.ShowFacets.NEVER
    paginator = DeskPaginator
    list_per_page = 50
    actions: Sequence[str] = ("give_chosen",)
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    class Media:
        # Named here to come first: the desk's own script stands on it.
        js = (
            "admin/js/jquery.init.js",
            "editorial/desk.js",
            "editorial/rows.js",
            "editorial/row_order.js",
            "editorial/already_here.js",
            "editorial/typed_name.js",
            "editorial/autosave.js",
            "editorial/in_a_dialog.js",
        )

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        response = super().changeform_view(request, object_id, *args, **kwargs)
        record = getattr(request, "open_record", None)
        user: Any = request.user
        if record is None or not self.has_change_permission(request, record):
            return response
        if request.method == "GET" and response.status_code == 200:
            note_open(record, user)
        elif response.status_code == 302:
            note_closed(record, user)
        return response

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context |= self.desk_context(request, kwargs.get("obj"))
        asked = [harm for question in context.get("harm", ()) for harm in question.harms]
        told = (*context.get("findings", ()), *context.get("plainer", ()))
        mark_in_place(forms_of(context), [*told, *asked])
        return super().render_change_form(request, context, *args, **kwargs)

    def desk_context(self, request: HttpRequest, record: Any) -> dict[str, Any]:
        """What the panel above the form says of a saved record."""
        if record is None or record.pk is None:
            return {}
        is_corrector = request.user.has_perm("record.add_correction")
        # As it is saved, not as it was typed since; read once for all that is asked of it.
        (whole,) = read_whole([record])
        return {
            "whole": whole,
            "preview_url": preview_url(record, request.user),
            "public_url": public_url(record),
            "waiting_since": waiting_since(record),
            "waiting_url": self.page_address("waiting", record.pk),
            "comments_url": self.page_address("comments", record.pk),
            "open_comments": count_open(record),
            "reviewers_url": self.reviewers_address(request, record),
            "assigned": assigned(record),
            "correct_url": correction_url(record) if is_corrector else "",
            **_gate_context(whole),
        }

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        record = super().get_object(request, *args, **kwargs)
        request.open_record = record  # type: ignore[attr-defined]
        return record

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address of a new record's form says, but for keys that no record can have."""
        given = dict(super().get_changeform_initial_data(request))
        relations = {field.name for field in self.opts.get_fields() if field.is_relation}
        return {
            name: value
            for name, value in given.items()
            if name not in relations or isinstance(value, list) or is_key(str(value))
        }

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """What the index finds, of what readers see and of what they do not; the last word may be
        the beginning of one."""
        kind = BY_NAME.get(str(self.opts.model_name))
        term = search_term.strip()
        if kind is None or not term:
            return super().get_search_results(request, queryset, search_term)
        begins = as_begun(term)
        if is_choosing(request) and self.contributors_noun(request):
            return queryset.filter(found_to_choose(kind, begins)), False
        found = at_the_desk(kind, begins).tolist()
        return queryset.filter(among(found)), False

    def view_on_site(self, obj: Model) -> str:
        return public_url(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _was_public(obj)


def _gate_context(whole: Any) -> dict[str, Any]:
    """What the gate asks of a record that `read_whole` has read."""
    if getattr(whole, "status", "") == Status.WITHDRAWN:
        return {}
    return {
        "findings": findings_of(whole),
        "plainer": advice_on(whole),
        "harm": questions_in([whole]),
    }


def _was_public(record: Any) -> bool:
    """Whether readers see a record, or once saw it: it is withdrawn, not deleted."""
    if getattr(record, "published_at", None):
        return True
    return record is not None and bool(NOW.trees([name_of(record)]))


def preview_url(record: Model, user: Any) -> str:
    """Where an account sees the record's page, drafts included; empty where it has none. Beside the
    record a contributor sees nothing that readers do not."""
    kind = PAGES.get(str(record._meta.model_name))
    if kind and contributes(user, NOUNS[noun_name(record)]):
        return reverse("own_preview", args=[noun_name(record), record.pk])
    key = getattr(record, "slug", "") or getattr(record, "reference", "")
    try:
        return reverse("preview", args=[kind, key]) if kind and key else ""
    except NoReverseMatch:
        return ""


def correction_url(record: Model) -> str:
    """The form of a correction of what readers see of the record now; empty where they see none."""
    name = noun_name(record)
    shown = NOW.revised(NOUNS[name].name_of(record)) if name in Correction.TARGETS else None
    if shown is None:
        return ""
    query = urlencode({name: record.pk, "of_revision": shown.revision})
    return f"{reverse('admin:record_correction_add')}?{query}"


def public_url(record: Any) -> str:
    """The record's public page, where readers see it; empty where they do not.

    Its address is that which was published last, whatever the desk's rows say by now.
    """
    noun = str(record._meta.model_name)
    if noun not in PAGES or record.pk is None:
        return ""
    rows = Edition.objects.standing().whole().filter(key=name_of(record))
    address = rows.values_list("address", flat=True).first()
    return reverse(noun, args=[address]) if address else ""
